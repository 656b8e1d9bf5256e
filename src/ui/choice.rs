//! Things that are on or off: checkbox, radio, switch. Owns the row with label, count and note.

use leptos::prelude::*;

use super::follow::{attr, heard, live};

/// A checkbox with its label and, for facets, a count at the end of the line.
///
/// | prop | meaning |
/// | --- | --- |
/// | `label` | beside the box |
/// | `checked`, `on_change` | the controlled state and each change |
/// | `count` | number of results behind it |
/// | `note` | a second line below the label |
#[component]
pub fn Checkbox(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] checked: Signal<bool>,
    #[prop(into)] on_change: Callback<bool>,
    #[prop(optional, into)] count: MaybeProp<String>,
    #[prop(optional, into)] note: MaybeProp<String>,
    #[prop(optional, into)] name: Option<&'static str>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <label class="lp-check">
            <input
                type="checkbox"
                name=name
                disabled=attr(move || disabled.get())
                prop:checked=attr(move || checked.get())
                on:change=heard(move |event| on_change.run(event_target_checked(&event)))
            />
            <span>{live(move || label.get())}</span>
            {live(move || count.get().map(|count| view! { <span class="num">{count}</span> }))}
            {live(move || note.get().map(|note| view! { <span class="lp-check__note">{note}</span> }))}
        </label>
    }
}

/// A checkbox whose label is more than words, for example a fact dot with its word.
///
/// Props as in [`Checkbox`]; the children are the label.
#[component]
pub fn CheckRow(
    #[prop(into)] checked: Signal<bool>,
    #[prop(into)] on_change: Callback<bool>,
    #[prop(optional, into)] count: MaybeProp<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <label class="lp-check">
            <input
                type="checkbox"
                prop:checked=attr(move || checked.get())
                on:change=heard(move |event| on_change.run(event_target_checked(&event)))
            />
            <span>{children()}</span>
            {live(move || count.get().map(|count| view! { <span class="num">{count}</span> }))}
        </label>
    }
}

/// One of several: buttons with the same `name` belong together.
///
/// | prop | meaning |
/// | --- | --- |
/// | `name`, `value` | group and own value |
/// | `selected` | the value chosen in the group |
/// | `on_select` | called with the own value |
#[component]
pub fn Radio(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] name: String,
    #[prop(into)] value: String,
    #[prop(into)] selected: Signal<String>,
    #[prop(into)] on_select: Callback<String>,
    #[prop(optional, into)] note: MaybeProp<String>,
) -> impl IntoView {
    let own = value.clone();
    let reported = value.clone();
    view! {
        <label class="lp-check">
            <input
                type="radio"
                name=name
                value=value
                prop:checked=attr(move || selected.with(|selected| *selected == own))
                on:change=heard(move |_| on_select.run(reported.clone()))
            />
            <span>{live(move || label.get())}</span>
            {live(move || note.get().map(|note| view! { <span class="lp-check__note">{note}</span> }))}
        </label>
    }
}

/// On or off at once, without a form around it.
///
/// | prop | meaning |
/// | --- | --- |
/// | `label` | beside the switch |
/// | `checked`, `on_change` | the controlled state and each change |
#[component]
pub fn Switch(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] checked: Signal<bool>,
    #[prop(into)] on_change: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="lp-switch">
            <input
                type="checkbox"
                role="switch"
                prop:checked=attr(move || checked.get())
                on:change=heard(move |event| on_change.run(event_target_checked(&event)))
            />
            <span>{live(move || label.get())}</span>
        </label>
    }
}
