//! Whether, from when and how much the person can work.

use lepas_api::profile::AvailabilityStatus;
use leptos::prelude::*;
use serde_json::{Value, json};

use super::Fieldset;
use crate::{
    features::studio::{
        checks::Section,
        fields::{FieldAt, Kind},
        form::use_form,
        paths,
        read::given,
    },
    i18n::Key,
    ui::{Checkbox, Radio, TextField, live, memo},
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
    let week = "/meta/lepas/week";
    view! {
        <Fieldset section=Section::Hours title=Key::StudioSectionHours seen="/meta/lepas/availability">
            <fieldset class="lp-radios">
                <legend class="lp-field__label">{i18n.text(Key::StudioHoursStatus)}</legend>
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
                {live(move || {
                    (status.get() == "from")
                        .then(|| {
                            view! {
                                <FieldAt path="/meta/lepas/availability/from" label=Key::StudioHoursDate kind=Kind::Date />
                            }
                        })
                })}
                <FieldAt
                    path="/meta/lepas/availability/hours_per_week"
                    label=Key::StudioHoursWeek
                    kind=Kind::Number(80)
                />
                <FieldAt
                    path="/meta/lepas/availability/away_until"
                    label=Key::StudioHoursAway
                    kind=Kind::Date
                    help=Key::StudioHoursAwayHelp
                />
            </div>
            <WeekFields path=week />
        </Fieldset>
    }
}

const DAYS: [Key; 7] = [
    Key::StudioDayMonday,
    Key::StudioDayTuesday,
    Key::StudioDayWednesday,
    Key::StudioDayThursday,
    Key::StudioDayFriday,
    Key::StudioDaySaturday,
    Key::StudioDaySunday,
];

/// The working hours of a week, one span a day, in the time zone of the profile.
#[component]
fn WeekFields(path: &'static str) -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let day = move |(at, name): (usize, Key)| {
        let id = format!("d{}", at + 1);
        let own = StoredValue::new(paths::join(path, &id));
        let works = memo(move || form.json.with(|json| own.with_value(|own| paths::get(json, own).is_some())));
        let toggle = Callback::new(move |works: bool| {
            if works {
                let span = json!({"id": id, "day": at + 1, "from": "09:00", "to": "17:00"});
                form.studio.append(path, span);
            } else {
                own.with_value(|own| form.studio.put(own, None));
            }
        });
        let time = move |member: &'static str, label: Key| {
            let place = StoredValue::new(own.with_value(|own| paths::join(own, member)));
            let set = Callback::new(move |text: String| {
                place.with_value(|place| form.studio.put(place, given(text).map(Value::String)));
            });
            view! {
                <TextField
                    label=Signal::derive(move || format!("{}: {}", i18n.t(name), i18n.t(label)))
                    value=form.text_at(place.get_value())
                    on_input=set
                    kind="time"
                    error=form.error(place.get_value())
                />
            }
            .into_any()
        };
        view! {
            <div class="lp-day">
                <Checkbox label=i18n.label(name) checked=works on_change=toggle />
                {live(move || {
                    works
                        .get()
                        .then(|| {
                            view! {
                                <div class="lp-cols">
                                    {time("from", Key::StudioDayFrom)} {time("to", Key::StudioDayTo)}
                                </div>
                            }
                        })
                })}
            </div>
        }
        .into_any()
    };
    view! {
        <fieldset class="lp-radios">
            <legend class="lp-field__label">{i18n.text(Key::StudioWeek)}</legend>
            {DAYS.into_iter().enumerate().map(day).collect_view()}
        </fieldset>
    }
    .into_any()
}
