//! Things on offer with a price, and where the person comes to work.

use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    entries::Entries,
    fields::{AudienceAt, Field, Fields, Kind},
    form::use_form,
    sections::Part,
};
use crate::i18n::Key;
use crate::ui::heard;
use lepas_api::profile::RateUnit;

/// The services part.
#[component]
pub(super) fn ServicesSection() -> impl IntoView {
    let i18n = use_form().i18n;
    let heading = |id: &'static str, title: Key, text: Key, seen: &'static str| {
        view! {
            <div class="stack" data-gap="2">
                <div class="lp-sighted">
                    <h2 class="lp-h" id=id tabindex="-1">{i18n.text(title)}</h2>
                    <AudienceAt path=seen label=i18n.label(title) />
                </div>
                <p class="soft">{i18n.text(text)}</p>
            </div>
        }
        .into_any()
    };
    let field = |member, label, kind| Field { member, label, kind, half: false };
    let area = vec![
        Field { half: true, ..field("city", Key::StudioCity, Kind::Line) },
        Field { half: true, ..field("radiusKm", Key::StudioAreaRadius, Kind::Number(1_000)) },
        field("fee", Key::StudioAreaFee, Kind::Price(RateUnit::Project)),
        field("slots", Key::StudioAreaSlots, Kind::Lines),
    ];
    view! {
        <form class="lp-list-part stack" data-gap="6" on:submit=heard(|event: SubmitEvent| event.prevent_default())>
            <section class="stack" data-gap="4" aria-labelledby="studio-services">
                {heading("studio-services", Key::StudioServicesTitle, Key::StudioServicesText, "/meta/lepas/services")}
                <Entries path="/meta/lepas/services" list=Part::Services.list() />
            </section>
            <section class="stack" data-gap="4" aria-labelledby="studio-area">
                {heading("studio-area", Key::StudioAreaTitle, Key::StudioAreaText, "/meta/lepas/area")}
                <Fields path="/meta/lepas/area" fields=area />
            </section>
        </form>
    }
    .into_any()
}
