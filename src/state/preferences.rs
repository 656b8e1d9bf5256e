//! Language and look together: on this device at once, in the account when somebody is signed in.

use lepas_api::{
    ColorScheme, Locale,
    account::{Settings, SettingsPatch},
};
use leptos::prelude::*;

use super::{
    describe::describe,
    locale::{I18n, use_i18n},
    session::{Session, use_session},
    theme::{Theme, use_theme},
    toasts::{ToastTone, Toasts, use_toasts},
    use_client,
};
use crate::{
    api::{Client, session as endpoint},
    i18n::Key,
    platform::task,
};

/// The services a choice touches.
#[derive(Clone, Copy)]
pub struct Preferences {
    i18n: I18n,
    theme: Theme,
    session: Session,
    toasts: Toasts,
    client: StoredValue<Client>,
}

/// The preferences of this app.
#[must_use]
pub fn use_preferences() -> Preferences {
    Preferences {
        i18n: use_i18n(),
        theme: use_theme(),
        session: use_session(),
        toasts: use_toasts(),
        client: StoredValue::new(use_client()),
    }
}

impl Preferences {
    /// Chooses a language.
    pub fn choose_locale(self, locale: Locale) {
        self.i18n.choose(locale);
        self.save(SettingsPatch { locale: Some(locale), color_scheme: None });
    }

    /// Chooses a look.
    pub fn choose_theme(self, scheme: ColorScheme) {
        self.theme.choose(scheme);
        self.save(SettingsPatch { locale: None, color_scheme: Some(scheme) });
    }

    /// Takes the account's settings over where nobody chose on this device.
    pub fn adopt(self, settings: Settings) {
        if !self.i18n.is_chosen() {
            self.i18n.show(settings.locale);
        }
        if !self.theme.is_chosen() {
            self.theme.show(settings.color_scheme);
        }
    }

    fn save(self, patch: SettingsPatch) {
        if self.session.me_now().is_none() {
            return;
        }
        let Some(client) = self.client.try_get_value() else { return };
        task::spawn(async move {
            if let Err(error) = endpoint::change_settings(&client, &patch).await {
                let locale = self.i18n.locale_now();
                let reason = describe(locale, &error);
                let words = crate::i18n::fill(crate::i18n::text(locale, Key::SettingsNotSaved), &[("reason", &reason)]);
                self.toasts.show(ToastTone::Info, words);
            }
        });
    }
}
