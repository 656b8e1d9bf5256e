//! The event stream of the server, kept open.
//!
//! Owns decoding, the cursor and coming back: the browser reconnects by itself after a cut; after a refusal this module
//! waits with growing, jittered pauses and opens a new stream. Whenever events may have been missed it says
//! [`Event::Resync`] itself, so that readers fetch what they show. Every event is a hint: hearing one twice is harmless.

use std::{cell::RefCell, rc::Rc};

use lepas_api::{event::Event, path};

use crate::platform::{
    event_source::{EventSource, Signal},
    random,
    timers::{self, Timer},
};

/// Names of events this version understands.
const NAMES: &[&str] = &["message", "read", "conversation", "index", "resync"];
/// First pause in milliseconds.
const SHORTEST: u32 = 1_000;
/// Longest pause in milliseconds.
const LONGEST: u32 = 30_000;

/// How the stream stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreamStatus {
    /// Not wanted, or given up by its owner.
    Off,
    /// On its way.
    Connecting,
    /// Events arrive.
    Open,
}

/// What the stream tells its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// How it stands now.
    Status(StreamStatus),
    /// An event, with the cursor behind it.
    Event {
        /// The event.
        event: Event,
        /// Where to resume; empty when the event does not move the cursor.
        cursor: String,
    },
}

type Tell = dyn Fn(News);

struct Inner {
    tell: Rc<Tell>,
    cursor: String,
    failures: u32,
    /// Events may have been missed since the last one.
    gap: bool,
    source: Option<EventSource>,
    pause: Option<Timer>,
}

/// A stream that is kept open until it is dropped.
pub struct Stream(Rc<RefCell<Inner>>);

impl Stream {
    /// Opens the stream behind a cursor; an empty one begins now. A cursor of an earlier stream means that something may
    /// have been missed in between.
    pub fn open(cursor: &str, tell: impl Fn(News) + 'static) -> Self {
        let stream = Self(Rc::new(RefCell::new(Inner {
            tell: Rc::new(tell),
            cursor: cursor.to_owned(),
            failures: 0,
            gap: !cursor.is_empty(),
            source: None,
            pause: None,
        })));
        connect(&stream.0);
        stream
    }

    /// Tries at once instead of at the end of the pause: the network came back, or the page came to the front.
    pub fn wake(&self) {
        let waits = self.0.borrow_mut().pause.take().is_some();
        if waits {
            connect(&self.0);
        }
    }
}

/// Milliseconds to wait after so many failures: doubling, with a random half so that not everybody comes at once.
fn pause_after(failures: u32, fraction: f64) -> u32 {
    let full = SHORTEST.saturating_mul(1 << failures.min(10)).min(LONGEST);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between half of the pause and the pause")]
    let jittered = (f64::from(full) * (0.5 + fraction / 2.0)) as u32;
    jittered
}

fn tell(inner: &Rc<RefCell<Inner>>, news: News) {
    // Not borrowed while told: the owner may drop the stream in return.
    let tell = Rc::clone(&inner.borrow().tell);
    tell(news);
}

fn connect(inner: &Rc<RefCell<Inner>>) {
    tell(inner, News::Status(StreamStatus::Connecting));
    let address = {
        let inner = inner.borrow();
        // A cursor is hexadecimal behind a letter; nothing to escape.
        if inner.cursor.is_empty() { path::EVENTS.to_owned() } else { format!("{}?cursor={}", path::EVENTS, inner.cursor) }
    };
    let weak = Rc::downgrade(inner);
    let source = EventSource::open(&address, NAMES, move |signal| {
        if let Some(inner) = weak.upgrade() {
            hear(&inner, signal);
        }
    });
    inner.borrow_mut().source = source;
}

fn hear(inner: &Rc<RefCell<Inner>>, signal: Signal) {
    match signal {
        Signal::Open => {
            let gap = {
                let mut inner = inner.borrow_mut();
                inner.failures = 0;
                std::mem::take(&mut inner.gap)
            };
            tell(inner, News::Status(StreamStatus::Open));
            if gap {
                tell(inner, News::Event { event: Event::Resync, cursor: String::new() });
            }
        }
        Signal::Event { id, data } => {
            // What a newer server says in another shape is left alone; the hole in `seq` will show what was missed.
            let Ok(event) = serde_json::from_str::<Event>(&data) else { return };
            if !id.is_empty() {
                inner.borrow_mut().cursor.clone_from(&id);
            }
            tell(inner, News::Event { event, cursor: id });
        }
        Signal::Cut => {
            inner.borrow_mut().gap = true;
            tell(inner, News::Status(StreamStatus::Connecting));
        }
        Signal::Closed => {
            let weak = Rc::downgrade(inner);
            let pause = {
                let mut inner = inner.borrow_mut();
                inner.source = None;
                inner.gap = true;
                let pause = pause_after(inner.failures, random::fraction());
                inner.failures += 1;
                pause
            };
            let timer = timers::after(pause, move || {
                if let Some(inner) = weak.upgrade() {
                    inner.borrow_mut().pause = None;
                    connect(&inner);
                }
            });
            inner.borrow_mut().pause = Some(timer);
            tell(inner, News::Status(StreamStatus::Connecting));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::event_source::double;

    fn stream(cursor: &str) -> (Stream, Rc<RefCell<Vec<News>>>) {
        let heard = Rc::new(RefCell::new(Vec::new()));
        let log = Rc::clone(&heard);
        (Stream::open(cursor, move |news| log.borrow_mut().push(news)), heard)
    }

    fn resyncs(heard: &Rc<RefCell<Vec<News>>>) -> usize {
        heard.borrow().iter().filter(|news| matches!(news, News::Event { event: Event::Resync, .. })).count()
    }

    #[test]
    fn a_refused_stream_comes_back_behind_its_last_event_and_asks_for_a_fresh_look() {
        let (_stream, heard) = stream("");
        let first = double().unwrap();
        assert_eq!(first.address, "/v1/events");
        (first.say)(Signal::Open);
        (first.say)(Signal::Event { id: "p1f".into(), data: r#"{"type":"index","kind":"jobs","version":3}"#.into() });
        assert_eq!(resyncs(&heard), 0);
        (first.say)(Signal::Closed);
        assert!(!first.open.get());
        timers::advance(SHORTEST);
        let second = double().unwrap();
        assert_eq!(second.address, "/v1/events?cursor=p1f");
        (second.say)(Signal::Open);
        assert_eq!(resyncs(&heard), 1);
    }

    #[test]
    fn an_unknown_or_broken_event_is_passed_over() {
        let (_stream, heard) = stream("");
        let server = double().unwrap();
        (server.say)(Signal::Event { id: String::new(), data: "{".into() });
        (server.say)(Signal::Event { id: String::new(), data: r#"{"type":"party"}"#.into() });
        let events: Vec<News> = heard.borrow().iter().filter(|news| matches!(news, News::Event { .. })).cloned().collect();
        assert_eq!(events, [News::Event { event: Event::Unknown, cursor: String::new() }]);
    }

    #[test]
    fn waking_ends_the_pause_and_dropping_ends_everything() {
        let (stream, _heard) = stream("");
        (double().unwrap().say)(Signal::Closed);
        stream.wake();
        let second = double().unwrap();
        assert!(second.open.get());
        drop(stream);
        assert!(!second.open.get());
    }

    #[test]
    fn pauses_grow_up_to_half_a_minute_and_differ() {
        assert_eq!(pause_after(0, 0.0), 500);
        assert_eq!(pause_after(1, 1.0), 2_000);
        assert_eq!(pause_after(30, 1.0), LONGEST);
    }
}
