//! Sending a picture.

use lepas_api::{path, upload::Upload};

use super::{
    ApiError, Client,
    client::{UPLOAD_TIMEOUT, decode},
    transport::{Body, Method, Request},
};

/// Sends the bytes of a picture. The key makes a repeat after a lost answer give the same upload.
///
/// # Errors
/// Any [`ApiError`]; `too-large` and `unsupported-media` are the usual ones.
pub async fn send(client: &Client, media_type: &str, bytes: Vec<u8>, key: &str) -> Result<Upload, ApiError> {
    let body = Body::Bytes { media_type: media_type.to_owned(), bytes };
    let request = Request::new(Method::Post, path::UPLOADS).header("idempotency-key", key).body(body);
    decode(&client.send_within(request, UPLOAD_TIMEOUT).await?)
}
