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
    use js_sys::Uint8Array;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{AbortController, Headers, RequestCredentials, RequestInit, WorkerGlobalScope};

    use super::{Body, Method, Request, Response, Unreachable};

    /// Aborts when the future that holds it is dropped; after the answer came, aborting does nothing.
    struct AbortOnDrop(AbortController);

    impl Drop for AbortOnDrop {
        fn drop(&mut self) {
            self.0.abort();
        }
    }

    pub(super) async fn send(request: Request) -> Result<Response, Unreachable> {
        // Whatever is thrown here says that there was no answer.
        exchange(request).await.map_err(|_| Unreachable)
    }

    async fn exchange(request: Request) -> Result<Response, JsValue> {
        let guard = AbortOnDrop(AbortController::new()?);
        let headers = Headers::new()?;
        for (name, value) in &request.headers {
            headers.set(name, value)?;
        }
        let settings = RequestInit::new();
        settings.set_method(match request.method {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        });
        settings.set_credentials(RequestCredentials::SameOrigin);
        settings.set_signal(Some(&guard.0.signal()));
        match &request.body {
            Body::Empty => {}
            Body::Json(text) => {
                headers.set("content-type", "application/json")?;
                settings.set_body(&JsValue::from_str(text));
            }
            Body::Bytes { media_type, bytes } => {
                headers.set("content-type", media_type)?;
                settings.set_body(&Uint8Array::from(bytes.as_slice()));
            }
        }
        settings.set_headers(&headers);
        // A window is none, but has this function under the same name.
        let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
        let answer = JsFuture::from(scope.fetch_with_str_and_init(&request.path, &settings)).await?;
        let answer: web_sys::Response = answer.unchecked_into();
        let etag = answer.headers().get("etag")?;
        let body = Uint8Array::new(&JsFuture::from(answer.array_buffer()?).await?).to_vec();
        Ok(Response { status: answer.status(), etag, body })
    }
}
