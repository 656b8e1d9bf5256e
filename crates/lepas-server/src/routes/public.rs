//! Public pages: what a stranger, a crawler or another site sees of a profile. No cookie is read or set here.

pub(super) mod files;
mod pages;

use axum::{
    Router,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use lepas_api::{Handle, Locale, profile::PublicProfile};
use serde::Deserialize;

use crate::{app::AppState, http::Answer};

/// Pages may be shown from a cache for a minute and while they are fetched anew.
const CACHING: HeaderValue = HeaderValue::from_static("public, max-age=60, stale-while-revalidate=300");

pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/u/{handle}", get(pages::page))
        .route("/u/{handle}/profile", get(pages::whole))
        .route("/u/{handle}/links", get(pages::links))
        .route("/u/{handle}/rates", get(pages::rates))
        .route("/u/{handle}/role/{role}", get(pages::role))
        .route("/u/{handle}/resume.json", get(files::resume))
        .route("/u/{handle}/feed.json", get(files::json_feed))
        .route("/u/{handle}/feed.xml", get(files::atom))
        .route("/u/{handle}/contact.vcf", get(files::contact))
        .route("/u/{handle}/availability.ics", get(files::calendar))
        .route("/u/{handle}/preview.png", get(files::preview))
        .route("/uploads/{id}", get(super::uploads::show))
}

/// Choices in the address. Words that mean nothing count as absent: a page of a stranger must not break.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Choices {
    lang: Option<String>,
}

impl Choices {
    pub(super) fn locale(&self) -> Option<Locale> {
        self.lang.as_deref().and_then(Locale::from_tag)
    }
}

/// What stands at a handle.
pub(super) enum Found {
    /// A published profile, and whether its owner has visits counted.
    Profile(Box<PublicProfile>, bool),
    /// The profile moved here.
    Moved(Handle),
    /// Nothing public.
    Nothing,
}

/// Looks a handle up; text that cannot be one names nothing.
pub(super) async fn find(state: &AppState, handle: &str) -> Answer<Found> {
    let Ok(handle) = handle.parse::<Handle>() else { return Ok(Found::Nothing) };
    let record = state.store.profile(&handle).await?;
    let counted = record.as_ref().and_then(|record| Some(record.published.as_ref()?.2.meta.lepas.page.count_visits));
    if let Some(profile) = record.and_then(|record| record.public()) {
        return Ok(Found::Profile(Box::new(profile), counted.unwrap_or(false)));
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

/// The profile has another address now. Not permanent for browsers: somebody else may take the old one.
pub(super) fn moved(address: &str) -> Response {
    Redirect::temporary(address).into_response()
}
