//! A labelled choice from a short fixed list, as the browser draws it.

use leptos::prelude::*;

use super::{
    follow::{attr, heard, live},
    ids::unique_id,
    text_field::{FieldError, FieldHelp, FieldLabel, describe},
};

/// One line of a [`Select`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    /// What is reported.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl SelectOption {
    /// An option from its value and its label.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// A native select.
///
/// | prop | meaning |
/// | --- | --- |
/// | `label` | always read; drawn unless `label_hidden` |
/// | `options` | values and labels |
/// | `value`, `on_change` | the controlled value and each choice |
/// | `help`, `error` | as in `TextField` |
#[component]
pub fn Select(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] options: Signal<Vec<SelectOption>>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_change: Callback<String>,
    #[prop(optional, into)] help: MaybeProp<String>,
    #[prop(optional, into)] error: MaybeProp<String>,
    #[prop(optional)] label_hidden: bool,
    #[prop(optional, into)] name: Option<&'static str>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] class: Option<&'static str>,
) -> impl IntoView {
    let id = unique_id("select");
    let (help_id, error_id) = (format!("{id}-help"), format!("{id}-error"));
    let described = describe(help, error, help_id.clone(), error_id.clone());
    let choices = move || {
        options
            .get()
            .into_iter()
            .map(|option| {
                let own = option.value.clone();
                view! {
                    <option value=option.value prop:selected=attr(move || value.with(|value| *value == own))>
                        {option.label}
                    </option>
                }
            })
            .collect_view()
    };
    let control = view! {
        <select
            class=super::button::joined("lp-input", class)
            id=id.clone()
            name=name
            disabled=attr(move || disabled.get())
            aria-label=attr(move || label_hidden.then(|| label.get()))
            aria-invalid=attr(move || error.get().map(|_| "true"))
            aria-describedby=described
            on:change=heard(move |event| on_change.run(event_target_value(&event)))
        >
            {live(choices)}
        </select>
    };
    if label_hidden {
        return control.into_any();
    }
    view! {
        <div class="lp-field">
            <FieldLabel target=id label=label />
            {control}
            <FieldHelp id=help_id text=help />
            <FieldError id=error_id text=error />
        </div>
    }
    .into_any()
}
