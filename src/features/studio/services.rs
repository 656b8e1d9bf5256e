//! Things on offer with a price.

use lepas_api::{
    Currency, Money,
    profile::{Rate, RateUnit, Service},
};
use leptos::prelude::*;

use super::{
    arrange::{Arrange, apply},
    form::{BoundText, use_form},
    price::PriceFields,
};
use crate::{
    i18n::Key,
    platform::random,
    ui::{Button, EmptyState},
};

/// The services part.
#[component]
pub(super) fn ServicesSection() -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let ids =
        form.read(|document| document.meta.lepas.services.iter().map(|service| service.id.clone()).collect::<Vec<_>>());
    let add = Callback::new(move |()| {
        studio.edit("/meta/lepas/services", |document| {
            let currency = document.meta.lepas.rate.map_or(Currency::IDR, |rate| rate.amount.currency);
            document.meta.lepas.services.push(Service {
                id: random::id(),
                title: String::new(),
                summary: String::new(),
                price: Rate { amount: Money { amount_minor: 0, currency }, unit: RateUnit::Project },
                other: lepas_api::profile::Other::new(),
            });
        });
    });
    view! {
        <section class="lp-list-part stack" data-gap="5" aria-labelledby="studio-services">
            <div class="stack" data-gap="2">
                <h2 class="lp-h" id="studio-services" tabindex="-1">
                    {move || i18n.t(Key::StudioServicesTitle)}
                </h2>
                <p class="soft">{move || i18n.t(Key::StudioServicesText)}</p>
            </div>
            <Show
                when=move || !ids.with(Vec::is_empty)
                fallback=move || {
                    view! { <EmptyState title=i18n.label(Key::StudioServicesEmpty) text=i18n.t(Key::StudioServicesEmptyText).to_owned() /> }
                }
            >
                <ol class="lp-cards-list">
                    <For each=move || ids.get() key=Clone::clone children=|id| view! { <ServiceForm id=id /> } />
                </ol>
            </Show>
            <div>
                <Button icon="plus" on_press=add>
                    {move || i18n.t(Key::StudioServicesAdd)}
                </Button>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn ServiceForm(id: String) -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let id = StoredValue::new(id);
    let at = form
        .read(move |document| id.with_value(|id| document.meta.lepas.services.iter().position(|held| held.id == *id)));
    let count = form.read(|document| document.meta.lepas.services.len());
    let one = move |get: fn(&Service) -> String| {
        form.read(move |document| {
            id.with_value(|id| document.meta.lepas.services.iter().find(|held| held.id == *id).map(get))
                .unwrap_or_default()
        })
    };
    let (title, summary) = (one(|service| service.title.clone()), one(|service| service.summary.clone()));
    let price = form.read(move |document| {
        id.with_value(|id| document.meta.lepas.services.iter().find(|held| held.id == *id).map(|held| held.price))
            .filter(|price| price.amount.amount_minor > 0)
    });
    let change = move |document: &mut lepas_api::profile::ProfileDocument, run: &mut dyn FnMut(&mut Service)| {
        id.with_value(|id| {
            if let Some(service) = document.meta.lepas.services.iter_mut().find(|held| held.id == *id) {
                run(service);
            }
        });
    };
    // Errors go by position, which changes when entries move; the form of an entry is made anew then.
    let body = move || {
        let at = at.get()?;
        let pointer = format!("/meta/lepas/services/{at}");
        let named = Signal::derive(move || {
            let title = title.get();
            if title.trim().is_empty() {
                i18n.fill(Key::StudioServicesNumber, &[("number", &(at + 1).to_string())])
            } else {
                title
            }
        });
        let key = id.get_value();
        let set_price = Callback::new(move |price: Option<Rate>| {
            studio.edit("/meta/lepas/services/price", |document| {
                change(document, &mut |service| match price {
                    Some(price) => service.price = price,
                    None => service.price.amount.amount_minor = 0,
                });
            });
        });
        let on_move = Callback::new(move |wanted| {
            studio.edit("/meta/lepas/services/order", |document| apply(&mut document.meta.lepas.services, at, wanted));
        });
        Some(view! {
            <div class="lp-card-form__head">
                <h3>{named}</h3>
                <span class="push"></span>
                <Arrange name=named first=at == 0 last=Signal::derive(move || at + 1 >= count.get()) on_move=on_move />
            </div>
            <BoundText
                label=Key::StudioServicesName
                pointer=format!("{pointer}/title")
                value=title
                write=move |document, text| change(document, &mut |service| service.title.clone_from(&text))
            />
            <BoundText
                label=Key::StudioServicesContents
                pointer=format!("{pointer}/summary")
                value=summary
                write=move |document, text| change(document, &mut |service| service.summary.clone_from(&text))
                multiline=true
            />
            <PriceFields
                label=Key::StudioServicesPrice
                pointer=format!("/meta/lepas/services/{key}/price")
                value=price
                on_change=set_price
                unit=RateUnit::Project
            />
        })
    };
    view! { <li class="lp-card-form">{body}</li> }.into_any()
}
