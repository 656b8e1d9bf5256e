//! The six layouts of a card.
//!
//! Owns what stands in each and in which order. Facts that are not stated are said to be not stated or left out; nothing
//! is made up.

use lepas_api::{
    path,
    profile::{AvailabilityStatus, CaseStudy, Reference, Service},
};
use maud::{Markup, html};

use super::{Card, WORK, face, small_picture};
use crate::{facts, format, options::absolute, place, words::unit};

/// Most works on a wide card.
const WORKS: usize = 4;
/// Most services on a card of services.
const SERVICES: usize = 5;
/// Most testimonials on a card of them.
const TESTIMONIALS: usize = 3;
/// Longest testimonial in characters; the page has the whole of it.
const TESTIMONIAL: usize = 220;

fn portrait(card: &Card<'_>, name: &str) -> Markup {
    face(card.profile, &card.options.origin, name)
}

fn heading(name: &str) -> Markup {
    html! { h1.p-name part="name" { bdi { (name) } } }
}

fn headline(card: &Card<'_>) -> Markup {
    let label = card.profile.document.basics.label.trim();
    html! {
        @if !label.is_empty() { p.lc-line.p-job-title lang=[card.text_language] part="headline" { (label) } }
    }
}

fn availability(card: &Card<'_>, with_hours: bool) -> Markup {
    let availability = card.profile.document.meta.lepas.availability;
    let text = if with_hours {
        facts::availability(availability, card.options.locale)
    } else {
        facts::availability_start(availability, card.options.locale)
    };
    html! { p.lc-free data-state=(facts::availability_state(availability)) part="availability" { (text) } }
}

fn rating(card: &Card<'_>) -> Markup {
    html! {
        @if let Some(rating) = card.options.rating {
            p.lc-line.num { (facts::rating(rating, card.options.locale)) }
        }
    }
}

fn hire(card: &Card<'_>) -> Markup {
    let handle = &card.profile.handle;
    let target = if card.options.counted { path::contact(handle) } else { path::write_to(handle) };
    html! {
        a.lc-btn href=(absolute(&card.options.origin, &target)) target="_top" rel="noopener" part="button" {
            (card.words.hire)
        }
    }
}

fn top(card: &Card<'_>, name: &str, with_hours: bool) -> Markup {
    html! {
        div.lc-top {
            (portrait(card, name))
            div.lc-mid {
                (heading(name))
                (headline(card))
                (availability(card, with_hours))
                (rating(card))
            }
            (hire(card))
        }
    }
}

pub(super) fn column(card: &Card<'_>, name: &str) -> Markup {
    let extras = &card.profile.document.meta.lepas;
    let place = place::place(card.profile.document.basics.location.as_ref(), card.options.locale);
    html! {
        (portrait(card, name))
        (heading(name))
        (headline(card))
        (availability(card, false))
        (rating(card))
        dl {
            div {
                dt { (card.words.rate) }
                dd {
                    @match extras.rate {
                        Some(rate) => (format::rate(rate, card.options.locale)),
                        None => (card.words.rate_unknown),
                    }
                }
            }
            @if let Some(place) = place { div { dt { (card.words.place) } dd { bdi { (place) } } } }
        }
        (hire(card))
    }
}

pub(super) fn row(card: &Card<'_>, name: &str) -> Markup {
    html! {
        (portrait(card, name))
        div.lc-mid {
            (heading(name))
            (headline(card))
            (availability(card, false))
            (rating(card))
        }
        (hire(card))
    }
}

pub(super) fn wide(card: &Card<'_>, name: &str) -> Markup {
    let origin = &card.options.origin;
    let shown: Vec<(&CaseStudy, String)> = card
        .profile
        .document
        .meta
        .lepas
        .cases
        .iter()
        .filter_map(|case| Some((case, small_picture(&case.picture.as_ref()?.url, origin, WORK)?)))
        .take(WORKS)
        .collect();
    html! {
        (top(card, name, true))
        @if !shown.is_empty() {
            ul.lc-works lang=[card.text_language] {
                @for (case, source) in shown {
                    li {
                        a href=(card.page) target="_top" rel="noopener" {
                            // The title beside it names the link; the alternative text is for the page itself.
                            img src=(source) alt="" width="160" height="120" loading="lazy";
                            span { (case.title) }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn services(card: &Card<'_>, name: &str) -> Markup {
    let extras = &card.profile.document.meta.lepas;
    let offered = &extras.services;
    html! {
        div.lc-top {
            (portrait(card, name))
            div.lc-mid {
                (heading(name))
                p.lc-line { (card.words.services) }
                @if extras.availability.status != AvailabilityStatus::Unknown { (availability(card, false)) }
            }
        }
        @if offered.is_empty() {
            p.lc-line { (card.words.no_services) }
            (hire(card))
        } @else {
            ul.lc-sv { @for service in offered.iter().take(SERVICES) { (offer(card, service)) } }
        }
    }
}

fn offer(card: &Card<'_>, service: &Service) -> Markup {
    html! {
        li {
            a href=(card.page) target="_top" rel="noopener" {
                b lang=[card.text_language] { (service.title) }
                span lang=[card.text_language] { (facts::one_line(&service.summary, 60)) }
                @if let Some((price, least)) = service.least_price() {
                    span.num {
                        @if least { i { (card.words.from) " " } }
                        (format::money(price.amount, card.options.locale))
                        small { "/\u{a0}" (unit(price.unit, card.options.locale)) }
                    }
                }
            }
        }
    }
}

pub(super) fn testimonials(card: &Card<'_>, name: &str) -> Markup {
    let said: Vec<&Reference> = card
        .profile
        .document
        .references
        .iter()
        .filter(|reference| !reference.reference.trim().is_empty())
        .take(TESTIMONIALS)
        .collect();
    html! {
        (top(card, name, false))
        @if said.is_empty() {
            p.lc-line { (card.words.no_testimonials) }
        } @else {
            ul.lc-said lang=[card.text_language] {
                @for reference in said {
                    li {
                        blockquote { (facts::one_line(&reference.reference, TESTIMONIAL)) }
                        @if !reference.name.trim().is_empty() {
                            p.lc-line { bdi { (reference.name) } @if let Some(role) = facts::role(reference) { ", " bdi { (role) } } }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn schedule(card: &Card<'_>, name: &str) -> Markup {
    let extras = &card.profile.document.meta.lepas;
    let words = card.words;
    let zone = extras.time_zone.as_deref().and_then(|zone| place::time_zone(zone, card.options.locale));
    html! {
        div.lc-top {
            (portrait(card, name))
            div.lc-mid {
                (heading(name))
                (availability(card, false))
            }
        }
        dl {
            div {
                dt { (words.week) }
                dd {
                    // Hours say nothing while nobody can start.
                    @match extras.availability.hours_per_week.filter(|_| extras.availability.status != AvailabilityStatus::Full) {
                        Some(hours) => { (hours) "\u{a0}" (words.hours) },
                        None => (words.rate_unknown),
                    }
                }
            }
            @if let Some(zone) = zone { div { dt { (words.zone) } dd { (zone) } } }
        }
        (hire(card))
    }
}
