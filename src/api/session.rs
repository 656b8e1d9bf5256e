//! Registering, signing in and out, and who is signed in.

use lepas_api::{
    account::{Me, SettingsPatch, SignIn, SignUp},
    path,
};

use super::{
    ApiError, Client,
    transport::{Method, Request},
};

/// Who is signed in; `None` when nobody is.
///
/// # Errors
/// Any [`ApiError`] but `Unauthorized`.
pub async fn me(client: &Client) -> Result<Option<Me>, ApiError> {
    match client.get(path::ME).await {
        Ok(me) => Ok(Some(me)),
        Err(ApiError::Unauthorized) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Signs in.
///
/// # Errors
/// Any [`ApiError`]; `wrong-credentials` and `too-many-requests` are the usual ones.
pub async fn sign_in(client: &Client, form: &SignIn) -> Result<Me, ApiError> {
    client.exchange(Method::Post, path::SESSION, form).await
}

/// Registers; the new person is signed in.
///
/// # Errors
/// Any [`ApiError`]; `invalid` names the fields.
pub async fn sign_up(client: &Client, form: &SignUp) -> Result<Me, ApiError> {
    client.exchange(Method::Post, path::ACCOUNTS, form).await
}

/// Signs out.
///
/// # Errors
/// Any [`ApiError`].
pub async fn sign_out(client: &Client) -> Result<(), ApiError> {
    match client.send(Request::new(Method::Delete, path::SESSION)).await {
        // A session that ended by itself is what was asked for.
        Ok(_) | Err(ApiError::Unauthorized) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Keeps language and look in the account.
///
/// # Errors
/// Any [`ApiError`].
pub async fn change_settings(client: &Client, patch: &SettingsPatch) -> Result<(), ApiError> {
    let request = Request::new(Method::Patch, path::SETTINGS).body(super::client::json(patch)?);
    client.send(request).await.map(|_| ())
}
