//! What several routes need to know about the person who asks.

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, request::Parts},
};
use lepas_api::{Rule, account::Me, limits::IDEMPOTENCY_KEY_MAX};
use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

use crate::{
    app::AppState,
    auth::sha256,
    clock,
    http::{Answer, Fault},
    store::{Account, Idempotency},
};

/// The address at the other end of the socket. Headers that claim another one are not believed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer(pub(super) IpAddr);

impl<S: Send + Sync> FromRequestParts<S> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        // Without a socket the router was called inside this process.
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self(peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |ConnectInfo(address)| address.ip())))
    }
}

/// What a session tells its owner.
pub(super) async fn me(state: &AppState, account: Account) -> Answer<Me> {
    let unread = state.store.unread(&account.id).await?;
    let handle = account.handle.ok_or_else(|| Fault::internal("an account that signs in has no profile"))?;
    Ok(Me {
        id: account.id,
        name: account.name,
        email: account.email,
        handle,
        role: account.role,
        avatar: account.avatar,
        published: account.published,
        unread,
        settings: account.settings,
    })
}

/// The `Idempotency-Key` of a creating request, bound to its author, operation and body.
pub(super) fn idempotency(
    headers: &HeaderMap,
    account: &Account,
    operation: &'static str,
    body: &[u8],
) -> Answer<Option<Idempotency>> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().map_err(|_| Fault::parameter("Idempotency-Key", Rule::Characters))?.trim();
    if key.is_empty() {
        return Err(Fault::parameter("Idempotency-Key", Rule::Required));
    }
    if key.len() > IDEMPOTENCY_KEY_MAX {
        return Err(Fault::parameter("Idempotency-Key", Rule::TooLong { maximum: IDEMPOTENCY_KEY_MAX }));
    }
    Ok(Some(Idempotency {
        user: account.id.clone(),
        operation,
        key: key.to_owned(),
        body_hash: sha256(body).to_vec(),
        now: clock::now(),
    }))
}

/// A new id that sorts by the time it was made. `T` is one of the id types of the contract.
pub(super) fn new_id<T: std::str::FromStr>() -> Answer<T> {
    uuid::Uuid::now_v7().simple().to_string().parse().map_err(|_| Fault::internal("a new id was refused"))
}
