//! What the person's time costs.

use leptos::prelude::*;

use super::Fieldset;
use crate::{
    features::studio::{checks::Section, form::use_form, price::PriceFields},
    i18n::Key,
};

#[component]
pub(super) fn RateFields() -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let rate = form.read(|document| document.meta.lepas.rate);
    let set =
        Callback::new(move |rate| form.studio.edit("/meta/lepas/rate", |document| document.meta.lepas.rate = rate));
    view! {
        <Fieldset section=Section::Rate title=Key::StudioSectionRate>
            <PriceFields label=Key::StudioAmount pointer="/meta/lepas/rate" value=rate on_change=set />
            <p class="sm quiet">{move || i18n.t(Key::StudioRateHelp)}</p>
        </Fieldset>
    }
}
