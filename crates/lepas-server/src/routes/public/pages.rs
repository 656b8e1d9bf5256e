//! Pages for people, from memory where they were asked for before.

use std::{convert::Infallible, sync::Arc};

use axum::{
    extract::{FromRequestParts, Path, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header, request::Parts},
    response::Response,
};
use lepas_api::{
    Handle, path,
    profile::{Members, PublicProfile},
};
use lepas_page::{PageKind, PageOptions, QrCode};

use super::{CACHING, Choices, Found, find, moved, origin};
use crate::{
    app::AppState,
    http::{Answer, QueryOf, extract},
    widgets::{Counted, Key, Kind, Lookup, Packed, PageChoice, Rendered, Shape},
};

/// The font of every theme, asked for beside the page and not behind its style: whoever has it in time sees it at once, and for
/// everybody else the page does not jump when it comes (`font-display: optional`).
const FONT: HeaderValue = HeaderValue::from_static(
    "</fonts/plus-jakarta-sans.woff2>; rel=preload; as=font; type=\"font/woff2\"; crossorigin",
);

/// Effort of compression for what is kept for long enough to pay for it.
const EFFORT: i32 = 9;

pub(super) async fn page(
    State(state): State<AppState>,
    Path(handle): Path<String>,
    QueryOf(choices): QueryOf<Choices>,
    request: Asked,
) -> Answer {
    answer(&state, handle, Shape::Front, &choices, &request).await
}

pub(super) async fn whole(
    State(state): State<AppState>,
    Path(handle): Path<String>,
    QueryOf(choices): QueryOf<Choices>,
    request: Asked,
) -> Answer {
    answer(&state, handle, Shape::Whole, &choices, &request).await
}

pub(super) async fn links(
    State(state): State<AppState>,
    Path(handle): Path<String>,
    QueryOf(choices): QueryOf<Choices>,
    request: Asked,
) -> Answer {
    answer(&state, handle, Shape::Links, &choices, &request).await
}

pub(super) async fn rates(
    State(state): State<AppState>,
    Path(handle): Path<String>,
    QueryOf(choices): QueryOf<Choices>,
    request: Asked,
) -> Answer {
    answer(&state, handle, Shape::Rates, &choices, &request).await
}

pub(super) async fn role(
    State(state): State<AppState>,
    Path((handle, role)): Path<(String, String)>,
    QueryOf(choices): QueryOf<Choices>,
    request: Asked,
) -> Answer {
    answer(&state, handle, Shape::Role(role), &choices, &request).await
}

/// What a page needs to know about the request.
#[derive(Debug)]
pub(super) struct Asked {
    method: Method,
    headers: HeaderMap,
    uri: Uri,
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self { method: parts.method.clone(), headers: parts.headers.clone(), uri: parts.uri.clone() })
    }
}

async fn answer(state: &AppState, handle: String, shape: Shape, choices: &Choices, asked: &Asked) -> Answer {
    let choice = PageChoice { shape, locale: choices.locale() };
    let key = Key { handle, origin: origin(state, &asked.headers), kind: Kind::Page(choice.clone()) };
    let epoch = match state.widgets.find(&*state.store, &key).await? {
        Lookup::Found(rendered) => return Ok(respond(state, &rendered, asked)),
        Lookup::Absent(epoch) => epoch,
    };
    match find(state, &key.handle).await? {
        Found::Profile(profile, counted) => match render(&profile, &choice, &key.origin) {
            Some(mut rendered) => {
                rendered.counted = counted.then(|| profile.handle.clone());
                let rendered = Arc::new(rendered);
                state.widgets.put(epoch, key, rendered.clone());
                Ok(respond(state, &rendered, asked))
            }
            None => Ok(missing(&choice, asked)),
        },
        Found::Moved(handle) => Ok(moved(&elsewhere(&handle, &choice.shape, &asked.uri))),
        Found::Nothing => Ok(missing(&choice, asked)),
    }
}

/// The document that was asked for; `None` when the profile has no such role.
fn render(profile: &PublicProfile, choice: &PageChoice, origin: &str) -> Option<Rendered> {
    let extras = &profile.document.meta.lepas;
    let locale = choice.locale.unwrap_or(extras.locale);
    let mut options = PageOptions { origin: origin.to_owned(), locale, ..PageOptions::default() };
    let links = match &choice.shape {
        Shape::Front => extras.page.link_page,
        Shape::Links => true,
        Shape::Role(role) => {
            extras.roles.iter().find(|held| held.text("id") == role)?;
            options.role = Some(role.clone());
            false
        }
        Shape::Whole | Shape::Rates => false,
    };
    if links {
        options.kind = PageKind::Links;
    }
    if links || choice.shape == Shape::Rates {
        options.qr = QrCode::of(&[origin, &path::page(&profile.handle)].concat());
    }
    let text = match choice.shape {
        Shape::Rates => lepas_page::render_rate_card(profile, &options),
        _ => lepas_page::render_page(profile, &options),
    };
    Some(Rendered {
        status: StatusCode::OK,
        body: Packed::new(text, EFFORT),
        policies: HeaderValue::from_str(&lepas_page::csp::page_csp(extras)).into_iter().collect(),
        locale,
        sites: Vec::new(),
        counted: None,
    })
}

fn respond(state: &AppState, rendered: &Rendered, asked: &Asked) -> Response {
    if let Some(handle) = rendered.counted.as_ref().filter(|_| asked.method == Method::GET) {
        state.tally.count(handle, Counted::Visit);
    }
    let mut response = rendered.body.answer(rendered.status, &asked.headers);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, CACHING);
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(rendered.locale.tag()));
    headers.insert(header::LINK, FONT);
    for policy in &rendered.policies {
        headers.append(header::CONTENT_SECURITY_POLICY, policy.clone());
    }
    if rendered.status.is_client_error() {
        // Its language is that of the reader.
        headers.append(header::VARY, HeaderValue::from_static("accept-language"));
    }
    response
}

/// The page of a profile that is not there; never kept, because such handles are without number.
fn missing(choice: &PageChoice, asked: &Asked) -> Response {
    let locale = choice.locale.unwrap_or_else(|| extract::language_of(&asked.headers));
    let policy = lepas_page::csp::page_csp(&lepas_api::profile::Extras::default());
    let mut response =
        Packed::new(lepas_page::render_missing_page(locale), 4).answer(StatusCode::NOT_FOUND, &asked.headers);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, CACHING);
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.tag()));
    headers.append(header::VARY, HeaderValue::from_static("accept-language"));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The same page of a profile that moved, with the same choices.
fn elsewhere(handle: &Handle, shape: &Shape, uri: &Uri) -> String {
    let path = match shape {
        Shape::Front => path::page(handle),
        Shape::Whole => path::whole_page(handle),
        Shape::Links => path::link_page(handle),
        Shape::Rates => path::rate_card(handle),
        // As it came: decoded once, it may hold what an address cannot.
        Shape::Role(_) => path::role(handle, uri.path().rsplit('/').next().unwrap_or_default()),
    };
    uri.query().map_or(path.clone(), |query| format!("{path}?{query}"))
}
