//! A stream of server-sent events.
//!
//! Owns one connection and its named events. The browser itself reconnects after a cut, with `Last-Event-ID`; after a
//! refusal it gives up, and says so here. Natively tests speak as the server.

/// What happens on a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signal {
    /// The server accepted.
    Open,
    /// An event.
    Event {
        /// Cursor behind this event; empty when the server gave none.
        id: String,
        /// The data lines, joined.
        data: String,
    },
    /// The connection was cut and the browser is connecting again.
    Cut,
    /// The browser gave up: the server refused.
    Closed,
}

/// An open stream; closed when dropped.
#[must_use = "the stream closes when it is dropped"]
pub struct EventSource(#[expect(dead_code, reason = "held for its drop")] imp::Handle);

impl EventSource {
    /// Opens a stream and listens for events of these names. `None` where the browser has no such streams.
    pub fn open(address: &str, names: &'static [&'static str], heard: impl Fn(Signal) + 'static) -> Option<Self> {
        imp::open(address, names, Box::new(heard)).map(Self)
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub use imp::{Double, double};

#[cfg(target_arch = "wasm32")]
mod imp {
    use std::rc::Rc;

    use wasm_bindgen::JsCast;
    use web_sys::{EventSource, MessageEvent};

    use super::Signal;
    use crate::platform::listen::{EventListener, on};

    pub(super) struct Handle {
        source: EventSource,
        listeners: Vec<Option<EventListener>>,
    }

    impl Drop for Handle {
        fn drop(&mut self) {
            self.listeners.clear();
            self.source.close();
        }
    }

    pub(super) fn open(address: &str, names: &'static [&'static str], heard: Box<dyn Fn(Signal)>) -> Option<Handle> {
        let source = EventSource::new(address).ok()?;
        let heard = Rc::new(heard);
        let mut listeners = Vec::with_capacity(names.len() + 2);
        let opened = Rc::clone(&heard);
        listeners.push(on(&source, "open", move |_| opened(Signal::Open)));
        let (failed, state) = (Rc::clone(&heard), source.clone());
        listeners.push(on(&source, "error", move |_| {
            failed(if state.ready_state() == EventSource::CLOSED { Signal::Closed } else { Signal::Cut });
        }));
        for name in names {
            let told = Rc::clone(&heard);
            listeners.push(on(&source, name, move |event| {
                let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
                if let Some(data) = event.data().as_string() {
                    told(Signal::Event { id: event.last_event_id(), data });
                }
            }));
        }
        Some(Handle { source, listeners })
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    use std::{
        cell::{Cell, RefCell},
        rc::Rc,
    };

    use super::Signal;

    /// What a test sees of the stream opened last on its thread.
    #[derive(Clone)]
    pub struct Double {
        /// Where it was opened.
        pub address: String,
        /// Speaks as the server or the browser.
        pub say: Rc<dyn Fn(Signal)>,
        /// False once the stream was closed.
        pub open: Rc<Cell<bool>>,
    }

    pub(super) struct Handle(Rc<Cell<bool>>);

    impl Drop for Handle {
        fn drop(&mut self) {
            self.0.set(false);
        }
    }

    thread_local! {
        static LAST: RefCell<Option<Double>> = const { RefCell::new(None) };
    }

    #[expect(clippy::unnecessary_wraps, reason = "the same shape as in the browser")]
    pub(super) fn open(address: &str, _: &'static [&'static str], heard: Box<dyn Fn(Signal)>) -> Option<Handle> {
        let open = Rc::new(Cell::new(true));
        LAST.set(Some(Double { address: address.to_owned(), say: Rc::from(heard), open: Rc::clone(&open) }));
        Some(Handle(open))
    }

    /// The stream opened last on this thread.
    #[must_use]
    pub fn double() -> Option<Double> {
        LAST.with_borrow(Clone::clone)
    }
}
