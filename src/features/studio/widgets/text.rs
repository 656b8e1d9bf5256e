//! A text to take away, and the button that copies it.

use leptos::prelude::*;

use super::{choices::Rung, chosen::Chosen};
use crate::{
    api::profiles,
    features::studio::form::use_form,
    i18n::Key,
    platform::{clipboard, task},
    state::{
        asked::asked,
        describe::describe,
        toasts::{ToastTone, use_toasts},
    },
    ui::{Button, ButtonSize, attr, live, memo},
};

/// What is to be pasted for the chosen rung.
#[component]
pub(super) fn TakeAway(chosen: Chosen) -> impl IntoView {
    let rung = memo(move || chosen.rung.get());
    move || match rung.get() {
        Rung::Snippet => view! { <Written chosen=chosen /> }.into_any(),
        Rung::Badge => view! {
            <Snippet label=Key::StudioWidgetsMarkdown text=Signal::derive(move || chosen.text()) />
            <Snippet label=Key::StudioWidgetsHtml text=Signal::derive(move || chosen.badge_html()) />
        }
        .into_any(),
        Rung::Address => {
            view! { <Snippet label=Key::StudioWidgetsAddress text=Signal::derive(move || chosen.text()) /> }.into_any()
        }
        Rung::Frame | Rung::Element | Rung::Team => {
            view! { <Snippet label=Key::StudioWidgetsHtml text=Signal::derive(move || chosen.text()) /> }.into_any()
        }
    }
}

/// The snippet, which the server writes from the published page.
#[component]
fn Written(chosen: Chosen) -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let written = asked(move || {
        let wanted = chosen
            .handle
            .get()
            .map(|handle| lepas_page::embed::snippet_address(&handle, "", chosen.language.get()))
            .zip(studio.client());
        async move {
            match wanted {
                Some((address, client)) => Some(profiles::snippet(&client, address).await),
                None => None,
            }
        }
    });
    let text = Signal::derive(move || written.get().flatten().and_then(Result::ok).unwrap_or_default());
    let failed = move || written.get().flatten()?.err().map(|error| describe(i18n.locale(), &error));
    view! {
        <Snippet label=Key::StudioWidgetsHtml text=text />
        <p class="sm" role="status">{live(failed)}</p>
    }
    .into_any()
}

#[component]
fn Snippet(label: Key, text: Signal<String>) -> impl IntoView {
    let i18n = use_form().i18n;
    let id = crate::ui::unique_id("snippet");
    view! {
        <div class="lp-field">
            <label class="lp-field__label" for=id.clone()>{i18n.text(label)}</label>
            <textarea class="lp-input lp-snippet" id=id readonly rows="4" spellcheck="false" prop:value=attr(move || text.get())></textarea>
            <div>
                <CopyButton text=text />
            </div>
        </div>
    }
    .into_any()
}

/// Copies a text and says whether that worked.
#[component]
pub(in crate::features::studio) fn CopyButton(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let toasts = use_toasts();
    let copy = Callback::new(move |()| {
        let text = text.get_untracked();
        let (good, bad) = (form.say(Key::StudioCopied), form.say(Key::StudioCopyFailed));
        task::spawn(async move {
            match clipboard::write(&text).await {
                Ok(()) => toasts.show(ToastTone::Success, good),
                Err(clipboard::Refused) => toasts.show(ToastTone::Danger, bad),
            }
        });
    });
    view! {
        <Button size=ButtonSize::Small icon="copy" on_press=copy>
            {i18n.text(Key::StudioCopy)}
        </Button>
    }
    .into_any()
}
