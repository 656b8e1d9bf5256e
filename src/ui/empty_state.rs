//! Nothing here: the cause, and at most three ways on.

use leptos::prelude::*;

use super::{follow::live, petals::Kawung};

/// An empty list or page.
///
/// | prop | meaning |
/// | --- | --- |
/// | `title` | the cause in one sentence |
/// | `text` | what could be done |
/// | children | up to three buttons, each naming its result |
#[component]
pub fn EmptyState(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] text: MaybeProp<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="lp-empty">
            <Kawung class="lp-empty__motif" />
            <h2>{live(move || title.get())}</h2>
            {live(move || text.get().map(|text| view! { <p class="soft">{text}</p> }))}
            {children
                .map(|children| {
                    view! {
                        <div class="row" data-gap="1">
                            {children()}
                        </div>
                    }
                })}
        </div>
    }
}
