//! Postings. Searching them is the browser's work; here they are posted, listed and read whole.

use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use lepas_api::{
    JobId, Report, Rule, Validate,
    index::IndexKind,
    job::{Job, NewJob},
    paging::Page,
    path,
};
use serde::Deserialize;

use super::people::{idempotency, new_id};
use crate::{
    app::AppState,
    auth::SignedIn,
    clock,
    http::{Answer, Fault, PathOf, QueryOf, extract, json},
    store::{Account, Outcome, Position},
};

/// Which page of a list.
#[derive(Debug, Deserialize)]
pub(super) struct Paging {
    cursor: Option<String>,
    limit: Option<String>,
}

impl Paging {
    /// Where the page begins and how long it is.
    pub(super) fn read(&self) -> Answer<(Option<Position>, u32)> {
        let cursor = extract::cursor(self.cursor.as_deref())?.map(Position);
        Ok((cursor, extract::limit(self.limit.as_deref())?))
    }
}

/// Cuts a list that was read one longer than a page, and makes the cursor.
pub(super) fn page<T>(mut rows: Vec<(Position, T)>, limit: u32) -> Page<T> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next_cursor = rows.last().filter(|_| more).map(|(position, _)| extract::to_cursor(position.0));
    Page { items: rows.into_iter().map(|(_, item)| item).collect(), next_cursor }
}

/// Open postings, newest first.
#[utoipa::path(
    get,
    path = "/v1/jobs",
    operation_id = "listJobs",
    tag = "jobs",
    params(
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100, description = "Items of a page, 50 if absent")
    ),
    responses((status = 200, description = "A page of postings", body = Page<Job>))
)]
pub(super) async fn list(State(state): State<AppState>, QueryOf(paging): QueryOf<Paging>) -> Answer<Json<Page<Job>>> {
    let (before, limit) = paging.read()?;
    Ok(Json(page(state.store.jobs(before, limit + 1).await?, limit)))
}

/// A posting, whole.
#[utoipa::path(
    get,
    path = "/v1/jobs/{id}",
    operation_id = "getJob",
    tag = "jobs",
    params(("id" = String, Path, description = "Its id")),
    responses((status = 200, description = "The posting", body = Job))
)]
pub(super) async fn get(State(state): State<AppState>, PathOf(id): PathOf<JobId>) -> Answer<Json<Job>> {
    state.store.job(&id).await?.map(Json).ok_or_else(Fault::not_found)
}

/// Closes a posting of one's own for good: nobody finds it any more. Closing it again changes nothing.
#[utoipa::path(
    delete,
    path = "/v1/jobs/{id}",
    operation_id = "closeJob",
    tag = "jobs",
    params(("id" = String, Path, description = "Its id")),
    responses((status = 204, description = "Closed"))
)]
pub(super) async fn close(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    PathOf(id): PathOf<JobId>,
) -> Answer<StatusCode> {
    if !state.store.close_job(&id, &account.id).await? {
        return Err(Fault::not_found());
    }
    state.indexes.changed(IndexKind::Jobs);
    Ok(StatusCode::NO_CONTENT)
}

/// Posts a job.
#[utoipa::path(
    post,
    path = "/v1/jobs",
    operation_id = "createJob",
    tag = "jobs",
    params(("Idempotency-Key" = String, Header, description = "Makes repeating the request safe for 24 hours")),
    request_body = NewJob,
    responses((status = 201, description = "Posted", body = Job))
)]
pub(super) async fn create(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    headers: HeaderMap,
    request: Request,
) -> Answer {
    let (form, bytes): (NewJob, _) = json::read_with_bytes(request, &state).await?;
    let key = idempotency(&headers, &account, "createJob", &bytes)?
        .ok_or_else(|| Fault::parameter("Idempotency-Key", Rule::Required))?;
    let mut report = Report::new();
    form.validate(&mut report);
    Fault::check(report)?;
    let outcome = state.store.create_job(&posting(form, &account)?, Some(key)).await?;
    if matches!(outcome, Outcome::Created(_)) {
        state.indexes.changed(IndexKind::Jobs);
    }
    let job = outcome.into_inner();
    Ok((StatusCode::CREATED, [(header::LOCATION, path::job(&job.id))], Json(job)).into_response())
}

fn posting(form: NewJob, account: &Account) -> Answer<Job> {
    let now = clock::now();
    Ok(Job {
        id: new_id()?,
        title: form.title,
        company: form.company,
        description: form.description,
        skills: form.skills,
        category: form.category,
        mode: form.mode,
        employment: None,
        level: None,
        pay: form.pay,
        country: None,
        location: form.location,
        posted: Some(now.date()),
        owner: Some(account.id.clone()),
        updated_at: now,
    })
}
