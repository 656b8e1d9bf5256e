//! States and counts. Colour never speaks alone: a badge always holds a word, a count a number.

use leptos::prelude::*;

use super::follow::{attr, live};

/// What a badge, a notice or a toast is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Neutral,
    /// Good to know.
    Info,
    /// Done, paid, published.
    Success,
    /// Needs a look, or no network.
    Warning,
    /// Failed.
    Danger,
    /// The one thing on the screen that moved.
    Accent,
}

impl Tone {
    pub(super) fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Neutral => None,
            Self::Info => Some("info"),
            Self::Success => Some("success"),
            Self::Warning => Some("warning"),
            Self::Danger => Some("danger"),
            Self::Accent => Some("accent"),
        }
    }

    pub(super) fn icon(self) -> &'static str {
        match self {
            Self::Neutral | Self::Info | Self::Accent => "info",
            Self::Success => "circle-check",
            Self::Warning => "triangle-alert",
            Self::Danger => "circle-alert",
        }
    }
}

/// A state in a word.
///
/// | prop | meaning |
/// | --- | --- |
/// | `tone` | colour of the ground |
/// | children | the word |
#[component]
pub fn Badge(#[prop(optional, into)] tone: Signal<Tone>, children: Children) -> impl IntoView {
    view! {
        <span class="lp-badge" data-kind=attr(move || tone.get().attribute())>
            {children()}
        </span>
    }
}

/// A number on a filled ground, for example unread messages.
///
/// | prop | meaning |
/// | --- | --- |
/// | `value` | the number; nothing is drawn for 0 |
/// | `meaning` | words read after the number, such as "unread" |
/// | `bad` | red: something failed |
#[component]
pub fn Count(
    #[prop(into)] value: Signal<u32>,
    #[prop(into)] meaning: Signal<String>,
    #[prop(optional, into)] bad: Signal<bool>,
) -> impl IntoView {
    move || {
        (value.get() > 0).then(|| {
            view! {
                <span class="lp-count" data-kind=attr(move || bad.get().then_some("bad"))>
                    {shortened(value.get())}
                    <span class="vh">" " {live(move || meaning.get())}</span>
                </span>
            }
        })
    }
}

/// Three digits would not fit the bar of tabs.
fn shortened(value: u32) -> String {
    if value > 99 { "99+".to_owned() } else { value.to_string() }
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_long_count_is_cut_at_two_digits() {
        assert_eq!(shortened(99), "99");
        assert_eq!(shortened(100), "99+");
    }
}
