//! Buttons, and links that look like buttons. Owns variants and the busy and disabled states.

use leptos::{ev::MouseEvent, prelude::*};

use super::{
    Icon,
    follow::{attr, heard},
};

/// How much a button weighs. One `Primary` per form; one `Accent` per screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonVariant {
    /// Framed, for everything beside the main action.
    #[default]
    Default,
    /// The main action.
    Primary,
    /// The way in, or the thing that moved.
    Accent,
    /// Without a frame, in the colour of a link.
    Quiet,
    /// Takes something away; outlined.
    Danger,
    /// Takes something away for good; filled, only in the dialog that confirms it.
    DangerFill,
}

impl ButtonVariant {
    fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Default => None,
            Self::Primary => Some("primary"),
            Self::Accent => Some("accent"),
            Self::Quiet => Some("quiet"),
            Self::Danger => Some("danger"),
            Self::DangerFill => Some("danger-fill"),
        }
    }
}

/// Height of a button: 30, 38 or 46 px on a desk, more on touch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonSize {
    /// For rows and bars.
    Small,
    /// For forms.
    #[default]
    Medium,
    /// For the landing page and sign-in.
    Large,
}

impl ButtonSize {
    fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Small => Some("sm"),
            Self::Medium => None,
            Self::Large => Some("lg"),
        }
    }
}

/// A button.
///
/// | prop | meaning |
/// | --- | --- |
/// | `variant`, `size` | see the enums |
/// | `icon` | sprite name shown before the words |
/// | `submit` | submits the form it stands in |
/// | `busy` | shows a ring, says so, and swallows presses |
/// | `disabled` | stays focusable, announced as disabled, swallows presses |
/// | `pressed` | makes it a toggle |
/// | `expanded`, `controls` | makes it open something: state and id of what it opens |
/// | `on_press` | called for mouse, touch and keyboard alike |
#[component]
pub fn Button(
    #[prop(optional)] variant: ButtonVariant,
    #[prop(optional)] size: ButtonSize,
    #[prop(optional, into)] icon: Option<&'static str>,
    #[prop(optional)] submit: bool,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] pressed: MaybeProp<bool>,
    #[prop(optional, into)] expanded: MaybeProp<bool>,
    #[prop(optional, into)] controls: Option<String>,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] class: Option<&'static str>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let press = move |event: MouseEvent| {
        if busy.get_untracked() || disabled.get_untracked() {
            // Also stops a form from being sent.
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            class=joined("lp-button", class)
            id=id
            type=if submit { "submit" } else { "button" }
            data-variant=variant.attribute()
            data-size=size.attribute()
            aria-busy=attr(move || busy.get().then_some("true"))
            aria-disabled=attr(move || disabled.get().then_some("true"))
            aria-pressed=attr(move || pressed.get().map(|pressed| pressed.to_string()))
            aria-expanded=attr(move || expanded.get().map(|expanded| expanded.to_string()))
            aria-controls=controls
            on:click=heard(press)
        >
            {icon.map(|name| view! { <Icon name=name /> })}
            {children()}
        </button>
    }
}

/// A link that looks like a button, for going somewhere.
///
/// | prop | meaning |
/// | --- | --- |
/// | `href` | where it goes |
/// | others | as in [`Button`] |
#[component]
pub fn LinkButton(
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] variant: ButtonVariant,
    #[prop(optional)] size: ButtonSize,
    #[prop(optional, into)] icon: Option<&'static str>,
    #[prop(optional, into)] class: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    view! {
        <a
            class=joined("lp-button", class)
            href=attr(move || href.get())
            data-variant=variant.attribute()
            data-size=size.attribute()
        >
            {icon.map(|name| view! { <Icon name=name /> })}
            {children()}
        </a>
    }
}

/// The component's class and the caller's, if any.
pub(super) fn joined(own: &'static str, class: Option<&'static str>) -> String {
    class.map_or_else(|| own.to_owned(), |class| format!("{own} {class}"))
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn the_callers_class_follows_the_components() {
        assert_eq!(joined("lp-button", Some("push")), "lp-button push");
        assert_eq!(joined("lp-button", None), "lp-button");
    }
}
