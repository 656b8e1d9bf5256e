//! The event stream of the server, kept open.
//!
//! Owns decoding, the cursor and coming back. The browser's own way of reconnecting is not used: how long it waits is its
//! secret, and nothing can hurry it. After a cut, a refusal or an answer that does not come this module pauses, longer each
//! time and with chance, but never longer than [`LONGEST_WATCHED`] while somebody looks; [`Stream::wake`] ends the pause.
//! Whenever events may have been missed it says [`Event::Resync`] itself, so that readers fetch what they show. Every event
//! is a hint: hearing one twice is harmless.

use std::{cell::RefCell, rc::Rc};

use lepas_api::{event::Event, path};

use crate::platform::{
    event_source::{EventSource, Signal},
    network, random,
    timers::{self, Timer},
};

/// Names of events this version understands.
const NAMES: &[&str] = &["message", "read", "conversation", "index", "resync"];
/// First pause in milliseconds.
const SHORTEST: u32 = 500;
/// Longest pause in milliseconds while somebody looks and the device has a network.
pub const LONGEST_WATCHED: u32 = 2_500;
/// Longest pause in milliseconds otherwise.
const LONGEST: u32 = 30_000;
/// How long the server may take to accept, in milliseconds.
const PATIENCE: u32 = 10_000;
/// Waking tries again at once, but not sooner than so many milliseconds after the last try began.
const BREATH: u64 = 400;

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
type Watched = dyn Fn() -> bool;

struct Inner {
    tell: Rc<Tell>,
    watched: Rc<Watched>,
    cursor: String,
    failures: u32,
    /// Events may have been missed since the last one.
    gap: bool,
    /// When the last try began.
    tried: u64,
    source: Option<EventSource>,
    /// The end of the pause, or of the patience with a server that does not answer.
    timer: Option<Timer>,
}

/// A stream that is kept open until it is dropped.
pub struct Stream(Rc<RefCell<Inner>>);

impl Stream {
    /// Opens the stream behind a cursor; an empty one begins now. A cursor of an earlier stream means that something may
    /// have been missed in between. `watched` says whether somebody looks at what the stream tells.
    pub fn open(cursor: &str, watched: impl Fn() -> bool + 'static, tell: impl Fn(News) + 'static) -> Self {
        let stream = Self(Rc::new(RefCell::new(Inner {
            tell: Rc::new(tell),
            watched: Rc::new(watched),
            cursor: cursor.to_owned(),
            failures: 0,
            gap: !cursor.is_empty(),
            tried: 0,
            source: None,
            timer: None,
        })));
        connect(&stream.0);
        stream
    }

    /// Tries at once instead of at the end of the pause: the network came back, the page came to the front, or the server
    /// answered something else.
    pub fn wake(&self) {
        let (pausing, tried) = {
            let inner = self.0.borrow();
            (inner.source.is_none(), inner.tried)
        };
        if pausing && timers::elapsed() >= tried + BREATH {
            connect(&self.0);
        }
    }

    /// Opens anew although it seems open: something was missed that it should have told.
    pub fn renew(&self) {
        let open = self.0.borrow().source.is_some();
        if open && timers::elapsed() >= self.0.borrow().tried + u64::from(PATIENCE) {
            self.0.borrow_mut().gap = true;
            connect(&self.0);
        } else {
            self.wake();
        }
    }
}

/// Milliseconds to wait after so many failures: doubling, with a random half so that not everybody comes at once.
fn pause_after(failures: u32, watched: bool, fraction: f64) -> u32 {
    let longest = if watched { LONGEST_WATCHED } else { LONGEST };
    let full = SHORTEST.saturating_mul(1 << failures.min(10)).min(longest);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between half of the pause and the pause"
    )]
    let jittered = (f64::from(full) * (0.5 + fraction / 2.0)) as u32;
    jittered
}

fn tell(inner: &Rc<RefCell<Inner>>, news: News) {
    // Not borrowed while told: the owner may drop the stream in return.
    let tell = Rc::clone(&inner.borrow().tell);
    tell(news);
}

fn connect(inner: &Rc<RefCell<Inner>>) {
    let weak = Rc::downgrade(inner);
    let patience = timers::after(PATIENCE, move || {
        if let Some(inner) = weak.upgrade() {
            fail(&inner);
        }
    });
    let (address, replaced) = {
        let mut inner = inner.borrow_mut();
        inner.tried = timers::elapsed();
        // A cursor is made of digits and letters; nothing to escape.
        let address = if inner.cursor.is_empty() {
            path::EVENTS.to_owned()
        } else {
            format!("{}?cursor={}", path::EVENTS, inner.cursor)
        };
        (address, (inner.source.take(), inner.timer.replace(patience)))
    };
    // Outside of the borrow: what a timer owns may be the last that holds this stream.
    drop(replaced);
    tell(inner, News::Status(StreamStatus::Connecting));
    let weak = Rc::downgrade(inner);
    let source = EventSource::open(&address, NAMES, move |signal| {
        if let Some(inner) = weak.upgrade() {
            hear(&inner, signal);
        }
    });
    inner.borrow_mut().source = source;
}

/// Closes what there is and tries again after a pause.
fn fail(inner: &Rc<RefCell<Inner>>) {
    let watched = {
        let watched = Rc::clone(&inner.borrow().watched);
        watched() && network::is_online()
    };
    let weak = Rc::downgrade(inner);
    let pause = pause_after(inner.borrow().failures, watched, random::fraction());
    let timer = timers::after(pause, move || {
        if let Some(inner) = weak.upgrade() {
            connect(&inner);
        }
    });
    let replaced = {
        let mut inner = inner.borrow_mut();
        inner.failures = inner.failures.saturating_add(1);
        inner.gap = true;
        (inner.source.take(), inner.timer.replace(timer))
    };
    drop(replaced);
    tell(inner, News::Status(StreamStatus::Connecting));
}

fn hear(inner: &Rc<RefCell<Inner>>, signal: Signal) {
    match signal {
        Signal::Open => {
            let (gap, patience) = {
                let mut inner = inner.borrow_mut();
                inner.failures = 0;
                (std::mem::take(&mut inner.gap), inner.timer.take())
            };
            drop(patience);
            tell(inner, News::Status(StreamStatus::Open));
            if gap {
                tell(inner, News::Event { event: Event::Resync, cursor: String::new() });
            }
        }
        Signal::Event { id, data } => {
            // What a newer server says in another shape is left alone; the hole in `seq` will show what was missed.
            let Ok(event) = super::read_json::<Event>(data.as_bytes()) else { return };
            if !id.is_empty() {
                inner.borrow_mut().cursor.clone_from(&id);
            }
            tell(inner, News::Event { event, cursor: id });
        }
        Signal::Cut | Signal::Closed => fail(inner),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::platform::event_source::double;

    type Heard = Rc<RefCell<Vec<News>>>;

    fn stream(cursor: &str) -> (Stream, Heard, Rc<Cell<bool>>) {
        let (heard, watched) = (Heard::default(), Rc::new(Cell::new(true)));
        let (log, looks) = (Rc::clone(&heard), Rc::clone(&watched));
        let stream = Stream::open(cursor, move || looks.get(), move |news| log.borrow_mut().push(news));
        (stream, heard, watched)
    }

    fn resyncs(heard: &Heard) -> usize {
        heard.borrow().iter().filter(|news| matches!(news, News::Event { event: Event::Resync, .. })).count()
    }

    /// Says no to every try for so long; the number of tries.
    fn refuse_for(milliseconds: u32) -> u32 {
        let mut tries = 0;
        for _ in 0..milliseconds / 10 {
            let server = double().unwrap();
            if server.open.get() {
                tries += 1;
                (server.say)(Signal::Cut);
            }
            timers::advance(10);
        }
        tries
    }

    #[test]
    fn a_refused_stream_comes_back_behind_its_last_event_and_asks_for_a_fresh_look() {
        for end in [Signal::Closed, Signal::Cut] {
            let (_stream, heard, _) = stream("");
            let first = double().unwrap();
            assert_eq!(first.address, "/v1/events");
            (first.say)(Signal::Open);
            (first.say)(Signal::Event {
                id: "p1f".into(),
                data: r#"{"type":"index","kind":"jobs","version":3}"#.into(),
            });
            assert_eq!(resyncs(&heard), 0);
            (first.say)(end);
            assert!(!first.open.get());
            timers::advance(SHORTEST);
            let second = double().unwrap();
            assert_eq!(second.address, "/v1/events?cursor=p1f");
            (second.say)(Signal::Open);
            assert_eq!(resyncs(&heard), 1);
        }
    }

    #[test]
    fn an_unknown_or_broken_event_is_passed_over() {
        let (_stream, heard, _) = stream("");
        let server = double().unwrap();
        (server.say)(Signal::Event { id: String::new(), data: "{".into() });
        (server.say)(Signal::Event { id: String::new(), data: r#"{"type":"party"}"#.into() });
        let events: Vec<News> =
            heard.borrow().iter().filter(|news| matches!(news, News::Event { .. })).cloned().collect();
        assert_eq!(events, [News::Event { event: Event::Unknown, cursor: String::new() }]);
    }

    #[test]
    fn a_watched_stream_tries_at_least_every_three_seconds_however_long_the_server_is_away() {
        let (_stream, _, _) = stream("");
        refuse_for(120_000);
        let (mut longest, mut silent) = (0, 0);
        for _ in 0..6_000 {
            silent = if refuse_for(10) == 0 { silent + 10 } else { 0 };
            longest = longest.max(silent);
        }
        assert!(longest <= LONGEST_WATCHED + 20, "{longest}");
        assert!(longest >= LONGEST_WATCHED / 2, "no hammering: {longest}");
    }

    #[test]
    fn without_an_audience_or_a_network_the_pauses_grow_to_half_a_minute() {
        let (_stream, _, watched) = stream("");
        watched.set(false);
        refuse_for(120_000);
        assert!(refuse_for(60_000) <= 4);
        watched.set(true);
        network::set_online(false);
        refuse_for(30_000);
        assert!(refuse_for(60_000) <= 4);
        network::set_online(true);
    }

    #[test]
    fn waking_ends_the_pause_but_does_not_hammer_and_dropping_ends_everything() {
        let (stream, _, watched) = stream("");
        watched.set(false);
        refuse_for(60_000);
        // A breath after a try that failed: the pauses are long by now, but a chance decides how long.
        while refuse_for(10) == 0 {}
        refuse_for(u32::try_from(BREATH).unwrap());
        assert!(!double().unwrap().open.get());
        stream.wake();
        let second = double().unwrap();
        assert!(second.open.get(), "no pause is longer than a sign of life");
        (second.say)(Signal::Closed);
        stream.wake();
        assert!(!double().unwrap().open.get(), "just tried");
        timers::advance(u32::try_from(BREATH).unwrap());
        stream.wake();
        let third = double().unwrap();
        assert!(third.open.get());
        drop(stream);
        assert!(!third.open.get());
    }

    #[test]
    fn a_server_that_never_answers_is_asked_again() {
        let (_stream, heard, _) = stream("");
        let first = double().unwrap();
        timers::advance(PATIENCE + SHORTEST);
        let second = double().unwrap();
        assert!(!first.open.get() && second.open.get());
        (second.say)(Signal::Open);
        assert_eq!(resyncs(&heard), 1);
        timers::advance(PATIENCE * 3);
        assert!(second.open.get(), "an open stream may be quiet");
    }

    #[test]
    fn an_open_stream_that_kept_something_back_is_opened_anew() {
        let (stream, heard, _) = stream("");
        let first = double().unwrap();
        (first.say)(Signal::Open);
        stream.renew();
        assert!(first.open.get(), "just opened");
        timers::advance(PATIENCE);
        stream.renew();
        let second = double().unwrap();
        assert!(!first.open.get() && second.open.get());
        (second.say)(Signal::Open);
        assert_eq!(resyncs(&heard), 1);
    }

    #[test]
    fn pauses_grow_up_to_their_limit_and_differ() {
        assert_eq!(pause_after(0, true, 0.0), 250);
        assert_eq!(pause_after(1, true, 1.0), 1_000);
        assert_eq!(pause_after(30, true, 1.0), LONGEST_WATCHED);
        assert_eq!(pause_after(30, false, 1.0), LONGEST);
    }
}
