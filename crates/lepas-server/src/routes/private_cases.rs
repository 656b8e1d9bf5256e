//! Works that are not public, for those whom their owner let in: by a link with a secret, or by a passphrase.
//!
//! The address of a secret link is never cached, never indexed and never told to other sites. Whatever is wrong with one
//! has the same answer: never made, ended, the work gone, another's handle in it. Of the secret only its SHA-256 is kept
//! and looked up, so that the time of a lookup tells nothing about it.

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use lepas_api::{
    CaseId, Handle, Locale, path,
    profile::{Extras, Members, PublicProfile},
};
use lepas_page::PageOptions;

use super::{
    public::{self, Choices, Found, origin},
    widgets::script,
};
use crate::{
    app::AppState,
    auth::sha256,
    http::{Answer, QueryOf, extract},
    widgets::UNLOCK,
};

pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/u/{handle}/c/{token}", get(secret))
        .route("/u/{handle}/locked/{id}", get(locked))
        .route(path::UNLOCK_SCRIPT, get(|request: HeaderMap| async move { script(&UNLOCK, &request) }))
}

async fn secret(
    State(state): State<AppState>,
    Path((handle, token)): Path<(String, String)>,
    QueryOf(choices): QueryOf<Choices>,
    request: HeaderMap,
) -> Answer {
    let Some(profile) = opened(&state, &handle, &token).await? else { return Ok(nothing(&choices, &request)) };
    let extras = &profile.document.meta.lepas;
    let options = options(&choices, extras, origin(&state, &request));
    let page = lepas_page::render_secret_case(&profile, &options);
    let mut response = answer(StatusCode::OK, page, options.locale, &lepas_page::csp::private_case_csp(extras, None));
    private(response.headers_mut());
    Ok(response)
}

/// What a link shows; the handle in it is for people, and must be one of the owner's.
async fn opened(state: &AppState, handle: &str, token: &str) -> Answer<Option<PublicProfile>> {
    let Some((record, case)) = state.store.open_case_link(&sha256(token.as_bytes())).await? else { return Ok(None) };
    let Ok(handle) = handle.parse::<Handle>() else { return Ok(None) };
    if handle != record.handle && state.store.moved_to(&handle).await?.as_ref() != Some(&record.handle) {
        return Ok(None);
    }
    let profile = |document| PublicProfile { handle: record.handle, document, published_at: record.updated_at };
    Ok(record.draft.case_alone(case.as_str()).map(profile))
}

async fn locked(
    State(state): State<AppState>,
    Path((handle, id)): Path<(String, String)>,
    QueryOf(choices): QueryOf<Choices>,
    request: HeaderMap,
) -> Answer {
    let profile = match public::find(&state, &handle).await? {
        Found::Profile(profile, _) => profile,
        Found::Moved(handle) if id.parse::<CaseId>().is_ok() => {
            return Ok(public::moved(&path::locked_case(&handle, &id)));
        }
        Found::Moved(_) => return Ok(nothing(&choices, &request)),
        Found::Nothing => return Ok(nothing(&choices, &request)),
    };
    let extras = &profile.document.meta.lepas;
    let Some(held) = extras.locked.iter().find(|held| held.text("id") == id) else {
        return Ok(nothing(&choices, &request));
    };
    let origin = origin(&state, &request);
    let policy = lepas_page::csp::private_case_csp(extras, Some(&origin));
    let options = options(&choices, extras, origin);
    let mut response =
        answer(StatusCode::OK, lepas_page::render_locked_case(&profile, held, &options), options.locale, &policy);
    response.headers_mut().insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    Ok(response)
}

fn options(choices: &Choices, extras: &Extras, origin: String) -> PageOptions {
    PageOptions { origin, locale: choices.locale().unwrap_or(extras.locale), ..PageOptions::default() }
}

/// The same for everything that is not there, whatever the reason.
fn nothing(choices: &Choices, request: &HeaderMap) -> Response {
    let locale = choices.locale().unwrap_or_else(|| extract::language_of(request));
    let policy = lepas_page::csp::page_csp(&Extras::default());
    let mut response = answer(StatusCode::NOT_FOUND, lepas_page::render_missing_page(locale), locale, &policy);
    private(response.headers_mut());
    response
}

fn private(headers: &mut HeaderMap) {
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
}

fn answer(status: StatusCode, page: String, locale: Locale, policy: &str) -> Response {
    let mut response = (status, page).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.tag()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(policy) = HeaderValue::from_str(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
