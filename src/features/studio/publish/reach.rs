//! The owner's colour, who may find the page, and what can be taken from it.

use lepas_api::{path, profile::PageSettings};
use lepas_page::Accent;
use leptos::prelude::*;

use super::super::{entries::Entries, form::use_form, sections::Part};
use crate::{
    i18n::Key,
    routes::{Route, StudioSection},
    ui::{Icon, attr, heard, live},
};

/// Our colours, that of the theme, and one of one's own.
#[component]
pub(super) fn AccentPicker() -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let chosen = form.read(|document| document.meta.lepas.page.accent.clone().unwrap_or_default());
    let choose = move |word: String| {
        studio.edit("/meta/lepas/page/accent", |document| {
            document.meta.lepas.page.accent = Some(word).filter(|word| !word.is_empty());
        });
    };
    let own = move || chosen.with(|word| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let choices = std::iter::once(None)
        .chain(Accent::ALL.map(Some))
        .map(|accent| {
            let word = accent.map_or("", Accent::slug);
            view! {
                <label>
                    <input
                        class="vh"
                        type="radio"
                        name="studio-accent"
                        prop:checked=attr(move || chosen.with(|chosen| chosen == word))
                        on:change=heard(move |_| choose(word.to_owned()))
                    />
                    <svg viewBox="0 0 28 28" aria-hidden="true">
                        <path fill=accent.map_or_else(|| "none".to_owned(), Accent::color) d="M0 0h28v28H0z"></path>
                    </svg>
                    <span>{live(move || if word.is_empty() { i18n.t(Key::StudioAccentTheme) } else { word })}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="lp-swatches">
            <legend class="vh">{i18n.text(Key::StudioAccent)}</legend>
            {choices}
            <label>
                <input
                    type="color"
                    prop:value=attr(move || if own() { chosen.with(|word| ["#", word].concat()) } else { "#21477c".to_owned() })
                    on:change=heard(move |event| choose(event_target_value(&event).trim_start_matches('#').to_owned()))
                />
                {i18n.text(Key::StudioAccentOwn)}
            </label>
        </fieldset>
        <p class="sm soft">{i18n.text(Key::StudioAccentHelp)}</p>
    }
    .into_any()
}

type Member = fn(&mut PageSettings) -> &mut bool;

/// Search engines, talent search, counting, link page: each with what it means.
#[component]
pub(super) fn Reach() -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    // Hiding is what the document says; being found is what people switch.
    let rows: [(Key, Key, bool, Member); 4] = [
        (Key::StudioReachEngines, Key::StudioReachEnginesHelp, true, |page| &mut page.hide_from_engines),
        (Key::StudioReachTalent, Key::StudioReachTalentHelp, true, |page| &mut page.hide_from_talent),
        (Key::StudioReachCount, Key::StudioReachCountHelp, false, |page| &mut page.count_visits),
        (Key::StudioReachLinks, Key::StudioReachLinksHelp, false, |page| &mut page.link_page),
    ];
    rows.into_iter().map(|(label, help, inverted, member)| {
        let on = form.read(move |document| *member(&mut document.meta.lepas.page.clone()) != inverted);
        view! {
            <label class="lp-switch">
                <input
                    type="checkbox"
                    role="switch"
                    prop:checked=attr(move || on.get())
                    on:change=heard(move |event| {
                        let on = event_target_checked(&event);
                        studio.edit("/meta/lepas/page", |document| *member(&mut document.meta.lepas.page) = on != inverted);
                    })
                />
                <span>
                    <b>{i18n.text(label)}</b>
                    <br />
                    <span class="quiet">{i18n.text(help)}</span>
                </span>
            </label>
        }
    })
    .collect_view()
    .into_any()
}

/// The links of the link page, while there is one or there are some.
#[component]
pub(super) fn Links() -> impl IntoView {
    let form = use_form();
    let shown = form.read(|document| {
        let page = &document.meta.lepas.page;
        page.link_page || !page.links.is_empty()
    });
    move || {
        shown.get().then(|| {
            view! {
                <div class="lp-subpart" role="group" aria-labelledby="studio-links">
                    <h3 id="studio-links">{form.i18n.text(Key::StudioLinks)}</h3>
                    <Entries path="/meta/lepas/page/links" list=Part::Links.list() />
                </div>
            }
            .into_any()
        })
    }
}

/// The page on paper, once there is one.
#[component]
pub(super) fn OnPaper() -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let printed = move || {
        let handle = form.studio.about.with(|about| {
            about.as_ref().filter(|about| about.published_at.is_some()).map(|about| about.handle.clone())
        })?;
        let link = |address: String, key: Key| {
            view! {
                <a class="lp-button" href=address target="_blank" rel="external noopener">
                    <Icon name="external-link" />
                    {i18n.t(key)}
                    <span class="vh">{i18n.t(Key::StudioPubNewTab)}</span>
                </a>
            }
        };
        Some(view! {
            <p class="row" data-gap="1">
                {link(path::page(&handle), Key::StudioTakePrint)}
                {link(path::rate_card(&handle), Key::StudioTakeRates)}
            </p>
        })
    };
    view! {
        {live(printed)}
        <p>
            <a class="lp-button" href=Route::StudioSection(StudioSection::Moving).path()>
                <Icon name="download" />
                {i18n.text(Key::StudioTakeMore)}
            </a>
        </p>
    }
    .into_any()
}
