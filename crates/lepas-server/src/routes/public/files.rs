//! The same for machines: résumé, feeds, contact, calendar, and the picture of link previews.
//!
//! All of them are for programs of any origin, and none is a page that a search engine should list.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use lepas_api::{Handle, Locale, UploadId, path, profile::PublicProfile};

use super::{CACHING, Choices, Found, find, moved, origin};
use crate::{
    app::AppState,
    auth::{hexadecimal, sha256},
    http::{Answer, Fault, QueryOf, headers},
    widgets::Packed,
};

const CROSS_ORIGIN_RESOURCES: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// The profile at a handle, or the answer that there is none here.
async fn profile(
    state: &AppState,
    handle: &str,
    path: fn(&Handle) -> String,
) -> Answer<Result<Box<PublicProfile>, Response>> {
    match find(state, handle).await? {
        Found::Profile(profile, _) => Ok(Ok(profile)),
        Found::Moved(handle) => Ok(Err(moved(&path(&handle)))),
        Found::Nothing => Err(Fault::not_found()),
    }
}

/// The public document as JSON Resume.
pub(super) async fn resume(State(state): State<AppState>, Path(handle): Path<String>, request: HeaderMap) -> Answer {
    match profile(&state, &handle, path::resume).await? {
        Ok(profile) => {
            let text = serde_json::to_string(&profile.document).map_err(Fault::internal)?;
            Ok(file(text, "application/json", &request))
        }
        Err(elsewhere) => Ok(elsewhere),
    }
}

pub(super) async fn json_feed(State(state): State<AppState>, Path(handle): Path<String>, request: HeaderMap) -> Answer {
    made(&state, &handle, &request, path::json_feed, "application/feed+json", lepas_page::render_json_feed).await
}

pub(super) async fn atom(State(state): State<AppState>, Path(handle): Path<String>, request: HeaderMap) -> Answer {
    made(&state, &handle, &request, path::atom, "application/atom+xml; charset=utf-8", lepas_page::render_atom).await
}

pub(super) async fn contact(State(state): State<AppState>, Path(handle): Path<String>, request: HeaderMap) -> Answer {
    made(&state, &handle, &request, path::vcard, "text/vcard; charset=utf-8", |profile, origin| {
        lepas_page::render_vcard(profile, origin, profile.document.meta.lepas.locale)
    })
    .await
}

pub(super) async fn calendar(State(state): State<AppState>, Path(handle): Path<String>, request: HeaderMap) -> Answer {
    made(&state, &handle, &request, path::calendar, "text/calendar; charset=utf-8", |profile, origin| {
        lepas_page::render_calendar(profile, origin, profile.document.meta.lepas.locale)
    })
    .await
}

async fn made(
    state: &AppState,
    handle: &str,
    request: &HeaderMap,
    path: fn(&Handle) -> String,
    media_type: &'static str,
    make: fn(&PublicProfile, &str) -> String,
) -> Answer {
    Ok(match profile(state, handle, path).await? {
        Ok(profile) => file(make(&profile, &origin(state, request)), media_type, request),
        Err(elsewhere) => elsewhere,
    })
}

fn file(text: String, media_type: &'static str, request: &HeaderMap) -> Response {
    let mut response = Packed::new(text, 4).answer(StatusCode::OK, request);
    describe(response.headers_mut(), media_type);
    response
}

fn describe(headers: &mut HeaderMap, media_type: &'static str) {
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, CACHING);
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(CROSS_ORIGIN_RESOURCES, HeaderValue::from_static("cross-origin"));
    headers.insert(ROBOTS, HeaderValue::from_static("noindex"));
}

/// The picture of link previews.
pub(super) async fn preview(
    State(state): State<AppState>,
    Path(handle): Path<String>,
    QueryOf(choices): QueryOf<Choices>,
    request: HeaderMap,
) -> Answer {
    let profile = match profile(&state, &handle, path::preview_picture).await? {
        Ok(profile) => profile,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let locale: Locale = choices.locale().unwrap_or(profile.document.meta.lepas.locale);
    let face = face(&state, &profile).await?;
    let bytes = state.previews.of(&profile, locale, face).await?;
    let etag = format!("\"{}\"", hexadecimal(&sha256(&bytes)[..12]));
    let mut response = if headers::unchanged(&request, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        bytes.into_response()
    };
    describe(response.headers_mut(), "image/png");
    response.headers_mut().remove(ROBOTS);
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600, stale-while-revalidate=86400"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    Ok(response)
}

/// The small copy of the portrait, when it is one of our uploads. Nothing is fetched from elsewhere.
pub(crate) async fn face(state: &AppState, profile: &PublicProfile) -> Answer<Option<Vec<u8>>> {
    let image = profile.document.basics.image.as_deref().and_then(|image| image.strip_prefix("/uploads/"));
    let Some(id) = image.and_then(|id| id.parse::<UploadId>().ok()) else { return Ok(None) };
    let Some(stored) = state.store.upload(&id).await? else { return Ok(None) };
    // A picture whose file is gone leaves the rest of the preview as it is.
    Ok(state.pictures.read(&stored.upload, true).await.ok())
}
