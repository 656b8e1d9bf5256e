//! The frame around every request: id, time limit, panics, problem documents, headers, measurements, one log line.

use std::{
    panic::AssertUnwindSafe,
    time::{Duration, Instant},
};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures::FutureExt;
use lepas_api::{Locale, ProblemCode, problem};

use super::{Fault, cross_site, extract, headers};
use crate::app::AppState;

/// Longest time to the head of an answer; event streams send theirs at once.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// Wraps a request.
pub async fn frame(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = uuid::Uuid::now_v7().simple().to_string();
    let locale = extract::language_of(request.headers());
    let method = request.method().clone();
    let is_data = request.uri().path().starts_with("/v1");
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let response = if is_data && route != crate::routes::CSP_REPORTS && !cross_site::allowed(&method, request.headers())
    {
        Fault::new(ProblemCode::CrossSite).into_response()
    } else {
        guarded(request, next).await
    };
    let mut response = describe(response, locale, &id, is_data);
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(headers::REQUEST_ID, value);
    }
    headers::fill_in(response.headers_mut());
    finish(&state, &method, &route, response.status(), started, &id);
    response
}

/// Runs the routes inside the time limit and turns a panic into a fault of this one request.
async fn guarded(request: Request, next: Next) -> Response {
    let run = AssertUnwindSafe(next.run(request)).catch_unwind();
    match tokio::time::timeout(TIME_LIMIT, run).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => Fault::internal("a route panicked").into_response(),
        Err(_) => Fault::unavailable(5).saying("Terlalu lama.", "It took too long.").into_response(),
    }
}

/// Writes the problem document of a fault, also for refusals that the framework itself gives.
fn describe(response: Response, locale: Locale, id: &str, is_data: bool) -> Response {
    let fault = match response.extensions().get::<Fault>() {
        Some(fault) => fault.clone(),
        None if is_data && is_foreign_refusal(&response) => Fault::new(code_of(response.status())),
        None => return response,
    };
    if let Some(cause) = fault.cause() {
        tracing::error!(request = id, cause, "internal fault");
    }
    let body = serde_json::to_string(&fault.problem(locale, id)).unwrap_or_default();
    let mut answer = (response.status(), body).into_response();
    if let Ok(status) = StatusCode::from_u16(fault.code().status()) {
        *answer.status_mut() = status;
    }
    let headers = answer.headers_mut();
    // Keeps what the refusal said, such as `Allow` of a 405.
    for (name, value) in response.headers() {
        if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            headers.insert(name.clone(), value.clone());
        }
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(problem::MEDIA_TYPE));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.tag()));
    if let Some(seconds) = fault.retry_after() {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    answer
}

/// True for a refusal that no route of ours wrote.
fn is_foreign_refusal(response: &Response) -> bool {
    let is_json =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(b"application/"));
    (response.status().is_client_error() || response.status().is_server_error()) && !is_json
}

fn code_of(status: StatusCode) -> ProblemCode {
    ProblemCode::ALL.into_iter().find(|code| code.status() == status.as_u16()).unwrap_or(if status.is_server_error() {
        ProblemCode::Internal
    } else {
        ProblemCode::BadRequest
    })
}

/// Counts and logs. The path is the pattern of the route, so that no id and no name reaches the log.
fn finish(state: &AppState, method: &Method, route: &str, status: StatusCode, started: Instant, id: &str) {
    let elapsed = started.elapsed();
    state.metrics.request(method, route, status.as_u16(), elapsed);
    let milliseconds = elapsed.as_secs_f64() * 1_000.0;
    tracing::info!(request = id, %method, route, status = status.as_u16(), milliseconds, "request");
}
