//! The two columns of both forms: the form, and the cloth beside it. Also where to go on to afterwards.

use lepas_api::Locale;
use leptos::prelude::*;

use crate::{
    i18n::Key,
    routes::{Route, safe_next},
    state::{address::use_address, locale::use_i18n, preferences::use_preferences, session::use_session},
    ui::{LanguageChoice, LanguageSwitch, Logo, effect},
};

/// Logo above, form, language below.
#[component]
pub(super) fn AccountLayout(children: Children) -> impl IntoView {
    let i18n = use_i18n();
    let preferences = use_preferences();
    let choices = vec![
        LanguageChoice { tag: "id", short: "ID", name: "Bahasa Indonesia" },
        LanguageChoice { tag: "en", short: "EN", name: "English" },
    ];
    view! {
        <div class="lp-sign">
            <div class="lp-sign__form">
                <p><Logo href=Route::Home.path() label=i18n.label(Key::NavHome) /></p>
                {children()}
                <p class="row sm">
                    <LanguageSwitch
                        label=i18n.label(Key::NavLanguage)
                        choices=choices
                        value=Signal::derive(move || i18n.locale().tag().to_owned())
                        on_select=Callback::new(move |tag: String| preferences.choose_locale(Locale::from_tag(&tag).unwrap_or_default()))
                    />
                </p>
            </div>
            <div class="lp-sign__cloth" aria-hidden="true"></div>
        </div>
    }
}

/// Where the reader wanted to go, if that is a page of this app (tracked).
pub(super) fn use_next() -> Signal<Option<String>> {
    let address = use_address();
    Signal::derive(move || address.value("next").as_deref().and_then(safe_next))
}

/// Goes on as soon as somebody is signed in, whether by this form or already before.
pub(super) fn go_on_when_signed_in(fallback: Route) {
    let session = use_session();
    let address = use_address();
    let next = use_next();
    effect(move || {
        if session.is_signed_in() {
            let target = next.get_untracked().unwrap_or_else(|| fallback.path());
            // Going back from there must not lead to the form again.
            address.replace(&target);
        }
    });
}
