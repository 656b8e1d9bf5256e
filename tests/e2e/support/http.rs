//! A request without a browser, for waiting on the server and for reading what it serves.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use anyhow::{Context, Result, ensure};

/// An answer: status, head and body as text.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

/// `GET` over HTTP/1.1 on loopback, closing afterwards.
pub(crate) fn get(port: u16, path: &str) -> Result<Answer> {
    let (status, head, body) = ask(port, path)?;
    Ok(Answer { status, head, body: String::from_utf8_lossy(&body).into_owned() })
}

/// The bytes of a file that is there.
pub(crate) fn bytes(port: u16, path: &str) -> Result<Vec<u8>> {
    let (status, _, body) = ask(port, path)?;
    ensure!(status == 200, "{path}: {status}");
    Ok(body)
}

fn ask(port: u16, path: &str) -> Result<(u16, String, Vec<u8>)> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n")?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").context("no end of the head")?;
    let body = bytes.split_off(end + 4);
    let head = String::from_utf8_lossy(&bytes).to_lowercase();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).context("no status")?;
    Ok((status, head, body))
}
