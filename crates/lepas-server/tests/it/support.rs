//! A server inside the test, and people who use it.

use std::{path::PathBuf, sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use lepas_server::{
    App, Config,
    auth::limits::{Rate, RateLimits},
};
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// A password that the rules accept.
pub(crate) const PASSWORD: &str = "kopi tubruk pagi";

/// A server over a folder of its own.
pub(crate) struct TestApp {
    pub(crate) app: App,
    router: Router,
    pub(crate) folder: Arc<tempfile::TempDir>,
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) handle: String,
    pub(crate) email: String,
    pub(crate) cookie: String,
}

/// A request in the making. Unless told otherwise it comes from the same site and reads English.
pub(crate) struct Call {
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// An answer, read whole.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

pub(crate) fn call(method: &str, path: impl Into<String>) -> Call {
    let headers = vec![("sec-fetch-site".into(), "same-origin".into()), ("accept-language".into(), "en".into())];
    Call { method: method.parse().unwrap(), path: path.into(), headers, body: Vec::new() }
}

impl Call {
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(held, _)| held != name);
        if !value.is_empty() {
            self.headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    pub(crate) fn by(self, person: &Person) -> Self {
        let cookie = person.cookie.clone();
        self.with("cookie", &cookie)
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.bytes("application/json", body.to_string().into_bytes())
    }

    pub(crate) fn bytes(mut self, media_type: &str, body: Vec<u8>) -> Self {
        self.body = body;
        self.with("content-type", media_type)
    }

    fn request(self) -> Request<Body> {
        let mut request = Request::builder().method(self.method).uri(self.path);
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        request.body(Body::from(self.body)).unwrap()
    }
}

impl Reply {
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {:?}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Fails with the whole answer when the status is another.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self
    }

    /// `pointer code` of every broken rule.
    pub(crate) fn errors(&self) -> Vec<String> {
        let problem = self.json();
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        errors.iter().map(|error| format!("{} {}", text(&error["pointer"]), text(&error["code"]))).collect()
    }
}

/// Limits that no test reaches by accident.
pub(crate) fn wide_limits() -> RateLimits {
    RateLimits { attempts: Rate { times: 10_000, window: Duration::from_secs(60) }, ..RateLimits::default() }
}

impl TestApp {
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let mut config = Config { data_dir: folder.path().to_owned(), limits: wide_limits(), ..Config::default() };
        change(&mut config);
        let app = lepas_server::build(config).await.unwrap();
        Self { router: app.router(), app, folder }
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.folder.path().join("lepas.db")
    }

    /// The head of an answer whose body may never end.
    pub(crate) async fn head(&self, call: Call) -> axum::response::Response {
        self.router.clone().oneshot(call.request()).await.unwrap()
    }

    pub(crate) async fn send(&self, call: Call) -> Reply {
        let response = self.head(call).await;
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, 64 * 1024 * 1024).await.unwrap();
        Reply { status: parts.status, headers: parts.headers, body }
    }

    /// Registers somebody.
    pub(crate) async fn person(&self, name: &str) -> Person {
        let email = format!("{}@contoh.id", name.to_lowercase().replace(' ', "."));
        let form = json!({ "name": name, "email": email, "password": PASSWORD });
        let reply = self.send(call("POST", "/v1/accounts").json(&form)).await.expect(201);
        let me = reply.json();
        Person { handle: me["handle"].as_str().unwrap().to_owned(), email, cookie: cookie(&reply) }
    }

    /// Registers somebody with a published page.
    pub(crate) async fn published(&self, name: &str) -> Person {
        let person = self.person(name).await;
        self.publish(&person, &json!({ "basics": { "name": name, "label": "Desainer kemasan" } })).await;
        person
    }

    /// Saves a document over the present draft and publishes it.
    pub(crate) async fn publish(&self, person: &Person, document: &Value) {
        let draft = format!("/v1/profiles/{}/draft", person.handle);
        self.send(call("PUT", &draft).by(person).with("if-match", "*").json(document)).await.expect(200);
        let publication = format!("/v1/profiles/{}/publication", person.handle);
        self.send(call("POST", publication).by(person)).await.expect(200);
    }

    /// Opens the conversation of a person with somebody else.
    pub(crate) async fn conversation(&self, from: &Person, to: &Person) -> String {
        let reply = self.send(call("POST", "/v1/conversations").by(from).json(&json!({ "handle": to.handle }))).await;
        assert!(reply.status.is_success(), "{}", reply.text());
        reply.json()["id"].as_str().unwrap().to_owned()
    }

    /// Sends a message.
    pub(crate) async fn say(&self, from: &Person, conversation: &str, id: &str, text: &str) -> Reply {
        let path = format!("/v1/conversations/{conversation}/messages/{id}");
        self.send(call("PUT", path).by(from).json(&json!({ "text": text }))).await
    }

    /// Waits until the index of a kind satisfies a condition.
    pub(crate) async fn index(&self, kind: &str, until: impl Fn(&Value) -> bool) -> Value {
        for _ in 0..200 {
            let reply = self.send(call("GET", format!("/v1/index/{kind}"))).await;
            if reply.status == StatusCode::OK && until(&reply.json()) {
                return reply.json();
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("the {kind} index did not get there in five seconds");
    }
}

/// The session cookie of an answer, ready to be sent back.
pub(crate) fn cookie(reply: &Reply) -> String {
    reply.headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned()
}
