//! The landing page: what Lepas is, an example receipt, and what it does not do.

mod receipt;
mod sections;

use leptos::prelude::*;

use self::{
    receipt::ExampleReceipt,
    sections::{Footer, Nots, Offline, Works},
};
use crate::{
    i18n::Key,
    routes::Route,
    state::locale::use_i18n,
    ui::{ButtonSize, ButtonVariant, LinkButton},
};

/// The landing page.
#[component]
pub fn HomePage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="lp-hero">
            <div class="lp-hero__in">
                <div class="lp-hero__text">
                    <h1>{i18n.text(Key::HomeTitle)}</h1>
                    <p>{i18n.text(Key::HomeLead)}</p>
                    <p class="row">
                        <LinkButton href=Route::Studio.path() variant=ButtonVariant::Accent size=ButtonSize::Large>
                            {i18n.text(Key::HomeCtaPage)}
                        </LinkButton>
                        <LinkButton href=Route::Talent.path() class="lp-button--band" size=ButtonSize::Large>
                            {i18n.text(Key::HomeCtaTalent)}
                        </LinkButton>
                    </p>
                    <p class="lp-hero__fine">{i18n.text(Key::HomeFine)}</p>
                </div>
                <ExampleReceipt />
            </div>
        </section>
        <Works />
        <Offline />
        <Nots />
        <Footer />
    }
}
