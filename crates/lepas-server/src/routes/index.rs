//! The search indexes as browsers load them.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::IntoResponse,
};
use lepas_api::index::{IndexKind, IndexManifest};

use crate::{
    app::AppState,
    http::{Answer, Fault, PathOf, headers},
};

/// What to load for searching: segments in order and ids that are gone.
#[utoipa::path(
    get,
    path = "/v1/index/{kind}",
    operation_id = "getIndex",
    tag = "search",
    params(("kind" = IndexKind, Path, description = "Which index")),
    responses(
        (status = 200, description = "The manifest", body = IndexManifest),
        (status = 304, description = "Unchanged since the version of `If-None-Match`")
    )
)]
pub(super) async fn manifest(
    State(state): State<AppState>,
    PathOf(kind): PathOf<IndexKind>,
    request: HeaderMap,
) -> Answer {
    let snapshot = state.indexes.snapshot(kind).ok_or_else(|| Fault::unavailable(1))?;
    let mut response = if headers::unchanged(&request, &snapshot.etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        snapshot.json.clone().into_response()
    };
    let map = response.headers_mut();
    map.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    map.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    if let Ok(etag) = HeaderValue::from_str(&snapshot.etag) {
        map.insert(header::ETAG, etag);
    }
    Ok(response)
}

/// The bytes of a segment. Its address is the hash of its content, so it may be kept for ever.
#[utoipa::path(
    get,
    path = "/v1/index/{kind}/segments/{hash}",
    operation_id = "getSegment",
    tag = "search",
    params(
        ("kind" = IndexKind, Path, description = "Which index"),
        ("hash" = String, Path, description = "SHA-256 of the segment")
    ),
    responses((status = 200, description = "The segment", body = Vec<u8>, content_type = "application/octet-stream"))
)]
pub(super) async fn segment(
    State(state): State<AppState>,
    PathOf((kind, hash)): PathOf<(IndexKind, String)>,
    request: HeaderMap,
) -> Answer {
    let brotli = headers::encoding_quality(&request, "br") > 0.0;
    let segment =
        state.indexes.segment(kind, &hash, brotli).await.map_err(Fault::internal)?.ok_or_else(Fault::not_found)?;
    let mut response = segment.bytes.into_response();
    let map = response.headers_mut();
    map.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    map.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    map.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if segment.is_brotli {
        map.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    Ok(response)
}
