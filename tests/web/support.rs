//! A corner of the page for each test.

use lepas::platform::timers;
use leptos::{mount::mount_to, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, KeyboardEvent, KeyboardEventInit};

pub(crate) fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// Mounts a view in a corner of its own, which is left when the test ends.
pub(crate) fn mount<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> HtmlElement {
    let corner: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&corner).unwrap();
    mount_to(corner.clone(), view).forget();
    corner
}

pub(crate) fn find(corner: &Element, selector: &str) -> HtmlElement {
    corner
        .query_selector(selector)
        .unwrap()
        .unwrap_or_else(|| panic!("{selector} is not in {}", corner.inner_html()))
        .unchecked_into()
}

pub(crate) fn count(corner: &Element, selector: &str) -> u32 {
    corner.query_selector_all(selector).unwrap().length()
}

pub(crate) fn press(target: &Element, key: &str) {
    let options = KeyboardEventInit::new();
    options.set_key(key);
    options.set_bubbles(true);
    options.set_cancelable(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &options).unwrap();
    target.dispatch_event(&event).unwrap();
}

/// Lets effects, frames and observers run.
pub(crate) async fn settle() {
    timers::sleep(120).await;
}

pub(crate) fn has_focus(element: &Element) -> bool {
    document().active_element().as_ref() == Some(element)
}
