//! A posting in the list.

use lepas_api::{Locale, job::JobRow, profile::RateUnit};
use lepas_search::Hit;
use leptos::prelude::*;

use super::{
    controller::Controller,
    labels,
    marked::Marked,
    rank::{Rank, Reasons, in_order, shared_hours},
    rows::{Place, RowAsk},
    triage::Acts,
    weigh::Piece,
    why::{Opening, WhyButton, WhyReceipt},
};
use crate::{
    api::read_json,
    i18n::{Key, fill, text},
    routes::Route,
    state::pay,
    ui::{Avatar, AvatarSize, FactDot, FactSource, Tag},
};

/// Draws a posting from what the index says; nothing from what cannot be read.
pub(crate) fn job_row(ask: RowAsk) -> Option<AnyView> {
    let RowAsk { controller, locale, hit, ranked, place, wanted } = ask;
    let row = read_json(hit.payload.as_bytes()).ok()?;
    Some(view! { <JobResult controller=controller locale=locale hit=hit row=row ranked=ranked place=place wanted=wanted /> }.into_any())
}

/// One posting.
///
/// | prop | meaning |
/// | --- | --- |
/// | `controller` | the search |
/// | `locale` | language |
/// | `hit` | what the engine found |
/// | `row` | what the index says about it |
/// | `ranked` | whether a score was made; without a text the list is only sorted |
/// | `place` | its place in the list |
/// | `wanted` | skills that are filtered by |
#[component]
fn JobResult(
    controller: Controller,
    locale: Locale,
    hit: Hit,
    row: JobRow,
    ranked: bool,
    place: Place,
    wanted: Vec<String>,
) -> impl IntoView {
    let id = format!("job-{}", row.id);
    let heading_id = id.clone();
    let href = Route::Job(row.id.clone()).path();
    let company = row.company.clone().unwrap_or_else(|| text(locale, Key::SearchJobUnnamed).to_owned());
    let meta: Vec<String> = [
        row.place.clone(),
        row.mode.map(|mode| labels::value(locale, lepas_api::index::field::MODE, mode.slug()).to_lowercase()),
        row.posted.map(|date| pay::posted(locale, date)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let (parts, summary, result) = (in_order(hit.parts), hit.summary, hit.id);
    let reasons = Reasons {
        posted: row.posted,
        skills: row.skills.clone(),
        pay: row.pay.as_ref().and_then(|held| pay::pay(locale, held)),
        ..Reasons::default()
    };
    let hours = parts.iter().find(|part| Piece::of(&part.name) == Some(Piece::Hours) && part.known);
    let hours = hours.map(|part| {
        let words = fill(text(locale, Key::SearchPartHoursFact), &[("hours", &shared_hours(locale, part))]);
        let source = if part.estimated { FactSource::Estimated } else { FactSource::Stated };
        view! {
            <li>
                <FactDot source=source>{words}</FactDot>
            </li>
        }
    });
    view! {
        <article class="lp-job" aria-labelledby=id>
            <div class="lp-job__body">
                <h2 class="lp-job__title" id=heading_id>
                    <a href=href>
                        <Marked marked=hit.title />
                    </a>
                </h2>
                <p class="lp-job__meta">
                    <Avatar name=company.clone() organisation=true size=AvatarSize::Small />
                    <span>
                        <b>{company}</b>
                        {meta.into_iter().map(|piece| format!(" · {piece}")).collect::<String>()}
                    </span>
                </p>
                <ul class="lp-job__facts">
                    <Pay locale=locale row=row.clone() />
                    {hours}
                </ul>
                {(!summary.text.is_empty())
                    .then(|| {
                        view! {
                            <p class="lp-job__text">
                                <Marked marked=summary />
                            </p>
                        }
                    })}
                <Skills locale=locale skills=row.skills wanted=wanted />
            </div>
            <Acts locale=locale controller=controller id=result place=place.0 />
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

#[component]
fn Pay(locale: Locale, row: JobRow) -> impl IntoView {
    let stated = row.pay.as_ref().and_then(|held| Some((pay::pay(locale, held)?, *held)));
    match stated {
        Some((words, held)) => {
            let converted = held.middle().and_then(|money| pay::converted(locale, money, held.unit));
            let hourly = held.dollars_an_hour().filter(|(_, estimated)| *estimated && held.unit != RateUnit::Hour);
            view! {
                <li>
                    <FactDot source=FactSource::Stated>
                        <b class="num">{words}</b>
                    </FactDot>
                    {converted.map(|words| view! { " " <span class="quiet">{words}</span> })}
                </li>
                {hourly
                    .map(|(dollars, _)| {
                        let amount = pay::dollars(locale, dollars);
                        let words = fill(text(locale, Key::SearchEstimatedHourly), &[("amount", &amount)]);
                        view! {
                            <li>
                                <FactDot source=FactSource::Estimated>{words}</FactDot>
                            </li>
                        }
                    })}
            }
            .into_any()
        }
        None => view! {
            <li>
                <FactDot source=FactSource::Unknown>{text(locale, Key::SearchJobPayUnknown)}</FactDot>
            </li>
        }
        .into_any(),
    }
}

/// Skills of a row; those that are filtered by carry a tick.
#[component]
pub(crate) fn Skills(locale: Locale, skills: Vec<String>, wanted: Vec<String>) -> impl IntoView {
    (!skills.is_empty()).then(|| {
        view! {
            <ul class="lp-tags" aria-label=text(locale, Key::SearchSkills)>
                {skills
                    .into_iter()
                    .map(|skill| {
                        let hit = wanted.contains(&skill);
                        view! {
                            <li>
                                <Tag label=skill hit=hit />
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        }
    })
}
