//! A person in the list.

use lepas_api::{
    Locale, path,
    profile::{Availability, AvailabilityStatus},
    talent::TalentRow,
};
use lepas_search::Hit;
use leptos::prelude::*;

use super::{
    controller::Controller,
    job_row::Skills,
    marked::Marked,
    rank::{Rank, Reasons, in_order},
    rows::{Place, RowAsk},
    triage::Acts,
    why::{Opening, WhyButton, WhyReceipt},
};
use crate::{
    api::read_json,
    i18n::{Key, fill, text},
    state::pay,
    ui::{Avatar, AvatarSize, FactDot, FactSource},
};

/// Draws a person from what the index says; nothing from what cannot be read.
pub(crate) fn person_row(ask: RowAsk) -> Option<AnyView> {
    let RowAsk { controller, locale, hit, ranked, place, wanted } = ask;
    let row = read_json(hit.payload.as_bytes()).ok()?;
    Some(view! { <PersonResult controller=controller locale=locale hit=hit row=row ranked=ranked place=place wanted=wanted /> }.into_any())
}

/// One person. The name links to the public page, which is plain HTML outside of the app.
///
/// | prop | meaning |
/// | --- | --- |
/// | `controller` | the search |
/// | `locale` | language |
/// | `hit` | what the engine found; its title is the headline |
/// | `row` | what the index says about the person |
/// | `ranked` | whether a score was made |
/// | `place` | place in the list |
/// | `wanted` | skills that are filtered by |
#[component]
fn PersonResult(
    controller: Controller,
    locale: Locale,
    hit: Hit,
    row: TalentRow,
    ranked: bool,
    place: Place,
    wanted: Vec<String>,
) -> impl IntoView {
    let id = format!("person-{}", row.handle);
    let heading_id = id.clone();
    let parts = in_order(hit.parts);
    let reasons = Reasons {
        skills: row.skills.clone(),
        pay: row.rate.as_ref().map(|held| pay::rate(locale, held)),
        free: availability_words(locale, row.availability).1,
        languages: row.languages.clone(),
        ..Reasons::default()
    };
    let meta = [row.place.clone(), (!row.languages.is_empty()).then(|| row.languages.join(", "))];
    view! {
        <article class="lp-person" aria-labelledby=id>
            <Avatar name=row.name.clone() image=row.avatar.clone() size=AvatarSize::Large />
            <div class="lp-person__body">
                <h2 class="lp-job__title" id=heading_id>
                    <a href=path::page(&row.handle) rel="external">
                        <bdi>{row.name.clone()}</bdi>
                    </a>
                </h2>
                <p class="sm">
                    <Marked marked=hit.title />
                </p>
                <p class="sm soft">{meta.into_iter().flatten().collect::<Vec<_>>().join(" · ")}</p>
                <ul class="lp-job__facts">
                    <li>{rate(locale, &row)}</li>
                    <li>{availability(locale, row.availability)}</li>
                </ul>
                <Skills locale=locale skills=row.skills.clone() wanted=wanted />
            </div>
            <Works locale=locale row=row />
            <Acts locale=locale controller=controller id=hit.id place=place.0 />
            {ranked
                .then(|| {
                    let opening = Opening::new();
                    view! {
                        <div class="lp-job__rank">
                            <Rank locale=locale kind=controller.kind parts=parts.clone() />
                            <WhyButton locale=locale opening=opening />
                        </div>
                        <WhyReceipt locale=locale opening=opening controller=controller parts=parts reasons=reasons place=place />
                    }
                })}
        </article>
    }
}

fn rate(locale: Locale, row: &TalentRow) -> impl IntoView + use<> {
    match row.rate {
        Some(held) => {
            let converted = pay::converted(locale, held.amount, held.unit);
            view! {
                <FactDot source=FactSource::Stated>
                    <b class="num">{pay::rate(locale, &held)}</b>
                </FactDot>
                {converted.map(|words| view! { " " <span class="quiet">{words}</span> })}
            }
            .into_any()
        }
        None => view! { <FactDot source=FactSource::Unknown>{text(locale, Key::SearchPersonRateUnknown)}</FactDot> }
            .into_any(),
    }
}

fn availability(locale: Locale, held: Availability) -> impl IntoView {
    let (source, words) = availability_words(locale, held);
    view! { <FactDot source=source>{words}</FactDot> }
}

pub(crate) fn availability_words(locale: Locale, held: Availability) -> (FactSource, String) {
    let words = match (held.status, held.from) {
        (AvailabilityStatus::Now, _) => text(locale, Key::SearchAvailabilityNow).to_owned(),
        (AvailabilityStatus::From, Some(date)) => {
            fill(text(locale, Key::SearchPersonFrom), &[("date", &pay::day(locale, date))])
        }
        (AvailabilityStatus::Full, _) => text(locale, Key::SearchAvailabilityFull).to_owned(),
        _ => text(locale, Key::SearchPersonAvailabilityUnknown).to_owned(),
    };
    let stated = held.status != AvailabilityStatus::Unknown;
    let hours =
        held.hours_per_week.map(|hours| fill(text(locale, Key::SearchPersonHours), &[("hours", &hours.to_string())]));
    // Hours alone are a stated fact too; only silence about both is unknown.
    match (stated, hours) {
        (true, Some(hours)) => (FactSource::Stated, format!("{words}, {hours}")),
        (false, Some(hours)) => (FactSource::Stated, hours),
        (true, None) => (FactSource::Stated, words),
        (false, None) => (FactSource::Unknown, words),
    }
}

/// Pictures of up to three works; they repeat what the person's page shows with words.
#[component]
fn Works(locale: Locale, row: TalentRow) -> impl IntoView {
    (!row.works.is_empty()).then(|| {
        let label = fill(text(locale, Key::SearchWorks), &[("name", &row.name)]);
        view! {
            <div class="lp-person__works" role="group" aria-label=label>
                {row
                    .works
                    .into_iter()
                    .map(|work| {
                        view! { <img src=format!("{}?w=480", work.url) alt=work.alt width="96" height="72" loading="lazy" /> }
                    })
                    .collect_view()}
            </div>
        }
    })
}
