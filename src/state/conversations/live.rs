//! Conversations and outbox in the running app: they follow the session, the event stream, the network and the tab.

use leptos::prelude::*;

use super::{Conversations, Load, provide_conversations};
use crate::{
    api::Client,
    platform::{task, visibility},
    state::{connectivity::Connectivity, outbox::provide_outbox, realtime::Realtime, session::Session},
};

/// Provides both services and connects them. Needs the session, the network and the event stream.
pub fn provide_live_conversations(client: Client, session: Session, connectivity: Connectivity, realtime: Realtime) -> Conversations {
    let outbox = provide_outbox(client.clone());
    let conversations = provide_conversations(client, session, outbox);
    outbox.on_news(
        Callback::new(move |message| conversations.take_in(message)),
        Callback::new(move |reached| connectivity.note(reached)),
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
        }
    });
    // Held as long as the app.
    StoredValue::new_local(shown);

    // What the top bar and the badge show.
    Effect::new(move |_| connectivity.set_waiting("outbox", outbox.waiting()));
    Effect::new(move |_| {
        if conversations.list() == Load::Ready {
            session.set_unread(conversations.unread());
        }
    });
    conversations
}
