//! Room on the screen.

/// True where a style sheet's media query holds now.
#[must_use]
pub fn matches(query: &str) -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        let list = web_sys::window().and_then(|window| window.match_media(query).ok().flatten());
        list.is_some_and(|list| list.matches())
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = query;
        false
    }
}

/// Calls back at the first scrolling of the page from now on, and when the window changes its size.
#[must_use = "the listener ends when it is dropped"]
pub fn on_scroll_or_resize(run: impl Fn() + 'static) -> Listener {
    imp::listen(std::rc::Rc::new(run))
}

/// Listens until it is dropped.
pub struct Listener(#[cfg_attr(target_arch = "wasm32", expect(dead_code, reason = "held for its drop"))] imp::Handle);

#[cfg(target_arch = "wasm32")]
mod imp {
    use std::rc::Rc;

    use crate::platform::listen::{EventListener, on_window};

    pub(super) type Handle = [Option<EventListener>; 2];

    pub(super) fn listen(run: Rc<dyn Fn()>) -> super::Listener {
        let again = Rc::clone(&run);
        super::Listener([on_window("scroll", move |_| run()), on_window("resize", move |_| again())])
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    /// Nobody listens.
    pub(super) struct Handle;

    pub(super) fn listen(_: std::rc::Rc<dyn Fn()>) -> super::Listener {
        super::Listener(Handle)
    }
}
