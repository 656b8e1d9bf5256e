//! A choice among few that is always in view: segments, and the two switches made of them.

use leptos::prelude::*;

use super::{
    Icon,
    follow::{attr, heard, live},
};

/// One segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// What is reported.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Sprite name before the label.
    pub icon: Option<&'static str>,
}

/// Buttons in one frame, one of them pressed.
///
/// | prop | meaning |
/// | --- | --- |
/// | `label` | name of the group |
/// | `segments` | see [`Segment`] |
/// | `value`, `on_select` | the controlled value and each choice |
#[component]
pub fn Segmented(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] segments: Signal<Vec<Segment>>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_select: Callback<String>,
) -> impl IntoView {
    let buttons = move || {
        segments
            .get()
            .into_iter()
            .map(|segment| {
                let own = segment.value.clone();
                view! {
                    <button
                        type="button"
                        aria-pressed=attr(move || value.with(|value| *value == own).to_string())
                        on:click=heard(move |_| on_select.run(segment.value.clone()))
                    >
                        {segment.icon.map(|name| view! { <Icon name=name /> })}
                        {segment.label}
                    </button>
                }
            })
            .collect_view()
    };
    view! {
        <span class="lp-seg" role="group" aria-label=attr(move || label.get())>
            {live(buttons)}
        </span>
    }
}

/// Light, dark, or as the system says.
///
/// | prop | meaning |
/// | --- | --- |
/// | `label` | name of the group |
/// | `system_label`, `light_label`, `dark_label` | words of the three choices |
/// | `value` | `"system"`, `"light"` or `"dark"` |
/// | `on_select` | one of the same three |
#[component]
pub fn ThemeSwitch(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] system_label: Signal<String>,
    #[prop(into)] light_label: Signal<String>,
    #[prop(into)] dark_label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_select: Callback<String>,
) -> impl IntoView {
    let segments = Signal::derive(move || {
        [("system", system_label, "monitor"), ("light", light_label, "sun"), ("dark", dark_label, "moon")]
            .map(|(value, label, icon)| Segment { value: value.to_owned(), label: label.get(), icon: Some(icon) })
            .to_vec()
    });
    view! { <Segmented label=label segments=segments value=value on_select=on_select /> }
}

/// A language to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageChoice {
    /// Language tag, such as `id`.
    pub tag: &'static str,
    /// Two letters to show.
    pub short: &'static str,
    /// Its own name for itself, read out after the letters.
    pub name: &'static str,
}

/// The switch of languages in the top bar. Names of languages are in their own language, so they are not texts to
/// translate.
///
/// | prop | meaning |
/// | --- | --- |
/// | `label` | name of the group |
/// | `choices` | see [`LanguageChoice`] |
/// | `value` | tag of the language in use |
/// | `on_select` | tag of the language chosen |
#[component]
pub fn LanguageSwitch(
    #[prop(into)] label: Signal<String>,
    choices: Vec<LanguageChoice>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_select: Callback<String>,
) -> impl IntoView {
    let buttons = choices
        .into_iter()
        .map(|choice| {
            view! {
                <button
                    type="button"
                    lang=choice.tag
                    aria-pressed=attr(move || value.with(|value| value == choice.tag).to_string())
                    on:click=heard(move |_| on_select.run(choice.tag.to_owned()))
                >
                    {choice.short}
                    <span class="vh">", " {choice.name}</span>
                </button>
            }
        })
        .collect_view();
    view! {
        <span class="lp-lang" role="group" aria-label=attr(move || label.get())>
            {buttons}
        </span>
    }
}
