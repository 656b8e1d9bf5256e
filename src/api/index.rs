//! The search indexes: manifest and segments.

use lepas_api::{
    index::{IndexKind, IndexManifest},
    path,
};

use super::{
    ApiError, Client,
    client::UPLOAD_TIMEOUT,
    transport::{Method, Request},
};

/// What an index consists of now.
///
/// # Errors
/// Any [`ApiError`].
pub async fn manifest(client: &Client, kind: IndexKind) -> Result<IndexManifest, ApiError> {
    client.get(&path::index(kind)).await
}

/// The bytes of a segment. They never change under the same hash.
///
/// # Errors
/// Any [`ApiError`].
pub async fn segment(client: &Client, kind: IndexKind, hash: &str) -> Result<Vec<u8>, ApiError> {
    let request = Request::new(Method::Get, path::segment(kind, hash));
    Ok(client.send_within(request, UPLOAD_TIMEOUT).await?.body)
}
