//! The looks of a public page and the language it is written in.

use lepas_api::{Locale, profile::Theme};
use leptos::prelude::*;

use super::{form::use_form, store::Studio};
use crate::{
    i18n::Key,
    ui::{Select, SelectOption, attr, heard},
};

/// Its name.
pub(super) fn name(theme: Theme) -> Key {
    match theme {
        Theme::Surat => Key::StudioThemeSurat,
        Theme::Malam => Key::StudioThemeMalam,
        Theme::Pasar => Key::StudioThemePasar,
        Theme::Mori => Key::StudioThemeMori,
        Theme::Nila => Key::StudioThemeNila,
        Theme::Katalog => Key::StudioThemeKatalog,
        Theme::Garis => Key::StudioThemeGaris,
        Theme::Kunyit => Key::StudioThemeKunyit,
    }
}

fn mood(theme: Theme) -> Key {
    match theme {
        Theme::Surat => Key::StudioThemeSuratMood,
        Theme::Malam => Key::StudioThemeMalamMood,
        Theme::Pasar => Key::StudioThemePasarMood,
        Theme::Mori => Key::StudioThemeMoriMood,
        Theme::Nila => Key::StudioThemeNilaMood,
        Theme::Katalog => Key::StudioThemeKatalogMood,
        Theme::Garis => Key::StudioThemeGarisMood,
        Theme::Kunyit => Key::StudioThemeKunyitMood,
    }
}

/// Chooses a theme by its word.
pub(super) fn choose(studio: Studio, chosen: &str) {
    if let Some(theme) = Theme::from_slug(chosen) {
        studio.edit("/meta/lepas/theme", |document| document.meta.lepas.theme = theme);
    }
}

/// A small drawing of a theme: a path for each of its colours, on a ground of 120 by 84.
fn thumbnail(theme: Theme) -> impl IntoView {
    let colors: [(&str, &str); 3] = match theme {
        Theme::Surat => [
            ("#fdfbf7", ""),
            ("#201e19", "M38 14h44v6h-44zM26 27h68v3h-68zM26 34h68v3h-68z"),
            ("#982922", "M26 46h32v24h-32zM62 46h32v24h-32z"),
        ],
        Theme::Malam => [
            ("#0b1019", ""),
            ("#f1ede6", "M12 16h72v13h-72zM12 58h30v18h-30zM46 58h30v18h-30z"),
            ("#f5b12f", "M12 33h44v13h-44z"),
        ],
        Theme::Pasar => [
            ("#ffd893", ""),
            ("#fffaf0", "M10 10h46v64h-46zM62 46h48v28h-48z"),
            ("#1f5d3e", "M62 10h48v30h-48zM16 18h24v4h-24zM16 34h34v3h-34zM16 44h34v3h-34z"),
        ],
        Theme::Mori => [
            ("#f4efe4", ""),
            ("#2b2720", "M42 16h50v7h-50zM42 46h66v3h-66zM42 55h58v3h-58zM42 64h40v3h-40z"),
            ("#673f26", "M12 12h22v22h-22zM12 46h18v3h-18z"),
        ],
        Theme::Nila => [
            ("#17345c", ""),
            ("#f3f0e9", "M10 16h26v26h-26zM42 26h50v7h-50zM10 50h46v26h-46zM62 50h20v26h-20zM88 50h20v26h-20z"),
            ("#ffc35c", "M0 12h120v3h-120z"),
        ],
        Theme::Katalog => [
            ("#ffffff", ""),
            ("#111111", "M8 10h62v10h-62zM8 26h104v2h-104z"),
            ("#b9b3a8", "M8 36h48v38h-48zM62 36h22v22h-22zM90 36h22v30h-22z"),
        ],
        Theme::Garis => [
            ("#ebeff4", ""),
            (
                "#121823",
                "M10 10h100v2h-100zM10 72h100v2h-100zM10 10h2v64h-2zM108 10h2v64h-2zM10 32h100v1h-100zM60 32h1v42h-1z",
            ),
            ("#2f5c9a", "M16 16h12v12h-12zM34 18h40v4h-40zM16 40h34v3h-34zM66 40h34v3h-34zM66 48h26v3h-26z"),
        ],
        Theme::Kunyit => [
            ("#fff0d6", ""),
            (
                "#f2ac2e",
                "M0 0h120v20l-6 5-6-5-6 5-6-5-6 5-6-5-6 5-6-5-6 5-6-5-6 5-6-5-6 5-6-5-6 5-6-5-6 5-6-5-6 5-6-5z",
            ),
            ("#7d5200", "M50 18a10 10 0 0 1 20 0a10 10 0 0 1-20 0zM36 38h48v6h-48zM16 54h40v20h-40zM64 54h40v20h-40z"),
        ],
    };
    let [(ground, _), first, second] = colors;
    view! {
        <svg viewBox="0 0 120 84" aria-hidden="true">
            <path fill=ground d="M0 0h120v84H0z"></path>
            <path fill=first.0 d=first.1></path>
            <path fill=second.0 d=second.1></path>
        </svg>
    }
}

/// The choice of a theme.
#[component]
pub(super) fn ThemePicker() -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let chosen = form.read(|document| document.meta.lepas.theme);
    let choices = Theme::ALL
        .map(|theme| {
            view! {
                <label>
                    <input
                        class="vh"
                        type="radio"
                        name="studio-theme"
                        prop:checked=attr(move || chosen.get() == theme)
                        on:change=heard(move |_| choose(studio, theme.slug()))
                    />
                    {thumbnail(theme)}
                    <span>
                        <b>{i18n.text(name(theme))}</b>
                        " "
                        <span class="quiet">{i18n.text(mood(theme))}</span>
                    </span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="lp-themes">
            <legend class="vh">{i18n.text(Key::StudioThemeChoose)}</legend>
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
