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

#[cfg(target_arch = "wasm32")]
mod imp {
    use crate::platform::listen::{EventListener, on};

    pub(super) type Handle = Option<EventListener>;

    fn document() -> Option<web_sys::Document> {
        web_sys::window()?.document()
    }

    pub(super) fn is_visible() -> bool {
        document().is_none_or(|document| document.visibility_state() == web_sys::VisibilityState::Visible)
    }

    pub(super) fn on_change(run: Box<dyn Fn(bool)>) -> Handle {
        on(&document()?.into(), "visibilitychange", move |_| run(is_visible()))
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    pub(super) type Handle = Box<dyn Fn(bool)>;

    pub(super) fn is_visible() -> bool {
        true
    }

    pub(super) fn on_change(run: Box<dyn Fn(bool)>) -> Handle {
        run
    }
}
