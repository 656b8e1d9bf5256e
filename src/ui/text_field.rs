//! A labelled text field. Owns the ties between label, help, error and control; leaves validation to its caller.

use leptos::prelude::*;

use super::{
    Icon,
    follow::{attr, heard, live, memo},
    ids::unique_id,
};

/// Label above, help below, error below in words. What was typed always stays.
///
/// | prop | meaning |
/// | --- | --- |
/// | `label`, `help`, `error` | texts; an error marks the field as invalid |
/// | `optional` | a quiet word beside the label: "optional", or who sees it |
/// | `mark` | sprite name before that word |
/// | `value`, `on_input` | the controlled text and each change of it |
/// | `on_commit` | the text when the person leaves the field or presses Enter |
/// | `kind` | `type` of the input: `text`, `email`, `password`, `url`, `search`, `date`, `time` |
/// | `input_mode`, `autocomplete`, `name`, `placeholder`, `language` | as in HTML |
/// | `prefix`, `suffix` | shown inside the frame: a currency, an address |
/// | `multiline` | a text area that grows |
/// | `limit` | shows "typed / limit" in characters; typing beyond it is possible and marked |
#[component]
pub fn TextField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_input: Callback<String>,
    #[prop(optional, into)] on_commit: Option<Callback<String>>,
    #[prop(optional, into)] help: MaybeProp<String>,
    #[prop(optional, into)] error: MaybeProp<String>,
    #[prop(optional, into)] optional: MaybeProp<String>,
    #[prop(optional, into)] mark: Option<&'static str>,
    #[prop(optional, into)] kind: Option<&'static str>,
    #[prop(optional, into)] input_mode: Option<&'static str>,
    #[prop(optional, into)] autocomplete: Option<&'static str>,
    #[prop(optional, into)] name: Option<&'static str>,
    #[prop(optional, into)] placeholder: MaybeProp<String>,
    #[prop(optional, into)] language: Option<&'static str>,
    #[prop(optional, into)] prefix: MaybeProp<String>,
    #[prop(optional, into)] suffix: MaybeProp<String>,
    #[prop(optional)] multiline: bool,
    #[prop(default = None, into)] limit: Option<usize>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| unique_id("field"));
    let (help_id, error_id) = (format!("{id}-help"), format!("{id}-error"));
    let described = describe(help, error, help_id.clone(), error_id.clone());
    let invalid = move || error.get().map(|_| "true");
    let typed = move |text: String| on_input.run(text);
    let left = move |text: String| {
        if let Some(on_commit) = on_commit {
            on_commit.run(text);
        }
    };
    let control = if multiline {
        view! {
            <textarea
                class="lp-input"
                id=id.clone()
                name=name
                lang=language
                placeholder=attr(move || placeholder.get())
                disabled=attr(move || disabled.get())
                aria-invalid=attr(invalid)
                aria-describedby=described
                prop:value=attr(move || value.get())
                on:input=heard(move |event| typed(event_target_value(&event)))
                on:change=heard(move |event| left(event_target_value(&event)))
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                class="lp-input"
                id=id.clone()
                type=kind.unwrap_or("text")
                name=name
                lang=language
                inputmode=input_mode
                autocomplete=autocomplete
                placeholder=attr(move || placeholder.get())
                disabled=attr(move || disabled.get())
                aria-invalid=attr(invalid)
                aria-describedby=described
                prop:value=attr(move || value.get())
                on:input=heard(move |event| typed(event_target_value(&event)))
                on:change=heard(move |event| left(event_target_value(&event)))
            />
        }
        .into_any()
    };
    let framed = !multiline && (prefix.get_untracked().is_some() || suffix.get_untracked().is_some());
    let control = if framed {
        view! {
            <div class="lp-affix">
                {live(move || prefix.get().map(|text| view! { <span>{text}</span> }))}
                {control}
                {live(move || suffix.get().map(|text| view! { <span>{text}</span> }))}
            </div>
        }
        .into_any()
    } else {
        control
    };
    let counter = limit.map(|limit| {
        let length = memo(move || value.with(|text| text.chars().count()));
        view! {
            <span class="num" data-over=attr(move || (length.get() > limit).then_some(""))>
                {live(move || length.get())} " / " {limit}
            </span>
        }
    });
    view! {
        <div class="lp-field">
            <FieldLabel target=id label=label optional=optional mark=mark />
            {control}
            <div class="lp-field__foot">
                <FieldHelp id=help_id text=help />
                {counter}
            </div>
            <FieldError id=error_id text=error />
        </div>
    }
}

/// Ids for `aria-describedby`: only those whose text is there.
pub(super) fn describe(
    help: MaybeProp<String>,
    error: MaybeProp<String>,
    help_id: String,
    error_id: String,
) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static {
    move || match (help.get().is_some(), error.get().is_some()) {
        (false, false) => None,
        (true, false) => Some(help_id.clone()),
        (false, true) => Some(error_id.clone()),
        (true, true) => Some(format!("{error_id} {help_id}")),
    }
}

/// The label of a control, with the word for "optional" when there is one.
#[component]
pub(super) fn FieldLabel(
    target: String,
    label: Signal<String>,
    #[prop(optional, into)] optional: MaybeProp<String>,
    #[prop(default = None)] mark: Option<&'static str>,
) -> impl IntoView {
    let icon = move || mark.map(|name| view! { <Icon name=name /> });
    view! {
        <label class="lp-field__label" for=target>
            {live(move || label.get())}
            {live(move || optional.get().map(|word| view! { <span class="lp-field__optional">" " {icon()} {word}</span> }))}
        </label>
    }
}

/// The help line of a control, or nothing.
#[component]
pub(super) fn FieldHelp(id: String, text: MaybeProp<String>) -> impl IntoView {
    move || {
        let id = id.clone();
        text.get().map(|text| view! { <p class="lp-field__help" id=id>{text}</p> })
    }
}

/// The error of a control in words. The element is always there, so that a change of its text is announced.
#[component]
pub(super) fn FieldError(id: String, text: MaybeProp<String>) -> impl IntoView {
    view! {
        <div id=id aria-live="polite">
            {live(move || {
                text.get()
                    .map(|text| {
                        view! {
                            <p class="lp-field__error">
                                <Icon name="circle-alert" />
                                <span>{text}</span>
                            </p>
                        }
                    })
            })}
        </div>
    }
}
