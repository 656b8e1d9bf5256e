//! The card: a small whole document for an iframe on somebody else's page.
//!
//! Owns its four layouts. No script, no cookie, no storage; links leave the frame through `target="_top"`, and the
//! address is also printed as text, because some hosts sandbox the frame so that links cannot leave it.

use lepas_api::{
    Locale, path,
    profile::{AvailabilityStatus, CaseStudy, PublicProfile, Service},
};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::{
    facts, format,
    json_ld::picture,
    mark::mark,
    options::{CardLayout, CardOptions, absolute, scheme_word},
    place,
    style,
    words::{Words, unit, words},
};

/// Most works on a wide card.
const WORKS: usize = 4;
/// Most services on a card of services.
const SERVICES: usize = 5;

struct Card<'a> {
    profile: &'a PublicProfile,
    options: &'a CardOptions,
    words: &'static Words,
    /// `lang` of texts of the document, when it is not that of the labels.
    text_language: Option<&'static str>,
    /// Address of the public page.
    page: String,
}

/// The card as an HTML document of its own.
///
/// Serve it with `Content-Security-Policy: csp::card_csp(hosts)`. Its ground is transparent and it needs
/// [`CardLayout::height`] pixels at 320 pixels width.
#[must_use]
pub fn render_card(profile: &PublicProfile, options: &CardOptions) -> String {
    let written = profile.document.meta.lepas.locale;
    let card = Card {
        profile,
        options,
        words: words(options.locale),
        text_language: (written != options.locale).then(|| written.tag()),
        page: absolute(&options.origin, &path::page(&profile.handle)),
    };
    let name = facts::name(profile, options.locale);
    let inner = match options.layout {
        CardLayout::Tegak => column(&card, name),
        CardLayout::Baris => row(&card, name),
        CardLayout::Lebar => wide(&card, name),
        CardLayout::Layanan => services(&card, name),
    };
    let title = html! { (name) " · Lepas" };
    shell(options.locale, scheme_word(options.scheme), options.accent.slug(), title, Some(&card.page), html! {
        main.lc.h-card data-layout=(options.layout.slug()) {
            (inner)
            a.lc-by.u-url href=(card.page) target="_top" rel="noopener" {
                (mark("lc-mark"))
                span { (card.words.on_lepas) }
                span.lc-url { (without_scheme(&card.page)) }
            }
        }
    })
}

/// The document around a card.
pub(crate) fn shell(
    locale: Locale,
    scheme: Option<&str>,
    accent: &str,
    title: Markup,
    canonical: Option<&str>,
    body: Markup,
) -> String {
    html! {
        (DOCTYPE)
        html lang=(locale.tag()) data-color-scheme=[scheme] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (title) }
                @if let Some(canonical) = canonical { link rel="canonical" href=(canonical); }
                style { (PreEscaped(style::CARD)) }
            }
            body.lcb data-accent=(accent) { (body) }
        }
    }
    .into_string()
}

fn without_scheme(address: &str) -> &str {
    address.split_once("://").map_or(address, |(_, rest)| rest)
}

fn face(card: &Card<'_>, name: &str) -> Markup {
    match card.profile.document.basics.image.as_deref().and_then(|image| picture(image, &card.options.origin)) {
        Some(source) => html! { img.lc-face.u-photo src=(source) alt="" width="96" height="96"; },
        None => html! { span.lc-face.lc-letters aria-hidden="true" { (crate::page::letters(name)) } },
    }
}

fn headline(card: &Card<'_>) -> Markup {
    let label = card.profile.document.basics.label.trim();
    html! { @if !label.is_empty() { p.lc-line.p-job-title lang=[card.text_language] { (label) } } }
}

fn availability(card: &Card<'_>, with_hours: bool) -> Markup {
    let availability = card.profile.document.meta.lepas.availability;
    let text = if with_hours {
        facts::availability(availability, card.options.locale)
    } else {
        facts::availability_start(availability, card.options.locale)
    };
    html! { p.lc-free data-state=(facts::availability_state(availability)) { (text) } }
}

fn hire(card: &Card<'_>) -> Markup {
    let address = absolute(&card.options.origin, &path::write_to(&card.profile.handle));
    html! { a.lc-btn href=(address) target="_top" rel="noopener" { (card.words.hire) } }
}

fn column(card: &Card<'_>, name: &str) -> Markup {
    let extras = &card.profile.document.meta.lepas;
    let place = place::place(card.profile.document.basics.location.as_ref(), card.options.locale);
    html! {
        (face(card, name))
        h1.p-name { bdi { (name) } }
        (headline(card))
        (availability(card, false))
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

fn row(card: &Card<'_>, name: &str) -> Markup {
    html! {
        (face(card, name))
        div.lc-mid {
            h1.p-name { bdi { (name) } }
            (headline(card))
            (availability(card, false))
        }
        (hire(card))
    }
}

fn wide(card: &Card<'_>, name: &str) -> Markup {
    let origin = &card.options.origin;
    let shown: Vec<(&CaseStudy, String)> = card
        .profile
        .document
        .meta
        .lepas
        .cases
        .iter()
        .filter_map(|case| Some((case, picture(&case.picture.as_ref()?.url, origin)?)))
        .take(WORKS)
        .collect();
    html! {
        div.lc-top {
            (face(card, name))
            div.lc-mid {
                h1.p-name { bdi { (name) } }
                (headline(card))
                (availability(card, true))
            }
            (hire(card))
        }
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

fn services(card: &Card<'_>, name: &str) -> Markup {
    let extras = &card.profile.document.meta.lepas;
    let offered = &extras.services;
    html! {
        div.lc-top {
            (face(card, name))
            div.lc-mid {
                h1.p-name { bdi { (name) } }
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
                span.num {
                    (format::money(service.price.amount, card.options.locale))
                    small { "/\u{a0}" (unit(service.price.unit, card.options.locale)) }
                }
            }
        }
    }
}
