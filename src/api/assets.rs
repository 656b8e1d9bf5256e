//! Files of the product that a site of one's own needs: pictures, fonts, the icon.

use super::{
    ApiError, Client,
    client::UPLOAD_TIMEOUT,
    transport::{Method, Request},
};

/// The bytes at a path of this server.
///
/// # Errors
/// Any [`ApiError`].
pub async fn bytes(client: &Client, path: &str) -> Result<Vec<u8>, ApiError> {
    Ok(client.send_within(Request::new(Method::Get, path), UPLOAD_TIMEOUT).await?.body)
}
