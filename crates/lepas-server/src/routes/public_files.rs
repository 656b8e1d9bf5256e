//! Files for machines that come by: the site map, oEmbed, and what crawlers may read.

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use lepas_api::{Handle, Rule, path};
use lepas_page::CardLayout;
use serde::{Deserialize, Serialize};

use super::public::{Found, find, origin};
use crate::{
    app::AppState,
    http::{Answer, Fault, QueryOf, extract},
};

/// Addresses in one site map, the most that the format allows.
const SITE_MAP: u32 = 50_000;
/// Width of an embedded card when nobody asks for another, in CSS pixels.
const WIDTH: u64 = 480;

pub(super) fn router() -> Router<AppState> {
    Router::new().route("/oembed", get(oembed)).route("/sitemap.xml", get(site_map)).route("/robots.txt", get(robots))
}

#[derive(Debug, Deserialize)]
struct Question {
    url: Option<String>,
    format: Option<String>,
    maxwidth: Option<String>,
    maxheight: Option<String>,
}

/// An oEmbed 1.0 answer of the type `rich`.
#[derive(Debug, Serialize)]
struct Embedding {
    #[serde(rename = "type")]
    kind: &'static str,
    version: &'static str,
    provider_name: &'static str,
    provider_url: String,
    title: String,
    author_name: String,
    author_url: String,
    cache_age: u32,
    html: String,
    width: u64,
    height: u64,
}

/// How another site embeds a card, for the address of a public page or card.
async fn oembed(State(state): State<AppState>, headers: HeaderMap, QueryOf(question): QueryOf<Question>) -> Answer {
    if question.format.as_deref().is_some_and(|format| format != "json") {
        // The format's own rule: 501 for a format that is not given out.
        return Ok((StatusCode::NOT_IMPLEMENTED, "only json\n").into_response());
    }
    let url = question.url.ok_or_else(|| Fault::parameter("?url", Rule::Required))?;
    let maximum_width = extract::number("maxwidth", question.maxwidth.as_deref())?;
    let maximum_height = extract::number("maxheight", question.maxheight.as_deref())?;
    let origin = origin(&state, &headers);
    let handle = handle_of(&url, &origin).ok_or_else(Fault::not_found)?;
    let Found::Profile(profile) = find(&state, handle.as_str()).await? else { return Err(Fault::not_found()) };
    let layout = CardLayout::default();
    let width = maximum_width.map_or(WIDTH, |maximum| maximum.min(WIDTH)).max(1);
    let height =
        maximum_height.map_or(u64::from(layout.height()), |maximum| maximum.min(u64::from(layout.height()))).max(1);
    let name = profile.document.basics.name.clone();
    let card = format!("{origin}{}", path::card(&profile.handle));
    let answer = Embedding {
        kind: "rich",
        version: "1.0",
        provider_name: "Lepas",
        provider_url: origin.clone(),
        title: format!("{name} · {}", profile.document.basics.label),
        author_url: format!("{origin}{}", path::page(&profile.handle)),
        cache_age: 300,
        html: format!(
            "<iframe src=\"{}\" title=\"{}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\"></iframe>",
            escape(&card),
            escape(&name)
        ),
        author_name: name,
        width,
        height,
    };
    let mut response = Json(answer).into_response();
    let open = [(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"), (header::CACHE_CONTROL, "public, max-age=300")];
    for (name, value) in open {
        response.headers_mut().insert(name, header::HeaderValue::from_static(value));
    }
    Ok(response)
}

/// The handle in the address of a page or card of this site. The scheme is not compared: proxies change it.
fn handle_of(url: &str, origin: &str) -> Option<Handle> {
    let host = |text: &str| text.split_once("://").map(|(_, rest)| rest.to_owned());
    let (url, own) = (host(url)?, host(origin)?);
    let rest = url.strip_prefix(&own)?.strip_prefix("/u/")?;
    rest.split(['/', '?', '#']).next()?.parse().ok()
}

/// Text inside markup and its attributes.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

async fn site_map(State(state): State<AppState>, headers: HeaderMap) -> Answer {
    let origin = escape(&origin(&state, &headers));
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in ["/", "/jobs", "/talent"] {
        text.push_str(&format!("<url><loc>{origin}{page}</loc></url>\n"));
    }
    for (handle, published_at) in state.store.published_handles("", SITE_MAP - 3).await? {
        let (page, date) = (path::page(&handle), published_at.date());
        text.push_str(&format!("<url><loc>{origin}{page}</loc><lastmod>{date}</lastmod></url>\n"));
    }
    text.push_str("</urlset>\n");
    Ok(([(header::CONTENT_TYPE, "application/xml"), (header::CACHE_CONTROL, "public, max-age=3600")], text)
        .into_response())
}

/// The app's own file when there is one; the site map is named either way.
async fn robots(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let origin = origin(&state, &headers);
    let text = format!(
        "User-agent: *\nDisallow: /v1/\nDisallow: /messages\nDisallow: /studio\nSitemap: {origin}/sitemap.xml\n"
    );
    match state.assets.as_ref().and_then(|assets| assets.text("robots.txt")) {
        Some(own) if own.contains("Sitemap:") => own.into_response(),
        Some(own) => format!("{own}\nSitemap: {origin}/sitemap.xml\n").into_response(),
        None => text.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_site_name_a_profile() {
        let of = |url| handle_of(url, "https://lepas.example").map(String::from);
        assert_eq!(of("https://lepas.example/u/sari-kemasan"), Some("sari-kemasan".into()));
        assert_eq!(of("http://lepas.example/u/sari-kemasan/card?layout=lebar"), Some("sari-kemasan".into()));
        assert_eq!(of("https://evil.example/u/sari-kemasan"), None);
        assert_eq!(of("https://lepas.example.evil.example/u/sari"), None);
        assert_eq!(of("https://lepas.example/jobs"), None);
        assert_eq!(of("sari-kemasan"), None);
    }
}
