//! Bringing a profile in and taking it away: one page of the studio, and a part of the program of its own.
//!
//! Owns the page and what stands in its place until it is here. Reading and writing formats is `lepas-exchange`'s; what only
//! machines read is made by the server.

mod bring;
mod pack;
mod read;
mod take;

use leptos::prelude::*;

use super::form::use_form;
use crate::{
    i18n::Key,
    platform::part::Part,
    state::locale::I18n,
    ui::{LaterWords, later},
};

/// The parts of the studio that are fetched when they are asked for. `app` puts them in context.
#[derive(Clone, Copy)]
pub struct StudioParts {
    /// Import and export.
    pub moving: Part<(), AnyView>,
}

/// The page, or grey rows until it is here.
pub(super) fn section(i18n: I18n) -> AnyView {
    let words = LaterWords {
        waiting: i18n.label(Key::CommonLoading),
        title: i18n.label(Key::ErrorLoad),
        text: i18n.label(Key::AppPartAbsent),
        retry: i18n.label(Key::CommonRetry),
    };
    use_context::<StudioParts>().map(|parts| later(parts.moving, (), 6, words)).into_any()
}

/// Import and export, inside of the studio.
#[component]
pub fn MovingPage() -> impl IntoView {
    let i18n = use_form().i18n;
    let part = |id: &'static str, title: Key, text: Key, content: AnyView| {
        view! {
            <section class="lp-form stack" data-gap="5" aria-labelledby=id>
                <div class="stack" data-gap="2">
                    <h2 class="lp-h" id=id tabindex="-1">{i18n.text(title)}</h2>
                    <p class="soft">{i18n.text(text)}</p>
                </div>
                {content}
            </section>
        }
    };
    view! {
        <div class="lp-moving">
            {part("studio-bring", Key::StudioBring, Key::StudioBringText, bring::view())}
            {part("studio-take", Key::StudioTake, Key::StudioTakeText, take::view())}
        </div>
    }
    .into_any()
}
