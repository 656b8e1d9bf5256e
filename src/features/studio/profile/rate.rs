//! What the person's time costs, in one currency or several.

use lepas_api::profile::{Rate, RateUnit};
use leptos::prelude::*;

use super::Fieldset;
use crate::{
    features::studio::{
        checks::Section,
        form::use_form,
        price::{PriceAt, PriceFields},
    },
    i18n::Key,
    ui::{Button, ButtonSize, Each, IconButton},
};

#[component]
pub(super) fn RateFields() -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let count = form.read(|document| document.meta.lepas.rates.len());
    // One more row than there are prices, while somebody writes it.
    let asked = RwSignal::new(false);
    let rows = move || (0..count.get() + usize::from(asked.get())).collect::<Vec<_>>();
    let row = move |at: usize| {
        let value = form.read(move |document| document.meta.lepas.rates.get(at).copied());
        let set = Callback::new(move |rate: Option<Rate>| {
            studio.edit("/meta/lepas/rates", |document| {
                let rates = &mut document.meta.lepas.rates;
                match (rates.get_mut(at), rate) {
                    (Some(held), Some(rate)) => *held = rate,
                    (None, Some(rate)) => rates.push(rate),
                    (Some(_), None) => drop(rates.remove(at)),
                    (None, None) => {}
                }
            });
            asked.set(rate.is_none());
        });
        let remove = Callback::new(move |()| {
            asked.set(false);
            if value.get_untracked().is_some() {
                set.run(None);
                asked.set(false);
            }
        });
        view! {
            <div class="lp-price-row">
                <PriceFields label=Key::StudioAmount pointer=format!("/meta/lepas/rates/{at}") value=value on_change=set />
                <IconButton
                    icon="trash-2"
                    label=Signal::derive(move || {
                        i18n.fill(Key::StudioRemove, &[("name", &format!("{} {}", i18n.t(Key::StudioAmount), at + 2))])
                    })
                    on_press=remove
                />
            </div>
        }
        .into_any()
    };
    view! {
        <Fieldset section=Section::Rate title=Key::StudioSectionRate seen="/meta/lepas/rate">
            <PriceAt path="/meta/lepas/rate" label=Key::StudioAmount unit=RateUnit::Hour />
            <Each each=rows key=|at| *at children=row />
            <p class="sm quiet">{i18n.text(Key::StudioRateHelp)}</p>
            <Show when=move || !asked.get()>
                <div>
                    <Button icon="plus" size=ButtonSize::Small on_press=Callback::new(move |()| asked.set(true))>
                        {i18n.text(Key::StudioRateAdd)}
                    </Button>
                </div>
            </Show>
        </Fieldset>
    }
}
