//! Whether the page is in front of a person.

/// Listens until it is dropped.
#[must_use = "the listener ends when it is dropped"]
pub struct Listener(#[expect(dead_code, reason = "held for its drop")] imp::Handle);

/// True while the tab is visible.
#[must_use]
pub fn is_visible() -> bool {
    imp::is_visible()
}

/// Calls back with the new state whenever the tab comes to the front or leaves it.
pub fn on_change(run: impl Fn(bool) + 'static) -> Listener {
    Listener(imp::on_change(Box::new(run)))
}

/// Calls back with `true` right before the browser freezes the page, after which nothing in it runs, and with `false` when
/// it goes on. Natively never.
pub fn on_freeze(run: impl Fn(bool) + 'static) -> FreezeListener {
    FreezeListener(imp::on_freeze(Box::new(run)))
}

/// Listens until it is dropped.
#[must_use = "the listener ends when it is dropped"]
pub struct FreezeListener(#[expect(dead_code, reason = "held for its drop")] imp::FreezeHandle);

#[cfg(not(target_arch = "wasm32"))]
pub use imp::set_visible;

#[cfg(target_arch = "wasm32")]
mod imp {
    use std::rc::Rc;

    use crate::platform::listen::{EventListener, on};

    pub(super) type Handle = Option<EventListener>;
    pub(super) type FreezeHandle = Option<[Handle; 2]>;

    fn document() -> Option<web_sys::Document> {
        web_sys::window()?.document()
    }

    pub(super) fn is_visible() -> bool {
        document().is_none_or(|document| document.visibility_state() == web_sys::VisibilityState::Visible)
    }

    pub(super) fn on_change(run: Box<dyn Fn(bool)>) -> Handle {
        on(&document()?.into(), "visibilitychange", move |_| run(is_visible()))
    }

    pub(super) fn on_freeze(run: Box<dyn Fn(bool)>) -> FreezeHandle {
        let target = document()?.into();
        let run = Rc::new(run);
        let other = Rc::clone(&run);
        Some([on(&target, "freeze", move |_| run(true)), on(&target, "resume", move |_| other(false))])
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
    pub(super) type FreezeHandle = Box<Listen>;

    pub(super) fn on_freeze(run: Box<dyn Fn(bool)>) -> FreezeHandle {
        run
    }

    thread_local! {
        static VISIBLE: Cell<bool> = const { Cell::new(true) };
        static LISTENERS: RefCell<Vec<Weak<Listen>>> = const { RefCell::new(Vec::new()) };
    }

    pub(super) fn is_visible() -> bool {
        VISIBLE.get()
    }

    pub(super) fn on_change(run: Box<dyn Fn(bool)>) -> Handle {
        let run: Rc<Listen> = Rc::from(run);
        LISTENERS.with_borrow_mut(|all| all.push(Rc::downgrade(&run)));
        run
    }

    /// Brings this thread's tab to the front or away from it, for tests.
    pub fn set_visible(visible: bool) {
        VISIBLE.set(visible);
        let all: Vec<_> = LISTENERS.with_borrow(|all| all.iter().filter_map(Weak::upgrade).collect());
        all.iter().for_each(|run| run(visible));
    }
}
