//! Cards, badges and snippets for other sites. No cookie is read or set here, and no script runs in a card that was not
//! asked for one.

mod answer;
mod team;

use std::sync::Arc;

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::get,
};
use lepas_api::{
    Handle, Locale, path,
    profile::{PublicProfile, WidgetSettings},
};

use super::{
    choices::{BadgeChoices, CardChoices, pairs, value},
    public::{moved, origin},
};
use crate::{
    app::AppState,
    http::{Answer, PathOf, extract},
    widgets::{CARD, Counted, EMBED, Key, Kind, Lookup, Packed, Rendered, Script},
};
use answer::{answer, open, policies};

/// Effort of compression for what is kept for long enough to pay for it.
const EFFORT: i32 = 9;

pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/u/{handle}/card", get(card))
        .route("/u/{handle}/badge.svg", get(badge))
        .route("/u/{handle}/snippet.html", get(snippet))
        .route("/u/{handle}/contact", get(contact))
        .route(path::TEAM_CARD, get(team::team))
        .route(path::EMBED_SCRIPT, get(|request: HeaderMap| async move { script(&EMBED, &request) }))
        .route(path::CARD_SCRIPT, get(|request: HeaderMap| async move { script(&CARD, &request) }))
}

/// A published profile with what its owner decided about widgets, which the public view leaves out.
pub(super) struct Shown {
    pub(super) profile: PublicProfile,
    pub(super) settings: WidgetSettings,
}

/// What stands at a handle.
pub(super) enum Place {
    /// A published profile.
    Shown(Box<Shown>),
    /// The profile moved here.
    Moved(Handle),
    /// A profile that is not published.
    Private,
    /// Nothing.
    Nothing,
}

/// Looks a handle up; text that cannot be one names nothing.
pub(super) async fn place(state: &AppState, handle: &str) -> Answer<Place> {
    let Ok(handle) = handle.parse::<Handle>() else { return Ok(Place::Nothing) };
    let record = state.store.profile(&handle).await?;
    if let Some(record) = record {
        let settings = record.published.as_ref().map(|(_, _, document)| document.meta.lepas.widgets.clone());
        return Ok(match record.public().zip(settings) {
            Some((profile, settings)) => Place::Shown(Box::new(Shown { profile, settings })),
            None => Place::Private,
        });
    }
    Ok(state.store.moved_to(&handle).await?.map_or(Place::Nothing, Place::Moved))
}

/// The answer that leads to where a profile moved, with the same choices.
fn moved_to(path: String, uri: &Uri) -> Response {
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let mut response = moved(&(path + &query));
    open(response.headers_mut());
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

async fn card(
    State(state): State<AppState>,
    axum::extract::Path(handle): axum::extract::Path<String>,
    method: Method,
    uri: Uri,
    request: HeaderMap,
) -> Answer {
    let choices = CardChoices::read(&pairs(&uri));
    let key = Key { handle, origin: origin(&state, &request), kind: Kind::Card(choices) };
    let epoch = match state.widgets.find(&*state.store, &key).await? {
        Lookup::Found(rendered) => return Ok(card_answer(&state, &rendered, &method, &request)),
        Lookup::Absent(epoch) => epoch,
    };
    let rendered = match place(&state, &key.handle).await? {
        Place::Shown(shown) => {
            let locale = choices.locale.unwrap_or(shown.profile.document.meta.lepas.locale);
            let mut options = choices.options(key.origin.clone(), locale);
            options.counted = shown.settings.count;
            options.rating = lepas_page::facts::rating_of(&shown.profile);
            Rendered {
                status: StatusCode::OK,
                body: Packed::new(lepas_page::render_card(&shown.profile, &options), EFFORT),
                policies: policies(&options, std::slice::from_ref(&shown.settings)),
                locale,
                counted: shown.settings.count.then(|| shown.profile.handle.clone()),
                sites: vec![shown.settings],
            }
        }
        Place::Moved(handle) => return Ok(moved_to(path::card(&handle), &uri)),
        Place::Private | Place::Nothing => {
            let locale = choices.locale.unwrap_or_else(|| extract::language_of(&request));
            return Ok(missing_card(&choices, &key.origin, locale, &request));
        }
    };
    let rendered = Arc::new(rendered);
    state.widgets.put(epoch, key, rendered.clone());
    Ok(card_answer(&state, &rendered, &method, &request))
}

fn card_answer(state: &AppState, rendered: &Rendered, method: &Method, request: &HeaderMap) -> Response {
    // The studio shows owners their own card; that is not somebody seeing it.
    let by_lepas = request.get("sec-fetch-site").is_some_and(|site| site == "same-origin");
    if let Some(handle) = rendered.counted.as_ref().filter(|_| *method == Method::GET && !by_lepas) {
        state.tally.count(handle, Counted::View);
    }
    answer(rendered, "text/html; charset=utf-8", request)
}

/// The small card of a profile that is not there; never kept, because such handles are without number.
fn missing_card(choices: &CardChoices, origin: &str, locale: Locale, request: &HeaderMap) -> Response {
    let options = choices.options(origin.to_owned(), locale);
    let rendered = Rendered {
        status: StatusCode::NOT_FOUND,
        body: Packed::new(lepas_page::render_missing_card(&options), 4),
        policies: policies(&options, &[]),
        locale,
        sites: Vec::new(),
        counted: None,
    };
    answer(&rendered, "text/html; charset=utf-8", request)
}

async fn badge(
    State(state): State<AppState>,
    axum::extract::Path(handle): axum::extract::Path<String>,
    uri: Uri,
    request: HeaderMap,
) -> Answer {
    let choices = BadgeChoices::read(&pairs(&uri));
    // A badge holds no address, so its text is the same on every host name.
    let key = Key { handle, origin: String::new(), kind: Kind::Badge(choices) };
    let epoch = match state.widgets.find(&*state.store, &key).await? {
        Lookup::Found(rendered) => return Ok(answer(&rendered, "image/svg+xml; charset=utf-8", &request)),
        Lookup::Absent(epoch) => epoch,
    };
    let policy = HeaderValue::from_str(&format!("{}; sandbox", lepas_page::csp::badge_csp())).into_iter().collect();
    let (status, text, locale) = match place(&state, &key.handle).await? {
        Place::Shown(shown) => {
            let locale = choices.locale.unwrap_or(shown.profile.document.meta.lepas.locale);
            let mut options = choices.options(locale);
            options.rating = lepas_page::facts::rating_of(&shown.profile);
            (StatusCode::OK, lepas_page::render_badge(&shown.profile, &options), locale)
        }
        Place::Moved(handle) => return Ok(moved_to(path::badge(&handle), &uri)),
        Place::Private | Place::Nothing => {
            let locale = choices.locale.unwrap_or_else(|| extract::language_of(&request));
            (StatusCode::NOT_FOUND, lepas_page::render_missing_badge(&choices.options(locale)), locale)
        }
    };
    let effort = if status == StatusCode::OK { EFFORT } else { 4 };
    let body = Packed::new(text, effort);
    let rendered = Arc::new(Rendered { status, body, policies: policy, locale, sites: Vec::new(), counted: None });
    if status == StatusCode::OK {
        state.widgets.put(epoch, key, rendered.clone());
    }
    Ok(answer(&rendered, "image/svg+xml; charset=utf-8", &request))
}

/// The snippet as a page, for the studio to show: it may load pictures and nothing else, and run nothing.
const SNIPPET_POLICY: &str =
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; sandbox; frame-ancestors 'self'";

/// The source of the static snippet, as text to copy; with `as=page` as it looks where it was pasted.
async fn snippet(
    State(state): State<AppState>,
    axum::extract::Path(handle): axum::extract::Path<String>,
    uri: Uri,
    request: HeaderMap,
) -> Answer {
    let pairs = pairs(&uri);
    let choices = CardChoices::read(&pairs);
    let as_page = value(&pairs, "as") == Some("page");
    let shown = match place(&state, &handle).await? {
        Place::Shown(shown) => shown,
        Place::Moved(handle) => return Ok(moved_to(path::snippet(&handle), &uri)),
        Place::Private | Place::Nothing => return Err(crate::http::Fault::not_found()),
    };
    let locale = choices.locale.unwrap_or(shown.profile.document.meta.lepas.locale);
    let mut text = lepas_page::render_snippet(&shown.profile, &origin(&state, &request), locale);
    if as_page {
        text.insert_str(0, "<!DOCTYPE html><meta charset=\"utf-8\"><title>Lepas</title>");
    }
    let mut response = Packed::new(text, 4).answer(StatusCode::OK, &request);
    let headers = response.headers_mut();
    let media_type = if as_page { "text/html; charset=utf-8" } else { "text/plain; charset=utf-8" };
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, answer::CACHING);
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.tag()));
    if as_page {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SNIPPET_POLICY));
    }
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    Ok(response)
}

/// Where the button of a counted card leads: counts, and goes on to the conversation.
async fn contact(State(state): State<AppState>, PathOf(handle): PathOf<Handle>) -> Answer {
    let shown = match place(&state, handle.as_str()).await? {
        Place::Shown(shown) => shown,
        Place::Moved(handle) => return Ok(moved(&path::contact(&handle))),
        Place::Private | Place::Nothing => return Ok(moved(&path::page(&handle))),
    };
    if shown.settings.count {
        state.tally.count(&handle, Counted::Contact);
    }
    let mut response = moved(&path::write_to(&handle));
    response.headers_mut().insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    Ok(response)
}

/// A script of ours for other sites: kept for an hour, then asked for again with its tag.
pub(super) fn script(script: &Script, request: &HeaderMap) -> Response {
    let mut response = script.answer(StatusCode::OK, request);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    headers
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600, stale-while-revalidate=86400"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    open(headers);
    response.into_response()
}
