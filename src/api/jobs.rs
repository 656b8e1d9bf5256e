//! Postings one by one; searching them is the search worker's business.

use lepas_api::{
    JobId,
    job::{Job, NewJob},
    path,
};

use super::{
    ApiError, Client,
    transport::{Method, Request},
};

/// A posting, whole.
///
/// # Errors
/// Any [`ApiError`]; `not-found` when it was closed.
pub async fn get(client: &Client, id: &JobId) -> Result<Job, ApiError> {
    client.get(&path::job(id)).await
}

/// Posts a job. Keep the key while the same form is sent again.
///
/// # Errors
/// Any [`ApiError`]; `invalid` names the fields.
pub async fn post(client: &Client, job: &NewJob, key: &str) -> Result<Job, ApiError> {
    client.create(path::JOBS, job, key).await
}

/// Closes a posting of one's own for good.
///
/// # Errors
/// Any [`ApiError`].
pub async fn close(client: &Client, id: &JobId) -> Result<(), ApiError> {
    client.send(Request::new(Method::Delete, path::job(id))).await.map(|_| ())
}
