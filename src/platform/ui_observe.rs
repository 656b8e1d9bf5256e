//! Watching the size of elements. One observer for any number of elements.

use js_sys::Array;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement, ResizeObserver, ResizeObserverEntry};

/// Calls back with every element whose size has changed and its new height in CSS pixels. Stops when dropped.
pub struct SizeObserver {
    observer: ResizeObserver,
    /// Kept alive as long as the observer may call it.
    _callback: Closure<dyn FnMut(Array)>,
}

impl SizeObserver {
    /// Starts without watching anything. `None` where the browser has no such observer, and outside a browser.
    #[must_use]
    pub fn start(mut on_change: impl FnMut(Vec<(HtmlElement, f64)>) + 'static) -> Option<Self> {
        if cfg!(not(target_arch = "wasm32")) {
            return None;
        }
        let callback = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            let changed = entries
                .iter()
                .filter_map(|entry| entry.dyn_into::<ResizeObserverEntry>().ok())
                .filter_map(|entry| entry.target().dyn_into::<HtmlElement>().ok())
                .map(|element| {
                    let height = element.get_bounding_client_rect().height();
                    (element, height)
                })
                .collect();
            on_change(changed);
        });
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        Some(Self { observer, _callback: callback })
    }

    /// Watches an element; its present size is reported soon after.
    pub fn watch(&self, element: &Element) {
        self.observer.observe(element);
    }

    /// Stops watching an element.
    pub fn forget(&self, element: &Element) {
        self.observer.unobserve(element);
    }
}

impl Drop for SizeObserver {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
