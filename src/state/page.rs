//! The page on screen: its title, and who scrolls it when the reader comes back.
//!
//! Owns the title of the tab. A route names a title by itself; a page that knows a better one (the name of the job)
//! sets it, and it is dropped with the page. Scrolling back to where the reader was is `app::navigation`'s, unless a page
//! whose rows have no fixed height does it itself.

use leptos::prelude::*;

/// The page service.
#[derive(Clone, Copy)]
pub struct Page {
    own: RwSignal<Option<(u64, Signal<String>)>>,
    next: StoredValue<u64>,
    returning: StoredValue<bool>,
}

/// Starts without a title.
pub fn provide_page() -> Page {
    let service = Page { own: RwSignal::new(None), next: StoredValue::new(0), returning: StoredValue::new(false) };
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

    /// The present page takes scrolling back upon itself, or has done it.
    pub fn return_by_itself(self, does: bool) {
        self.returning.try_set_value(does);
    }

    /// Whether the present page scrolls back by itself.
    #[must_use]
    pub fn returns_by_itself(self) -> bool {
        self.returning.try_get_value() == Some(true)
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
