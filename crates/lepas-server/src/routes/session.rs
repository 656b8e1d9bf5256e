//! Signing in and out.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use lepas_api::{
    ProblemCode, Report, Validate,
    account::{Me, SignIn},
};

use super::people::{self, Peer};
use crate::{
    app::AppState,
    auth::{session, sha256},
    http::{Answer, Fault, JsonOf},
};

/// Signs in. A wrong password and an unknown address give the same answer in the same time.
#[utoipa::path(
    post,
    path = "/v1/session",
    operation_id = "signIn",
    tag = "accounts",
    request_body = SignIn,
    responses((status = 200, description = "Signed in", body = Me))
)]
pub(super) async fn sign_in(
    State(state): State<AppState>,
    Peer(peer): Peer,
    headers: HeaderMap,
    JsonOf(form): JsonOf<SignIn>,
) -> Answer {
    let mut report = Report::new();
    form.validate(&mut report);
    Fault::check(report)?;
    // The limit holds for account and address together, so that nobody can lock a stranger out.
    let account_here = ("failure", sha256(form.email.as_str().as_bytes()), peer);
    let attempts = state.limiter.count(("attempt", peer), state.limits.attempts);
    // Counted before the password is looked at, so that many requests at once are no way around the limit.
    let wait = attempts.or_else(|| state.limiter.count(account_here, state.limits.failures));
    if let Some(seconds) = wait {
        return Err(Fault::too_many(seconds));
    }
    let credentials = state.store.credentials(&form.email).await?;
    let (id, hash) = credentials.map(|known| (known.id, known.password_hash)).unzip();
    let right = state.passwords.verify(form.password, hash).await.map_err(Fault::internal)?;
    let (true, Some(id)) = (right, id) else { return Err(Fault::new(ProblemCode::WrongCredentials)) };
    state.limiter.forget(account_here);
    let cookie = session::start(&state, &id, &headers).await?;
    let account = state.store.account(&id).await?.ok_or_else(|| Fault::new(ProblemCode::WrongCredentials))?;
    Ok(([(header::SET_COOKIE, cookie)], Json(people::me(&state, account).await?)).into_response())
}

/// Signs out. Nobody being signed in is the same end.
#[utoipa::path(
    delete,
    path = "/v1/session",
    operation_id = "signOut",
    tag = "accounts",
    responses((status = 204, description = "Signed out"))
)]
pub(super) async fn sign_out(State(state): State<AppState>, headers: HeaderMap) -> Answer {
    let cookie = session::end(&state, &headers).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}
