//! About, positions and languages on a page. A part without content is left out.

use lepas_api::{PartialDate, profile::Work};
use maud::{Markup, html};

use super::{Page, entry_id, paragraphs};
use crate::facts;

pub(super) fn about(page: &Page<'_>) -> Markup {
    let document = &page.profile.document;
    let basics = &document.basics;
    let elsewhere: Vec<_> =
        basics.profiles.iter().filter(|profile| facts::safe_link(profile.url.as_deref()).is_some()).collect();
    let told = !basics.summary.trim().is_empty();
    html! {
        @if told || !document.skills.is_empty() || !elsewhere.is_empty() {
            section.pg-about aria-labelledby="tentang" {
                h2 id="tentang" { @if told { (page.words.about) } @else { (page.words.skills) } }
                @if told { div.p-note.p-summary lang=[page.lang("/basics/summary")] { (paragraphs(&basics.summary)) } }
                @if !document.skills.is_empty() {
                    ul.pg-tags aria-label=(page.words.skills) {
                        @for skill in &document.skills {
                            li.p-skill lang=[page.entry_lang("/skills", entry_id(&skill.other), "name")] { (skill.name) }
                        }
                    }
                }
                @if !elsewhere.is_empty() {
                    ul.pg-links aria-label=(page.words.elsewhere) {
                        @for profile in elsewhere {
                            li { a.u-url href=[page.outside(profile.url.as_deref())] rel="me noopener" {
                                bdi { @if profile.network.trim().is_empty() { (profile.username) } @else { (profile.network) } }
                            } }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn path(page: &Page<'_>) -> Markup {
    let work = &page.profile.document.work;
    html! {
        @if !work.is_empty() {
            section.pg-path aria-labelledby="jalan" {
                h2 id="jalan" { (page.words.path) }
                ol { @for position in work { (step(page, position)) } }
            }
        }
    }
}

fn step(page: &Page<'_>, work: &Work) -> Markup {
    let lang = |member: &str| page.entry_lang("/work", entry_id(&work.other), member);
    let employed = !work.name.trim().is_empty();
    let (first, second) = if employed { (&work.name, work.position.as_str()) } else { (&work.position, "") };
    html! {
        li.p-experience.h-event {
            span.num { (span(work.start_date, work.end_date, page.words.today)) }
            div {
                p { b.p-name lang=[lang(if employed { "name" } else { "position" })] { bdi { (first) } } }
                @if !second.trim().is_empty() { p lang=[lang("position")] { (second) } }
                @if let Some(summary) = &work.summary { div lang=[lang("summary")] { (paragraphs(summary)) } }
                (super::history::points(page, &work.other))
            }
        }
    }
}

/// The years of something: `2021–kini`, `2017–2021`, `2019`; nothing when no date is known. Machines read the whole dates.
pub(super) fn span(start: Option<PartialDate>, end: Option<PartialDate>, today: &str) -> Markup {
    let same = start.zip(end).is_some_and(|(start, end)| start.year == end.year);
    html! {
        @if let Some(start) = start { time.dt-start datetime=(start) { (start.year) } }
        @if !same && (start.is_some() || end.is_some()) { "–" }
        @match end {
            Some(end) if !same => time.dt-end datetime=(end) { (end.year) },
            None if start.is_some() => (today),
            _ => {},
        }
    }
}

/// Only when somebody said how well; the names alone stand in the header already.
pub(super) fn languages(page: &Page<'_>) -> Markup {
    let languages = &page.profile.document.languages;
    let graded =
        languages.iter().any(|language| language.fluency.as_deref().is_some_and(|text| !text.trim().is_empty()));
    html! {
        @if graded {
            section.pg-path.pg-langs aria-labelledby="bahasa" {
                h2 id="bahasa" { (page.words.languages) }
                ul {
                    @for language in languages {
                        li {
                            b lang=[page.entry_lang("/languages", entry_id(&language.other), "language")] { bdi { (language.language) } }
                            @if let Some(fluency) = &language.fluency {
                                span lang=[page.entry_lang("/languages", entry_id(&language.other), "fluency")] { (fluency) }
                            }
                        }
                    }
                }
            }
        }
    }
}
