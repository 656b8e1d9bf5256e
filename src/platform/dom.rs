//! The few things done to the document itself: title, language, theme, focus, scroll, address.
//!
//! Natively nothing happens, except that addresses stay empty.

/// Sets the title of the tab.
pub fn set_title(title: &str) {
    imp::with_document(|document| document.set_title(title));
}

/// Sets `lang` of the document, which screen readers and hyphenation follow.
pub fn set_language(tag: &str) {
    set_root_attribute("lang", Some(tag));
}

/// Forces a colour scheme (`light`, `dark`) or follows the system (`None`).
pub fn set_color_scheme(scheme: Option<&str>) {
    set_root_attribute("data-color-scheme", scheme);
}

fn set_root_attribute(name: &str, value: Option<&str>) {
    imp::set_root_attribute(name, value);
}

/// The `content` of a `<meta name=…>`.
#[must_use]
pub fn meta(name: &str) -> Option<String> {
    imp::meta(name)
}

/// Moves the focus to the page's first heading, so that a screen reader starts at the new page.
///
/// True when there was a heading.
pub fn focus_heading() -> bool {
    imp::focus_heading()
}

/// The same for a heading that arrives after its page: only when the focus stands nowhere, so that nobody is pulled away.
pub fn focus_late_heading() -> bool {
    imp::focus_is_nowhere() && imp::focus_heading()
}

/// Whether nothing on the page has the focus, as when what had it is gone.
#[must_use]
pub fn focus_is_nowhere() -> bool {
    imp::focus_is_nowhere()
}

/// Moves the focus to the element with this id. True when there was one.
pub fn focus(id: &str) -> bool {
    imp::focus(id)
}

/// Moves the focus to the first element that matches a CSS selector. True when there was one.
pub fn focus_first(selector: &str) -> bool {
    imp::focus_first(selector)
}

/// The number of the list's row that holds the focus, as `aria-posinset` says it; none while something is typed in it.
#[must_use]
pub fn focused_row() -> Option<usize> {
    imp::focused_row()
}

/// Moves the focus to the first link of the row with this number, and shows it. True when there was one.
pub fn focus_row(number: usize) -> bool {
    imp::focus_row(number)
}

/// How far the page is scrolled, in CSS pixels.
#[must_use]
pub fn scroll_position() -> f64 {
    imp::scroll_position()
}

/// Scrolls the page at once. The answer is where it stands then, less than asked for while the page is too short.
pub fn scroll_to(position: f64) -> f64 {
    imp::scroll_to(position)
}

/// Loads an address as a document of its own, outside of the app.
pub fn load(address: &str) {
    imp::load(address);
}

/// Loads the present page anew.
pub fn reload() {
    imp::reload();
}

/// The whole address on screen.
#[must_use]
pub fn address() -> String {
    imp::address()
}

/// The origin of this page, such as `https://lepas.example`.
#[must_use]
pub fn origin() -> String {
    imp::origin()
}

#[cfg(target_arch = "wasm32")]
mod imp {
    use wasm_bindgen::JsCast;

    pub(super) fn with_document<T>(run: impl FnOnce(&web_sys::Document) -> T) -> Option<T> {
        web_sys::window()?.document().map(|document| run(&document))
    }

    pub(super) fn set_root_attribute(name: &str, value: Option<&str>) {
        with_document(|document| {
            let root = document.document_element()?;
            match value {
                Some(value) => root.set_attribute(name, value),
                None => root.remove_attribute(name),
            }
            .ok()
        });
    }

    pub(super) fn meta(name: &str) -> Option<String> {
        let selector = format!("meta[name=\"{name}\"]");
        with_document(|document| document.query_selector(&selector).ok().flatten()?.get_attribute("content")).flatten()
    }

    fn focus_element(element: Option<web_sys::Element>) -> bool {
        let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) else {
            return false;
        };
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        element.focus_with_options(&options).is_ok()
    }

    pub(super) fn focus_heading() -> bool {
        with_document(|document| {
            let heading = document.query_selector("main h1").ok().flatten();
            if let Some(heading) = &heading {
                let _ = heading.set_attribute("tabindex", "-1");
            }
            focus_element(heading)
        })
        .unwrap_or(false)
    }

    pub(super) fn focused_row() -> Option<usize> {
        let row = with_document(|document| {
            let focused = document.active_element()?;
            let types = focused.matches("input, textarea, select").unwrap_or_default();
            focused.closest("[aria-posinset]").ok()?.filter(|_| !types)
        })
        .flatten()?;
        row.get_attribute("aria-posinset")?.parse().ok()
    }

    pub(super) fn focus_row(number: usize) -> bool {
        let selector = format!("[aria-posinset=\"{number}\"] a");
        let link = with_document(|document| document.query_selector(&selector).ok().flatten()).flatten();
        let link = link.and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok());
        link.is_some_and(|link| link.focus().is_ok())
    }

    pub(super) fn focus_is_nowhere() -> bool {
        with_document(|document| document.active_element().is_none_or(|element| element.tag_name() == "BODY"))
            .unwrap_or(false)
    }

    pub(super) fn focus(id: &str) -> bool {
        with_document(|document| focus_element(document.get_element_by_id(id))).unwrap_or(false)
    }

    pub(super) fn focus_first(selector: &str) -> bool {
        with_document(|document| focus_element(document.query_selector(selector).ok().flatten())).unwrap_or(false)
    }

    pub(super) fn scroll_position() -> f64 {
        web_sys::window().and_then(|window| window.scroll_y().ok()).unwrap_or_default()
    }

    pub(super) fn scroll_to(position: f64) -> f64 {
        if let Some(window) = web_sys::window() {
            let options = web_sys::ScrollToOptions::new();
            options.set_top(position);
            options.set_behavior(web_sys::ScrollBehavior::Instant);
            window.scroll_to_with_scroll_to_options(&options);
        }
        scroll_position()
    }

    pub(super) fn load(address: &str) {
        if let Some(window) = web_sys::window() {
            let _ = window.location().assign(address);
        }
    }

    pub(super) fn reload() {
        if let Some(window) = web_sys::window() {
            let _ = window.location().reload();
        }
    }

    pub(super) fn address() -> String {
        web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default()
    }

    pub(super) fn origin() -> String {
        web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    pub(super) struct Document;
    impl Document {
        pub(super) fn set_title(&self, _title: &str) {}
    }
    pub(super) fn with_document(run: impl FnOnce(&Document)) {
        run(&Document);
    }
    pub(super) fn set_root_attribute(_name: &str, _value: Option<&str>) {}
    pub(super) fn meta(_name: &str) -> Option<String> {
        None
    }
    pub(super) fn focus_heading() -> bool {
        false
    }
    pub(super) fn focus_is_nowhere() -> bool {
        false
    }

    pub(super) fn focused_row() -> Option<usize> {
        None
    }
    pub(super) fn focus_row(_number: usize) -> bool {
        false
    }
    pub(super) fn focus(_id: &str) -> bool {
        false
    }
    pub(super) fn focus_first(_selector: &str) -> bool {
        false
    }

    pub(super) fn scroll_position() -> f64 {
        0.0
    }
    pub(super) fn scroll_to(_position: f64) -> f64 {
        0.0
    }
    pub(super) fn load(_address: &str) {}
    pub(super) fn reload() {}
    pub(super) fn address() -> String {
        String::new()
    }
    pub(super) fn origin() -> String {
        String::new()
    }
}
