//! Where a fact comes from: full dot stated, half dot estimated, ring not stated.

use leptos::prelude::*;

/// The three values of knowing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactSource {
    /// The person said so.
    Stated,
    /// Worked out from similar ones; has a basis that can be shown.
    Estimated,
    /// Nobody said.
    Unknown,
}

impl FactSource {
    fn attribute(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Estimated => "estimated",
            Self::Unknown => "unknown",
        }
    }
}

/// A fact with its dot.
///
/// | prop | meaning |
/// | --- | --- |
/// | `source` | which dot |
/// | `word` | the source in a word, read out before the fact; leave it out when the fact says it itself |
/// | children | the fact |
#[component]
pub fn FactDot(source: FactSource, #[prop(optional, into)] word: Option<String>, children: Children) -> impl IntoView {
    view! {
        <span class="lp-fact" data-src=source.attribute()>
            <svg class="lp-fact__dot" viewBox="0 0 10 10" aria-hidden="true">
                <circle cx="5" cy="5" r="4"></circle>
                {(source == FactSource::Estimated).then(|| view! { <path d="M5 1a4 4 0 0 1 0 8Z"></path> })}
            </svg>
            {word.map(|word| view! { <span class="vh">{word} ": "</span> })}
            <span>{children()}</span>
        </span>
    }
}
