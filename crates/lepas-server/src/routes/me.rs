//! The person who is signed in.

use axum::{Json, extract::State};
use lepas_api::account::{Me, Settings, SettingsPatch};

use super::people;
use crate::{
    app::AppState,
    auth::SignedIn,
    http::{Answer, Fault, JsonOf},
};

/// Who is signed in.
#[utoipa::path(
    get,
    path = "/v1/me",
    operation_id = "getMe",
    tag = "accounts",
    responses((status = 200, description = "The person who is signed in", body = Me))
)]
pub(super) async fn me(State(state): State<AppState>, SignedIn(account): SignedIn) -> Answer<Json<Me>> {
    people::me(&state, account).await.map(Json)
}

/// Changes language and look; what is absent stays.
#[utoipa::path(
    patch,
    path = "/v1/me/settings",
    operation_id = "changeSettings",
    tag = "accounts",
    request_body = SettingsPatch,
    responses((status = 200, description = "The settings as they are now", body = Settings))
)]
pub(super) async fn change_settings(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    JsonOf(patch): JsonOf<SettingsPatch>,
) -> Answer<Json<Settings>> {
    state.store.update_settings(&account.id, patch).await?.map(Json).ok_or_else(Fault::not_found)
}
