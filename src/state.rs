//! Services that outlive a page, in context.
//!
//! Owns what several features need to know: language, theme, session, network, notices, search, events. Each service is a
//! `Copy` handle with methods, made by `provide_x()` and found by `use_x()`. `app.rs` provides them in dependency order.

pub mod address;
pub mod asked;
pub mod connectivity;
pub mod conversations;
pub mod describe;
pub mod live;
pub mod locale;
pub mod outbox;
pub mod page;
pub mod pairs;
pub mod pay;
pub mod preferences;
pub mod realtime;
pub mod search;
pub mod session;
pub mod shortlist;
pub mod theme;
pub mod toasts;

use leptos::prelude::*;

use crate::api::Client;

/// Puts the client in context.
pub fn provide_client(client: Client) {
    provide_context(client);
}

/// The client of this app.
#[must_use]
pub fn use_client() -> Client {
    use_context().unwrap_or_else(Client::browser)
}
