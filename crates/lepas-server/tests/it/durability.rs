//! The promise of delivery against the hardest stop there is: the real binary, killed while people write.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

/// A server process that dies with the test.
struct Server(Child);

impl Server {
    fn start(data: &Path, address: SocketAddr) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_lepas-server"))
            .args(["serve", "--data-dir", data.to_str().unwrap(), "--listen", &address.to_string()])
            .env("RUST_LOG", "error")
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self(child)
    }

    fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// One request on one connection; `None` when the server is not there or dies meanwhile.
fn ask(
    address: SocketAddr,
    method: &str,
    path: &str,
    cookie: &str,
    body: Option<&Value>,
) -> Option<(u16, String, Value)> {
    let body = body.map(Value::to_string).unwrap_or_default();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: lepas\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(2)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
    stream.write_all(head.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let cookie =
        head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).and_then(|line| line.split(';').next());
    Some((status, cookie.unwrap_or_default().to_owned(), serde_json::from_str(body).unwrap_or(Value::Null)))
}

/// Asks again until there is an answer.
fn insist(address: SocketAddr, method: &str, path: &str, cookie: &str, body: Option<&Value>) -> (u16, String, Value) {
    let started = Instant::now();
    loop {
        if let Some(answer) = ask(address, method, path, cookie, body).filter(|(status, ..)| *status < 500) {
            return answer;
        }
        assert!(started.elapsed() < Duration::from_secs(20), "no answer to {method} {path} for 20 seconds");
        std::thread::yield_now();
    }
}

#[test]
fn fifty_messages_arrive_once_and_in_order_though_the_server_is_killed_five_times() {
    let folder = tempfile::tempdir().unwrap();
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut server = Server::start(folder.path(), address);
    let register = |name: &str| {
        let form = json!({ "name": name, "email": format!("{name}@contoh.id"), "password": "kopi tubruk pagi" });
        insist(address, "POST", "/v1/accounts", "", Some(&form))
    };
    let (sari, klara) = (register("Sari").1, register("Klara").1);
    let document = json!({ "basics": { "name": "Sari", "label": "Desainer" } });
    // The version of a fresh draft is 1; a retry after a lost answer would find 2, so both are fine.
    let draft = "/v1/profiles/sari/draft";
    let etag = insist(address, "GET", draft, &sari, None).2["version"].as_u64();
    assert_eq!(etag, Some(1));
    let saved = put_draft(address, draft, &sari, &document);
    assert_eq!(saved, 200);
    insist(address, "POST", "/v1/profiles/sari/publication", &sari, Some(&json!({})));
    let conversation = insist(address, "POST", "/v1/conversations", &klara, Some(&json!({ "handle": "sari" }))).2;
    let conversation = conversation["id"].as_str().unwrap().to_owned();

    let mut acknowledged = Vec::new();
    for number in 0..50 {
        let path = format!("/v1/conversations/{conversation}/messages/m{number}");
        let body = json!({ "text": format!("pesan {number}") });
        if number % 10 == 4 {
            // Killed while this very message is on its way: the answer may be lost, the message may not.
            let (path, klara, body) = (path.clone(), klara.clone(), body.clone());
            let sender = std::thread::spawn(move || ask(address, "PUT", &path, &klara, Some(&body)));
            for _ in 0..(number * 97) {
                std::thread::yield_now();
            }
            server.kill();
            let _ = sender.join();
            server = Server::start(folder.path(), address);
        }
        let (status, _, message) = insist(address, "PUT", &path, &klara, Some(&body));
        assert!(matches!(status, 200 | 201), "message {number}: {status} {message}");
        acknowledged.push(message);
    }
    let page =
        insist(address, "GET", &format!("/v1/conversations/{conversation}/messages?after=0&limit=100"), &sari, None).2;
    assert_eq!(page["items"], Value::Array(acknowledged));
    for (index, message) in page["items"].as_array().unwrap().iter().enumerate() {
        assert_eq!(message["seq"].as_u64(), Some(index as u64 + 1));
        assert_eq!(message["text"], format!("pesan {index}"));
    }
}

/// Saves over any version.
fn put_draft(address: SocketAddr, path: &str, cookie: &str, document: &Value) -> u16 {
    let body = document.to_string();
    let head = format!(
        "PUT {path} HTTP/1.1\r\nHost: lepas\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n\
         If-Match: *\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap()
}

#[cfg(unix)]
#[test]
fn a_stop_signal_lets_the_server_end_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut server = Server::start(folder.path(), address);
    insist(address, "GET", "/healthz", "", None);
    let status = Command::new("kill").arg("-TERM").arg(server.0.id().to_string()).status().unwrap();
    assert!(status.success());
    let started = Instant::now();
    let ended = loop {
        if let Some(status) = server.0.try_wait().unwrap() {
            break status;
        }
        assert!(started.elapsed() < Duration::from_secs(12), "the server did not end");
        std::thread::yield_now();
    };
    assert!(ended.success());
}
