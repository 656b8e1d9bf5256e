//! Headers that every answer carries, and conditional requests.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// Policy of answers that are no pages: nothing may load, nobody may frame them.
pub const DATA_CSP: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// Name of the request id header.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The same for every answer unless a route said something else.
const DEFAULTS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, DATA_CSP),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ),
    (header::CACHE_CONTROL, "no-store"),
];

/// Adds what a route did not set.
pub fn fill_in(headers: &mut HeaderMap) {
    for (name, value) in DEFAULTS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}

/// The strong entity tag of a version.
#[must_use]
pub fn etag(version: u64) -> String {
    format!("\"{version}\"")
}

/// True when `If-None-Match` names the tag, so that 304 answers (RFC 9110 §13.1.2, weak comparison).
#[must_use]
pub fn unchanged(headers: &HeaderMap, etag: &str) -> bool {
    let Some(header) = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()) else { return false };
    header.split(',').map(str::trim).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

/// What an `If-Match` header asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IfMatch {
    /// There is none.
    Absent,
    /// `*`: any version.
    Any,
    /// These versions; tags that are no versions of ours are left out.
    Versions(Vec<u64>),
}

/// Reads `If-Match` (RFC 9110 §13.1.1, strong comparison: weak tags match nothing).
#[must_use]
pub fn if_match(headers: &HeaderMap) -> IfMatch {
    let Some(header) = headers.get(header::IF_MATCH) else { return IfMatch::Absent };
    let text = header.to_str().unwrap_or_default();
    if text.trim() == "*" {
        return IfMatch::Any;
    }
    let version = |tag: &str| tag.trim().strip_prefix('"')?.strip_suffix('"')?.parse().ok();
    IfMatch::Versions(text.split(',').filter_map(version).collect())
}

/// Quality that `Accept-Encoding` gives a coding; 0 when it is refused or not named.
#[must_use]
pub fn encoding_quality(headers: &HeaderMap, coding: &str) -> f32 {
    let Some(header) = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()) else { return 0.0 };
    let mut any = 0.0;
    for entry in header.split(',') {
        let mut pieces = entry.split(';').map(str::trim);
        let name = pieces.next().unwrap_or_default();
        let quality = pieces.find_map(|piece| piece.strip_prefix("q=")).map_or(1.0, |text| text.parse().unwrap_or(0.0));
        if name.eq_ignore_ascii_case(coding) {
            return quality;
        }
        if name == "*" {
            any = quality;
        }
    }
    any
}

/// The coding to send of those that are stored: brotli, gzip or neither. Equal wishes go to brotli.
#[must_use]
pub fn best_encoding(headers: &HeaderMap, has_brotli: bool, has_gzip: bool) -> Option<&'static str> {
    let brotli = if has_brotli { encoding_quality(headers, "br") } else { 0.0 };
    let gzip = if has_gzip { encoding_quality(headers, "gzip") } else { 0.0 };
    match (brotli, gzip) {
        (brotli, gzip) if brotli > 0.0 && brotli >= gzip => Some("br"),
        (_, gzip) if gzip > 0.0 => Some("gzip"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn the_coding_follows_the_wishes_of_the_reader() {
        let best = |text| best_encoding(&with(header::ACCEPT_ENCODING, text), true, true);
        assert_eq!(best("gzip, deflate, br"), Some("br"));
        assert_eq!(best("br;q=0.5, gzip"), Some("gzip"));
        assert_eq!(best("br;q=0, *"), Some("gzip"));
        assert_eq!(best("identity"), None);
        assert_eq!(best_encoding(&HeaderMap::new(), true, true), None);
    }

    #[test]
    fn versions_are_compared_strongly_for_writing_and_weakly_for_reading() {
        assert_eq!(if_match(&HeaderMap::new()), IfMatch::Absent);
        assert_eq!(if_match(&with(header::IF_MATCH, "\"3\", W/\"4\", \"x\"")), IfMatch::Versions(vec![3]));
        assert_eq!(if_match(&with(header::IF_MATCH, "*")), IfMatch::Any);
        assert!(unchanged(&with(header::IF_NONE_MATCH, "W/\"3\""), "\"3\""));
        assert!(!unchanged(&with(header::IF_NONE_MATCH, "\"2\""), "\"3\""));
    }
}
