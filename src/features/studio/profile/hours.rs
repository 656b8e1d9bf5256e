//! Whether, from when and how much the person can work.

use lepas_api::profile::AvailabilityStatus;
use leptos::prelude::*;

use super::Fieldset;
use crate::{
    features::studio::{
        checks::Section,
        form::{ParsedField, use_form},
        read::{read_date, read_hours},
    },
    i18n::Key,
    ui::Radio,
};

const STATUSES: [(AvailabilityStatus, &str, Key); 4] = [
    (AvailabilityStatus::Now, "now", Key::StudioHoursNow),
    (AvailabilityStatus::From, "from", Key::StudioHoursFrom),
    (AvailabilityStatus::Full, "full", Key::StudioHoursFull),
    (AvailabilityStatus::Unknown, "unknown", Key::StudioHoursUnknown),
];

fn word(status: AvailabilityStatus) -> &'static str {
    STATUSES.iter().find(|(held, ..)| *held == status).map_or("unknown", |(_, word, _)| word)
}

#[component]
pub(super) fn HoursFields() -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let status = form.read(|document| word(document.meta.lepas.availability.status).to_owned());
    let from =
        form.read(|document| document.meta.lepas.availability.from.map(|date| date.to_string()).unwrap_or_default());
    let hours = form.read(|document| {
        document.meta.lepas.availability.hours_per_week.map(|hours| hours.to_string()).unwrap_or_default()
    });
    let choose = Callback::new(move |chosen: String| {
        let status = STATUSES
            .iter()
            .find(|(_, word, _)| *word == chosen)
            .map_or(AvailabilityStatus::Unknown, |(status, ..)| *status);
        studio.edit("/meta/lepas/availability/status", |document| {
            let availability = &mut document.meta.lepas.availability;
            availability.status = status;
            if status != AvailabilityStatus::From {
                availability.from = None;
            }
        });
        if status != AvailabilityStatus::From {
            studio.keep_typed("/meta/lepas/availability/from", None);
        }
    });
    let check_date =
        Callback::new(|text: String| Ok(read_date(&text)?.map(|date| date.to_string()).unwrap_or_default()));
    let put_date = Callback::new(move |text: String| {
        let date = read_date(&text).ok().flatten();
        studio.edit("/meta/lepas/availability/from", |document| document.meta.lepas.availability.from = date);
    });
    let check_hours =
        Callback::new(|text: String| Ok(read_hours(&text)?.map(|hours| hours.to_string()).unwrap_or_default()));
    let put_hours = Callback::new(move |text: String| {
        let hours = read_hours(&text).ok().flatten();
        studio.edit("/meta/lepas/availability/hours_per_week", |document| {
            document.meta.lepas.availability.hours_per_week = hours;
        });
    });
    view! {
        <Fieldset section=Section::Hours title=Key::StudioSectionHours>
            <fieldset class="lp-radios">
                <legend class="lp-field__label">{move || i18n.t(Key::StudioHoursStatus)}</legend>
                {STATUSES
                    .map(|(_, word, key)| {
                        view! {
                            <Radio
                                label=i18n.label(key)
                                name="studio-status"
                                value=word
                                selected=status
                                on_select=choose
                            />
                        }
                    })
                    .collect_view()}
            </fieldset>
            <div class="lp-cols">
                {move || {
                    (status.get() == "from")
                        .then(|| {
                            view! {
                                <ParsedField
                                    label=i18n.label(Key::StudioHoursDate)
                                    pointer="/meta/lepas/availability/from"
                                    written=from
                                    check=check_date
                                    put=put_date
                                    help=MaybeProp::derive(move || Some(i18n.t(Key::StudioDateHelp).to_owned()))
                                />
                            }
                        })
                }}
                <ParsedField
                    label=i18n.label(Key::StudioHoursWeek)
                    pointer="/meta/lepas/availability/hours_per_week"
                    written=hours
                    check=check_hours
                    put=put_hours
                    suffix=MaybeProp::derive(move || Some(i18n.t(Key::StudioHoursSuffix).to_owned()))
                    input_mode="numeric"
                />
            </div>
        </Fieldset>
    }
}
