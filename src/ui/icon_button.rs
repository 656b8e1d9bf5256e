//! A button that is only a picture. Owns its accessible name.

use leptos::prelude::*;

use super::{
    Icon,
    follow::{attr, heard},
};

/// Only for the fixed set: close, back, more, search, bookmark, send, attach, arrows, drag handle.
///
/// | prop | meaning |
/// | --- | --- |
/// | `icon` | sprite name |
/// | `label` | what it does, in words |
/// | `pressed` | makes it a toggle, while it says anything |
/// | `disabled` | announced as disabled, swallows presses |
/// | `on_press` | called for mouse, touch and keyboard alike |
#[component]
pub fn IconButton(
    icon: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] submit: bool,
    #[prop(optional, into)] pressed: Option<Signal<Option<bool>>>,
    #[prop(optional, into)] disabled: Option<Signal<bool>>,
    #[prop(optional, into)] class: Option<&'static str>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
) -> impl IntoView {
    let press = move |event: leptos::ev::MouseEvent| {
        if disabled.is_some_and(|disabled| disabled.get_untracked()) {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            class=super::button::joined("lp-icon-button", class)
            type=if submit { "submit" } else { "button" }
            aria-label=attr(move || label.get())
            aria-pressed=pressed.map(|pressed| attr(move || pressed.get().map(|pressed| pressed.to_string())))
            aria-disabled=disabled.map(|disabled| attr(move || disabled.get().then_some("true")))
            on:click=heard(press)
        >
            <Icon name=icon />
        </button>
    }
}
