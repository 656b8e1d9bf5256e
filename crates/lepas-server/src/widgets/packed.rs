//! A text with its compressed copies.

use std::io::Write as _;

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use flate2::{Compression, write::GzEncoder};

use crate::{
    auth::{hexadecimal, sha256},
    http::headers,
};

/// A text, its brotli and gzip copies, and its entity tag.
#[derive(Debug)]
pub struct Packed {
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    etag: String,
}

impl Packed {
    /// Compresses a text once; `effort` is the quality of brotli, 0 to 11.
    #[must_use]
    pub fn new(text: String, effort: i32) -> Self {
        let etag = format!("\"{}\"", hexadecimal(&sha256(text.as_bytes())[..12]));
        // A copy that could not be made or is no smaller is left out; the plain text serves everybody.
        let smaller = |bytes: Vec<u8>| (bytes.len() < text.len()).then(|| Bytes::from(bytes));
        let brotli = brotli(&text, effort).and_then(smaller);
        let gzip = gzip(&text).and_then(smaller);
        Self { brotli, gzip, etag, plain: Bytes::from(text) }
    }

    /// The answer to a request: the copy that the reader takes, or 304 when it has this text already.
    #[must_use]
    pub fn answer(&self, status: StatusCode, request: &HeaderMap) -> Response {
        let encoding = headers::best_encoding(request, self.brotli.is_some(), self.gzip.is_some());
        let copy = match encoding {
            Some("br") => self.brotli.as_ref(),
            Some(_) => self.gzip.as_ref(),
            None => None,
        };
        let unchanged = status == StatusCode::OK && headers::unchanged(request, &self.etag);
        let mut response = if unchanged {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            (status, copy.unwrap_or(&self.plain).clone()).into_response()
        };
        let map = response.headers_mut();
        if let (Some(encoding), false) = (encoding, unchanged) {
            map.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        map.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Ok(etag) = HeaderValue::from_str(&self.etag) {
            map.insert(header::ETAG, etag);
        }
        response
    }

    /// The text itself.
    #[must_use]
    pub fn plain(&self) -> &Bytes {
        &self.plain
    }
}

fn brotli(text: &str, effort: i32) -> Option<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams { quality: effort, ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut text.as_bytes(), &mut packed, &parameters).ok()?;
    Some(packed)
}

fn gzip(text: &str) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).ok()?;
    encoder.finish().ok()
}
