//! The key facts of a posting, each stated, estimated or unknown.

use lepas_api::{
    Locale, Timestamp,
    job::{Job, Pay, WorkMode},
    rates,
};
use leptos::prelude::*;

use crate::{
    i18n::{Key, fill, text},
    platform::intl,
    state::{locale::use_i18n, pay},
    ui::{FactDot, FactSource},
};

/// The middle of the range in the other of the two house currencies, with the day of the rate.
fn conversion(locale: Locale, offer: &Pay) -> Option<String> {
    let amount = pay::converted(locale, offer.middle()?, offer.unit)?;
    Some(format!("{amount}, {}", fill(text(locale, Key::JobRates), &[("date", rates::RATES_DATE)])))
}

fn mode(locale: Locale, mode: WorkMode) -> &'static str {
    text(
        locale,
        match mode {
            WorkMode::Remote => Key::SearchModeRemote,
            WorkMode::Hybrid => Key::SearchModeHybrid,
            WorkMode::Onsite => Key::SearchModeOnsite,
        },
    )
}

/// The facts of a job.
///
/// | prop | meaning |
/// | --- | --- |
/// | `job` | the posting |
#[component]
pub(super) fn KeyFacts(job: Job) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let locale = i18n.locale();
        let posted = job.posted.map(|date| match date.day {
            Some(_) => intl::date(locale, Timestamp::from_milliseconds(date.first_day() * 86_400_000 + 43_200_000)),
            None => date.to_string(),
        });
        let place = job.location.clone().or_else(|| job.country.clone());
        view! {
            <dl class="lp-keyfacts">
                <Fact
                    name=Key::JobPay
                    value=job.pay.as_ref().and_then(|pay| pay::pay(locale, pay))
                    note=job.pay.as_ref().and_then(|pay| conversion(locale, pay))
                />
                <Fact name=Key::JobMode value=job.mode.map(|held| mode(locale, held).to_owned()) note=None />
                <Fact name=Key::JobPlace value=place note=None />
                <Fact name=Key::JobPosted value=posted note=None />
            </dl>
        }
    }
}

#[component]
fn Fact(name: Key, value: Option<String>, note: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    let (source, word) =
        if value.is_some() { (FactSource::Stated, Key::JobStated) } else { (FactSource::Unknown, Key::JobNotStated) };
    view! {
        <div>
            <dt>{i18n.text(name)}</dt>
            <dd>
                {value.map(|value| view! { <b class="num">{value}</b> })}
                <span>
                    <FactDot source=source>{i18n.text(word)}</FactDot>
                    {note.map(|note| format!(" · {note}"))}
                </span>
            </dd>
        </div>
    }
}
