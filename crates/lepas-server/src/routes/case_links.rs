//! Links to works that are not public, as their owner makes and ends them. What a link leads to is `private_cases`.

use axum::{Json, extract::State, http::StatusCode, response::IntoResponse};
use lepas_api::{
    CaseId, Handle, Rule,
    limits::SECTION_MAX,
    path,
    profile::{CaseLinks, MadeCaseLink},
};

use super::profiles::own;
use crate::{
    app::AppState,
    auth::{SignedIn, hexadecimal, random_bytes, sha256},
    clock,
    http::{Answer, Fault, PathOf},
};

/// Which of one's own works have a link.
#[utoipa::path(
    get,
    path = "/v1/profiles/{handle}/case-links",
    operation_id = "listCaseLinks",
    tag = "profiles",
    params(("handle" = String, Path, description = "Page address")),
    responses((status = 200, description = "All of them, without their secrets", body = CaseLinks))
)]
pub(super) async fn list(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    PathOf(handle): PathOf<Handle>,
) -> Answer {
    own(&state, &account, &handle).await?;
    Ok(Json(CaseLinks { items: state.store.case_links(&handle).await? }).into_response())
}

/// Makes a link to a work of one's own, which shows it as the draft has it whoever else may see it. The link before ends.
#[utoipa::path(
    put,
    path = "/v1/profiles/{handle}/case-links/{id}",
    operation_id = "makeCaseLink",
    tag = "profiles",
    params(
        ("handle" = String, Path, description = "Page address"),
        ("id" = String, Path, description = "Id of the work in the document")
    ),
    responses((status = 201, description = "Made", body = MadeCaseLink))
)]
pub(super) async fn make(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    PathOf((handle, case)): PathOf<(Handle, CaseId)>,
) -> Answer {
    own(&state, &account, &handle).await?;
    if let Some(seconds) = state.limiter.count(("case-link", account.id.as_str()), state.limits.attempts) {
        return Err(Fault::too_many(seconds));
    }
    let token = hexadecimal(&random_bytes::<16>().map_err(Fault::internal)?);
    if !state.store.make_case_link(&handle, &case, &sha256(token.as_bytes()), clock::now()).await? {
        return Err(Fault::field("", Rule::TooLong { maximum: SECTION_MAX }));
    }
    Ok((StatusCode::CREATED, Json(MadeCaseLink { path: path::secret_case(&handle, &token) })).into_response())
}

/// Ends the link to a work. One that has none is left alone.
#[utoipa::path(
    delete,
    path = "/v1/profiles/{handle}/case-links/{id}",
    operation_id = "endCaseLink",
    tag = "profiles",
    params(
        ("handle" = String, Path, description = "Page address"),
        ("id" = String, Path, description = "Id of the work in the document")
    ),
    responses((status = 204, description = "It leads nowhere now"))
)]
pub(super) async fn end(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    PathOf((handle, case)): PathOf<(Handle, CaseId)>,
) -> Answer {
    own(&state, &account, &handle).await?;
    state.store.end_case_link(&handle, &case).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
