//! Somebody else's site: one page of another origin that frames a card.

use std::{
    io::{Read, Write},
    net::TcpListener,
};

use anyhow::Result;

/// Serves one HTML page on a port of its own until the process ends; the answer is its address.
pub(crate) fn serve(html: String) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    // `127.0.0.1` is another origin than the `localhost` of the server, by name and by port.
    let address = format!("http://127.0.0.1:{}/", listener.local_addr()?.port());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut stream = stream;
            let mut request = [0_u8; 4096];
            let read = stream.read(&mut request).unwrap_or(0);
            let page = request.starts_with(b"GET / ") && read > 0;
            let (status, body) = if page { ("200 OK", html.as_str()) } else { ("204 No Content", "") };
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    Ok(address)
}
