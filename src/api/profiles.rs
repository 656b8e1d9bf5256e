//! Profiles: one's own draft with its version, publishing, and what everybody may read.

use std::collections::BTreeMap;

use lepas_api::{
    Handle, Locale, path,
    profile::{ChangeHandle, ExportForm, OwnProfile, ProfileDocument, ProfileExport, PublicProfile, WidgetCounts},
};

use serde_json::Value;

use super::{
    ApiError, Client, Versioned,
    client::{UPLOAD_TIMEOUT, decode, decode_versioned, json},
    transport::{Method, Request},
};

/// A published profile.
///
/// # Errors
/// Any [`ApiError`]; `not-found` when it is not published.
pub async fn public(client: &Client, handle: &Handle) -> Result<PublicProfile, ApiError> {
    client.get(&path::profile(handle)).await
}

/// One's own draft and its version.
///
/// # Errors
/// Any [`ApiError`].
pub async fn draft(client: &Client, handle: &Handle) -> Result<Versioned<OwnProfile>, ApiError> {
    decode_versioned(&client.send(Request::new(Method::Get, path::draft(handle))).await?)
}

/// Saves the draft over the version it was made from.
///
/// # Errors
/// Any [`ApiError`]; `version-mismatch` carries the present version in `current_etag`.
pub async fn save_draft(
    client: &Client,
    handle: &Handle,
    document: &ProfileDocument,
    etag: &str,
) -> Result<Versioned<OwnProfile>, ApiError> {
    let request = Request::new(Method::Put, path::draft(handle)).header("if-match", etag).body(json(document)?);
    decode_versioned(&client.send(request).await?)
}

/// How often one's own widgets were seen and used; empty unless the owner switched counting on.
///
/// # Errors
/// Any [`ApiError`].
pub async fn widget_counts(client: &Client, handle: &Handle) -> Result<WidgetCounts, ApiError> {
    client.get(&path::widget_counts(handle)).await
}

/// The static snippet of a published profile at its address, as HTML to paste.
///
/// # Errors
/// Any [`ApiError`]; `not-found` when it is not published.
pub async fn snippet(client: &Client, address: String) -> Result<String, ApiError> {
    let answer = client.send(Request::new(Method::Get, address)).await?;
    String::from_utf8(answer.body).map_err(|_| ApiError::Decode { context: "snippet".into() })
}

/// The files of an export, with private parts or without, and in which language a text is written.
///
/// # Errors
/// Any [`ApiError`].
pub async fn export(
    client: &Client,
    handle: &Handle,
    form: ExportForm,
    private: bool,
    locale: Locale,
) -> Result<ProfileExport, ApiError> {
    let query = format!("?form={}&private={private}&lang={}", form.slug(), locale.tag());
    let request = Request::new(Method::Get, path::export(handle) + &query);
    let answer: Value = decode(&client.send_within(request, UPLOAD_TIMEOUT).await?)?;
    let pairs = |name: &str| -> BTreeMap<String, String> {
        let members = answer.get(name).and_then(Value::as_object).into_iter().flatten();
        members.filter_map(|(path, value)| Some((path.clone(), value.as_str()?.to_owned()))).collect()
    };
    Ok(ProfileExport { files: pairs("files"), drawn: pairs("drawn"), fetched: pairs("fetched") })
}

/// The bytes of a public file of this server, a picture for example.
///
/// # Errors
/// Any [`ApiError`] but `Decode`.
pub async fn file(client: &Client, address: String) -> Result<Vec<u8>, ApiError> {
    Ok(client.send_within(Request::new(Method::Get, address), UPLOAD_TIMEOUT).await?.body)
}

/// Publishes the draft as it stands on the server.
///
/// # Errors
/// Any [`ApiError`]; `invalid` names what is missing.
pub async fn publish(client: &Client, handle: &Handle) -> Result<OwnProfile, ApiError> {
    decode(&client.send(Request::new(Method::Post, path::publication(handle))).await?)
}

/// Takes the page down.
///
/// # Errors
/// Any [`ApiError`].
pub async fn unpublish(client: &Client, handle: &Handle) -> Result<(), ApiError> {
    client.send(Request::new(Method::Delete, path::publication(handle))).await.map(|_| ())
}

/// Changes the page address.
///
/// # Errors
/// Any [`ApiError`]; a taken address is a broken rule of the field `handle`.
pub async fn change_address(client: &Client, handle: &Handle, wanted: &Handle) -> Result<OwnProfile, ApiError> {
    client.exchange(Method::Put, &path::address(handle), &ChangeHandle { handle: wanted.clone() }).await
}
