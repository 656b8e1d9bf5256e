//! Owns asking a server on this machine for one page, without an HTTP library.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result};

/// An answer with its header left away.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

/// `GET` on the loopback address. The body ends with the connection, or where the answer's length says: some servers
/// leave the connection open although they are asked to close it.
pub(crate) fn get(port: u16, path: &str) -> Result<Answer> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(2))?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    // In one piece: a server that answers after the first packet would reset the connection at the second.
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept: */*\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut bytes = Vec::new();
    let mut buffer = [0; 16 * 1024];
    loop {
        let count = stream.read(&mut buffer)?;
        bytes.extend_from_slice(&buffer[..count]);
        if count == 0 || expected_length(&bytes).is_some_and(|length| bytes.len() >= length) {
            break;
        }
    }
    parse(&bytes).with_context(|| format!("the answer to {path} is not HTTP"))
}

/// How long header and body are together, once the header is there and tells.
fn expected_length(bytes: &[u8]) -> Option<usize> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let length: usize = name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())??;
        Some(end + 4 + length)
    })
}

fn parse(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let status = head.strip_prefix("HTTP/1.")?.split_whitespace().nth(1)?.parse().ok()?;
    let body = &bytes[end + 4..];
    let chunked = head.lines().any(|line| line.to_ascii_lowercase().starts_with("transfer-encoding: chunked"));
    Some(Answer { status, body: if chunked { joined(body)? } else { body.to_vec() } })
}

/// A body that was sent in pieces, each after its length in hexadecimal digits.
fn joined(mut chunks: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = chunks.windows(2).position(|two| two == b"\r\n")?;
        let digits = std::str::from_utf8(&chunks[..end]).ok()?.split(';').next()?.trim();
        let length = usize::from_str_radix(digits, 16).ok()?;
        if length == 0 {
            return Some(body);
        }
        let (chunk, rest) = chunks[end + 2..].split_at_checked(length)?;
        body.extend_from_slice(chunk);
        chunks = rest.strip_prefix(b"\r\n")?;
    }
}

/// A port that nobody uses at this moment.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[test]
    fn status_and_body_are_taken_apart() {
        let answer = parse(b"HTTP/1.1 404 Not Found\r\nA: b\r\n\r\nno\r\n\r\nsuch").unwrap();
        assert_eq!(answer, Answer { status: 404, body: b"no\r\n\r\nsuch".to_vec() });
        assert_eq!(parse(b"SSH-2.0"), None);
    }

    #[test]
    fn a_body_in_pieces_is_joined_and_a_torn_one_refused() {
        let answer = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n";
        assert_eq!(parse(answer).unwrap().body, b"abcde");
        assert_eq!(joined(b"5\r\nab"), None);
    }

    #[test]
    fn the_announced_length_ends_an_answer_on_an_open_connection() {
        assert_eq!(expected_length(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhe"), Some(43));
        assert_eq!(expected_length(b"HTTP/1.1 200 OK\r\nContent-Len"), None);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").unwrap();
            // Ends only when the other side hangs up.
            let mut rest = Vec::new();
            stream.read_to_end(&mut rest).unwrap();
        });
        assert_eq!(get(port, "/").unwrap().body, b"ok");
        server.join().unwrap();
    }

    #[test]
    fn a_page_is_fetched_from_a_real_socket() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 512];
            let count = stream.read(&mut request).unwrap();
            stream.write_all(b"HTTP/1.0 200 OK\r\n\r\nhello").unwrap();
            String::from_utf8_lossy(&request[..count]).into_owned()
        });
        assert_eq!(get(port, "/x").unwrap().body, b"hello");
        assert!(server.join().unwrap().starts_with("GET /x HTTP/1.1\r\n"));
    }
}
