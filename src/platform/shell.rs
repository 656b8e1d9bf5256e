//! The page around the app: the static shell that it replaces, and the panel that stands above it when it has stopped.
//!
//! Browser only. The panel is made with plain DOM calls, because nothing else can be relied on after a panic.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Document, Element, HtmlElement};

use super::dom;

/// Words of the panel.
pub struct Words {
    /// What happened.
    pub title: &'static str,
    /// What is safe and what to do.
    pub text: &'static str,
    /// Label of the button that loads the page anew.
    pub reload: &'static str,
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Removes the shell and gives the place where the app belongs.
#[must_use]
pub fn replace() -> Option<HtmlElement> {
    let root: HtmlElement = document()?.get_element_by_id("app")?.dyn_into().ok()?;
    root.set_text_content(None);
    Some(root)
}

/// The language that the document says it is in.
#[must_use]
pub fn language() -> Option<String> {
    document()?.document_element()?.get_attribute("lang")
}

/// Shows the panel above everything, once.
pub fn show_stopped(words: &Words) {
    if let Some(document) = document().filter(|document| document.get_element_by_id("stopped").is_none()) {
        // Without a body there is nobody to tell.
        let _ = panel(&document, words);
    }
}

fn element(document: &Document, name: &str, text: Option<&str>) -> Option<Element> {
    let element = document.create_element(name).ok()?;
    element.set_text_content(text);
    Some(element)
}

fn panel(document: &Document, words: &Words) -> Option<()> {
    let notice = element(document, "div", None)?;
    notice.set_id("stopped");
    notice.set_class_name("lp-notice");
    notice.set_attribute("data-kind", "danger").ok()?;
    notice.set_attribute("role", "alert").ok()?;
    let button = element(document, "button", Some(words.reload))?;
    button.set_class_name("lp-button");
    let reload = Closure::<dyn Fn()>::new(dom::reload);
    button.add_event_listener_with_callback("click", reload.as_ref().unchecked_ref()).ok()?;
    // The button stays until the page is left.
    reload.forget();
    for child in [element(document, "b", Some(words.title))?, element(document, "p", Some(words.text))?, button] {
        notice.append_child(&child).ok()?;
    }
    let body = document.body()?;
    body.insert_before(&notice, body.first_child().as_ref()).ok()?;
    Some(())
}
