//! Conversations and outbox in the running app: they follow the session, the event stream, the network and the tab.

use leptos::prelude::*;

use super::{Conversations, Load, provide_conversations};
use crate::{
    api::Client,
    platform::{
        task,
        timers::{self, Timer},
        visibility,
    },
    state::{connectivity::Connectivity, outbox::provide_outbox, realtime::Realtime, session::Session},
};

/// Provides both services and connects them. Needs the session, the network and the event stream.
pub fn provide_live_conversations(
    client: Client,
    session: Session,
    connectivity: Connectivity,
    realtime: Realtime,
) -> Conversations {
    let outbox = provide_outbox(client.clone());
    let conversations = provide_conversations(client, session, outbox);
    outbox.on_news(
        Callback::new(move |message| conversations.take_in(message)),
        Callback::new(move |reached| {
            connectivity.note(reached);
            if reached {
                realtime.wake();
            }
        }),
        Callback::new(move |()| session.expire()),
    );
    outbox.join_tabs();

    // By the account alone: a changed unread count is no other person.
    let person = Memo::new(move |_| session.me().map(|me| me.id));
    Effect::new(move |_| match person.get() {
        Some(me) => {
            task::spawn(outbox.open(me.clone()));
            conversations.open(me);
        }
        None => {
            outbox.pause();
            conversations.close();
        }
    });

    // Wherever an answer comes from the stream can come from too, and what the list knows the stream should have told.
    conversations.on_answer(Callback::new(move |missed| if missed { realtime.renew() } else { realtime.wake() }));
    // Held as long as the app.
    StoredValue::new_local(watch_over(conversations, realtime));

    realtime.on_event(move |event| conversations.apply(event.clone()));
    Effect::new(move |before: Option<(u32, u32)>| {
        let now = (realtime.opens(), connectivity.returns());
        if before.is_some_and(|before| before != now) {
            conversations.wake();
            conversations.catch_up();
        }
        now
    });
    let shown = visibility::on_change(move |visible| {
        if visible {
            conversations.wake();
            conversations.catch_up();
        }
    });
    // Held as long as the app.
    StoredValue::new_local(shown);

    // What the top bar and the badge show.
    Effect::new(move |_| connectivity.set_waiting("outbox", outbox.waiting()));
    Effect::new(move |_| connectivity.set_failed(outbox.failed()));
    Effect::new(move |_| {
        if conversations.list() == Load::Ready {
            session.set_unread(conversations.unread());
        }
    });
    conversations
}

/// Between two looks at whether a look at the server is due, in milliseconds.
const LOOK: u32 = 5_000;
/// A stream that told nothing for so long is not taken at its word, in milliseconds.
const QUIET: u64 = 25_000;
/// The server is asked at most this often, in milliseconds.
const SELDOM: u64 = 20_000;

/// While a thread is on screen: asks the server itself when the stream is quiet, in case it is not quiet but dead.
fn watch_over(conversations: Conversations, realtime: Realtime) -> Timer {
    let mut checked = 0;
    timers::every(LOOK, move || {
        let now = timers::elapsed();
        let due = realtime.silence() >= QUIET && now >= checked + SELDOM;
        if due && visibility::is_visible() && conversations.is_shown() {
            checked = now;
            conversations.check();
        }
    })
}
