//! Cards and badges for other sites: what each is for, its text to copy, and how it looks now.
//!
//! Owns the page and its choices. Leaves what follows from them to `chosen`, the words of the choices to `choices`, the
//! sample sites to `live`, the owner's settings to `owner` and what survives where to `survival`.

use lepas_api::Locale;
use lepas_page::{Accent, BadgeParts, CardLayout};
use leptos::prelude::*;

mod choices;
mod chosen;
mod live;
mod owner;
mod sites;
mod survival;
mod text;

pub(super) use self::text::CopyButton;
use self::{
    choices::{PLACES, Rung, accent_name, language_from_word, language_word, layout_name, read_radius},
    chosen::Chosen,
    live::Live,
    owner::OwnersSay,
    survival::Survival,
    text::TakeAway,
};
use super::form::use_form;
use crate::{
    i18n::Key,
    state::theme::{from_word, word as scheme_word},
    ui::{Checkbox, Select, SelectOption, TextField, live, memo},
};

/// The widgets part.
#[component]
pub(super) fn WidgetsSection() -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let chosen = Chosen::new(form);
    let rung = chosen.rung;
    let place = RwSignal::new(0_usize);
    let places = Signal::derive(move || {
        PLACES.map(|place| SelectOption::new(place.word, place.name.unwrap_or_else(|key| i18n.t(key)))).to_vec()
    });
    let choose_place = Callback::new(move |word: String| {
        let at = PLACES.iter().position(|place| place.word == word).unwrap_or(0);
        place.set(at);
        rung.set(PLACES[at].rung);
    });
    rung.set(PLACES[0].rung);
    let rungs = Signal::derive(move || Rung::ALL.map(|(_, word, key)| SelectOption::new(word, i18n.t(key))).to_vec());
    view! {
        <div class="lp-widgets">
            <section class="stack" data-gap="4" aria-labelledby="studio-widget-card">
                <h2 class="lp-h" id="studio-widget-card">{i18n.text(Key::StudioWidgetsCard)}</h2>
                <p class="soft">{i18n.text(Key::StudioWidgetsCardText)}</p>
                <div class="lp-cols">
                    <Select
                        label=i18n.label(Key::StudioWidgetsPlace)
                        options=places
                        value=Signal::derive(move || PLACES[place.get()].word.to_owned())
                        on_change=choose_place
                    />
                    <Select
                        label=i18n.label(Key::StudioWidgetsRung)
                        options=rungs
                        value=Signal::derive(move || rung.get().word().to_owned())
                        on_change=Callback::new(move |word: String| rung.set(Rung::from_word(&word)))
                    />
                </div>
                <Looks chosen=chosen />
                <TakeAway chosen=chosen />
                <p>{live(move || i18n.t(PLACES[place.get()].paste))}</p>
                <h3 class="lp-h">{i18n.text(Key::StudioWidgetsCheck)}</h3>
                <p class="soft">{live(move || i18n.t(rung.get().check()))}</p>
            </section>
            <Live chosen=chosen />
            <OwnersSay />
            <Survival />
        </div>
    }
    .into_any()
}

/// Changes what stands on the badge. A badge with nothing but a name would be drawn with everything, so the first thing
/// stays when the last one is taken away.
fn keep_one(parts: &mut BadgeParts, change: impl FnOnce(&mut BadgeParts)) {
    change(parts);
    parts.availability |= !parts.rate && !parts.rating;
}

/// The choices that mean something for the chosen rung.
#[component]
fn Looks(chosen: Chosen) -> impl IntoView {
    let i18n = use_form().i18n;
    let Chosen { rung, layout, scheme, accent, corners, language, parts, others, .. } = chosen;
    let layouts = Signal::derive(move || {
        CardLayout::ALL.map(|layout| SelectOption::new(layout.slug(), i18n.t(layout_name(layout)))).to_vec()
    });
    let schemes = Signal::derive(move || {
        vec![
            SelectOption::new("system", i18n.t(Key::StudioWidgetsSchemeSystem)),
            SelectOption::new("light", i18n.t(Key::StudioWidgetsSchemeLight)),
            SelectOption::new("dark", i18n.t(Key::StudioWidgetsSchemeDark)),
        ]
    });
    let languages = Signal::derive(move || {
        vec![
            SelectOption::new(language_word(None), i18n.t(Key::StudioWidgetsLanguagePage)),
            SelectOption::new(Locale::Id.tag(), "Bahasa Indonesia"),
            SelectOption::new(Locale::En.tag(), "English"),
        ]
    });
    let accents = Accent::ALL.map(|accent| SelectOption::new(accent.slug(), accent_name(accent))).to_vec();
    let shape = move || {
        view! {
            <Select
                label=i18n.label(Key::StudioWidgetsLayout)
                options=layouts
                value=Signal::derive(move || layout.get().slug().to_owned())
                on_change=Callback::new(move |slug: String| layout.set(CardLayout::from_slug(&slug).unwrap_or_default()))
            />
        }
        .into_any()
    };
    let team = move || {
        view! {
            <TextField
                label=i18n.label(Key::StudioWidgetsOthers)
                value=others
                on_input=Callback::new(move |text: String| others.set(text))
                help=MaybeProp::derive(move || Some(i18n.t(Key::StudioWidgetsOthersHelp).to_owned()))
                error=MaybeProp::derive(move || {
                    chosen.wrong_other().map(|word| i18n.fill(Key::StudioWidgetsOthersWrong, &[("word", &word)]))
                })
                autocomplete="off"
            />
        }
        .into_any()
    };
    let colours = {
        let accents = StoredValue::new(accents);
        move || {
            view! {
                <Select
                    label=i18n.label(Key::StudioWidgetsAccent)
                    options=accents.get_value()
                    value=Signal::derive(move || accent.get().slug().to_owned())
                    on_change=Callback::new(move |slug: String| accent.set(Accent::from_slug(&slug).unwrap_or_default()))
                />
                <TextField
                    label=i18n.label(Key::StudioWidgetsCorners)
                    value=corners
                    on_input=Callback::new(move |text: String| corners.set(text))
                    help=MaybeProp::derive(move || Some(i18n.t(Key::StudioWidgetsCornersHelp).to_owned()))
                    error=MaybeProp::derive(move || {
                        corners.with(|text| read_radius(text)).err().map(|rule| rule.message(i18n.locale()))
                    })
                    suffix=MaybeProp::derive(|| Some("px".to_owned()))
                    input_mode="numeric"
                />
            }
            .into_any()
        }
    };
    // Typing in a field of one kind must not build the fields of another again.
    let kind = memo(move || rung.get());
    let is_card = memo(move || rung.get().is_card());
    view! {
        <div class="lp-cols">
            {live(move || match kind.get() {
                Rung::Frame | Rung::Element | Rung::Address => Some(shape()),
                Rung::Team => Some(team()),
                Rung::Snippet | Rung::Badge => None,
            })}
            <Select
                label=i18n.label(Key::StudioWidgetsLanguage)
                options=languages
                value=Signal::derive(move || language_word(language.get()).to_owned())
                on_change=Callback::new(move |word: String| language.set(language_from_word(&word)))
            />
            {live(move || {
                (kind.get() != Rung::Snippet)
                    .then(|| {
                        view! {
                            <Select
                                label=i18n.label(Key::StudioWidgetsScheme)
                                options=schemes
                                value=Signal::derive(move || scheme_word(scheme.get()).to_owned())
                                on_change=Callback::new(move |word: String| scheme.set(from_word(&word)))
                            />
                        }
                    })
            })}
            {live(move || is_card.get().then(colours))}
        </div>
        {live(move || {
            (kind.get() == Rung::Badge)
                .then(|| {
                    view! {
                        <div class="stack" data-gap="2">
                            <Checkbox
                                label=i18n.label(Key::StudioWidgetsPartFree)
                                checked=Signal::derive(move || parts.get().availability)
                                on_change=Callback::new(move |on| parts.update(|parts| keep_one(parts, |parts| parts.availability = on)))
                            />
                            <Checkbox
                                label=i18n.label(Key::StudioWidgetsPartRate)
                                checked=Signal::derive(move || parts.get().rate)
                                on_change=Callback::new(move |on| parts.update(|parts| keep_one(parts, |parts| parts.rate = on)))
                            />
                            <Checkbox
                                label=i18n.label(Key::StudioWidgetsPartRating)
                                checked=Signal::derive(move || parts.get().rating)
                                on_change=Callback::new(move |on| parts.update(|parts| keep_one(parts, |parts| parts.rating = on)))
                            />
                        </div>
                    }
                })
        })}
    }
    .into_any()
}
