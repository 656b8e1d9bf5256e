//! Carrying one request to the server and its answer back.
//!
//! Owns the plain request and answer and the browser's `fetch`. Dropping the future of a request aborts it. Knows nothing
//! of JSON, problems or sessions: the browser adds the cookie by itself.

use futures::future::LocalBoxFuture;

/// Method of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates.
    Post,
    /// Puts in place.
    Put,
    /// Changes a part.
    Patch,
    /// Removes.
    Delete,
}

/// What a request carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Nothing.
    Empty,
    /// A JSON text.
    Json(String),
    /// Bytes as they are.
    Bytes {
        /// Media type of the bytes.
        media_type: String,
        /// The bytes.
        bytes: Vec<u8>,
    },
}

/// A request to the own origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Method.
    pub method: Method,
    /// Path and query.
    pub path: String,
    /// Headers, names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// Body.
    pub body: Body,
}

impl Request {
    /// A request without headers and body.
    #[must_use]
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), headers: Vec::new(), body: Body::Empty }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(mut self, body: Body) -> Self {
        self.body = body;
        self
    }
}

/// An answer, whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// The strong or weak `ETag`, if any.
    pub etag: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// The server was not reached, or the connection broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreachable;

/// Carries requests.
pub trait Transport: Send + Sync {
    /// Sends and waits. Dropping the future gives up.
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, Unreachable>>;
}

/// The browser's `fetch`.
#[cfg(target_arch = "wasm32")]
pub struct Fetch;

#[cfg(target_arch = "wasm32")]
impl Transport for Fetch {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, Unreachable>> {
        Box::pin(fetch::send(request))
    }
}

#[cfg(target_arch = "wasm32")]
mod fetch {
    use gloo_net::http::{Method as HttpMethod, RequestBuilder};
    use web_sys::{AbortController, RequestCredentials};

    use super::{Body, Method, Request, Response, Unreachable};

    /// Aborts when the future that holds it is dropped; after the answer came, aborting does nothing.
    struct AbortOnDrop(Option<AbortController>);

    impl Drop for AbortOnDrop {
        fn drop(&mut self) {
            if let Some(controller) = &self.0 {
                controller.abort();
            }
        }
    }

    pub(super) async fn send(request: Request) -> Result<Response, Unreachable> {
        let guard = AbortOnDrop(AbortController::new().ok());
        let signal = guard.0.as_ref().map(AbortController::signal);
        let method = match request.method {
            Method::Get => HttpMethod::GET,
            Method::Post => HttpMethod::POST,
            Method::Put => HttpMethod::PUT,
            Method::Patch => HttpMethod::PATCH,
            Method::Delete => HttpMethod::DELETE,
        };
        let mut builder = RequestBuilder::new(&request.path)
            .method(method)
            .credentials(RequestCredentials::SameOrigin)
            .abort_signal(signal.as_ref());
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        let built = match request.body {
            Body::Empty => builder.build(),
            Body::Json(text) => builder.header("content-type", "application/json").body(text),
            Body::Bytes { media_type, bytes } => {
                builder.header("content-type", &media_type).body(js_sys::Uint8Array::from(bytes.as_slice()))
            }
        };
        let answer = built.map_err(|_| Unreachable)?.send().await.map_err(|_| Unreachable)?;
        let etag = answer.headers().get("etag");
        let body = answer.binary().await.map_err(|_| Unreachable)?;
        Ok(Response { status: answer.status(), etag, body })
    }
}
