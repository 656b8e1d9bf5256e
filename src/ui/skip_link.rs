//! The first thing the keyboard reaches: past the bars, straight to the content.

use leptos::prelude::*;

use super::follow::{heard, live};

use crate::platform::ui_dom;

/// A link that shows itself when focused.
///
/// | prop | meaning |
/// | --- | --- |
/// | `target` | id of the content; it needs `tabindex="-1"` |
/// | `label` | "Skip to content" |
#[component]
pub fn SkipLink(target: &'static str, #[prop(into)] label: Signal<String>) -> impl IntoView {
    // The router would take a bare fragment for a change of page, so the jump is made here.
    let jump = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        ui_dom::focus_by_id(target);
    };
    view! {
        <a class="skip" href=format!("#{target}") on:click=heard(jump)>
            {live(move || label.get())}
        </a>
    }
}
