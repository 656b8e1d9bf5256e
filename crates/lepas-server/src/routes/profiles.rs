//! Profiles: the draft of their owner and what everybody may read.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use lepas_api::{
    Handle, ProblemCode, Report, Validate,
    index::IndexKind,
    path,
    profile::{ChangeHandle, OwnProfile, ProfileDocument, PublicProfile},
};

use crate::{
    app::AppState,
    auth::{SignedIn, hexadecimal, sha256},
    clock,
    http::{
        Answer, Fault, JsonOf, PathOf,
        headers::{self, IfMatch},
    },
    store::{Account, ProfileRecord, SaveOutcome},
};

/// A published profile, without its private members. Old handles redirect.
#[utoipa::path(
    get,
    path = "/v1/profiles/{handle}",
    operation_id = "getProfile",
    tag = "profiles",
    params(("handle" = String, Path, description = "Page address")),
    responses(
        (status = 200, description = "The published profile", body = PublicProfile),
        (status = 304, description = "Unchanged since the version of `If-None-Match`"),
        (status = 308, description = "The profile moved to another handle")
    )
)]
pub(super) async fn public(
    State(state): State<AppState>,
    PathOf(handle): PathOf<Handle>,
    request: HeaderMap,
) -> Answer {
    let Some(record) = state.store.profile(&handle).await? else {
        let moved = state.store.moved_to(&handle).await?.ok_or_else(Fault::not_found)?;
        return Ok(Redirect::permanent(&path::profile(&moved)).into_response());
    };
    let profile = record.public().ok_or_else(Fault::not_found)?;
    // Testimonials are shown and hidden without a new version of the document.
    let said = serde_json::to_vec(&record.testimonials).map_err(Fault::internal)?;
    let mut etag = headers::etag(record.published.as_ref().map_or(0, |(version, ..)| *version));
    if !record.testimonials.is_empty() {
        etag.insert_str(1, &[&hexadecimal(&sha256(&said)[..8]), "-"].concat());
    }
    Ok(versioned(&request, &etag, "public, no-cache", Json(profile)))
}

/// One's own draft. The `ETag` is what a save must name in `If-Match`.
#[utoipa::path(
    get,
    path = "/v1/profiles/{handle}/draft",
    operation_id = "getDraft",
    tag = "profiles",
    params(("handle" = String, Path, description = "Page address")),
    responses(
        (status = 200, description = "The draft with its state", body = OwnProfile),
        (status = 304, description = "Unchanged since the version of `If-None-Match`")
    )
)]
pub(super) async fn draft(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    PathOf(handle): PathOf<Handle>,
    request: HeaderMap,
) -> Answer {
    let record = own(&state, &account, &handle).await?;
    Ok(versioned(&request, &headers::etag(record.version), "private, no-cache", Json(record.own())))
}

/// Saves the draft over the version named in `If-Match`.
#[utoipa::path(
    put,
    path = "/v1/profiles/{handle}/draft",
    operation_id = "saveDraft",
    tag = "profiles",
    params(
        ("handle" = String, Path, description = "Page address"),
        ("If-Match" = String, Header, description = "The `ETag` of the version that is being changed")
    ),
    request_body = ProfileDocument,
    responses((status = 200, description = "Saved", body = OwnProfile))
)]
pub(super) async fn save_draft(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    PathOf(handle): PathOf<Handle>,
    request: HeaderMap,
    JsonOf(document): JsonOf<ProfileDocument>,
) -> Answer {
    let record = own(&state, &account, &handle).await?;
    let expected = match headers::if_match(&request) {
        IfMatch::Absent => return Err(Fault::new(ProblemCode::VersionRequired)),
        IfMatch::Any => None,
        IfMatch::Versions(versions) if versions.contains(&record.version) => Some(record.version),
        IfMatch::Versions(_) => return Err(Fault::stale(headers::etag(record.version))),
    };
    let mut report = Report::new();
    document.validate(&mut report);
    Fault::check(report)?;
    saved(state.store.save_draft(&handle, &document, expected, clock::now()).await?)
}

/// Publishes the draft as it stands. The page needs a name and a headline.
#[utoipa::path(
    post,
    path = "/v1/profiles/{handle}/publication",
    operation_id = "publish",
    tag = "profiles",
    params(("handle" = String, Path, description = "Page address")),
    responses((status = 200, description = "Published", body = OwnProfile))
)]
pub(super) async fn publish(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    PathOf(handle): PathOf<Handle>,
) -> Answer {
    let record = own(&state, &account, &handle).await?;
    let mut report = Report::new();
    record.draft.check_publishable(&mut report);
    Fault::check(report)?;
    // Only what was checked is published: a save in between makes this fail instead of slipping through.
    let outcome = state.store.publish(&handle, record.version, clock::now()).await?;
    state.indexes.changed(IndexKind::Talent);
    state.widgets.forget();
    saved(outcome)
}

/// Takes the page down; the draft stays.
#[utoipa::path(
    delete,
    path = "/v1/profiles/{handle}/publication",
    operation_id = "unpublish",
    tag = "profiles",
    params(("handle" = String, Path, description = "Page address")),
    responses((status = 200, description = "Taken down", body = OwnProfile))
)]
pub(super) async fn unpublish(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    PathOf(handle): PathOf<Handle>,
) -> Answer {
    own(&state, &account, &handle).await?;
    let record = state.store.unpublish(&handle).await?.ok_or_else(Fault::not_found)?;
    state.indexes.changed(IndexKind::Talent);
    state.widgets.forget();
    Ok(with_etag(record))
}

/// Changes the page address. The old one redirects for as long as nobody else takes it.
#[utoipa::path(
    put,
    path = "/v1/profiles/{handle}/address",
    operation_id = "changeAddress",
    tag = "profiles",
    params(("handle" = String, Path, description = "Present page address")),
    request_body = ChangeHandle,
    responses((status = 200, description = "Moved", body = OwnProfile))
)]
pub(super) async fn change_address(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    PathOf(handle): PathOf<Handle>,
    JsonOf(form): JsonOf<ChangeHandle>,
) -> Answer {
    own(&state, &account, &handle).await?;
    let record = state.store.change_handle(&handle, &form.handle).await?.ok_or_else(Fault::not_found)?;
    state.indexes.changed(IndexKind::Talent);
    state.widgets.forget();
    Ok(with_etag(record))
}

/// The profile of a handle when it is the asker's. Somebody else's answers as if there were none.
pub(super) async fn own(state: &AppState, account: &Account, handle: &Handle) -> Answer<ProfileRecord> {
    state.store.profile(handle).await?.filter(|record| record.owner == account.id).ok_or_else(Fault::not_found)
}

fn saved(outcome: SaveOutcome) -> Answer {
    match outcome {
        SaveOutcome::Saved(record) => Ok(with_etag(*record)),
        SaveOutcome::Stale(version) => Err(Fault::stale(headers::etag(version))),
        SaveOutcome::Missing => Err(Fault::not_found()),
    }
}

fn with_etag(record: ProfileRecord) -> Response {
    ([(header::ETAG, headers::etag(record.version))], Json(record.own())).into_response()
}

/// An answer with an entity tag, or 304 when the reader has it already.
fn versioned(request: &HeaderMap, etag: &str, caching: &'static str, body: impl IntoResponse) -> Response {
    let mut response =
        if headers::unchanged(request, etag) { StatusCode::NOT_MODIFIED.into_response() } else { body.into_response() };
    if let Ok(value) = HeaderValue::from_str(etag) {
        response.headers_mut().insert(header::ETAG, value);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    response
}
