//! Somebody else's site: pages with headers of their own, servers that are ill, and a wire that counts connections.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

use anyhow::Result;

/// A page of a site.
#[derive(Clone)]
pub(super) struct Page {
    path: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Page {
    /// An HTML page at a path.
    pub(super) fn new(path: &str, body: impl Into<String>) -> Self {
        Self { path: path.to_owned(), headers: Vec::new(), body: body.into() }
    }

    /// With a header.
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// A whole document around a body.
pub(super) fn document(head: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=id><head><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
         <title>Situs contoh</title><link rel=icon href=data:,>{head}</head><body>{body}</body></html>"
    )
}

/// Serves pages on a port of its own until the process ends; the answer is its address without a slash.
///
/// `127.0.0.1` is another origin than the `localhost` of Lepas, by name and by port, and another site for browsers.
pub(super) fn serve(pages: Vec<Page>) -> Result<String> {
    serve_with(pages, None)
}

/// The same, with the files of a folder under `/npm/`.
pub(super) fn serve_with(pages: Vec<Page>, folder: Option<PathBuf>) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = format!("http://127.0.0.1:{}", listener.local_addr()?.port());
    let pages = Arc::new(pages);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (pages, folder) = (pages.clone(), folder.clone());
            std::thread::spawn(move || {
                let mut stream = stream;
                let Some(path) = asked_path(&mut stream) else { return };
                let path = path.split('?').next().unwrap_or_default().to_owned();
                if let Some(file) = path.strip_prefix("/npm/").zip(folder).map(|(name, folder)| folder.join(name)) {
                    let kind = if path.ends_with(".css") { "text/css" } else { "text/javascript" };
                    return match std::fs::read_to_string(file) {
                        Ok(text) => {
                            respond(&mut stream, "200 OK", &[("Content-Type".to_owned(), kind.to_owned())], &text)
                        }
                        Err(_) => respond(&mut stream, "404 Not Found", &[], ""),
                    };
                }
                match pages.iter().find(|page| page.path == path) {
                    Some(page) => respond(&mut stream, "200 OK", &page.headers, &page.body),
                    None => respond(&mut stream, "404 Not Found", &[], ""),
                }
            });
        }
    });
    Ok(address)
}

/// What is wrong with a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Illness {
    /// It takes connections and says nothing for ten seconds and more.
    Silent,
    /// It answers everything with a status.
    Status(u16),
}

/// A server that gives out the element's script and is ill about everything else.
pub(super) fn ill(illness: Illness, script: String) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = format!("http://localhost:{}", listener.local_addr()?.port());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let script = script.clone();
            std::thread::spawn(move || {
                let mut stream = stream;
                let Some(path) = asked_path(&mut stream) else { return };
                if path.starts_with("/embed.js") {
                    let headers = [("Content-Type".to_owned(), "text/javascript".to_owned())];
                    return respond(&mut stream, "200 OK", &headers, &script);
                }
                match illness {
                    // Reads on until the browser hangs up or fourteen seconds are over.
                    Illness::Silent => {
                        let _ = stream.set_read_timeout(Some(Duration::from_secs(14)));
                        let _ = stream.read(&mut [0_u8; 64]);
                    }
                    Illness::Status(status) => {
                        let open = [("Access-Control-Allow-Origin".to_owned(), "*".to_owned())];
                        respond(&mut stream, &format!("{status} Ill"), &open, "<main>ill</main>");
                    }
                }
            });
        }
    });
    Ok(address)
}

/// An address where nobody listens.
pub(super) fn dead() -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    Ok(format!("http://localhost:{}", listener.local_addr()?.port()))
}

fn asked_path(stream: &mut TcpStream) -> Option<String> {
    let mut request = Vec::new();
    let mut buffer = [0_u8; 4096];
    while !request.windows(4).any(|four| four == b"\r\n\r\n") {
        let count = stream.read(&mut buffer).ok().filter(|count| *count > 0)?;
        request.extend_from_slice(&buffer[..count]);
    }
    let text = String::from_utf8_lossy(&request);
    text.split(' ').nth(1).map(str::to_owned)
}

fn respond(stream: &mut TcpStream, status: &str, headers: &[(String, String)], body: &str) {
    let mut head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n", body.len());
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
        head.push_str("Content-Type: text/html; charset=utf-8\r\n");
    }
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let _ = stream.write_all(format!("{head}\r\n{body}").as_bytes());
    let _ = stream.shutdown(Shutdown::Write);
    // Some browsers reset a connection whose end they have not read.
    let _ = stream.set_read_timeout(Some(Duration::from_secs(2)));
    let _ = stream.read(&mut [0_u8; 64]);
}

/// A wire to Lepas that counts connections.
pub(super) struct Wire {
    /// Its port on loopback.
    pub(super) port: u16,
    opened: Arc<AtomicUsize>,
}

impl Wire {
    /// Lays a wire to a port.
    pub(super) fn to(target: u16) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let opened = Arc::new(AtomicUsize::new(0));
        let counter = opened.clone();
        std::thread::spawn(move || {
            for near in listener.incoming().flatten() {
                let Ok(far) = TcpStream::connect(("127.0.0.1", target)) else { continue };
                let (Ok(mut near_in), Ok(mut far_out)) = (near.try_clone(), far.try_clone()) else { continue };
                let counter = counter.clone();
                std::thread::spawn(move || {
                    // Browsers open connections ahead of need; only those that ask for something count.
                    let mut first = [0_u8; 4096];
                    let count = near_in.read(&mut first).unwrap_or(0);
                    if count > 0 {
                        counter.fetch_add(1, SeqCst);
                        let _ = far_out.write_all(&first[..count]);
                        let _ = std::io::copy(&mut near_in, &mut far_out);
                    }
                    let _ = far_out.shutdown(Shutdown::Both);
                });
                let (mut far_in, mut near_out) = (far, near);
                std::thread::spawn(move || {
                    let _ = std::io::copy(&mut far_in, &mut near_out);
                    let _ = near_out.shutdown(Shutdown::Both);
                });
            }
        });
        Ok(Self { port, opened })
    }

    /// Connections so far that asked for something.
    pub(super) fn connections(&self) -> usize {
        self.opened.load(SeqCst)
    }
}
