//! Events of the server, one stream for all tabs.
//!
//! Owns who keeps the stream: the tab that holds a lock. It passes every event on to the other tabs, and when it goes
//! another takes over behind the last cursor that was heard. Without locks each tab keeps a stream of its own; hearing an
//! event twice is harmless. Nothing is kept while nobody is signed in.
//!
//! The leading tab may be hidden, slowed down or frozen by the browser while somebody reads in another. So every tab in
//! front asks the leading one at each beat: that keeps it eager, hurries it when it pauses, and shows that it lives. A tab
//! in front that gets no answer keeps a stream of its own until it hears the leading one again.

use std::rc::Rc;

use lepas_api::event::Event;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{connectivity::Connectivity, search::SearchService, session::Session};
use crate::{
    api::{
        read_json,
        realtime::{News, Stream, StreamStatus},
    },
    platform::{
        channel::Channel,
        locks::{self, Guard},
        pointer, task,
        timers::{self, Timer},
        visibility,
    },
};

/// Name of the lock and of the channel between tabs.
const NAME: &str = "lepas-events";
/// Between two questions of a tab in front to the leading one, in milliseconds.
const BEAT: u32 = 2_000;
/// A tab in front that asked and heard nothing for so long is on its own.
const DEAF: u64 = 5_000;
/// How long a question counts as somebody looking: longer than a beat of a slowed down tab.
const AUDIENCE: u64 = 6_000;

/// What tabs tell each other.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Relay {
    /// The leading tab heard this.
    Event { event: Event, cursor: String },
    /// The leading tab lives, and this is how its stream stands.
    Open(bool),
    /// Somebody looks at another tab: how does it stand?
    Ask,
    /// The stream kept something back: open it anew.
    Renew,
}

type Listener = Rc<dyn Fn(&Event)>;

#[derive(Default)]
struct Inner {
    wanted: bool,
    /// Between asking for the lock and getting it.
    asking: bool,
    guard: Option<Guard>,
    stream: Option<Rc<Stream>>,
    channel: Option<Channel>,
    cursor: String,
    beat: Option<Timer>,
    /// When something of the stream was heard last: an event, or that it opened.
    heard: u64,
    /// When the leading tab spoke last and had an open stream.
    leader: u64,
    /// When another tab in front asked last.
    audience: Option<u64>,
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
    let service = Realtime::new(connectivity);
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
    /// Hears the other tabs and the window; still off.
    fn new(connectivity: Connectivity) -> Self {
        let service = Self {
            inner: StoredValue::new_local(Inner::default()),
            status: RwSignal::new(StreamStatus::Off),
            opens: RwSignal::new(0),
            connectivity,
        };
        let channel = Channel::open(NAME, move |text| service.relayed(&text));
        let _ = service.inner.try_update_value(|inner| inner.channel = channel);
        let shown = visibility::on_change(move |visible| {
            if visible {
                service.come_to_front();
            }
        });
        let focused = pointer::on_focus_change(move || {
            if pointer::has_focus() {
                service.wake();
            }
        });
        let frozen = visibility::on_freeze(move |frozen| if frozen { service.rest() } else { service.go_on() });
        // Held as long as the app.
        StoredValue::new_local((shown, focused, frozen));
        service
    }

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

    /// For how many milliseconds nothing came: no event, and no new opening of the stream.
    #[must_use]
    pub fn silence(self) -> u64 {
        timers::elapsed().saturating_sub(self.inner.try_with_value(|inner| inner.heard).unwrap_or_default())
    }

    fn start(self) {
        let now = timers::elapsed();
        let ask = self.inner.try_update_value(|inner| {
            inner.wanted = true;
            inner.heard = now;
            inner.leader = now;
            inner.beat.get_or_insert_with(|| timers::every(BEAT, move || self.beat()));
            let ask = !inner.asking && inner.guard.is_none();
            inner.asking |= ask;
            ask
        });
        if ask != Some(true) {
            return;
        }
        // If another tab leads, its answer says at once how things stand.
        self.post(&Relay::Ask);
        task::spawn(async move {
            let guard = locks::acquire(NAME).await;
            let lead = self.inner.try_update_value(|inner| {
                inner.asking = false;
                if inner.wanted {
                    inner.guard = Some(guard);
                }
                inner.wanted
            });
            if lead != Some(true) {
                return;
            }
            if self.own().is_some() {
                // It was on its own already: the others hear it from now on.
                self.post(&Relay::Open(self.status.get_untracked() == StreamStatus::Open));
            } else {
                self.open_stream();
            }
        });
    }

    fn stop(self) {
        // Dropped outside of the update: closing speaks.
        let dropped = self.inner.try_update_value(|inner| {
            inner.wanted = false;
            inner.cursor.clear();
            (inner.stream.take(), inner.guard.take(), inner.beat.take())
        });
        drop(dropped);
        let _ = self.status.try_set(StreamStatus::Off);
    }

    /// The browser stops this tab: another is to lead.
    fn rest(self) {
        let dropped = self.inner.try_update_value(|inner| (inner.stream.take(), inner.guard.take(), inner.beat.take()));
        drop(dropped);
        let _ = self.status.try_set(StreamStatus::Connecting);
    }

    /// The browser lets this tab go on.
    fn go_on(self) {
        if self.inner.try_with_value(|inner| inner.wanted) == Some(true) {
            self.start();
        }
    }

    fn open_stream(self) {
        let cursor = self.inner.try_with_value(|inner| inner.cursor.clone()).unwrap_or_default();
        let stream = Stream::open(&cursor, move || self.is_watched(), move |news| self.hear(news));
        let replaced = self.inner.try_update_value(|inner| inner.stream.replace(Rc::new(stream)));
        drop(replaced);
    }

    fn own(self) -> Option<Rc<Stream>> {
        self.inner.try_with_value(|inner| inner.stream.clone()).flatten()
    }

    fn leads(self) -> bool {
        self.inner.try_with_value(|inner| inner.guard.is_some()) == Some(true)
    }

    /// Whether somebody looks at this tab, or at another that hears the stream through this one.
    fn is_watched(self) -> bool {
        let asked = self.inner.try_with_value(|inner| inner.audience).flatten();
        visibility::is_visible() || asked.is_some_and(|asked| timers::elapsed() < asked + AUDIENCE)
    }

    /// Tries at once instead of waiting: there is a reason to believe that the server can be reached.
    pub fn wake(self) {
        match self.own() {
            Some(stream) => stream.wake(),
            None if self.inner.try_with_value(|inner| inner.wanted) == Some(true) => self.post(&Relay::Ask),
            None => {}
        }
    }

    /// Something was found that the stream should have told.
    pub fn renew(self) {
        match self.own() {
            Some(stream) => stream.renew(),
            None if self.inner.try_with_value(|inner| inner.wanted) == Some(true) => {
                self.post(&Relay::Renew);
                // Until the leading tab has opened its stream anew, which a tab that is half frozen never will.
                self.open_stream();
            }
            None => {}
        }
    }

    fn come_to_front(self) {
        // While hidden this tab asked nobody, so silence means nothing yet.
        let now = timers::elapsed();
        let _ = self.inner.try_update_value(|inner| inner.leader = now);
        self.wake();
    }

    /// A tab in front asks the leading one, and helps itself when nobody answers.
    fn beat(self) {
        if !visibility::is_visible() || self.leads() {
            return;
        }
        self.post(&Relay::Ask);
        let leader = self.inner.try_with_value(|inner| inner.leader).unwrap_or_default();
        if self.own().is_none() && timers::elapsed() >= leader + DEAF {
            self.open_stream();
        }
    }

    fn post(self, relay: &Relay) {
        if let Ok(text) = serde_json::to_string(relay) {
            let _ = self.inner.try_with_value(|inner| inner.channel.as_ref().map(|channel| channel.post(&text)));
        }
    }

    /// News of the own stream: told here, and passed on by the leading tab.
    fn hear(self, news: News) {
        if self.leads() {
            self.post(&match &news {
                News::Status(status) => Relay::Open(*status == StreamStatus::Open),
                News::Event { event, cursor } => Relay::Event { event: event.clone(), cursor: cursor.clone() },
            });
        }
        match news {
            News::Status(status) => self.stands(status),
            News::Event { event, cursor } => self.tell(&event, cursor),
        }
    }

    /// Another tab said something.
    fn relayed(self, text: &str) {
        let Ok(relay) = read_json(text.as_bytes()) else { return };
        if self.leads() {
            match relay {
                Relay::Ask => self.answer(),
                Relay::Renew => self.renew(),
                // Of a tab that leads too, where there are no locks.
                Relay::Event { .. } | Relay::Open(_) => {}
            }
            return;
        }
        if self.inner.try_with_value(|inner| inner.wanted) != Some(true) {
            return;
        }
        let open = match &relay {
            Relay::Event { .. } => true,
            Relay::Open(open) => *open,
            Relay::Ask | Relay::Renew => return,
        };
        let now = timers::elapsed();
        let alone = self.inner.try_update_value(|inner| {
            // A tab that lives but does not get its stream open leaves the others as deaf as one that does not live.
            if open {
                inner.leader = now;
            }
            // A stream of its own that works is given up only for one that works too.
            if open { inner.stream.take() } else { None }
        });
        drop(alone);
        if self.own().is_none() {
            self.stands(if open { StreamStatus::Open } else { StreamStatus::Connecting });
        }
        if let Relay::Event { event, cursor } = relay {
            self.tell(&event, cursor);
        }
    }

    /// Somebody looks at another tab.
    fn answer(self) {
        let now = timers::elapsed();
        let _ = self.inner.try_update_value(|inner| inner.audience = Some(now));
        self.wake();
        self.post(&Relay::Open(self.status.try_get_untracked() == Some(StreamStatus::Open)));
    }

    fn stands(self, status: StreamStatus) {
        if self.status.try_get_untracked() == Some(status) {
            return;
        }
        let _ = self.status.try_set(status);
        if status == StreamStatus::Open {
            let now = timers::elapsed();
            let _ = self.inner.try_update_value(|inner| inner.heard = now);
            self.connectivity.note(true);
            let _ = self.opens.try_update(|opens| *opens += 1);
        }
    }

    fn tell(self, event: &Event, cursor: String) {
        let now = timers::elapsed();
        let listeners = self.inner.try_update_value(|inner| {
            inner.heard = now;
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

#[cfg(test)]
mod tests;
