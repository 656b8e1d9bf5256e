//! Keeps other sites from acting in the name of whoever is signed in here.
//!
//! `SameSite=Lax` cookies are the first wall. This is the second: Fetch Metadata where the browser sends it, else the
//! `Origin` header against the `Host`. A client that sends neither is refused, because that is what an old browser
//! driven by a foreign page looks like; tools send `Origin`.

use axum::http::{HeaderMap, Method, header};

/// True when a request may change something.
#[must_use]
pub fn allowed(method: &Method, headers: &HeaderMap) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-site") {
        Some(site) => matches!(site, "same-origin" | "none"),
        None => {
            let origin =
                text(header::ORIGIN.as_str()).and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
            origin.is_some() && origin == text(header::HOST.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn only_this_site_may_change_something() {
        let case = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, HeaderValue::from_static(value));
            }
            allowed(&Method::POST, &headers)
        };
        assert!(case(&[("sec-fetch-site", "same-origin")]));
        assert!(case(&[("sec-fetch-site", "none")]));
        assert!(!case(&[("sec-fetch-site", "same-site")]));
        assert!(!case(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://lepas.example"),
            ("host", "lepas.example")
        ]));
        assert!(case(&[("origin", "https://lepas.example"), ("host", "lepas.example")]));
        assert!(!case(&[("origin", "https://evil.example"), ("host", "lepas.example")]));
        assert!(!case(&[("origin", "null"), ("host", "lepas.example")]));
        assert!(!case(&[]));
        assert!(allowed(&Method::GET, &HeaderMap::new()));
    }
}
