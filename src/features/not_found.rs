//! The page for addresses that the app does not have.

use leptos::prelude::*;

use crate::{
    i18n::Key,
    platform::dom,
    routes::{Route, is_served_outside},
    state::{address::use_address, locale::use_i18n, page::use_page},
    ui::{ButtonVariant, LinkButton},
};

/// Says which address does not exist and offers ways on. An address that the server answers is fetched from it.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let i18n = use_i18n();
    let address = use_address();
    let path = untrack(move || address.path());
    if is_served_outside(&path) {
        dom::load(&path);
        return ().into_any();
    }
    use_page().set_title(i18n.label(Key::NotFoundTitle));
    view! {
        <div class="lp-empty">
            <h1>{move || i18n.t(Key::NotFoundTitle)}</h1>
            <p>{move || i18n.fill(Key::NotFoundText, &[("path", &path)])}</p>
            <p class="row">
                <LinkButton href=Route::Home.path() variant=ButtonVariant::Primary>{move || i18n.t(Key::NotFoundHome)}</LinkButton>
                <LinkButton href=Route::Jobs.path()>{move || i18n.t(Key::NotFoundJobs)}</LinkButton>
                <LinkButton href=Route::Talent.path()>{move || i18n.t(Key::NotFoundTalent)}</LinkButton>
            </p>
        </div>
    }
    .into_any()
}
