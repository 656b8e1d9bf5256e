//! The profile part: outline, form and live preview side by side.
//!
//! Owns the arrangement; each section of the form is a module of its own.

mod basics;
mod contact;
mod hours;
mod languages;
mod place;
mod rate;
mod skills;

use leptos::prelude::*;

use super::{
    checks::Section,
    form::use_form,
    outline::Outline,
    preview_pane::PreviewPane,
    themes::{ContentLanguage, ThemePicker},
};
use crate::{i18n::Key, platform::zone};

/// The profile part.
#[component]
pub(super) fn ProfileSection() -> impl IntoView {
    let studio = use_form().studio;
    // Clients filter by shared hours; the device knows the zone, so nobody has to look it up.
    let lacks_zone = studio.document.with_untracked(|document| document.meta.lepas.time_zone.is_none());
    if let Some(zone) = zone::time_zone().filter(|_| lacks_zone) {
        studio.edit("/meta/lepas/time_zone", |document| document.meta.lepas.time_zone = Some(zone));
    }
    view! {
        <div class="lp-editor">
            <Outline />
            <form class="lp-form" on:submit=|event| event.prevent_default()>
                <basics::BasicsFields />
                <skills::SkillFields />
                <rate::RateFields />
                <hours::HoursFields />
                <languages::LanguageFields />
                <place::PlaceFields />
                <contact::ContactFields />
                <Fieldset section=Section::Look title=Key::StudioSectionLook>
                    <ThemePicker />
                    <ContentLanguage />
                </Fieldset>
            </form>
            <PreviewPane />
        </div>
    }
}

/// A section of the form with a heading that others can lead to.
#[component]
pub(super) fn Fieldset(section: Section, title: Key, children: Children) -> impl IntoView {
    let i18n = use_form().i18n;
    view! {
        <section class="lp-fieldset" aria-labelledby=section.id()>
            <h2 class="lp-h" id=section.id() tabindex="-1">
                {move || i18n.t(title)}
            </h2>
            {children()}
        </section>
    }
    .into_any()
}
