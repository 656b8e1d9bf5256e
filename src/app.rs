//! Wiring: the services in dependency order, the router, the frame and the start.
//!
//! Owns nothing but the order of things. The bars, the guard and what happens on a change of page stand in `app/`.

mod bars;
mod frame;
mod guard;
mod navigation;
#[cfg(target_arch = "wasm32")]
mod start;

use leptos::prelude::*;
use leptos_router::{
    components::{FlatRoutes, Route, Router},
    path,
};

#[cfg(target_arch = "wasm32")]
pub use start::start;

use self::{frame::Frame, guard::Guarded};
use crate::{
    api::Client,
    features::{
        account::{SignInPage, SignUpPage},
        home::HomePage,
        jobs::{JobPage, NewJobPage},
        messages::MessagesPage,
        not_found::NotFoundPage,
        search::{JobsPage, TalentPage},
        settings::SettingsPage,
        studio::StudioPage,
    },
    platform::task,
    state::{
        connectivity::provide_connectivity, conversations::live::provide_live_conversations, locale::provide_i18n, page::provide_page, preferences::use_preferences, provide_client,
        realtime::provide_realtime, search::provide_search, session::provide_session, theme::provide_theme, toasts::provide_toasts,
    },
};

/// Everything that outlives a page.
fn provide_services(client: Client) {
    provide_client(client.clone());
    // Tells the client its language.
    provide_i18n(client.clone());
    provide_theme();
    provide_page();
    provide_toasts();
    let connectivity = provide_connectivity();
    // Its worker starts with the first question.
    let search = provide_search();
    // Needs the client.
    let session = provide_session(client.clone());
    // Follows the session; wakes with the network; tells the search of new indexes.
    let realtime = provide_realtime(session, connectivity, search);
    // Follow session, network and events; the outbox stands behind the conversations.
    provide_live_conversations(client, session, connectivity, realtime);
    // Needs language, theme, session and notices.
    let preferences = use_preferences();
    task::spawn(async move {
        session.restore().await;
        if let Some(me) = session.me_now() {
            preferences.adopt(me.settings);
        }
    });
}

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    provide_services(Client::browser());
    view! {
        <Router>
            <Frame>
                <Pages />
            </Frame>
        </Router>
    }
}

/// Which address shows which page; `routes.rs` has the same table as types.
///
/// The pages are erased here so that their types end here. Optional parts keep one page alive while its part changes.
#[component]
fn Pages() -> impl IntoView {
    view! {
        <FlatRoutes fallback=|| NotFoundPage().into_any()>
            <Route path=path!("/") view=|| HomePage().into_any() />
            <Route path=path!("/jobs") view=|| JobsPage().into_any() />
            <Route path=path!("/jobs/new") view=|| guarded(|| NewJobPage().into_any()) />
            <Route path=path!("/jobs/:id") view=|| JobPage().into_any() />
            <Route path=path!("/talent") view=|| TalentPage().into_any() />
            <Route path=path!("/studio/:section?") view=|| guarded(|| StudioPage().into_any()) />
            <Route path=path!("/messages/:id?") view=|| guarded(|| MessagesPage().into_any()) />
            <Route path=path!("/settings") view=|| SettingsPage().into_any() />
            <Route path=path!("/sign-in") view=|| SignInPage().into_any() />
            <Route path=path!("/sign-up") view=|| SignUpPage().into_any() />
            <Route path=path!("/gallery") view=gallery />
        </FlatRoutes>
    }
}

fn guarded(page: fn() -> AnyView) -> AnyView {
    view! { <Guarded page=page /> }.into_any()
}

fn gallery() -> AnyView {
    #[cfg(feature = "gallery")]
    return crate::features::gallery::GalleryPage().into_any();
    #[cfg(not(feature = "gallery"))]
    NotFoundPage().into_any()
}
