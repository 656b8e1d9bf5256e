//! One client for all endpoints: language, time limit, JSON and problems.
//!
//! Owns turning contract types into requests and answers into contract types or an [`ApiError`]. Cookies are the
//! browser's business. Cloning is cheap; clones share the language.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use futures::future::{Either, select};
use lepas_api::{Locale, Problem, ProblemCode};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    ApiError,
    transport::{Body, Method, Request, Response, Transport},
};
use crate::platform::{network, random, timers};

/// Milliseconds to wait for an answer.
pub const TIMEOUT: u32 = 15_000;
/// Milliseconds to wait for an upload: a picture over a slow link takes its time.
pub const UPLOAD_TIMEOUT: u32 = 120_000;

/// A value with the version the server gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versioned<T> {
    /// The value.
    pub value: T,
    /// Its `ETag`, to be sent back as `If-Match`.
    pub etag: String,
}

/// The way to the server.
#[derive(Clone)]
pub struct Client {
    transport: Arc<dyn Transport>,
    english: Arc<AtomicBool>,
}

impl Client {
    /// A client over some transport.
    #[must_use]
    pub fn new(transport: Arc<dyn Transport>) -> Self {
        Self { transport, english: Arc::default() }
    }

    /// The client of the browser. Natively nobody answers it.
    #[must_use]
    pub fn browser() -> Self {
        #[cfg(target_arch = "wasm32")]
        let transport: Arc<dyn Transport> = Arc::new(super::transport::Fetch);
        #[cfg(not(target_arch = "wasm32"))]
        let transport: Arc<dyn Transport> = Arc::new(super::stub::Stub::default());
        Self::new(transport)
    }

    /// Language in which the server writes its problems, for this client and its clones.
    pub fn set_locale(&self, locale: Locale) {
        self.english.store(locale == Locale::En, Ordering::Relaxed);
    }

    /// Reads a value.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ApiError> {
        decode(&self.send(Request::new(Method::Get, path)).await?)
    }

    /// Sends a value and reads one.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn exchange<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        value: &impl Serialize,
    ) -> Result<T, ApiError> {
        decode(&self.send(Request::new(method, path).body(json(value)?)).await?)
    }

    /// Creates something. The key makes a repeated request harmless: keep it for repeats of the same form.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn create<T: DeserializeOwned>(
        &self,
        path: &str,
        value: &impl Serialize,
        key: &str,
    ) -> Result<T, ApiError> {
        let request = Request::new(Method::Post, path).header("idempotency-key", key).body(json(value)?);
        decode(&self.send(request).await?)
    }

    /// Sends a request and gives any good answer (2xx and 304) as it is.
    ///
    /// # Errors
    /// Any [`ApiError`] but `Decode`.
    pub async fn send(&self, request: Request) -> Result<Response, ApiError> {
        self.send_within(request, TIMEOUT).await
    }

    /// The same with another time limit in milliseconds.
    ///
    /// # Errors
    /// Any [`ApiError`] but `Decode`.
    pub async fn send_within(&self, request: Request, milliseconds: u32) -> Result<Response, ApiError> {
        let locale = if self.english.load(Ordering::Relaxed) { Locale::En } else { Locale::Id };
        let request = request.header("accept-language", locale.tag());
        let answer = match select(self.transport.send(request), timers::sleep(milliseconds)).await {
            Either::Left((answer, _)) => answer.map_err(|_| ApiError::Offline)?,
            // A request that hangs without a network is "offline" to its reader, not a slow server.
            Either::Right(_) if !network::is_online() => return Err(ApiError::Offline),
            Either::Right(_) => return Err(ApiError::Timeout),
        };
        match answer.status {
            200..=299 | 304 => Ok(answer),
            status => Err(refusal(status, &answer.body, locale)),
        }
    }
}

/// A fresh idempotency key.
#[must_use]
pub fn new_key() -> String {
    random::id()
}

/// Writes a value as a JSON body.
///
/// # Errors
/// [`ApiError::Decode`] for a value that JSON cannot hold, which no contract type is.
pub fn json(value: &impl Serialize) -> Result<Body, ApiError> {
    write_json(value).map(Body::Json).map_err(|error| ApiError::Decode { context: error.to_string() })
}

/// Writes JSON text.
///
/// # Errors
/// Those of `serde_json`; no contract type has any.
pub fn write_json(value: &impl Serialize) -> serde_json::Result<String> {
    serde_json::to_string(value)
}

/// Reads JSON text. Everything in the app reads bytes like this, because each way of reading brings the code for every
/// type once more.
///
/// # Errors
/// Those of `serde_json`.
pub fn read_json<T: DeserializeOwned>(text: &[u8]) -> serde_json::Result<T> {
    serde_json::from_slice(text)
}

/// Reads a contract type from an answer.
///
/// # Errors
/// [`ApiError::Decode`].
pub fn decode<T: DeserializeOwned>(answer: &Response) -> Result<T, ApiError> {
    read_json(&answer.body).map_err(|error| ApiError::Decode { context: error.to_string() })
}

/// Reads a contract type and its version.
///
/// # Errors
/// [`ApiError::Decode`], also when the answer has no `ETag`.
pub fn decode_versioned<T: DeserializeOwned>(answer: &Response) -> Result<Versioned<T>, ApiError> {
    let etag = answer.etag.clone().ok_or_else(|| ApiError::Decode { context: "no ETag".into() })?;
    Ok(Versioned { value: decode(answer)?, etag })
}

/// The error of a refused request; a proxy's page counts by its status alone.
fn refusal(status: u16, body: &[u8], locale: Locale) -> ApiError {
    let problem = read_json::<Problem>(body).unwrap_or_else(|_| {
        let code = match status {
            502..=504 => ProblemCode::Unavailable,
            _ => ProblemCode::ALL.into_iter().find(|code| code.status() == status).unwrap_or(ProblemCode::Internal),
        };
        Problem { status, ..Problem::new(code, locale) }
    });
    if problem.code == ProblemCode::Unauthorized {
        ApiError::Unauthorized
    } else {
        ApiError::Problem(Box::new(problem))
    }
}

#[cfg(test)]
mod tests {
    use futures::{FutureExt, executor::block_on};

    use super::*;
    use crate::api::stub::Stub;

    fn client() -> (Client, Stub) {
        let stub = Stub::default();
        (Client::new(Arc::new(stub.clone())), stub)
    }

    #[test]
    fn a_problem_keeps_its_code_and_its_broken_fields() {
        let (client, stub) = client();
        let mut problem = Problem::new(ProblemCode::Invalid, Locale::En);
        problem.errors = {
            let mut report = lepas_api::Report::new();
            report.add("name", lepas_api::Rule::Required);
            report.into_errors(Locale::En)
        };
        stub.answer(422, serde_json::to_vec(&problem).unwrap());
        let error = block_on(client.get::<u8>("/v1/x")).unwrap_err();
        assert_eq!(error.code(), Some(ProblemCode::Invalid));
        assert_eq!(error.field_errors()[0].pointer, "/name");
        assert!(!error.is_temporary());
    }

    #[test]
    fn a_page_of_a_proxy_counts_as_unavailable_and_an_unreachable_server_as_offline() {
        let (client, stub) = client();
        stub.answer(502, "<html>bad gateway");
        assert_eq!(block_on(client.get::<u8>("/")).unwrap_err().code(), Some(ProblemCode::Unavailable));
        stub.cut();
        assert_eq!(block_on(client.get::<u8>("/")), Err(ApiError::Offline));
        stub.answer(401, "");
        assert_eq!(block_on(client.get::<u8>("/")), Err(ApiError::Unauthorized));
        stub.answer(200, "not json");
        assert!(matches!(block_on(client.get::<u8>("/")), Err(ApiError::Decode { .. })));
    }

    #[test]
    fn a_hanging_request_ends_after_the_time_limit() {
        let (client, stub) = client();
        stub.hang();
        let mut waiting = client.get::<u8>("/").boxed_local();
        assert!((&mut waiting).now_or_never().is_none());
        timers::advance(TIMEOUT);
        assert_eq!(waiting.now_or_never(), Some(Err(ApiError::Timeout)));
    }

    #[test]
    fn every_request_says_the_readers_language() {
        let (client, stub) = client();
        let other = client.clone();
        other.set_locale(Locale::En);
        stub.answer(200, "1");
        assert_eq!(block_on(client.get::<u8>("/")), Ok(1));
        assert_eq!(stub.asked()[0].headers, [("accept-language", "en".to_owned())]);
    }
}
