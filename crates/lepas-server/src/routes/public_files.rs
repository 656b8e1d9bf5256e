//! Files for machines that come by: the site map, and what crawlers may read.

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
    routing::get,
};
use lepas_api::{Locale, path};
use lepas_page::embed::escape;

use super::public::origin;
use crate::{app::AppState, http::Answer};

/// Addresses in one site map, the most that the format allows.
const SITE_MAP: u32 = 50_000;

pub(super) fn router() -> Router<AppState> {
    Router::new().route("/sitemap.xml", get(site_map)).route("/robots.txt", get(robots))
}

async fn site_map(State(state): State<AppState>, headers: HeaderMap) -> Answer {
    let origin = escape(&origin(&state, &headers));
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for page in ["/", "/jobs", "/talent"] {
        text.push_str(&format!("<url><loc>{origin}{page}</loc></url>\n"));
    }
    for (handle, published_at, written) in state.store.published_handles("", (SITE_MAP - 3) / 2).await? {
        let (page, date) = (path::page(&handle), published_at.date());
        let twins: String = Locale::ALL
            .map(|locale| {
                let tag = locale.tag();
                let query = if locale == written { String::new() } else { format!("?lang={tag}") };
                format!("<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{origin}{page}{query}\"/>")
            })
            .concat();
        for locale in Locale::ALL {
            let query = if locale == written { String::new() } else { format!("?lang={}", locale.tag()) };
            text.push_str(&format!("<url><loc>{origin}{page}{query}</loc><lastmod>{date}</lastmod>{twins}</url>\n"));
        }
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
