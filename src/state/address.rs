//! Which page is on screen: the address, read as a [`Route`].
//!
//! Owns keeping the address bar and the app equal, whoever moves: a link, a page, Back and Forward. A router of a page's
//! size and no more, because a general one was a tenth of the program (docs/adr/0007-parts.md). Leaves what a route shows to
//! `app`, and focus and scrolling after a change to `app::navigation`.

use leptos::prelude::*;

use crate::{
    platform::{dom, history},
    routes::{Route, query},
};

/// The address service.
#[derive(Clone, Copy)]
pub struct Address {
    path: RwSignal<String>,
    search: RwSignal<String>,
    /// The present address was reached by Back or Forward.
    stepped: StoredValue<bool>,
}

/// Starts to follow the browser.
pub fn provide_address() -> Address {
    let (path, search) = history::current();
    let service =
        Address { path: RwSignal::new(path), search: RwSignal::new(search), stepped: StoredValue::new(false) };
    let stepped = history::on_step(move || {
        service.stepped.set_value(true);
        service.read();
    });
    let clicked = history::on_link(move |address| {
        let known = Route::parse(address.split('?').next().unwrap_or_default()).is_some();
        if known {
            service.go(address);
        }
        known
    });
    // Held as long as the app.
    StoredValue::new_local((stepped, clicked));
    provide_context(service);
    service
}

/// The address service of this app.
#[must_use]
pub fn use_address() -> Address {
    use_context().unwrap_or_else(provide_address)
}

impl Address {
    /// The path (tracked).
    #[must_use]
    pub fn path(self) -> String {
        self.path.get()
    }

    /// The part after `?` (tracked).
    #[must_use]
    pub fn search(self) -> String {
        self.search.get()
    }

    /// Both as they stand in the bar, for going back to them.
    #[must_use]
    pub fn now(self) -> String {
        let (path, search) = (self.path.get_untracked(), self.search.get_untracked());
        if search.is_empty() { path } else { format!("{path}?{search}") }
    }

    /// The page that the path names (tracked); `None` for one that the app does not have.
    #[must_use]
    pub fn route(self) -> Option<Route> {
        self.path.with(|path| Route::parse(path))
    }

    /// The first value of a name in the query (tracked).
    #[must_use]
    pub fn value(self, name: &str) -> Option<String> {
        self.search
            .with(|search| query::decode(search).into_iter().find(|(held, _)| held == name).map(|(_, value)| value))
    }

    /// Goes to a page, at its top; Back leads here again.
    pub fn go(self, address: &str) {
        self.write(address, false);
        dom::scroll_to(0.0);
    }

    /// Goes to a page in place of this one: Back leads to what was before.
    pub fn replace(self, address: &str) {
        self.write(address, true);
        dom::scroll_to(0.0);
    }

    /// Says in the bar what the page shows, without moving anything.
    pub fn note(self, address: &str, replace: bool) {
        self.write(address, replace);
    }

    /// Whether Back or Forward led here.
    #[must_use]
    pub fn is_return(self) -> bool {
        self.stepped.get_value()
    }

    fn write(self, address: &str, replace: bool) {
        self.stepped.set_value(false);
        history::write(address, replace);
        self.read();
    }

    fn read(self) {
        let (path, search) = history::current();
        // The query first: a page that is about to come reads both.
        if self.search.with_untracked(|held| *held != search) {
            self.search.set(search);
        }
        if self.path.with_untracked(|held| *held != path) {
            self.path.set(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_and_route_move_together() {
        let owner = Owner::new();
        owner.set();
        let address = provide_address();
        address.go("/jobs?q=kopi+susu&mode=remote");
        assert_eq!(address.route(), Some(Route::Jobs));
        assert_eq!(address.value("q").as_deref(), Some("kopi susu"));
        assert_eq!(address.now(), "/jobs?q=kopi+susu&mode=remote");
        address.note("/jobs", true);
        assert_eq!((address.now().as_str(), address.value("q")), ("/jobs", None));
        address.go("/nowhere");
        assert_eq!(address.route(), None);
    }
}
