//! Something to know at its place: notices, and the panel for a load that failed.

use leptos::prelude::*;

use super::{Button, ButtonSize, Icon, Tone, follow::live};

/// A notice with a thick rule at its side.
///
/// | prop | meaning |
/// | --- | --- |
/// | `tone` | info, success, warning or danger |
/// | `title` | in a few words |
/// | `urgent` | interrupts what is being read; for failures only |
/// | children | sentences and buttons |
#[component]
pub fn Notice(
    #[prop(optional)] tone: Tone,
    #[prop(optional, into)] title: MaybeProp<String>,
    #[prop(optional)] urgent: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="lp-notice" data-kind=tone.attribute() role=urgent.then_some("alert")>
            <Icon name=tone.icon() />
            {live(move || title.get().map(|title| view! { <b>{title}</b> }))}
            {children.map(|children| children())}
        </div>
    }
}

/// A load that failed: what happened, what is safe, one way on, details to copy.
///
/// | prop | meaning |
/// | --- | --- |
/// | `title`, `text` | what happened; what is safe and what happens next |
/// | `retry_label`, `on_retry` | the one button; none without a label |
/// | `details_label`, `details` | folded technical text; none without details |
#[component]
pub fn ErrorPanel(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    #[prop(optional, into)] retry_label: MaybeProp<String>,
    #[prop(optional, into)] on_retry: Option<Callback<()>>,
    #[prop(optional, into)] details_label: MaybeProp<String>,
    #[prop(optional, into)] details: MaybeProp<String>,
) -> impl IntoView {
    let retry = move || {
        let label = retry_label.get()?;
        let on_retry = on_retry?;
        Some(view! {
            <p>
                <Button size=ButtonSize::Small icon="refresh-cw" on_press=on_retry>
                    {label}
                </Button>
            </p>
        })
    };
    let more = move || {
        details.get().map(|details| {
            view! {
                <details>
                    <summary>{live(move || details_label.get())}</summary>
                    <pre class="lp-pre">{details}</pre>
                </details>
            }
        })
    };
    view! {
        <Notice tone=Tone::Danger title=title urgent=true>
            <p>{live(move || text.get())}</p>
            {live(retry)}
            {live(more)}
        </Notice>
    }
}
