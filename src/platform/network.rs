//! Whether the device believes it has a network, and hearing when that changes.
//!
//! The browser's word is only a hint: "online" may still mean that nothing is reachable.

/// Listens until it is dropped.
#[must_use = "the listener ends when it is dropped"]
pub struct Listener(#[expect(dead_code, reason = "held for its drop")] imp::Handle);

/// True unless the browser is sure that there is no network.
#[must_use]
pub fn is_online() -> bool {
    imp::is_online()
}

/// Calls back with the new state whenever it changes.
pub fn on_change(run: impl Fn(bool) + 'static) -> Listener {
    Listener(imp::on_change(Box::new(run)))
}

#[cfg(not(target_arch = "wasm32"))]
pub use imp::set_online;

#[cfg(target_arch = "wasm32")]
mod imp {
    use std::rc::Rc;

    use crate::platform::listen::{EventListener, on_window};

    pub(super) type Handle = [Option<EventListener>; 2];

    pub(super) fn is_online() -> bool {
        web_sys::window().is_none_or(|window| window.navigator().on_line())
    }

    pub(super) fn on_change(run: Box<dyn Fn(bool)>) -> Handle {
        let run = Rc::new(run);
        let other = Rc::clone(&run);
        [on_window("online", move |_| run(true)), on_window("offline", move |_| other(false))]
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    use std::{
        cell::{Cell, RefCell},
        rc::{Rc, Weak},
    };

    type Listen = dyn Fn(bool);
    pub(super) type Handle = Rc<Listen>;

    thread_local! {
        static ONLINE: Cell<bool> = const { Cell::new(true) };
        static LISTENERS: RefCell<Vec<Weak<Listen>>> = const { RefCell::new(Vec::new()) };
    }

    pub(super) fn is_online() -> bool {
        ONLINE.get()
    }

    pub(super) fn on_change(run: Box<dyn Fn(bool)>) -> Handle {
        let run: Rc<Listen> = Rc::from(run);
        LISTENERS.with_borrow_mut(|all| all.push(Rc::downgrade(&run)));
        run
    }

    /// Cuts or restores the network of this thread's tests.
    pub fn set_online(online: bool) {
        ONLINE.set(online);
        let all: Vec<_> = LISTENERS.with_borrow(|all| all.iter().filter_map(Weak::upgrade).collect());
        all.iter().for_each(|run| run(online));
    }
}
