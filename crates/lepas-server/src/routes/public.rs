//! Public pages: what a stranger, a crawler or another site sees of a profile. No cookie is read or set here.

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use lepas_api::{Handle, Locale, path, profile::PublicProfile};
use lepas_page::PageOptions;
use serde::Deserialize;

use crate::{
    app::AppState,
    http::{Answer, QueryOf, extract},
};

/// Pages may be shown from a cache for a minute and while they are fetched anew.
const CACHING: HeaderValue = HeaderValue::from_static("public, max-age=60, stale-while-revalidate=300");

pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/u/{handle}", get(page))
        .route("/u/{handle}/resume.json", get(resume))
        .route("/uploads/{id}", get(super::uploads::show))
}

/// Choices in the address. Words that mean nothing count as absent: a page of a stranger must not break.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Choices {
    lang: Option<String>,
}

impl Choices {
    fn locale(&self) -> Option<Locale> {
        self.lang.as_deref().and_then(Locale::from_tag)
    }
}

/// What stands at a handle.
pub(super) enum Found {
    /// A published profile.
    Profile(Box<PublicProfile>),
    /// The profile moved here.
    Moved(Handle),
    /// Nothing public.
    Nothing,
}

/// Looks a handle up; text that cannot be one names nothing.
pub(super) async fn find(state: &AppState, handle: &str) -> Answer<Found> {
    let Ok(handle) = handle.parse::<Handle>() else { return Ok(Found::Nothing) };
    if let Some(profile) = state.store.profile(&handle).await?.and_then(|record| record.public()) {
        return Ok(Found::Profile(Box::new(profile)));
    }
    Ok(state.store.moved_to(&handle).await?.map_or(Found::Nothing, Found::Moved))
}

/// Scheme and host of this site as the reader knows it.
pub(super) fn origin(state: &AppState, headers: &HeaderMap) -> String {
    if let Some(url) = &state.public_url {
        return url.clone();
    }
    let is_host = |host: &&str| {
        !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
    };
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).filter(is_host).unwrap_or("localhost");
    format!("http://{host}")
}

async fn page(
    State(state): State<AppState>,
    axum::extract::Path(handle): axum::extract::Path<String>,
    QueryOf(choices): QueryOf<Choices>,
    headers: HeaderMap,
) -> Answer {
    let policy = lepas_page::csp::page_csp();
    match find(&state, &handle).await? {
        Found::Profile(profile) => {
            let locale = choices.locale().unwrap_or(profile.document.meta.lepas.locale);
            let options = PageOptions { origin: origin(&state, &headers), locale, preview: false };
            Ok(html(StatusCode::OK, lepas_page::render_page(&profile, &options), &policy, locale))
        }
        Found::Moved(handle) => Ok(moved(&path::page(&handle))),
        Found::Nothing => {
            let locale = choices.locale().unwrap_or_else(|| extract::language_of(&headers));
            Ok(html(StatusCode::NOT_FOUND, lepas_page::render_missing_page(locale), &policy, locale))
        }
    }
}

/// The public document as JSON Resume, for machines of any origin.
async fn resume(State(state): State<AppState>, axum::extract::Path(handle): axum::extract::Path<String>) -> Answer {
    let profile = match find(&state, &handle).await? {
        Found::Profile(profile) => profile,
        Found::Moved(handle) => return Ok(moved(&path::resume(&handle))),
        Found::Nothing => return Err(crate::http::Fault::not_found()),
    };
    let mut response = axum::Json(profile.document).into_response();
    shared(&mut response, "application/json", crate::http::headers::DATA_CSP);
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response.headers_mut().insert(CROSS_ORIGIN_RESOURCES, HeaderValue::from_static("cross-origin"));
    Ok(response)
}

const CROSS_ORIGIN_RESOURCES: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// A plain document with its policy.
fn html(status: StatusCode, body: String, policy: &str, locale: Locale) -> Response {
    let mut response = (status, body).into_response();
    shared(&mut response, "text/html; charset=utf-8", policy);
    response.headers_mut().insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.tag()));
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-language"));
    response
}

fn shared(response: &mut Response, media_type: &'static str, policy: &str) {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, CACHING);
    if let Ok(policy) = HeaderValue::from_str(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// The profile has another address now. Not permanent for browsers: somebody else may take the old one.
pub(super) fn moved(address: &str) -> Response {
    Redirect::temporary(address).into_response()
}
