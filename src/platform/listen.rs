//! Event listeners that remove themselves when dropped. Browser only: everything else has events of its own.

use wasm_bindgen::{JsCast, closure::Closure};

/// A listener on some target; removed when dropped.
#[must_use = "the listener is removed when it is dropped"]
pub struct EventListener {
    target: web_sys::EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(web_sys::Event)>,
}

impl Drop for EventListener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback(self.name, self.closure.as_ref().unchecked_ref());
    }
}

/// Listens on a target. `None` when the browser refuses, which only happens to objects that are gone.
pub fn on(
    target: &web_sys::EventTarget,
    name: &'static str,
    run: impl FnMut(web_sys::Event) + 'static,
) -> Option<EventListener> {
    let closure = Closure::wrap(Box::new(run) as Box<dyn FnMut(web_sys::Event)>);
    target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref()).ok()?;
    Some(EventListener { target: target.clone(), name, closure })
}

/// Listens on the window.
pub fn on_window(name: &'static str, run: impl FnMut(web_sys::Event) + 'static) -> Option<EventListener> {
    on(&web_sys::window()?.into(), name, run)
}
