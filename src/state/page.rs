//! The title of the page on screen.
//!
//! Owns the title of the tab. A route names a title by itself; a page that knows a better one (the name of the job)
//! sets it, and it is dropped with the page.

use leptos::prelude::*;

/// The page service.
#[derive(Clone, Copy)]
pub struct Page {
    own: RwSignal<Option<(u64, Signal<String>)>>,
    next: StoredValue<u64>,
}

/// Starts without a title.
pub fn provide_page() -> Page {
    let service = Page { own: RwSignal::new(None), next: StoredValue::new(0) };
    provide_context(service);
    service
}

/// The page service of this app.
#[must_use]
pub fn use_page() -> Page {
    use_context().unwrap_or_else(provide_page)
}

impl Page {
    /// Names the page until the present component goes away.
    pub fn set_title(self, title: impl Into<Signal<String>>) {
        let Some(id) = self.next.try_update_value(|next| {
            *next += 1;
            *next
        }) else {
            return;
        };
        self.own.set(Some((id, title.into())));
        on_cleanup(move || {
            // A page that came later keeps its title.
            if self.own.try_with_untracked(|own| own.as_ref().is_some_and(|(held, _)| *held == id)) == Some(true) {
                self.own.set(None);
            }
        });
    }

    /// The title that a page set (tracked).
    #[must_use]
    pub fn title(self) -> Option<String> {
        self.own.get().and_then(|(_, title)| title.try_get()).filter(|title| !title.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_goes_with_its_page_and_never_with_an_earlier_one() {
        let root = Owner::new();
        root.set();
        let page = provide_page();
        let first = root.child();
        first.with(|| page.set_title("first".to_owned()));
        let second = root.child();
        second.with(|| page.set_title("second".to_owned()));
        first.cleanup();
        assert_eq!(page.title().as_deref(), Some("second"));
        second.cleanup();
        assert_eq!(page.title(), None);
    }
}
