//! The language on screen.
//!
//! Owns which one it is and everything that follows from it: texts, `lang` of the document, the language of requests.
//! Looking a text up tracks the language, so views change without a reload.

use lepas_api::Locale;
use leptos::prelude::*;

use crate::{
    api::Client,
    config::LOCALE_KEY,
    i18n::{self, Key},
    platform::{dom, storage},
};

/// The language service.
#[derive(Clone, Copy)]
pub struct I18n {
    locale: RwSignal<Locale>,
    client: StoredValue<Client>,
}

/// Starts with what the device remembers; Indonesian otherwise.
pub fn provide_i18n(client: Client) -> I18n {
    let kept = storage::read(LOCALE_KEY).and_then(|tag| Locale::from_tag(tag.trim_matches('"')));
    let service = I18n { locale: RwSignal::new(Locale::Id), client: StoredValue::new(client) };
    service.show(kept.unwrap_or_default());
    provide_context(service);
    service
}

/// The language service of this app.
#[must_use]
pub fn use_i18n() -> I18n {
    use_context().unwrap_or_else(|| provide_i18n(super::use_client()))
}

impl I18n {
    /// The language on screen (tracked).
    #[must_use]
    pub fn locale(self) -> Locale {
        self.locale.get()
    }

    /// The language on screen, for use outside of views.
    #[must_use]
    pub fn locale_now(self) -> Locale {
        self.locale.get_untracked()
    }

    /// True when somebody chose a language on this device.
    #[must_use]
    pub fn is_chosen(self) -> bool {
        storage::read(LOCALE_KEY).is_some()
    }

    /// Shows another language, without remembering it.
    pub fn show(self, locale: Locale) {
        self.client.with_value(|client| client.set_locale(locale));
        dom::set_language(locale.tag());
        if self.locale.get_untracked() != locale {
            self.locale.set(locale);
        }
    }

    /// Shows another language and remembers it on this device.
    pub fn choose(self, locale: Locale) {
        // A device without storage still switches; it only forgets at the next visit.
        let _ = storage::write(LOCALE_KEY, locale.tag());
        self.show(locale);
    }

    /// A text (tracked).
    #[must_use]
    pub fn t(self, key: Key) -> &'static str {
        i18n::text(self.locale.get(), key)
    }

    /// A text as a signal, for props.
    #[must_use]
    pub fn label(self, key: Key) -> Signal<String> {
        Signal::derive(move || self.t(key).to_owned())
    }

    /// A text as a view that follows the language. One for all keys: a closure of its own would be compiled anew everywhere.
    #[must_use]
    #[inline(never)]
    pub fn text(self, key: Key) -> AnyView {
        (move || self.t(key)).into_any()
    }

    /// A text with its places filled (tracked).
    #[must_use]
    pub fn fill(self, key: Key, values: &[(&str, &str)]) -> String {
        i18n::fill(self.t(key), values)
    }

    /// The text for a count with its places filled; `{count}` is the count itself (tracked).
    #[must_use]
    pub fn plural(self, count: u64, one: Key, other: Key) -> String {
        let number = crate::platform::intl::number(self.locale(), count_as_f64(count), 0);
        i18n::fill(i18n::plural(self.locale(), count, one, other), &[("count", &number)])
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts on screen stay far below 2^53")]
fn count_as_f64(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_language_is_remembered_and_sent_with_requests() {
        let owner = Owner::new();
        owner.set();
        let service = provide_i18n(Client::browser());
        assert_eq!(service.t(Key::NavJobs), "Lowongan");
        service.choose(Locale::En);
        assert_eq!(service.t(Key::NavJobs), "Jobs");
        assert_eq!(provide_i18n(Client::browser()).locale_now(), Locale::En);
        assert_eq!(service.plural(1_200, Key::NavUnreadOne, Key::NavUnreadOther), "1,200 unread messages");
        storage::remove(LOCALE_KEY);
    }
}
