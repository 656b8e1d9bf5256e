//! Wiring: the services in dependency order, the pages, the frame and the start.
//!
//! Owns nothing but the order of things. The bars, the guard and what happens on a change of page stand in `app/`.

mod bars;
mod frame;
mod guard;
mod navigation;
mod parts;
#[cfg(target_arch = "wasm32")]
mod start;

use leptos::prelude::*;

#[cfg(target_arch = "wasm32")]
pub use start::start;

pub use self::parts::{Page, Parts};
use self::{frame::Frame, guard::Guarded, parts::show};
use crate::{
    api::Client,
    features::not_found::NotFoundPage,
    platform::{part::Part, task, timers},
    routes::Route,
    state::{
        address::{provide_address, use_address},
        connectivity::provide_connectivity,
        live::provide_place,
        locale::provide_i18n,
        page::provide_page,
        preferences::use_preferences,
        provide_client,
        search::provide_search,
        session::provide_session,
        theme::provide_theme,
        toasts::provide_toasts,
    },
    ui::{effect, memo},
};

/// Milliseconds after which what only counts unread messages and sends what waits begins: behind the page that somebody opened.
const LIVE_LATER: u32 = 300;

/// Everything that outlives a page.
fn provide_services(client: Client, live: Part<(), ()>) {
    provide_client(client.clone());
    provide_address();
    // Tells the client its language.
    provide_i18n(client.clone());
    provide_theme();
    provide_page();
    provide_toasts();
    let connectivity = provide_connectivity();
    // Its worker starts with the first question.
    provide_search();
    // Needs the client.
    let session = provide_session(client);
    provide_place();
    let person = memo(move || session.is_signed_in());
    effect(move || {
        // What could not be fetched is fetched when the network comes back.
        let _ = connectivity.returns();
        if person.get() {
            task::spawn(async move {
                timers::sleep(LIVE_LATER).await;
                if (live.arrive)().await.is_ok() {
                    // Only a part that is here arrives.
                    let _ = (live.open)(());
                }
            });
        }
    });
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
pub fn App(parts: Parts) -> impl IntoView {
    provide_services(Client::browser(), parts.live);
    provide_context(parts.search);
    view! {
        <Frame>
            <Pages parts />
        </Frame>
    }
}

/// The page that is on screen. Addresses that differ in an id or a section alone are one page, which stays alive while
/// they change.
#[component]
fn Pages(parts: Parts) -> impl IntoView {
    let address = use_address();
    let shown = memo(move || address.route().as_ref().map(Shown::of));
    move || match shown.get() {
        None => NotFoundPage().into_any(),
        Some(Shown::Home) => show(parts.home),
        Some(Shown::Jobs) => show(parts.job_search),
        Some(Shown::NewJob) => guarded(parts.new_job),
        Some(Shown::Job) => show(parts.job),
        Some(Shown::Talent) => show(parts.talent_search),
        Some(Shown::Shortlist) => show(parts.search.shortlist),
        Some(Shown::Studio) => guarded(parts.studio),
        Some(Shown::Messages) => guarded(parts.messages),
        Some(Shown::Settings) => show(parts.settings),
        Some(Shown::SignIn) => show(parts.sign_in),
        Some(Shown::SignUp) => show(parts.sign_up),
        Some(Shown::Gallery) => show(GALLERY),
    }
}

/// For whoever is signed in.
fn guarded(page: Page) -> AnyView {
    view! { <Guarded page=page /> }.into_any()
}

/// A route without its id and section.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Home,
    Jobs,
    NewJob,
    Job,
    Talent,
    Shortlist,
    Studio,
    Messages,
    Settings,
    SignIn,
    SignUp,
    Gallery,
}

impl Shown {
    fn of(route: &Route) -> Self {
        match route {
            Route::Home => Self::Home,
            Route::Jobs => Self::Jobs,
            Route::NewJob => Self::NewJob,
            Route::Job(_) => Self::Job,
            Route::Talent => Self::Talent,
            Route::Shortlist => Self::Shortlist,
            Route::Studio | Route::StudioSection(_) => Self::Studio,
            Route::Messages | Route::Conversation(_) => Self::Messages,
            Route::Settings => Self::Settings,
            Route::SignIn { .. } => Self::SignIn,
            Route::SignUp { .. } => Self::SignUp,
            Route::Gallery => Self::Gallery,
        }
    }
}

/// Every component in every state, in development builds.
const GALLERY: Page = Part::here(|()| Ok(gallery()));

fn gallery() -> AnyView {
    #[cfg(feature = "gallery")]
    return crate::features::gallery::GalleryPage().into_any();
    #[cfg(not(feature = "gallery"))]
    NotFoundPage().into_any()
}
