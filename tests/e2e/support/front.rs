//! What stands between a browser and the server where a test needs more than the server gives.
//!
//! Owns pages and scripts that only a measurement needs and no visitor gets, answers that are held back until the test lets
//! them go, and the headers that isolate a page from other origins, because only then the browser's clock has steps of 5 µs.
//! All else is the real server's.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{Arc, Condvar, Mutex, PoisonError},
};

use anyhow::Result;

/// What isolates a page; the server's own headers of these names are left out.
const ISOLATION: [(&str, &str); 3] = [
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// Path, content type and text of a file of the measurement.
pub(crate) type Own = (&'static str, &'static str, String);

/// Answers that wait: those whose path contains a text, until it is opened.
#[derive(Clone, Default)]
pub(crate) struct Gate {
    piece: Option<String>,
    open: Arc<(Mutex<bool>, Condvar)>,
}

impl Gate {
    /// Holds back what contains a text.
    pub(crate) fn holding(piece: &str) -> Self {
        Self { piece: Some(piece.to_owned()), ..Self::default() }
    }

    /// Lets everything go from now on.
    pub(crate) fn open(&self) {
        let (open, changed) = &*self.open;
        *open.lock().unwrap_or_else(PoisonError::into_inner) = true;
        changed.notify_all();
    }

    fn wait(&self, path: &str) {
        if !self.piece.as_ref().is_some_and(|piece| path.contains(piece.as_str())) {
            return;
        }
        let (open, changed) = &*self.open;
        let mut is_open = open.lock().unwrap_or_else(PoisonError::into_inner);
        while !*is_open {
            is_open = changed.wait(is_open).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Stands before a server until the process ends; the answer is its address.
pub(crate) fn before(server: u16, own: Vec<Own>, gate: Gate) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    // `localhost`, because browsers keep `__Host-` cookies there without TLS.
    let address = format!("http://localhost:{}", listener.local_addr()?.port());
    let own = Arc::new(own);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (own, gate) = (own.clone(), gate.clone());
            // A browser that hangs up is no failure of the measurement.
            std::thread::spawn(move || drop(serve(stream, server, &own, &gate)));
        }
    });
    Ok(address)
}

fn serve(mut near: TcpStream, server: u16, own: &[Own], gate: &Gate) -> std::io::Result<()> {
    let (head, rest) = head(&mut near)?;
    let path = head.split(' ').nth(1).unwrap_or_default();
    gate.wait(path);
    if let Some((_, kind, text)) = own.iter().find(|(known, ..)| *known == path) {
        let length = text.len();
        let start =
            format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n");
        near.write_all(format!("{start}{}\r\n{text}", isolation()).as_bytes())?;
        return near.shutdown(Shutdown::Write);
    }
    let mut far = TcpStream::connect(("127.0.0.1", server))?;
    far.write_all(without(&head, &["connection"], "Connection: close\r\n").as_bytes())?;
    far.write_all(&rest)?;
    let (mut up_from, mut up_to) = (near.try_clone()?, far.try_clone()?);
    std::thread::spawn(move || drop(std::io::copy(&mut up_from, &mut up_to)));
    let (answer, rest) = self::head(&mut far)?;
    let dropped: Vec<&str> = ISOLATION.iter().map(|(name, _)| *name).collect();
    near.write_all(without(&answer, &dropped, &isolation()).as_bytes())?;
    near.write_all(&rest)?;
    std::io::copy(&mut far, &mut near)?;
    near.shutdown(Shutdown::Both)
}

fn isolation() -> String {
    ISOLATION.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect()
}

/// A head without some of its lines and with others.
fn without(head: &str, dropped: &[&str], added: &str) -> String {
    let kept = head.split_inclusive("\r\n").filter(|line| {
        let name = line.split(':').next().unwrap_or_default();
        !line.trim().is_empty() && !dropped.iter().any(|dropped| dropped.eq_ignore_ascii_case(name))
    });
    kept.chain([added, "\r\n"]).collect()
}

/// Reads up to the end of a head; what came behind it is the beginning of the body.
fn head(stream: &mut TcpStream) -> std::io::Result<(String, Vec<u8>)> {
    let (mut read, mut buffer) = (Vec::new(), [0_u8; 16 * 1024]);
    loop {
        let count = stream.read(&mut buffer)?;
        if count == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        read.extend_from_slice(&buffer[..count]);
        if let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") {
            let body = read.split_off(end + 4);
            return Ok((String::from_utf8_lossy(&read).into_owned(), body));
        }
    }
}
