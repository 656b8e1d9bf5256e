//! Links to works that are not public: which there are, making and ending them.

use lepas_api::{CaseId, Handle, path};
use serde_json::Value;

use super::{
    ApiError, Client,
    client::decode,
    transport::{Method, Request},
};

/// Whether a work has a link.
///
/// # Errors
/// Any [`ApiError`].
pub async fn has(client: &Client, handle: &Handle, case: &CaseId) -> Result<bool, ApiError> {
    let links: Value = client.get(&path::case_links(handle)).await?;
    let items = links.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    Ok(items.iter().any(|item| item.get("case").and_then(Value::as_str) == Some(case.as_str())))
}

/// Makes a link in place of the one before and answers its path, which is told this once.
///
/// # Errors
/// Any [`ApiError`].
pub async fn make(client: &Client, handle: &Handle, case: &CaseId) -> Result<String, ApiError> {
    let answer = client.send(Request::new(Method::Put, path::case_link(handle, case))).await?;
    let made: Value = decode(&answer)?;
    Ok(made.get("path").and_then(Value::as_str).unwrap_or_default().to_owned())
}

/// Ends the link of a work.
///
/// # Errors
/// Any [`ApiError`].
pub async fn end(client: &Client, handle: &Handle, case: &CaseId) -> Result<(), ApiError> {
    client.send(Request::new(Method::Delete, path::case_link(handle, case))).await.map(|_| ())
}
