//! Fingers or a mouse, and whether the page is the one in use.

/// True where the main way of pointing is a finger: a phone, a tablet.
#[must_use]
pub fn is_coarse() -> bool {
    super::media::matches("(pointer: coarse)")
}

/// True while this page has the keyboard: the window is in front and no other window or frame is in use.
#[must_use]
pub fn has_focus() -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        web_sys::window()
            .and_then(|window| window.document())
            .is_some_and(|document| document.has_focus().unwrap_or(false))
    }
    #[cfg(not(target_arch = "wasm32"))]
    true
}

/// Listens until it is dropped.
#[must_use = "the listener ends when it is dropped"]
pub struct Listener(#[expect(dead_code, reason = "held for its drop")] imp::Handle);

/// Calls back when the window comes to the front or leaves it.
pub fn on_focus_change(run: impl Fn() + 'static) -> Listener {
    Listener(imp::on_focus_change(run))
}

#[cfg(target_arch = "wasm32")]
mod imp {
    use std::rc::Rc;

    use crate::platform::listen::{EventListener, on_window};

    pub(super) type Handle = [Option<EventListener>; 2];

    pub(super) fn on_focus_change(run: impl Fn() + 'static) -> Handle {
        let run = Rc::new(run);
        let other = Rc::clone(&run);
        [on_window("focus", move |_| run()), on_window("blur", move |_| other())]
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    pub(super) type Handle = Box<dyn Fn()>;

    pub(super) fn on_focus_change(run: impl Fn() + 'static) -> Handle {
        Box::new(run)
    }
}
