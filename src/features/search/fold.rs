//! A part of the column that opens and closes: a heading that is a button, and what it opens.

use leptos::prelude::*;

use crate::ui::{Icon, attr, heard};

/// Draws one. What is inside is computed when it opens, by whoever owns `open`.
pub(super) fn fold(id: &'static str, title: Signal<String>, open: RwSignal<bool>, body: AnyView) -> AnyView {
    view! {
        <section class="lp-facet lp-fold" aria-labelledby=format!("{id}-title")>
            <h2>
                <button
                    class="lp-why"
                    id=format!("{id}-title")
                    type="button"
                    aria-expanded=attr(move || open.get().to_string())
                    aria-controls=id
                    on:click=heard(move |_| open.update(|open| *open = !*open))
                >
                    <Icon name="chevron-down" />
                    {title}
                </button>
            </h2>
            <div class="stack" data-gap="2" id=id hidden=attr(move || !open.get())>
                {body}
            </div>
        </section>
    }
    .into_any()
}
