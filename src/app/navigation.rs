//! What happens when the page changes: title, focus and scroll position.
//!
//! Owns making a change of page as clear to a screen reader as to an eye: the title of the tab changes, the focus moves to
//! the new heading. Going back returns to where the reader was, as soon as the page is long enough again.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use leptos::prelude::*;

use crate::{
    i18n::Key,
    platform::{
        dom,
        timers::{self, Timer},
    },
    state::{
        address::use_address,
        locale::use_i18n,
        page::{Page, use_page},
    },
    ui::effect,
};

/// Milliseconds between attempts to scroll back to a place.
const ATTEMPT: u32 = 50;
/// Attempts before the reader is left where the page ends.
const ATTEMPTS: u32 = 40;

#[derive(Default)]
struct History {
    /// Where each address was left.
    positions: HashMap<String, f64>,
    /// The address on screen.
    current: String,
    /// The browser went back or forward, and the next change of address is its doing.
    returning: bool,
    /// A later wish replaces an earlier one.
    pending: Option<Timer>,
}

type Shared = Rc<RefCell<History>>;

/// Follows the address until the app ends.
pub(super) fn follow() {
    let i18n = use_i18n();
    let page = use_page();
    let place = use_address();

    effect(move || {
        let title = page.title().unwrap_or_else(|| {
            let key = place.route().map_or(Key::NotFoundTitle, |route| route.title());
            i18n.t(key).to_owned()
        });
        dom::set_title(&format!("{title} · Lepas"));
    });

    let history = Shared::default();
    listen(&history);
    Effect::new(move |last: Option<String>| {
        let path = place.path();
        let address = format!("{path}?{}", place.search());
        arrive(&history, page, address, last.as_ref().is_some_and(|last| *last != path));
        path
    });
}

/// Notes where addresses are left, and when the browser goes back or forward.
#[cfg(target_arch = "wasm32")]
fn listen(history: &Shared) {
    use crate::platform::listen::on_window;

    let (noting, returning) = (Rc::clone(history), Rc::clone(history));
    let scrolled = on_window("scroll", move |_| {
        if let Ok(mut history) = noting.try_borrow_mut() {
            // Between a step back and the new page the position belongs to neither.
            if !history.returning {
                let address = history.current.clone();
                history.positions.insert(address, dom::scroll_position());
            }
        }
    });
    let stepped = on_window("popstate", move |_| {
        if let Ok(mut history) = returning.try_borrow_mut() {
            history.returning = true;
        }
    });
    // Both live as long as the app, which lives as long as the document.
    std::mem::forget((scrolled, stepped));
}

#[cfg(not(target_arch = "wasm32"))]
fn listen(_: &Shared) {}

fn arrive(history: &Shared, page: Page, address: String, is_new_page: bool) {
    let (returning, position) = {
        let mut history = history.borrow_mut();
        let returning = std::mem::take(&mut history.returning);
        let position = history.positions.get(&address).copied().unwrap_or_default();
        history.current = address;
        (returning, position)
    };
    if returning && position > 0.0 {
        scroll_back(history, page, position, ATTEMPTS);
    }
    if is_new_page {
        // The page is built in this turn and painted before the next frame ends.
        timers::next_frame(move || {
            dom::focus_heading();
        })
        .detach();
    }
}

/// Scrolls to a place, again and again while the page is still too short for it.
fn scroll_back(history: &Shared, page: Page, position: f64, attempts: u32) {
    let again = Rc::clone(history);
    let timer = timers::after(if attempts == ATTEMPTS { 0 } else { ATTEMPT }, move || {
        if page.returns_by_itself() {
            return;
        }
        let reached = dom::scroll_to(position);
        if reached + 1.0 < position && attempts > 0 {
            scroll_back(&again, page, position, attempts - 1);
        }
    });
    history.borrow_mut().pending = Some(timer);
}
