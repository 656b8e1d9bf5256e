//! Focus, frames, scrolling and measuring, as far as controls need them. Everything is a no-op outside a browser.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{FocusOptions, HtmlElement, Window};

fn window() -> Option<Window> {
    // `web_sys::window` panics outside a browser.
    if cfg!(target_arch = "wasm32") { web_sys::window() } else { None }
}

/// The element with this id.
#[must_use]
pub fn element_by_id(id: &str) -> Option<HtmlElement> {
    window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Focuses the element with this id, if there is one.
pub fn focus_by_id(id: &str) {
    if let Some(element) = element_by_id(id) {
        // Fails only for elements that cannot take focus, and then there is nothing better to do.
        let _ = element.focus();
    }
}

/// Focuses without scrolling to the element.
pub fn focus_in_place(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// The element that has the focus; `None` when it is the page itself.
#[must_use]
pub fn focused_element() -> Option<HtmlElement> {
    let document = window()?.document()?;
    let element: HtmlElement = document.active_element()?.dyn_into().ok()?;
    (element.tag_name() != "BODY").then_some(element)
}

/// Scrolls the element with this id into view inside its nearest scrolling ancestor, by as little as possible.
pub fn reveal_by_id(id: &str) {
    if let Some(element) = element_by_id(id) {
        reveal(&element);
    }
}

/// Scrolls an element into view inside its nearest scrolling ancestor, by as little as possible.
pub fn reveal(element: &HtmlElement) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Runs `callback` before the next paint.
pub fn next_frame(callback: impl FnOnce() + 'static) {
    if let Some(window) = window() {
        let callback = Closure::once_into_js(callback);
        let _ = window.request_animation_frame(callback.unchecked_ref());
    }
}

/// Height of the window in CSS pixels, 0 outside a browser.
#[must_use]
pub fn viewport_height() -> f64 {
    window().and_then(|window| window.inner_height().ok()).and_then(|height| height.as_f64()).unwrap_or(0.0)
}

/// Moves the window's scroll position by `distance` CSS pixels, at once.
pub fn scroll_window_by(distance: f64) {
    if let Some(window) = window() {
        window.scroll_by_with_x_and_y(0.0, distance);
    }
}

/// Calls back whenever the window is scrolled or changes its size. Stops when dropped.
pub struct ViewportListener {
    callback: Closure<dyn FnMut()>,
}

impl ViewportListener {
    /// Starts listening. `None` outside a browser.
    #[must_use]
    pub fn start(callback: impl FnMut() + 'static) -> Option<Self> {
        let window = window()?;
        let callback = Closure::<dyn FnMut()>::new(callback);
        let function = callback.as_ref().unchecked_ref();
        window.add_event_listener_with_callback("scroll", function).ok()?;
        window.add_event_listener_with_callback("resize", function).ok()?;
        Some(Self { callback })
    }
}

impl Drop for ViewportListener {
    fn drop(&mut self) {
        if let Some(window) = window() {
            let function = self.callback.as_ref().unchecked_ref();
            let _ = window.remove_event_listener_with_callback("scroll", function);
            let _ = window.remove_event_listener_with_callback("resize", function);
        }
    }
}
