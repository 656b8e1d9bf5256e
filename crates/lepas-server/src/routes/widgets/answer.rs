//! The headers of a widget: who may show it, who may read it, how long it is kept.

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::Response,
};
use lepas_api::profile::WidgetSettings;
use lepas_page::CardOptions;

use crate::widgets::Rendered;

/// A minute from a cache, then from the cache while it is fetched anew.
pub(super) const CACHING: HeaderValue = HeaderValue::from_static("public, max-age=60, stale-while-revalidate=300");

/// The policies of a card. Each owner who named sites adds one of their own; a browser obeys all of them.
pub(super) fn policies(options: &CardOptions, owners: &[WidgetSettings]) -> Vec<HeaderValue> {
    // Lepas itself always may: the studio shows owners their own card.
    let list = |settings: &WidgetSettings| format!("'self' {}", settings.sites.join(" "));
    let mut lists = owners.iter().filter(|settings| !settings.sites.is_empty()).map(list);
    let first = lists.next().unwrap_or_else(|| "*".to_owned());
    let mut texts = vec![lepas_page::csp::card_csp(options, &first)];
    texts.extend(lists.map(|list| format!("frame-ancestors {list}")));
    texts.iter().filter_map(|text| HeaderValue::from_str(text).ok()).collect()
}

/// Lets other sites use an answer and measure how long it took.
pub(super) fn open(headers: &mut HeaderMap) {
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));
    headers.insert(HeaderName::from_static("timing-allow-origin"), HeaderValue::from_static("*"));
}

/// A rendered document as an answer to one reader.
pub(super) fn answer(rendered: &Rendered, media_type: &'static str, request: &HeaderMap) -> Response {
    let mut response = rendered.body.answer(rendered.status, request);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, CACHING);
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(rendered.locale.tag()));
    for policy in &rendered.policies {
        headers.append(header::CONTENT_SECURITY_POLICY, policy.clone());
    }
    readable(rendered, request, headers);
    if rendered.status.is_client_error() {
        // Its language is that of the reader.
        headers.append(header::VARY, HeaderValue::from_static("accept-language"));
    }
    open(headers);
    response
}

/// The custom element reads the card with CORS: what may not be framed by a site may not be read by it either.
fn readable(rendered: &Rendered, request: &HeaderMap, headers: &mut HeaderMap) {
    if rendered.sites.iter().all(|settings| settings.sites.is_empty()) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        return;
    }
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    let Some(origin) = request.get(header::ORIGIN) else { return };
    let text = origin.to_str().unwrap_or_default();
    if rendered.sites.iter().all(|settings| settings.allows(text)) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    }
}
