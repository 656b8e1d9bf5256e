//! What only somebody who is signed in needs all the time: events, conversations and the outbox.
//!
//! Owns starting them once, wherever the start is asked for first. They are a part of the program that arrives after the
//! first page, so nothing outside of that part may call [`start`]; numbers for the bars go through the session and the
//! connectivity service.

use leptos::prelude::*;

use super::{
    connectivity::use_connectivity, conversations::live::provide_live_conversations, realtime::provide_realtime,
    search::use_search, session::use_session, use_client,
};

/// Where the services are going to live, and whether they do.
#[derive(Clone)]
struct Place {
    owner: Owner,
    started: StoredValue<bool>,
}

/// Remembers the present owner, which is the app, as the place of the services.
pub fn provide_place() {
    if let Some(owner) = Owner::current() {
        provide_context(Place { owner, started: StoredValue::new(false) });
    }
}

/// Starts the services; asking again changes nothing.
pub fn start() {
    let Some(place) = use_context::<Place>() else { return };
    if place.started.try_update_value(|started| std::mem::replace(started, true)) != Some(false) {
        return;
    }
    place.owner.with(|| {
        // Follows the session; wakes with the network; tells the search of new indexes.
        let realtime = provide_realtime(use_session(), use_connectivity(), use_search());
        // Follow session, network and events; the outbox stands behind the conversations.
        provide_live_conversations(use_client(), use_session(), use_connectivity(), realtime);
    });
}
