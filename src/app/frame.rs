//! The frame around every page: skip link, top bar, page, bottom bar, notices.

use leptos::prelude::*;

use super::{
    bars::{TabBar, TopBar},
    navigation,
};
use crate::{
    i18n::Key,
    routes::Route,
    state::{
        address::use_address,
        locale::use_i18n,
        toasts::{ToastTone, use_toasts},
    },
    ui::{SkipLink, ToastItem, ToastRegion, Tone, attr, live, memo},
};

/// Which width the page wants, and whether it comes with the bars.
fn width(route: Option<&Route>) -> &'static str {
    match route {
        Some(Route::Home | Route::SignIn { .. } | Route::SignUp { .. } | Route::Messages | Route::Conversation(_)) => {
            "full"
        }
        _ => "app",
    }
}

fn has_bars(route: Option<&Route>) -> bool {
    !matches!(route, Some(Route::SignIn { .. } | Route::SignUp { .. }))
}

/// The frame.
#[component]
pub(super) fn Frame(children: Children) -> impl IntoView {
    let i18n = use_i18n();
    let address = use_address();
    navigation::follow();
    let route = memo(move || address.route());
    let bars = memo(move || has_bars(route.get().as_ref()));
    view! {
        <SkipLink target="main" label=i18n.label(Key::NavSkip) />
        {live(move || bars.get().then(|| view! { <TopBar route=route /> }.into_any()))}
        <main id="main" class="lp-main" tabindex="-1" data-width=attr(move || width(route.get().as_ref()))>
            {children()}
        </main>
        {live(move || bars.get().then(|| view! { <TabBar route=route /> }.into_any()))}
        <Notices />
    }
}

/// Notices of the service, drawn by `ui`.
#[component]
fn Notices() -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let items = Signal::derive(move || {
        toasts
            .items()
            .into_iter()
            .map(|toast| ToastItem {
                id: toast.id,
                tone: match toast.tone {
                    ToastTone::Success => Tone::Success,
                    ToastTone::Info => Tone::Info,
                    ToastTone::Danger => Tone::Danger,
                },
                text: toast.text,
                action: toast.action.map(|(label, _)| label),
            })
            .collect::<Vec<_>>()
    });
    view! {
        <ToastRegion
            label=i18n.label(Key::ToastsRegion)
            toasts=items
            close_label=i18n.label(Key::CommonClose)
            on_action=Callback::new(move |id| toasts.act(id))
            on_dismiss=Callback::new(move |id| toasts.dismiss(id))
        />
    }
}
