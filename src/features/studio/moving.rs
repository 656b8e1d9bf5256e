//! Bringing a profile in and taking it away: one page of the studio.
//!
//! Owns the page. Reading and writing formats is `lepas-exchange`'s; what only machines read is made by the server.

mod bring;
mod pack;
mod read;
mod take;

use leptos::prelude::*;

use crate::{i18n::Key, state::locale::I18n};

/// Import and export, inside of the studio.
pub(super) fn page(i18n: I18n) -> AnyView {
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
        .into_any()
    };
    view! {
        <div class="lp-moving">
            {part("studio-bring", Key::StudioBring, Key::StudioBringText, bring::view())}
            {part("studio-take", Key::StudioTake, Key::StudioTakeText, take::view())}
        </div>
    }
    .into_any()
}
