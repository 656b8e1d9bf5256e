//! Events of the server, one stream for all tabs.
//!
//! Owns who keeps the stream: the tab that holds a lock. It passes every event on to the other tabs, and when it goes
//! another takes over behind the last cursor that was heard. Without locks each tab keeps a stream of its own; hearing an
//! event twice is harmless. Nothing is kept while nobody is signed in.

use std::rc::Rc;

use leptos::prelude::*;
use lepas_api::event::Event;
use serde::{Deserialize, Serialize};

use super::{connectivity::Connectivity, search::SearchService, session::Session};
use crate::{
    api::realtime::{News, Stream, StreamStatus},
    platform::{
        channel::Channel,
        locks::{self, Guard},
        task,
    },
};

/// Name of the lock and of the channel between tabs.
const NAME: &str = "lepas-events";

/// What the leading tab passes on.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Relay {
    Event { event: Event, cursor: String },
    Open(bool),
}

type Listener = Rc<dyn Fn(&Event)>;

#[derive(Default)]
struct Inner {
    wanted: bool,
    /// Between asking for the lock and getting it.
    asking: bool,
    guard: Option<Guard>,
    stream: Option<Stream>,
    channel: Option<Channel>,
    cursor: String,
    next: u32,
    listeners: Vec<(u32, Listener)>,
}

/// The event service.
#[derive(Clone, Copy)]
pub struct Realtime {
    inner: StoredValue<Inner, LocalStorage>,
    status: RwSignal<StreamStatus>,
    opens: RwSignal<u32>,
    connectivity: Connectivity,
}

/// Follows the session: a stream while somebody is signed in.
pub fn provide_realtime(session: Session, connectivity: Connectivity, search: SearchService) -> Realtime {
    let service = Realtime {
        inner: StoredValue::new_local(Inner::default()),
        status: RwSignal::new(StreamStatus::Off),
        opens: RwSignal::new(0),
        connectivity,
    };
    let channel = Channel::open(NAME, move |text| service.relayed(&text));
    let _ = service.inner.try_update_value(|inner| inner.channel = channel);
    service.on_event(move |event| {
        if let Event::Index { kind, .. } = event {
            search.refresh(*kind);
        }
    });
    let person = Memo::new(move |_| session.me().map(|me| me.id));
    Effect::new(move |_| match person.get() {
        Some(_) => service.start(),
        None => service.stop(),
    });
    Effect::new(move |before: Option<u32>| {
        let returns = connectivity.returns();
        if before.is_some_and(|before| before != returns) {
            service.wake();
        }
        returns
    });
    provide_context(service);
    service
}

/// The event service of this app; silent where none was provided.
#[must_use]
pub fn use_realtime() -> Realtime {
    use_context().unwrap_or_else(|| {
        use super::{connectivity::use_connectivity, search::use_search, session::use_session};
        provide_realtime(use_session(), use_connectivity(), use_search())
    })
}

impl Realtime {
    /// How the stream stands, in this tab or the leading one (tracked).
    #[must_use]
    pub fn status(self) -> StreamStatus {
        self.status.get()
    }

    /// Rises whenever the stream opens (tracked): the server is there, so whatever waits can be sent.
    #[must_use]
    pub fn opens(self) -> u32 {
        self.opens.get()
    }

    /// Hears every event until the present component goes away.
    pub fn on_event(self, listener: impl Fn(&Event) + 'static) {
        let listener: Listener = Rc::new(listener);
        let id = self.inner.try_update_value(|inner| {
            inner.next += 1;
            let id = inner.next;
            inner.listeners.push((id, listener));
            id
        });
        if let Some(id) = id {
            on_cleanup(move || {
                let _ = self.inner.try_update_value(|inner| inner.listeners.retain(|(held, _)| *held != id));
            });
        }
    }

    fn start(self) {
        let ask = self.inner.try_update_value(|inner| {
            inner.wanted = true;
            let ask = !inner.asking && inner.guard.is_none();
            inner.asking |= ask;
            ask
        });
        if ask != Some(true) {
            return;
        }
        task::spawn(async move {
            let guard = locks::acquire(NAME).await;
            let lead = self.inner.try_update_value(|inner| {
                inner.asking = false;
                if inner.wanted {
                    inner.guard = Some(guard);
                }
                inner.wanted.then(|| inner.cursor.clone())
            });
            if let Some(Some(cursor)) = lead {
                let stream = Stream::open(&cursor, move |news| self.lead(news));
                let _ = self.inner.try_update_value(|inner| inner.stream = Some(stream));
            }
        });
    }

    fn stop(self) {
        // Dropped outside of the update: closing speaks.
        let dropped = self.inner.try_update_value(|inner| {
            inner.wanted = false;
            inner.cursor.clear();
            (inner.stream.take(), inner.guard.take())
        });
        drop(dropped);
        let _ = self.status.try_set(StreamStatus::Off);
    }

    /// Tries at once instead of waiting.
    pub fn wake(self) {
        let _ = self.inner.try_with_value(|inner| inner.stream.as_ref().map(Stream::wake));
    }

    /// News of the own stream: told here, and passed on.
    fn lead(self, news: News) {
        let relay = match &news {
            News::Status(status) => Relay::Open(*status == StreamStatus::Open),
            News::Event { event, cursor } => Relay::Event { event: event.clone(), cursor: cursor.clone() },
        };
        if let Ok(text) = serde_json::to_string(&relay) {
            let _ = self.inner.try_with_value(|inner| inner.channel.as_ref().map(|channel| channel.post(&text)));
        }
        match news {
            News::Status(status) => self.stands(status),
            News::Event { event, cursor } => self.tell(&event, cursor),
        }
    }

    /// News of the leading tab.
    fn relayed(self, text: &str) {
        let wanted = self.inner.try_with_value(|inner| inner.wanted && inner.stream.is_none()) == Some(true);
        match serde_json::from_str(text) {
            Ok(Relay::Event { event, cursor }) if wanted => {
                // Whoever leads speaks only while the stream is open.
                self.stands(StreamStatus::Open);
                self.tell(&event, cursor);
            }
            Ok(Relay::Open(open)) if wanted => self.stands(if open { StreamStatus::Open } else { StreamStatus::Connecting }),
            _ => {}
        }
    }

    fn stands(self, status: StreamStatus) {
        if self.status.try_get_untracked() == Some(status) {
            return;
        }
        let _ = self.status.try_set(status);
        if status == StreamStatus::Open {
            self.connectivity.note(true);
            let _ = self.opens.try_update(|opens| *opens += 1);
        }
    }

    fn tell(self, event: &Event, cursor: String) {
        let listeners = self.inner.try_update_value(|inner| {
            if !cursor.is_empty() {
                inner.cursor = cursor;
            }
            inner.listeners.iter().map(|(_, listener)| Rc::clone(listener)).collect::<Vec<_>>()
        });
        // Called outside of the update: a listener may add or remove listeners.
        for listener in listeners.unwrap_or_default() {
            listener(event);
        }
    }
}
