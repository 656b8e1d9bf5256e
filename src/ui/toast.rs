//! Short messages above everything, with a way to undo. Draws what it is given; which messages there are, and for how
//! long, is the business of a service.

use leptos::prelude::*;

use super::each::Each;
use super::{
    Icon, Tone,
    follow::{attr, heard},
};

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToastItem {
    /// Tells messages apart; reported back.
    pub id: u64,
    /// A failure interrupts what is being read, everything else waits.
    pub tone: Tone,
    /// One sentence.
    pub text: String,
    /// Label of its one action, such as "Undo".
    pub action: Option<String>,
}

/// The place where messages appear.
///
/// | prop | meaning |
/// | --- | --- |
/// | `label` | name of the region |
/// | `toasts` | see [`ToastItem`] |
/// | `close_label` | name of the cross |
/// | `on_action`, `on_dismiss` | id of the message |
#[component]
pub fn ToastRegion(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] toasts: Signal<Vec<ToastItem>>,
    #[prop(into)] close_label: Signal<String>,
    #[prop(into)] on_action: Callback<u64>,
    #[prop(into)] on_dismiss: Callback<u64>,
) -> impl IntoView {
    let toast = move |item: ToastItem| {
        let id = item.id;
        let bad = item.tone == Tone::Danger;
        view! {
            <div class="lp-toast" role=if bad { "alert" } else { "status" }>
                {(item.tone != Tone::Neutral)
                    .then(|| view! { <span class="lp-toast__kind"><Icon name=item.tone.icon() /></span> })}
                <span>{item.text}</span>
                {item
                    .action
                    .map(|action| view! { <button type="button" on:click=heard(move |_| on_action.run(id))>{action}</button> })}
                <button type="button" aria-label=attr(move || close_label.get()) on:click=heard(move |_| on_dismiss.run(id))>
                    <Icon name="x" />
                </button>
            </div>
        }
    };
    view! {
        <section class="lp-toasts" aria-label=attr(move || label.get())>
            <Each each=move || toasts.get() key=|item| item.id children=toast />
        </section>
    }
}
