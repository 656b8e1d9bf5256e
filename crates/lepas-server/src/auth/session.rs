//! Sessions: a random token in a cookie, its hash in the store.
//!
//! Owns lifetime and cookie. The prefix `__Host-` binds the cookie to this host and to secure connections; browsers
//! count `localhost` as secure.

use axum::{
    extract::{FromRef, FromRequestParts},
    http::{HeaderMap, HeaderValue, header, request::Parts},
};
use lepas_api::{ProblemCode, UserId};

use super::{hexadecimal, random_bytes, sha256};
use crate::{
    app::AppState,
    clock,
    http::Fault,
    store::{Account, SessionRecord},
};

/// Name of the cookie.
pub const COOKIE: &str = "__Host-lepas";
/// A session ends when it was not used for 14 days.
pub const IDLE_SECONDS: i64 = 14 * 86_400;
/// A session ends 90 days after signing in.
pub const ABSOLUTE_SECONDS: i64 = 90 * 86_400;
/// The last use is noted at most this often.
const TOUCH_SECONDS: i64 = 600;

/// SHA-256 of a session's token, the only form in which the server keeps it.
pub type SessionHash = [u8; 32];

/// Starts a session that replaces the one of the request, if any, and answers the cookie.
///
/// # Errors
/// When the store or the system's randomness fails.
pub async fn start(state: &AppState, user: &UserId, headers: &HeaderMap) -> Result<HeaderValue, Fault> {
    let token = hexadecimal(&random_bytes::<32>().map_err(Fault::internal)?);
    let now = clock::now();
    let session = SessionRecord { user: user.clone(), created_at: now, used_at: now };
    let old = token_hash(headers);
    state.store.create_session(&sha256(token.as_bytes()), &session, old.as_ref().map(<[u8; 32]>::as_slice)).await?;
    if let Some(old) = old {
        state.hub.end_session(&old);
    }
    cookie(&token, ABSOLUTE_SECONDS)
}

/// Ends the session of the request and answers the cookie that removes the cookie.
///
/// # Errors
/// When the store fails.
pub async fn end(state: &AppState, headers: &HeaderMap) -> Result<HeaderValue, Fault> {
    if let Some(hash) = token_hash(headers) {
        state.store.delete_session(&hash).await?;
        state.hub.end_session(&hash);
    }
    cookie("", 0)
}

fn cookie(token: &str, seconds: i64) -> Result<HeaderValue, Fault> {
    HeaderValue::from_str(&format!("{COOKIE}={token}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax"))
        .map_err(Fault::internal)
}

/// Which session a request names, whether it exists or not.
pub fn token_hash(headers: &HeaderMap) -> Option<SessionHash> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, token)| sha256(token.as_bytes()))
}

async fn signed_in(state: &AppState, headers: &HeaderMap) -> Result<Option<Account>, Fault> {
    let Some(hash) = token_hash(headers) else { return Ok(None) };
    let Some(session) = state.store.session(&hash).await? else { return Ok(None) };
    let now = clock::now();
    let ended =
        session.used_at < clock::before(now, IDLE_SECONDS) || session.created_at < clock::before(now, ABSOLUTE_SECONDS);
    if ended {
        state.store.delete_session(&hash).await?;
        return Ok(None);
    }
    if session.used_at < clock::before(now, TOUCH_SECONDS) {
        state.store.touch_session(&hash, now).await?;
    }
    Ok(state.store.account(&session.user).await?)
}

/// The account that is signed in; 401 when nobody is.
#[derive(Debug, Clone)]
pub struct SignedIn(pub Account);

impl<S: Send + Sync> FromRequestParts<S> for SignedIn
where
    AppState: FromRef<S>,
{
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let state = AppState::from_ref(state);
        signed_in(&state, &parts.headers).await?.map(Self).ok_or_else(|| Fault::new(ProblemCode::Unauthorized))
    }
}

/// The account that is signed in, if any.
#[derive(Debug, Clone)]
pub struct SignedInMaybe(pub Option<Account>);

impl<S: Send + Sync> FromRequestParts<S> for SignedInMaybe
where
    AppState: FromRef<S>,
{
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let state = AppState::from_ref(state);
        signed_in(&state, &parts.headers).await.map(Self)
    }
}
