//! Pages that need somebody to be signed in.
//!
//! Owns sending a stranger to the sign-in page and back. This is for the reader's comfort only: the server decides.

use leptos::prelude::*;

use super::parts::{Page, show};
use crate::{
    i18n::Key,
    platform::task,
    routes::Route,
    state::{
        address::use_address,
        describe::describe,
        locale::use_i18n,
        session::{SessionState, use_session},
    },
    ui::{ErrorPanel, SkeletonRows, effect, memo},
};

/// What the guard shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gate {
    Waiting,
    Open,
    Stranger,
    Unknown,
}

/// Shows a page to whoever is signed in.
#[component]
pub(super) fn Guarded(page: Page) -> impl IntoView {
    let session = use_session();
    let i18n = use_i18n();
    let address = use_address();
    // A memo, so that a changed unread count does not build the page anew.
    let gate = memo(move || match session.state() {
        SessionState::Loading => Gate::Waiting,
        SessionState::SignedIn(_) => Gate::Open,
        // The device knows of nobody; the server may.
        SessionState::SignedOut if !session.is_verified() => Gate::Waiting,
        SessionState::SignedOut => Gate::Stranger,
        SessionState::Unknown(_) => Gate::Unknown,
    });
    effect(move || {
        if session.state() == SessionState::SignedOut && !session.is_verified() {
            task::spawn(session.refresh());
        }
    });
    move || match gate.get() {
        Gate::Open => show(page),
        Gate::Waiting => {
            // Its code is made ready while the server says who this is.
            task::spawn(async move {
                let _ = (page.arrive)().await;
            });
            view! { <SkeletonRows label=i18n.label(Key::CommonLoading) /> }.into_any()
        }
        Gate::Stranger => {
            let door = Route::SignIn { next: Some(address.now()) }.path();
            // Not while this view is being built: the address decides about it.
            task::spawn(async move { address.replace(&door) });
            ().into_any()
        }
        Gate::Unknown => {
            let text = Signal::derive(move || match session.state() {
                SessionState::Unknown(error) => describe(i18n.locale(), &error),
                _ => String::new(),
            });
            let retry = Callback::new(move |()| task::spawn(session.refresh()));
            view! {
                <ErrorPanel
                    title=i18n.label(Key::ErrorLoad)
                    text=text
                    retry_label=i18n.label(Key::CommonRetry)
                    on_retry=retry
                />
            }
            .into_any()
        }
    }
}
