//! Bringing a profile in and taking it away.
//!
//! Owns the page and that it is a part of its own: nobody who does not move pays for it. Leaves formats to
//! `lepas-exchange`, choosing to `report`, reading files to `read` and the whole site to `pack`.

mod give;
mod pack;
mod read;
mod report;

use leptos::prelude::*;

use self::{give::Give, report::Bring};
use super::form::use_form;
use crate::{
    i18n::Key,
    platform::part::Part,
    state::locale::use_i18n,
    ui::{LaterWords, later},
};

/// The parts of the studio that are fetched when they are opened; `app` puts them in context.
#[derive(Clone, Copy)]
pub struct StudioParts {
    /// Import and export.
    pub moving: Part<(), AnyView>,
}

/// The page, or what stands there until it is here.
pub(super) fn arriving() -> AnyView {
    let i18n = use_i18n();
    let words = LaterWords {
        waiting: i18n.label(Key::CommonLoading),
        title: i18n.label(Key::ErrorLoad),
        text: i18n.label(Key::AppPartAbsent),
        retry: i18n.label(Key::CommonRetry),
    };
    use_context::<StudioParts>().map_or_else(|| ().into_any(), |parts| later(parts.moving, (), 4, words))
}

/// Import and export, inside of the studio.
#[component]
pub fn MovingSection() -> impl IntoView {
    let i18n = use_form().i18n;
    view! {
        <div class="lp-move">
            <section class="stack" data-gap="4" aria-labelledby="studio-bring">
                <h2 class="lp-h" id="studio-bring" tabindex="-1">{move || i18n.t(Key::StudioBringTitle)}</h2>
                <Bring />
            </section>
            <section class="stack" data-gap="4" aria-labelledby="studio-give">
                <h2 class="lp-h" id="studio-give">{move || i18n.t(Key::StudioGiveTitle)}</h2>
                <Give />
            </section>
        </div>
    }
    .into_any()
}
