//! Somebody else's site: pages of another origin that frame a card, and a folder on a plain file server.

use std::{
    collections::BTreeMap,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::{Component, Path, PathBuf},
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

/// Serves a folder as plain file servers do, by the endings of names, until the process ends; the answer is its address, without
/// a slash at its end.
pub(crate) fn serve_folder(folder: PathBuf) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = format!("http://127.0.0.1:{}", listener.local_addr()?.port());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let folder = folder.clone();
            std::thread::spawn(move || answer_file(stream, &folder));
        }
    });
    Ok(address)
}

fn answer_file(mut stream: TcpStream, folder: &Path) {
    let mut request = [0_u8; 4096];
    let read = stream.read(&mut request).unwrap_or(0);
    let asked = String::from_utf8_lossy(&request[..read]);
    let path = asked.strip_prefix("GET ").and_then(|rest| rest.split([' ', '?', '#']).next()).unwrap_or_default();
    let mut file = folder.join(path.trim_start_matches('/'));
    if file.is_dir() {
        file.push("index.html");
    }
    let inside = file.components().all(|part| part != Component::ParentDir);
    let (status, body) = match std::fs::read(&file) {
        Ok(body) if inside => ("200 OK", body),
        _ => ("404 Not Found", Vec::new()),
    };
    let kind = match file.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "json" => "application/json",
        "xml" => "application/xml",
        "vcf" => "text/vcard; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        _ => "application/octet-stream",
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    // A browser that has left already needs no answer.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}
