//! Registering.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use lepas_api::{
    Handle, Report, Validate,
    account::{Me, SignUp},
    profile::ProfileDocument,
};

use super::people::{self, Peer, new_id};
use crate::{
    app::AppState,
    auth::{hexadecimal, random_bytes, session},
    clock,
    http::{Answer, Fault, JsonOf},
    store::{NewAccount, StoreError},
};

/// Handles tried before a random one is taken.
const SUGGESTIONS: u32 = 20;

/// Registers an account with an empty profile and signs it in.
#[utoipa::path(
    post,
    path = "/v1/accounts",
    operation_id = "createAccount",
    tag = "accounts",
    request_body = SignUp,
    responses((status = 201, description = "Registered and signed in", body = Me))
)]
pub(super) async fn create(
    State(state): State<AppState>,
    Peer(peer): Peer,
    headers: HeaderMap,
    JsonOf(form): JsonOf<SignUp>,
) -> Answer {
    let mut report = Report::new();
    form.validate(&mut report);
    Fault::check(report)?;
    if let Some(seconds) = state.limiter.count(("attempt", peer), state.limits.attempts) {
        return Err(Fault::too_many(seconds));
    }
    let password_hash = state.passwords.hash(form.password.clone()).await.map_err(Fault::internal)?;
    let id = register(&state, &form, password_hash).await?;
    let cookie = session::start(&state, &id, &headers).await?;
    let account = state.store.account(&id).await?.ok_or_else(|| Fault::internal("a new account is gone"))?;
    let me = people::me(&state, account).await?;
    Ok(created(me, cookie))
}

fn created(me: Me, cookie: axum::http::HeaderValue) -> Response {
    (StatusCode::CREATED, [(header::SET_COOKIE, cookie)], Json(me)).into_response()
}

/// Stores the account under the wanted handle, or under the first free one that is near to the name.
async fn register(state: &AppState, form: &SignUp, password_hash: String) -> Answer<lepas_api::UserId> {
    let mut document = ProfileDocument::default();
    document.basics.name = form.name.trim().to_owned();
    document.meta.lepas.locale = form.locale;
    let mut account = NewAccount {
        id: new_id()?,
        email: form.email.clone(),
        name: form.name.trim().to_owned(),
        password_hash,
        role: form.role,
        locale: form.locale,
        handle: form.handle.clone(),
        created_at: clock::now(),
    };
    for attempt in 0..=SUGGESTIONS {
        if form.handle.is_none() {
            account.handle = Some(suggestion(&form.name, attempt)?);
        }
        match state.store.create_account(account.clone(), &document).await {
            Ok(()) => return Ok(account.id),
            Err(StoreError::HandleTaken) if form.handle.is_none() => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Fault::internal("no free handle was found"))
}

/// `sari`, `sari-2`, `sari-3` …, and in the end a random one.
fn suggestion(name: &str, attempt: u32) -> Answer<Handle> {
    let base = Handle::suggest(name);
    let numbered = match (base, attempt) {
        (Some(handle), 0) => Some(handle),
        (Some(handle), 1..SUGGESTIONS) => {
            let stem: String = handle.as_str().chars().take(26).collect();
            format!("{}-{}", stem.trim_end_matches('-'), attempt + 1).parse().ok()
        }
        _ => None,
    };
    match numbered {
        Some(handle) => Ok(handle),
        None => {
            let random = hexadecimal(&random_bytes::<6>().map_err(Fault::internal)?);
            format!("lepas-{random}").parse().map_err(|_| Fault::internal("a random handle was refused"))
        }
    }
}
