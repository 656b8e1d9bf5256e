//! The looks of a public page and the language it is written in.

use lepas_api::{Locale, profile::Theme};
use leptos::prelude::*;

use super::{form::use_form, store::Studio};
use crate::{
    i18n::Key,
    ui::{Select, SelectOption},
};

/// Every theme in the order it is offered.
pub(super) const ALL: [Theme; 3] = [Theme::Surat, Theme::Malam, Theme::Pasar];

/// The word of a theme in a select.
pub(super) fn word(theme: Theme) -> &'static str {
    match theme {
        Theme::Surat => "surat",
        Theme::Malam => "malam",
        Theme::Pasar => "pasar",
    }
}

/// Its name.
pub(super) fn name(theme: Theme) -> Key {
    match theme {
        Theme::Surat => Key::StudioThemeSurat,
        Theme::Malam => Key::StudioThemeMalam,
        Theme::Pasar => Key::StudioThemePasar,
    }
}

fn mood(theme: Theme) -> Key {
    match theme {
        Theme::Surat => Key::StudioThemeSuratMood,
        Theme::Malam => Key::StudioThemeMalamMood,
        Theme::Pasar => Key::StudioThemePasarMood,
    }
}

/// Chooses a theme by its word.
pub(super) fn choose(studio: Studio, chosen: &str) {
    if let Some(theme) = ALL.into_iter().find(|theme| word(*theme) == chosen) {
        studio.edit("/meta/lepas/theme", |document| document.meta.lepas.theme = theme);
    }
}

/// A small drawing of each theme.
fn thumbnail(theme: Theme) -> AnyView {
    match theme {
        Theme::Surat => view! {
            <svg viewBox="0 0 120 84" aria-hidden="true">
                <rect width="120" height="84" fill="#fdfbf7"></rect>
                <rect x="38" y="14" width="44" height="6" fill="#201e19"></rect>
                <rect x="26" y="27" width="68" height="3" fill="#201e19" opacity=".6"></rect>
                <rect x="26" y="34" width="68" height="3" fill="#201e19" opacity=".6"></rect>
                <rect x="26" y="46" width="32" height="24" fill="#982922"></rect>
                <rect x="62" y="46" width="32" height="24" fill="#201e19" opacity=".25"></rect>
            </svg>
        }
        .into_any(),
        Theme::Malam => view! {
            <svg viewBox="0 0 120 84" aria-hidden="true">
                <rect width="120" height="84" fill="#0b1019"></rect>
                <rect x="12" y="16" width="72" height="13" fill="#f1ede6"></rect>
                <rect x="12" y="33" width="44" height="13" fill="#f5b12f"></rect>
                <rect x="12" y="58" width="30" height="18" fill="#f1ede6" opacity=".35"></rect>
                <rect x="46" y="58" width="30" height="18" fill="#f1ede6" opacity=".35"></rect>
            </svg>
        }
        .into_any(),
        Theme::Pasar => view! {
            <svg viewBox="0 0 120 84" aria-hidden="true">
                <rect width="120" height="84" fill="#ffd893"></rect>
                <rect x="10" y="10" width="46" height="64" fill="#ffffff"></rect>
                <rect x="62" y="10" width="48" height="30" fill="#1f5d3e"></rect>
                <rect x="16" y="18" width="24" height="4" fill="#201e19"></rect>
                <rect x="16" y="34" width="34" height="3" fill="#201e19"></rect>
                <rect x="16" y="44" width="34" height="3" fill="#201e19"></rect>
                <rect x="62" y="46" width="48" height="28" fill="#ffffff"></rect>
            </svg>
        }
        .into_any(),
    }
}

/// The choice of a theme.
#[component]
pub(super) fn ThemePicker() -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let chosen = form.read(|document| document.meta.lepas.theme);
    let choices = ALL
        .map(|theme| {
            view! {
                <label>
                    <input
                        class="vh"
                        type="radio"
                        name="studio-theme"
                        prop:checked=move || chosen.get() == theme
                        on:change=move |_| choose(studio, word(theme))
                    />
                    {thumbnail(theme)}
                    <span>
                        <b>{move || i18n.t(name(theme))}</b>
                        " "
                        <span class="quiet">{move || i18n.t(mood(theme))}</span>
                    </span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="lp-themes">
            <legend class="vh">{move || i18n.t(Key::StudioThemeChoose)}</legend>
            {choices}
        </fieldset>
    }
    .into_any()
}

/// The language that the person's texts are written in: labels and dates of the page follow it.
#[component]
pub(super) fn ContentLanguage() -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let held = form.read(|document| document.meta.lepas.locale.tag().to_owned());
    let options =
        Signal::derive(|| vec![SelectOption::new("id", "Bahasa Indonesia"), SelectOption::new("en", "English")]);
    let set = Callback::new(move |tag: String| {
        let locale = if tag == "en" { Locale::En } else { Locale::Id };
        studio.edit("/meta/lepas/locale", |document| document.meta.lepas.locale = locale);
    });
    view! {
        <Select
            label=i18n.label(Key::StudioContentLanguage)
            options=options
            value=held
            on_change=set
            help=MaybeProp::derive(move || Some(i18n.t(Key::StudioContentLanguageHelp).to_owned()))
        />
    }
    .into_any()
}
