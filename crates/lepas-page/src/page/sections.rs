//! The visible parts of the public page. A part without content is left out; a fact that clients ask for first
//! (availability, rate) says that it is not stated instead.

use lepas_api::{
    PartialDate, path,
    profile::{CaseStudy, Service, Work},
};
use maud::{Markup, html};

use super::Page;
use crate::{facts, format, place, words::unit};

pub(super) fn header(page: &Page<'_>) -> Markup {
    let document = &page.profile.document;
    let basics = &document.basics;
    let extras = &document.meta.lepas;
    let locale = page.options.locale;
    let name = facts::name(page.profile, locale);
    let languages: Vec<&str> =
        document.languages.iter().map(|language| language.language.trim()).filter(|text| !text.is_empty()).collect();
    html! {
        header.pg-head.p-contact.h-card {
            (portrait(page, name))
            div.pg-who {
                h1.p-name { bdi { (name) } }
                @if !basics.label.trim().is_empty() {
                    p.pg-line.p-job-title lang=[page.text_language] { (basics.label.trim()) }
                }
                ul.pg-facts aria-label=(page.words.facts) {
                    li.pg-free data-state=(facts::availability_state(extras.availability)) {
                        (facts::availability(extras.availability, locale))
                    }
                    @if let Some(rate) = extras.rate {
                        li.num { (format::rate(rate, locale)) (conversion(page, rate.amount)) }
                    } @else {
                        li { (page.words.rate) ": " (page.words.rate_unknown.to_lowercase()) }
                    }
                    @if let Some(place) = place::place(basics.location.as_ref(), locale) {
                        li.p-locality { bdi { (place) } }
                    }
                    @if let Some(zone) = extras.time_zone.as_deref().and_then(|zone| place::time_zone(zone, locale)) {
                        li { (zone) }
                    }
                    @if !languages.is_empty() { li { bdi { (languages.join(", ")) } } }
                }
                p.pg-acts {
                    a.pg-btn href=[page.link(path::write_to(&page.profile.handle))] { (page.words.hire) }
                    @if facts::safe_link(basics.url.as_deref()).is_some() {
                        a.pg-btn.u-url data-quiet href=[page.outside(basics.url.as_deref())] rel="me noopener" {
                            (page.words.own_site)
                        }
                    }
                }
            }
        }
    }
}

/// The portrait, or the first letters of the name where there is none.
fn portrait(page: &Page<'_>, name: &str) -> Markup {
    match page.profile.document.basics.image.as_deref().and_then(|image| page.picture(image)) {
        Some(source) => html! {
            img.pg-face.u-photo src=(source) alt={ (page.words.portrait_of) " " (name) } width="240" height="240";
        },
        None => html! { span.pg-face.pg-letters aria-hidden="true" { (letters(name)) } },
    }
}

/// The first letters of the first two words of a name.
pub(crate) fn letters(name: &str) -> String {
    name.split_whitespace().take(2).filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

fn conversion(page: &Page<'_>, amount: lepas_api::Money) -> Markup {
    html! {
        @if let Some(text) = format::converted(amount, page.options.locale) { " " span.pg-conv { (text) } }
    }
}

pub(super) fn works(page: &Page<'_>) -> Markup {
    let cases = &page.profile.document.meta.lepas.cases;
    html! {
        @if !cases.is_empty() {
            section.pg-works aria-labelledby="karya" {
                h2 id="karya" { (page.words.works) }
                ul { @for case in cases { (work(page, case)) } }
            }
        }
    }
}

fn work(page: &Page<'_>, case: &CaseStudy) -> Markup {
    let picture = case.picture.as_ref().and_then(|held| Some((page.picture(&held.url)?, held)));
    let client = case.client.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let date = case.date.map(|date| date.year.to_string());
    html! {
        li id=[fragment(&case.id)] {
            figure {
                @if let Some((source, held)) = picture {
                    img src=(source) alt=(held.alt) width=(held.width) height=(held.height) loading="lazy" lang=[page.text_language];
                }
                figcaption.pg-cap {
                    b lang=[page.text_language] { (case.title) }
                    @if client.is_some() || date.is_some() {
                        span {
                            @if let Some(client) = client { bdi { (client) } }
                            @if client.is_some() && date.is_some() { " · " }
                            @if let Some(date) = &date { span.num { (date) } }
                        }
                    }
                }
            }
            @if !case.summary.trim().is_empty() {
                details { summary { (page.words.story) } div lang=[page.text_language] { (paragraphs(&case.summary)) } }
            }
            @if facts::safe_link(case.url.as_deref()).is_some() {
                p.pg-see { a href=[page.outside(case.url.as_deref())] rel="nofollow noopener" { (page.words.see_it) } }
            }
        }
    }
}

/// The address of a case within the page; only for ids that are words, others get none.
fn fragment(id: &str) -> Option<String> {
    let plain = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    plain.then(|| ["karya-", id].concat())
}

/// Plain text as paragraphs, broken where the writer left a line empty; single line breaks stay.
pub(super) fn paragraphs(text: &str) -> Markup {
    let text = text.replace("\r\n", "\n");
    html! {
        @for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
            p {
                @for (index, line) in paragraph.lines().enumerate() { @if index > 0 { br; } (line) }
            }
        }
    }
}

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
                @if told { div.p-note.p-summary lang=[page.text_language] { (paragraphs(&basics.summary)) } }
                @if !document.skills.is_empty() {
                    ul.pg-tags aria-label=(page.words.skills) lang=[page.text_language] {
                        @for skill in &document.skills { li.p-skill { (skill.name) } }
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

pub(super) fn services(page: &Page<'_>) -> Markup {
    let extras = &page.profile.document.meta.lepas;
    let locale = page.options.locale;
    html! {
        @if !extras.services.is_empty() {
            section.pg-services aria-labelledby="layanan" {
                h2 id="layanan" { (page.words.services) }
                ul { @for service in &extras.services { (offer(page, service)) } }
                @if extras.services.iter().any(|service| format::converted(service.price.amount, locale).is_some()) {
                    (rates_note(page))
                }
            }
        }
    }
}

/// The day of the exchange rates, said where converted amounts stand.
pub(super) fn rates_note(page: &Page<'_>) -> Markup {
    html! { p.pg-dist { (page.words.converted) " " (format::rates_date(page.options.locale)) "." } }
}

fn offer(page: &Page<'_>, service: &Service) -> Markup {
    let locale = page.options.locale;
    html! {
        li {
            div lang=[page.text_language] { h3 { (service.title) } (paragraphs(&service.summary)) }
            p.pg-price {
                b { (format::money(service.price.amount, locale)) }
                span { "/\u{a0}" (unit(service.price.unit, locale)) }
                @if let Some(text) = format::converted(service.price.amount, locale) { " " span.pg-conv { (text) } }
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
    let (first, second) =
        if work.name.trim().is_empty() { (&work.position, "") } else { (&work.name, work.position.as_str()) };
    html! {
        li.p-experience {
            span.num { (years(work.start_date, work.end_date, page.words.today)) }
            div lang=[page.text_language] {
                p { b { bdi { (first) } } }
                @if !second.trim().is_empty() { p { (second) } }
                @if let Some(summary) = &work.summary { (paragraphs(summary)) }
            }
        }
    }
}

/// The years of a position: `2021–kini`, `2017–2021`, `2019`; nothing when no date is known.
fn years(start: Option<PartialDate>, end: Option<PartialDate>, today: &str) -> String {
    match (start.map(|date| date.year), end.map(|date| date.year)) {
        (Some(start), Some(end)) if start == end => start.to_string(),
        (Some(start), Some(end)) => [start.to_string(), end.to_string()].join("–"),
        (Some(start), None) => [&start.to_string(), today].join("–"),
        (None, Some(end)) => ["–", &end.to_string()].concat(),
        (None, None) => String::new(),
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
                ul lang=[page.text_language] {
                    @for language in languages {
                        li {
                            b { bdi { (language.language) } }
                            @if let Some(fluency) = &language.fluency { span { (fluency) } }
                        }
                    }
                }
            }
        }
    }
}
