//! The bus from whoever changes something to the event streams of those it concerns.
//!
//! Owns delivery inside this process. Everything on it is a hint: losing one costs time and never content, because the
//! reader sees the hole in `seq` or resumes from its cursor. A reader that does not keep up is cut off and comes back.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use lepas_api::{UserId, event::Event};
use tokio::sync::mpsc;

use crate::{auth::session::SessionHash, metrics::Metrics, store::Position};

/// Events that wait for a slow reader. A message has at most 32 KB, so a reader holds at most 1 MB here.
const BUFFER: usize = 32;
/// Streams of one account; the oldest gives way.
const STREAMS: usize = 8;

/// An event with the cursor that it moves the reader to, if it moves it.
#[derive(Debug, Clone)]
pub struct Hint {
    /// What happened.
    pub event: Arc<Event>,
    /// Global position of a message; other events do not move the cursor.
    pub position: Option<Position>,
}

#[derive(Debug)]
struct Stream {
    id: u64,
    session: SessionHash,
    events: mpsc::Sender<Hint>,
}

/// The bus.
#[derive(Debug)]
pub struct Hub {
    streams: Mutex<HashMap<UserId, Vec<Stream>>>,
    next: AtomicU64,
    metrics: Arc<Metrics>,
}

impl Hub {
    /// A bus that counts into `metrics`.
    #[must_use]
    pub fn new(metrics: Arc<Metrics>) -> Self {
        Self { streams: Mutex::default(), next: AtomicU64::new(1), metrics }
    }

    /// Opens a stream of an account within a session. It ends when the reader is too slow, has too many or drops it, and
    /// when the session ends.
    pub fn subscribe(&self, user: &UserId, session: SessionHash) -> mpsc::Receiver<Hint> {
        let (events, receiver) = mpsc::channel(BUFFER);
        let id = self.next.fetch_add(1, Relaxed);
        let mut streams = self.lock();
        let held = streams.entry(user.clone()).or_default();
        held.retain(|stream| !stream.events.is_closed());
        if held.len() >= STREAMS {
            held.remove(0);
        }
        held.push(Stream { id, session, events });
        receiver
    }

    /// Ends the streams of a session that is over: who signed out on a shared machine is read by nobody after that.
    pub fn end_session(&self, session: &SessionHash) {
        self.lock().retain(|_, held| {
            held.retain(|stream| stream.session != *session);
            !held.is_empty()
        });
    }

    /// Tells some people.
    pub fn tell<'a>(&self, people: impl IntoIterator<Item = &'a UserId>, event: Event, position: Option<Position>) {
        let hint = Hint { event: Arc::new(event), position };
        let mut streams = self.lock();
        for user in people {
            if let Some(held) = streams.get_mut(user) {
                self.deliver(held, &hint);
                if held.is_empty() {
                    streams.remove(user);
                }
            }
        }
    }

    /// Tells everybody.
    pub fn tell_all(&self, event: Event) {
        let hint = Hint { event: Arc::new(event), position: None };
        self.lock().retain(|_, held| {
            self.deliver(held, &hint);
            !held.is_empty()
        });
    }

    fn deliver(&self, held: &mut Vec<Stream>, hint: &Hint) {
        held.retain(|stream| match stream.events.try_send(hint.clone()) {
            Ok(()) => true,
            Err(mpsc::error::TrySendError::Closed(_)) => false,
            Err(mpsc::error::TrySendError::Full(_)) => {
                tracing::debug!(stream = stream.id, "a slow reader was cut off");
                self.metrics.slow_reader();
                false
            }
        });
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<UserId, Vec<Stream>>> {
        self.streams.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: SessionHash = [1; 32];
    const TWO: SessionHash = [2; 32];

    fn user(name: &str) -> UserId {
        name.parse().unwrap()
    }

    #[tokio::test]
    async fn an_event_reaches_every_stream_of_those_it_concerns_and_nobody_else() {
        let hub = Hub::new(Arc::default());
        let (mut first, mut second) = (hub.subscribe(&user("a"), ONE), hub.subscribe(&user("a"), ONE));
        let mut other = hub.subscribe(&user("b"), ONE);
        hub.tell([&user("a")], Event::Resync, None);
        assert!(first.recv().await.is_some() && second.recv().await.is_some());
        assert!(other.try_recv().is_err());
    }

    #[tokio::test]
    async fn a_session_that_ends_takes_its_own_streams_with_it() {
        let hub = Hub::new(Arc::default());
        let (mut ended, mut other) = (hub.subscribe(&user("a"), ONE), hub.subscribe(&user("a"), TWO));
        hub.end_session(&ONE);
        hub.tell([&user("a")], Event::Resync, None);
        assert!(ended.recv().await.is_none());
        assert!(other.recv().await.is_some());
    }

    #[tokio::test]
    async fn a_reader_that_does_not_keep_up_is_cut_off() {
        let hub = Hub::new(Arc::default());
        let mut slow = hub.subscribe(&user("a"), ONE);
        for _ in 0..=BUFFER {
            hub.tell_all(Event::Resync);
        }
        let mut received = 0;
        while slow.recv().await.is_some() {
            received += 1;
        }
        assert_eq!(received, BUFFER);
    }

    #[tokio::test]
    async fn the_oldest_of_too_many_streams_gives_way() {
        let hub = Hub::new(Arc::default());
        let mut streams: Vec<_> = (0..=STREAMS).map(|_| hub.subscribe(&user("a"), ONE)).collect();
        assert!(streams[0].recv().await.is_none());
        hub.tell_all(Event::Resync);
        assert!(streams[STREAMS].recv().await.is_some());
    }
}
