//! Somebody else's site: one page of another origin that frames a card.

use std::{
    collections::BTreeMap,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::Arc,
};

use anyhow::Result;

/// Serves one HTML page on a port of its own until the process ends; the answer is its address.
pub(crate) fn serve(html: String) -> Result<String> {
    Ok(serve_all(BTreeMap::from([("/".to_owned(), html)]))? + "/")
}

/// Serves HTML pages by their paths on a port of its own until the process ends; the answer is its address, without a slash at
/// its end.
pub(crate) fn serve_all(pages: BTreeMap<String, String>) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    // `127.0.0.1` is another origin than the `localhost` of the server, by name and by port.
    let address = format!("http://127.0.0.1:{}", listener.local_addr()?.port());
    let pages = Arc::new(pages);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let pages = pages.clone();
            // Browsers open connections ahead of time and say nothing on them; nobody else may wait for those.
            std::thread::spawn(move || answer(stream, &pages));
        }
    });
    Ok(address)
}

fn answer(mut stream: TcpStream, pages: &BTreeMap<String, String>) {
    let mut request = [0_u8; 4096];
    let read = stream.read(&mut request).unwrap_or(0);
    let asked = String::from_utf8_lossy(&request[..read]);
    let page = asked.strip_prefix("GET ").and_then(|rest| pages.get(rest.split(' ').next()?));
    let (status, body) = page.map_or(("204 No Content", ""), |html| ("200 OK", html.as_str()));
    // A browser that has left already needs no answer.
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
}
