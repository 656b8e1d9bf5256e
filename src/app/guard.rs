//! Pages that need somebody to be signed in.
//!
//! Owns sending a stranger to the sign-in page and back. This is for the reader's comfort only: the server decides.

use leptos::prelude::*;
use leptos_router::{components::Redirect, hooks::use_location};

use crate::{
    i18n::Key,
    platform::task,
    routes::Route,
    state::{
        describe::describe,
        locale::use_i18n,
        session::{SessionState, use_session},
    },
    ui::{ErrorPanel, SkeletonRows},
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
pub(super) fn Guarded(page: fn() -> AnyView) -> impl IntoView {
    let session = use_session();
    let i18n = use_i18n();
    let location = use_location();
    // A memo, so that a changed unread count does not build the page anew.
    let gate = Memo::new(move |_| match session.state() {
        SessionState::Loading => Gate::Waiting,
        SessionState::SignedIn(_) => Gate::Open,
        // The device knows of nobody; the server may.
        SessionState::SignedOut if !session.is_verified() => Gate::Waiting,
        SessionState::SignedOut => Gate::Stranger,
        SessionState::Unknown(_) => Gate::Unknown,
    });
    Effect::new(move |_| {
        if session.state() == SessionState::SignedOut && !session.is_verified() {
            task::spawn(session.refresh());
        }
    });
    move || match gate.get() {
        Gate::Open => page(),
        Gate::Waiting => view! { <SkeletonRows label=i18n.label(Key::CommonLoading) /> }.into_any(),
        Gate::Stranger => {
            let search = location.search.get_untracked();
            let path = location.pathname.get_untracked();
            let next = if search.is_empty() { path } else { format!("{path}?{}", search.trim_start_matches('?')) };
            view! { <Redirect path=Route::SignIn { next: Some(next) }.path() /> }.into_any()
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
