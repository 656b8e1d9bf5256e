//! The address bar and the browser's history.
//!
//! Owns reading, pushing and replacing addresses of this site, hearing of Back and Forward, and hearing of clicks on links
//! before the browser follows them. Natively there is one address, kept in memory.

/// Path and query of the present address; the query without its `?`.
#[must_use]
pub fn current() -> (String, String) {
    imp::current()
}

/// Goes to an address of this site: a step that Back undoes, or in place of the present one.
pub fn write(address: &str, replace: bool) {
    imp::write(address, replace);
}

/// Listens until it is dropped.
#[must_use = "the listener ends when it is dropped"]
pub struct Listener(#[cfg_attr(target_arch = "wasm32", expect(dead_code, reason = "held for its drop"))] imp::Handle);

/// Calls back after Back and Forward.
pub fn on_step(run: impl Fn() + 'static) -> Listener {
    Listener(imp::on_step(Box::new(run)))
}

/// Asks about every plain click on a link to this site, with path and query. `true` means that the app goes there itself
/// and the browser does not. Links that open elsewhere, download or are `rel="external"` are left to the browser, and so
/// are clicks with a key held down and jumps within the page.
pub fn on_link(run: impl Fn(&str) -> bool + 'static) -> Listener {
    Listener(imp::on_link(Box::new(run)))
}

#[cfg(target_arch = "wasm32")]
mod imp {
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{Element, Event, MouseEvent, Url};

    use crate::platform::listen::{EventListener, on_window};

    pub(super) type Handle = Option<EventListener>;

    pub(super) fn current() -> (String, String) {
        let Some(location) = web_sys::window().map(|window| window.location()) else {
            return ("/".into(), String::new());
        };
        let search = location.search().unwrap_or_default();
        (location.pathname().unwrap_or_else(|_| "/".into()), search.strip_prefix('?').unwrap_or_default().to_owned())
    }

    pub(super) fn write(address: &str, replace: bool) {
        let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else { return };
        // Browsers refuse when an app writes hundreds of addresses in a few seconds; the page is right all the same.
        let _ = if replace {
            history.replace_state_with_url(&JsValue::NULL, "", Some(address))
        } else {
            history.push_state_with_url(&JsValue::NULL, "", Some(address))
        };
    }

    pub(super) fn on_step(run: Box<dyn Fn()>) -> Handle {
        on_window("popstate", move |_| run())
    }

    pub(super) fn on_link(run: Box<dyn Fn(&str) -> bool>) -> Handle {
        on_window("click", move |event| {
            if let Some(address) = plain_link(&event)
                && run(&address)
            {
                event.prevent_default();
            }
        })
    }

    fn plain_link(event: &Event) -> Option<String> {
        let click = event.dyn_ref::<MouseEvent>()?;
        let special =
            click.button() != 0 || click.meta_key() || click.ctrl_key() || click.shift_key() || click.alt_key();
        if special || event.default_prevented() {
            return None;
        }
        // The icon inside of a link is what was hit.
        let link = event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??;
        let elsewhere = link.get_attribute("target").is_some_and(|target| !target.is_empty() && target != "_self");
        let external =
            link.get_attribute("rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|word| word == "external"));
        if elsewhere || external || link.has_attribute("download") {
            return None;
        }
        let here = web_sys::window()?.location();
        let target = Url::new_with_base(&link.get_attribute("href")?, &here.href().ok()?).ok()?;
        let same_page = target.pathname() == here.pathname().ok()? && target.search() == here.search().ok()?;
        if target.origin() != here.origin().ok()? || (same_page && !target.hash().is_empty()) {
            return None;
        }
        Some(target.pathname() + &target.search())
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    use std::cell::RefCell;

    /// Nobody listens.
    pub(super) struct Handle;

    thread_local! {
        static ADDRESS: RefCell<String> = RefCell::new("/".to_owned());
    }

    pub(super) fn current() -> (String, String) {
        ADDRESS.with_borrow(|address| {
            let (path, query) = address.split_once('?').unwrap_or((address, ""));
            (path.to_owned(), query.to_owned())
        })
    }

    pub(super) fn write(address: &str, _: bool) {
        ADDRESS.set(address.to_owned());
    }

    pub(super) fn on_step(_: Box<dyn Fn()>) -> Handle {
        Handle
    }

    pub(super) fn on_link(_: Box<dyn Fn(&str) -> bool>) -> Handle {
        Handle
    }
}
