//! The page for addresses that the app does not have.

use leptos::prelude::*;

use crate::{
    i18n::Key,
    platform::dom,
    routes::{Route, is_served_outside},
    state::{address::use_address, locale::use_i18n, page::use_page},
    ui::{ButtonVariant, LinkButton, live},
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
            <h1>{i18n.text(Key::NotFoundTitle)}</h1>
            <p>{live(move || i18n.fill(Key::NotFoundText, &[("path", &path)]))}</p>
            <p class="row">
                <LinkButton href=Route::Home.path() variant=ButtonVariant::Primary>{i18n.text(Key::NotFoundHome)}</LinkButton>
                <LinkButton href=Route::Jobs.path()>{i18n.text(Key::NotFoundJobs)}</LinkButton>
                <LinkButton href=Route::Talent.path()>{i18n.text(Key::NotFoundTalent)}</LinkButton>
            </p>
        </div>
    }
    .into_any()
}
