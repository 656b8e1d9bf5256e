//! The rate card: services with their prices on one sheet of A5, with a code that leads to the page. For fairs and shop
//! counters.

use lepas_api::{path, profile::PublicProfile};
use maud::{DOCTYPE, PreEscaped, html};

use super::{Page, shown};
use crate::{
    facts, format,
    mark::mark,
    options::{PageOptions, absolute},
    place, qr, style,
    words::{unit, words},
};

/// Services that fit the sheet beside the code.
const SERVICES: usize = 7;
/// Longest title and summary of a service on it, in characters.
const TITLE: usize = 56;
const SUMMARY: usize = 84;

/// The sheet as an HTML document. Serve it with the policy of a page.
#[must_use]
pub fn render_rate_card(profile: &PublicProfile, options: &PageOptions) -> String {
    let shown = shown(profile, options);
    let page =
        Page { profile: &shown, options, words: words(options.locale), machines: Some(super::head::for_machines) };
    let locale = options.locale;
    let document = &shown.document;
    let extras = &document.meta.lepas;
    let name = facts::name(&shown, locale);
    let address = absolute(&options.origin, &path::page(&shown.handle));
    let place = place::place(document.basics.location.as_ref(), locale);
    let reach = facts::reach(&extras.area, locale);
    let more = extras.services.len().saturating_sub(SERVICES);
    html! {
        (DOCTYPE)
        html lang=(locale.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (name) ", " (page.words.rate_card) " · Lepas" }
                link rel="icon" href="/favicon.svg" type="image/svg+xml";
                link rel="canonical" href=(address);
                // Our own file, none of the document's text.
                style { (PreEscaped(style::RATE_CARD)) }
                (super::head::accent(&page))
            }
            body {
                main.rc {
                    header {
                        h1 { bdi { (facts::one_line(name, TITLE)) } }
                        @if !document.basics.label.trim().is_empty() {
                            p.rc-line lang=[page.lang("/basics/label")] { (facts::one_line(&document.basics.label, 120)) }
                        }
                        p.rc-facts {
                            (facts::availability(extras.availability, locale))
                            @if let Some(place) = place { " · " bdi { (facts::one_line(&place, TITLE)) } }
                        }
                    }
                    ul.rc-list {
                        @for service in extras.services.iter().take(SERVICES) {
                            @let lang = |member: &str| page.entry_lang("/meta/lepas/services", &service.id, member);
                            li {
                                span { b lang=[lang("title")] { (facts::one_line(&service.title, TITLE)) }
                                    @if !service.summary.trim().is_empty() { small lang=[lang("summary")] { (facts::one_line(&service.summary, SUMMARY)) } } }
                                @if let Some((price, least)) = service.least_price() { span.rc-price { @if least { i { (page.words.from) " " } } (format::money(price.amount, locale)) small { "/\u{a0}" (unit(price.unit, locale)) } } }
                            }
                        }
                        @if let Some(rate) = extras.rate {
                            li { span { b { (page.words.rate) } } span.rc-price { (format::money(rate.amount, locale)) small { "/\u{a0}" (unit(rate.unit, locale)) } } }
                        }
                    }
                    @if more > 0 || reach.is_some() {
                        p.rc-facts {
                            @if let Some(reach) = &reach { (page.words.on_site) ": " bdi { (facts::one_line(reach, SUMMARY)) } }
                            @if more > 0 {
                                @if reach.is_some() { " · " }
                                "+ " (more) " " (page.words.more_services)
                            }
                        }
                    }
                    footer {
                        @if let Some(code) = &options.qr { (qr::drawn(code, page.words.qr)) }
                        p { b { (facts::shown_address(&address)) } br; (page.words.rate_card_day) " " (format::date(shown.published_at.date(), locale)) }
                        p.rc-by { (mark("rc-mark")) "Lepas" }
                    }
                }
            }
        }
    }
    .into_string()
}
