//! Chips and tags. A chip can be operated, a tag cannot.

use leptos::prelude::*;

use super::{
    Icon,
    follow::{attr, heard, live},
};

/// A small button: a toggle, or an active filter that is taken away by pressing it.
///
/// | prop | meaning |
/// | --- | --- |
/// | `label` | its word |
/// | `pressed` | makes it a toggle |
/// | `removal` | the word for "remove"; draws a cross and says the word after the label |
/// | `icon` | sprite name before the word |
/// | `on_press` | toggled, or to be removed |
#[component]
pub fn Chip(
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] pressed: MaybeProp<bool>,
    #[prop(optional, into)] removal: MaybeProp<String>,
    #[prop(optional, into)] icon: Option<&'static str>,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            class="lp-chip"
            type="button"
            aria-pressed=attr(move || pressed.get().map(|pressed| pressed.to_string()))
            data-on=attr(move || removal.get().map(|_| ""))
            on:click=heard(move |_| on_press.run(()))
        >
            {icon.map(|name| view! { <Icon name=name /> })}
            {live(move || label.get())}
            {live(move || {
                removal
                    .get()
                    .map(|word| {
                        view! {
                            <span class="vh">", " {word}</span>
                            <Icon name="x" />
                        }
                    })
            })}
        </button>
    }
}

/// Chips in a line that wraps, with a name for the whole.
///
/// | prop | meaning |
/// | --- | --- |
/// | `label` | name of the group |
/// | children | the chips |
#[component]
pub fn ChipRow(#[prop(into)] label: Signal<String>, children: Children) -> impl IntoView {
    view! {
        <div class="lp-chip-row" role="group" aria-label=attr(move || label.get())>
            {children()}
        </div>
    }
}

/// A word that cannot be operated.
///
/// | prop | meaning |
/// | --- | --- |
/// | `label` | its word |
/// | `hit` | it is one of the things looked for; drawn with a tick |
#[component]
pub fn Tag(#[prop(into)] label: String, #[prop(optional)] hit: bool) -> impl IntoView {
    view! {
        <span class="lp-tag" data-hit=hit.then_some("")>
            {hit.then(|| view! { <Icon name="check" /> })}
            {label}
        </span>
    }
}
