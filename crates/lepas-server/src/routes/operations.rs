//! What operators and tools ask: health, readiness, counters, the description of the API.

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};
use lepas_api::{index::IndexKind, problem};
use utoipa::openapi::{
    ContentBuilder, OpenApi, Ref, RefOr, ResponseBuilder,
    path::{Operation, PathItem},
    security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme},
};

use crate::{
    app::AppState,
    auth::session,
    http::{Answer, Fault},
};

/// Operations that anybody may call.
const OPEN: [&str; 9] =
    ["createAccount", "signIn", "signOut", "getProfile", "listJobs", "getJob", "getIndex", "getSegment", "openapi"];

/// The process answers.
pub(super) async fn healthy() -> &'static str {
    "ok\n"
}

/// The store answers and both indexes are there.
pub(super) async fn ready(State(state): State<AppState>) -> Answer {
    let indexed = IndexKind::ALL.into_iter().all(|kind| state.indexes.snapshot(kind).is_some());
    if indexed && state.store.ready().await { Ok("ready\n".into_response()) } else { Err(Fault::unavailable(1)) }
}

/// Counters in the Prometheus text format.
pub(super) async fn metrics(State(state): State<AppState>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], state.metrics.text())
}

/// The OpenAPI document.
pub(super) async fn openapi() -> impl IntoResponse {
    (StatusCode::OK, [(header::CACHE_CONTROL, "public, no-cache")], Json(super::openapi()))
}

/// Adds what holds for every operation: problems as the default answer, and the session where it is needed.
pub(super) fn describe(document: &mut OpenApi) {
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
        session::COOKIE,
        "Set by signing in; `Secure`, `HttpOnly`, `SameSite=Lax`.",
    )));
    document.components.get_or_insert_default().security_schemes.insert("session".to_owned(), RefOr::T(cookie));
    for item in document.paths.paths.values_mut() {
        for operation in operations(item) {
            let content = ContentBuilder::new().schema(Some(RefOr::Ref(Ref::from_schema_name("Problem")))).build();
            let answer = ResponseBuilder::new().description("A problem").content(problem::MEDIA_TYPE, content).build();
            operation.responses.responses.insert("default".to_owned(), RefOr::T(answer));
            let open = operation.operation_id.as_deref().is_some_and(|id| OPEN.contains(&id));
            if !open {
                operation.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>("session", [])]);
            }
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch]
        .into_iter()
        .filter_map(Option::as_mut)
}
