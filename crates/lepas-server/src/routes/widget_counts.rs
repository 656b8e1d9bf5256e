//! How often an owner's widgets were seen and used.

use axum::{Json, extract::State, response::IntoResponse};
use lepas_api::{
    Handle,
    profile::{WidgetCounts, WidgetDay},
};

use crate::{
    app::AppState,
    auth::SignedIn,
    http::{Answer, Fault, PathOf},
};

/// Days that are told.
const DAYS: u32 = 90;

/// Views and contacts of one's own widgets by day, the latest ninety days with any. Empty unless the owner switched
/// counting on in `meta.lepas.widgets.count`.
#[utoipa::path(
    get,
    path = "/v1/profiles/{handle}/widget-counts",
    operation_id = "listWidgetCounts",
    tag = "profiles",
    params(("handle" = String, Path, description = "Page address")),
    responses((status = 200, description = "Days, latest first", body = WidgetCounts))
)]
pub(super) async fn list(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    PathOf(handle): PathOf<Handle>,
) -> Answer {
    state.store.profile(&handle).await?.filter(|record| record.owner == account.id).ok_or_else(Fault::not_found)?;
    state.tally.write(&*state.store).await;
    let sums = state.store.widget_counts(&handle, DAYS).await?;
    let days = sums
        .into_iter()
        .map(|sum| WidgetDay { day: sum.day, views: sum.views, contacts: sum.contacts, visits: sum.visits })
        .collect();
    Ok(Json(WidgetCounts { days }).into_response())
}
