//! The files of the built app, held in memory with their compressed copies.
//!
//! Owns which file answers an address and how long it may be cached. Only files that were in the folder at the start are
//! served, so no address can lead out of it.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use crate::{
    auth::{hexadecimal, sha256},
    http::{Fault, headers},
};

/// Why the folder cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum AssetsError {
    /// It cannot be read.
    #[error("{path}: {source}; --dist must name the folder of the built app")]
    Unreadable {
        /// Which file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The list of script hashes is broken.
    #[error("{path}: {reason}; build the app again")]
    Policy {
        /// Which file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

/// The files of the app.
#[derive(Debug)]
pub struct Assets {
    files: HashMap<String, Asset>,
    policy: HeaderValue,
}

#[derive(Debug, Default)]
struct Asset {
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    etag: String,
}

/// What the build writes about its inline scripts.
#[derive(Deserialize)]
struct PolicyFile {
    #[serde(default)]
    script_sha256: Vec<String>,
}

impl Assets {
    /// Reads a folder.
    ///
    /// # Errors
    /// See [`AssetsError`].
    pub fn load(folder: &Path) -> Result<Self, AssetsError> {
        let mut files = HashMap::new();
        read_folder(folder, "", &mut files)?;
        let names: Vec<String> = files.keys().cloned().collect();
        for name in names {
            for (ending, is_brotli) in [(".br", true), (".gz", false)] {
                let Some(original) = name.strip_suffix(ending).filter(|original| files.contains_key(*original)) else {
                    continue;
                };
                let original = original.to_owned();
                let Some(copy) = files.remove(&name) else { continue };
                if let Some(asset) = files.get_mut(&original) {
                    *(if is_brotli { &mut asset.brotli } else { &mut asset.gzip }) = Some(copy.plain);
                }
            }
        }
        let policy_path = folder.join("csp.json");
        let broken = |reason: String| AssetsError::Policy { path: policy_path.clone(), reason };
        let hashes = match files.remove("csp.json") {
            Some(asset) => {
                let file: PolicyFile =
                    serde_json::from_slice(&asset.plain).map_err(|error| broken(error.to_string()))?;
                file.script_sha256
            }
            None => Vec::new(),
        };
        let policy = HeaderValue::from_str(&app_policy(&hashes)).map_err(|error| broken(error.to_string()))?;
        Ok(Self { files, policy })
    }

    /// Answers an address: the file of that name, or the app itself for the addresses that it routes.
    pub fn answer(&self, path: &str, query: Option<&str>, request: &HeaderMap) -> Response {
        let name = path.trim_start_matches('/');
        match self.files.get(name).filter(|_| name != "index.html") {
            Some(asset) => self.file(name, asset, query, request),
            // A missing file with an ending is no page of the app.
            None if name.rsplit('/').next().unwrap_or_default().contains('.') && name != "index.html" => {
                Fault::not_found().into_response()
            }
            None => match self.files.get("index.html") {
                Some(asset) => self.file("index.html", asset, None, request),
                None => Fault::not_found().into_response(),
            },
        }
    }

    /// The text of a file, if it is there.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        self.files.get(name).and_then(|asset| String::from_utf8(asset.plain.to_vec()).ok())
    }

    fn file(&self, name: &str, asset: &Asset, query: Option<&str>, request: &HeaderMap) -> Response {
        let encoding = headers::best_encoding(request, asset.brotli.is_some(), asset.gzip.is_some());
        let bytes = match encoding {
            Some("br") => asset.brotli.clone(),
            Some(_) => asset.gzip.clone(),
            None => None,
        };
        let mut response = if headers::unchanged(request, &asset.etag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            bytes.unwrap_or_else(|| asset.plain.clone()).into_response()
        };
        let map = response.headers_mut();
        map.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(name)));
        map.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let (Some(encoding), true) = (encoding, asset.brotli.is_some() || asset.gzip.is_some()) {
            map.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        let versioned = is_hashed(name) || query.is_some_and(|query| query.starts_with("v="));
        let caching = match name {
            _ if versioned => "public, max-age=31536000, immutable",
            // Public pages and exports name the typeface without a hash; asking for it anew would always come too late to show it.
            name if name.starts_with("fonts/") => "public, max-age=604800, stale-while-revalidate=31536000",
            _ => "no-cache",
        };
        map.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
        if let Ok(etag) = HeaderValue::from_str(&asset.etag) {
            map.insert(header::ETAG, etag);
        }
        // Workers have a policy of their own file, so everything that can run gets the one of the app. What cannot gets a short
        // one: a kilobyte of hashes beside a typeface or an icon is a round trip more on a slow link.
        let runs = matches!(name.rsplit('.').next(), Some("html" | "js" | "wasm" | "pack"));
        let policy = if runs { self.policy.clone() } else { HeaderValue::from_static(headers::DATA_CSP) };
        map.insert(header::CONTENT_SECURITY_POLICY, policy);
        if name == "embed.js" {
            map.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
            map.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        }
        response
    }
}

fn read_folder(folder: &Path, prefix: &str, files: &mut HashMap<String, Asset>) -> Result<(), AssetsError> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |source| AssetsError::Unreadable { path, source }
    };
    for entry in std::fs::read_dir(folder).map_err(unreadable(folder))? {
        let entry = entry.map_err(unreadable(folder))?;
        let path = entry.path();
        let Some(name) = entry.file_name().to_str().map(|name| format!("{prefix}{name}")) else { continue };
        if path.is_dir() {
            read_folder(&path, &format!("{name}/"), files)?;
        } else {
            let plain = Bytes::from(std::fs::read(&path).map_err(unreadable(&path))?);
            let etag = format!("\"{}\"", hexadecimal(&sha256(&plain)[..12]));
            files.insert(name, Asset { plain, etag, ..Asset::default() });
        }
    }
    Ok(())
}

/// The policy of the app. Hashes come from the build; the app's previews of pages and cards bring styles of their own.
fn app_policy(script_hashes: &[String]) -> String {
    let scripts: String =
        script_hashes.iter().map(|hash| format!(" '{}'", hash.trim_matches('\''))).collect::<Vec<_>>().concat();
    let (pages, cards) = (lepas_page::csp::page_style_sources(), lepas_page::csp::card_style_sources());
    format!(
        "default-src 'none'; script-src 'self'{scripts} 'wasm-unsafe-eval'; style-src 'self' {pages} {cards}; \
         img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
         frame-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types default; report-uri {}",
        crate::routes::CSP_REPORTS
    )
}

/// True when the build wrote the hash of the content into the name: `name-0123456789abcdef.js`.
fn is_hashed(name: &str) -> bool {
    let stem = name.rsplit('/').next().and_then(|file| file.split('.').next()).unwrap_or_default();
    let is_hash = |piece: &str| piece.len() >= 8 && piece.bytes().all(|byte| byte.is_ascii_hexdigit());
    stem.split(['-', '_']).skip(1).any(is_hash)
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        // A part of the program, which browsers compile while it arrives if it is called by this name.
        "wasm" | "pack" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

/// What the root says when no built app was given.
pub fn missing_app() -> Response {
    let body = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Lepas</title>\
                <h1>The app is not built</h1><p>This server answers the API and the public pages. To serve the app too, run \
                <code>cargo xtask dist</code> and start the server with <code>--dist dist</code>.</p></html>";
    let mut response = (StatusCode::OK, body).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(is_hashed("lepas-9f8e7d6c5b4a3210_bg.wasm"));
        assert!(is_hashed("a/b-0123456789abcdef.js"));
        assert!(!is_hashed("index.html") && !is_hashed("search_worker.js") && !is_hashed("apple-touch-icon.png"));
    }

    #[test]
    fn the_policy_has_no_unsafe_source_but_the_one_for_wasm() {
        let policy = app_policy(&["sha256-abc=".into()]);
        assert!(policy.contains("script-src 'self' 'sha256-abc=' 'wasm-unsafe-eval';"), "{policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    }
}
