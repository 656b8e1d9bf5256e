//! From the static shell to the running app. Browser only.

use std::panic;

use leptos::mount::mount_to;
use wasm_bindgen::JsCast;

use super::App;
use crate::i18n::{self, Key};

/// Puts the app in place of the shell. Until then the boot script shows its own panel when something fails.
pub fn start() {
    panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        show_reload_panel();
    }));
    let Some(root) = root() else { return };
    root.set_text_content(None);
    // The app lives as long as the document.
    mount_to(root, App).forget();
}

fn root() -> Option<web_sys::HtmlElement> {
    web_sys::window()?.document()?.get_element_by_id("app")?.dyn_into().ok()
}

/// A panic ends the program: whatever is on screen no longer answers. Says so above it, with plain DOM calls, because
/// nothing else can be relied on any more. What was written is on the device.
fn show_reload_panel() {
    let build = || -> Option<()> {
        let document = web_sys::window()?.document()?;
        if document.get_element_by_id("stopped").is_some() {
            return None;
        }
        let locale = document.document_element().and_then(|root| root.get_attribute("lang"));
        let locale = locale.and_then(|tag| lepas_api::Locale::from_tag(&tag)).unwrap_or_default();
        let element = |name: &str, text: Option<&str>| {
            let element = document.create_element(name).ok()?;
            element.set_text_content(text);
            Some(element)
        };
        let notice = element("div", None)?;
        notice.set_id("stopped");
        notice.set_class_name("lp-notice");
        notice.set_attribute("data-kind", "danger").ok()?;
        notice.set_attribute("role", "alert").ok()?;
        let button = element("button", Some(i18n::text(locale, Key::AppStoppedReload)))?;
        button.set_class_name("lp-button");
        let reload = wasm_bindgen::closure::Closure::<dyn Fn()>::new(crate::platform::dom::reload);
        button.add_event_listener_with_callback("click", reload.as_ref().unchecked_ref()).ok()?;
        reload.forget();
        notice.append_child(element("b", Some(i18n::text(locale, Key::AppStoppedTitle)))?.as_ref()).ok()?;
        notice.append_child(element("p", Some(i18n::text(locale, Key::AppStoppedText)))?.as_ref()).ok()?;
        notice.append_child(button.as_ref()).ok()?;
        let body = document.body()?;
        body.insert_before(&notice, body.first_child().as_ref()).ok()?;
        Some(())
    };
    let _ = build();
}
