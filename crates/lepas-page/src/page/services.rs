//! What is on offer: services with their sizes side by side, what can be added, what clients ask first, and where the
//! person comes to work.
//!
//! Owns their markup. The sizes of a service stand beside each other where there is room and below each other where there
//! is none, with the same markup.

use lepas_api::profile::{Members, Other, Rate, Service};
use maud::{Markup, html};

use super::{Page, entry_id, paragraphs};
use crate::{facts, format, words::unit};

pub(super) fn services(page: &Page<'_>) -> Markup {
    let extras = &page.profile.document.meta.lepas;
    let area = area(page);
    html! {
        @if !extras.services.is_empty() || area.is_some() {
            section.pg-services aria-labelledby="layanan" {
                h2 id="layanan" { (page.words.services) }
                @if !extras.services.is_empty() {
                    ul { @for service in &extras.services { (offer(page, service)) } }
                }
                @if let Some(area) = area { (area) }
                @if says_rates(page) { (rates_note(page)) }
            }
        }
    }
}

/// True when a price among the services stands there in a second currency.
pub(super) fn says_rates(page: &Page<'_>) -> bool {
    let mut prices = page.profile.document.meta.lepas.services.iter().flat_map(Service::prices);
    prices.any(|price| format::converted(price.amount, page.options.locale).is_some())
}

/// The day of the exchange rates, said where converted amounts stand.
pub(super) fn rates_note(page: &Page<'_>) -> Markup {
    html! { p.pg-dist { (page.words.converted) " " (format::rates_date(page.options.locale)) "." } }
}

fn offer(page: &Page<'_>, service: &Service) -> Markup {
    let lang = |member: &str| page.entry_lang("/meta/lepas/services", &service.id, member);
    let part = |name: &str| ["/meta/lepas/services/", &service.id, "/", name].concat();
    let [tiers, more, questions] = ["tiers", "extras", "faq"].map(|name| service.other.parts(name));
    html! {
        li.pg-offer {
            div { h3 lang=[lang("title")] { (service.title) } div lang=[lang("summary")] { (paragraphs(&service.summary)) } }
            @match service.least_price() {
                // The sizes below say the rest.
                Some((price, true)) => p.pg-price { span { (page.words.from) } " " b { (format::money(price.amount, page.options.locale)) } },
                Some((price, false)) => (priced(page, price)),
                None => {},
            }
            @if !tiers.is_empty() || !more.is_empty() || !questions.is_empty() {
                div.pg-deal {
                    @if !tiers.is_empty() {
                        ul.pg-tiers aria-label=(page.words.tiers) { @for held in tiers { (tier(page, &part("tiers"), held)) } }
                    }
                    @if !more.is_empty() {
                        h4 { (page.words.extras) }
                        ul.pg-extras { @for held in more { (extra(page, &part("extras"), held)) } }
                    }
                    @for held in questions { (question(page, &part("faq"), held)) }
                }
            }
        }
    }
}

fn priced(page: &Page<'_>, price: Rate) -> Markup {
    let locale = page.options.locale;
    html! {
        p.pg-price {
            b { (format::money(price.amount, locale)) }
            " "
            span { "/\u{a0}" (unit(price.unit, locale)) }
            @if let Some(text) = format::converted(price.amount, locale) { " " span.pg-conv { (text) } }
        }
    }
}

fn tier(page: &Page<'_>, place: &str, tier: &Other) -> Markup {
    let lang = |member: &str| page.entry_lang(place, entry_id(tier), member);
    let days = tier.number("days").map(|days| format::days(days, page.options.locale));
    let revisions = tier.number("revisions").map(|count| format::grouped(count, page.options.locale));
    html! {
        li {
            h4 lang=[lang("title")] { (tier.text("title")) }
            @if let Some(price) = tier.price("price") { (priced(page, price)) }
            (terms([(page.words.ready, days), (page.words.revisions, revisions)]))
            @if !tier.text("summary").trim().is_empty() {
                div lang=[lang("summary")] { (paragraphs(tier.text("summary"))) }
            }
        }
    }
}

/// What was agreed on before anybody asks; a term that nobody stated is left out.
fn terms<const N: usize>(terms: [(&str, Option<String>); N]) -> Markup {
    html! {
        @if terms.iter().any(|(_, held)| held.is_some()) {
            dl.pg-terms {
                @for (name, held) in terms {
                    @if let Some(held) = held { div { dt { (name) } dd { bdi { (held) } } } }
                }
            }
        }
    }
}

fn extra(page: &Page<'_>, place: &str, extra: &Other) -> Markup {
    let locale = page.options.locale;
    html! {
        li {
            span {
                span lang=[page.entry_lang(place, entry_id(extra), "title")] { (extra.text("title")) }
                @if let Some(days) = extra.number("days") { small { " · " (format::days(days, locale)) } }
            }
            @if let Some(price) = extra.price("price") { b.num { "+\u{a0}" (format::money(price.amount, locale)) } }
        }
    }
}

fn question(page: &Page<'_>, place: &str, held: &Other) -> Markup {
    let lang = |member: &str| page.entry_lang(place, entry_id(held), member);
    html! {
        @if !held.text("question").trim().is_empty() {
            details.pg-ask {
                summary lang=[lang("question")] { (held.text("question")) }
                div lang=[lang("answer")] { (paragraphs(held.text("answer"))) }
            }
        }
    }
}

/// Where the person comes to work; nothing when nobody said so.
fn area(page: &Page<'_>) -> Option<Markup> {
    let locale = page.options.locale;
    let words = page.words;
    let held = &page.profile.document.meta.lepas.area;
    let reach = facts::reach(held, locale);
    let fee = held.price("fee").map(|fee| format::rate(fee, locale));
    let slots = held.lines("slots").join(" · ");
    let slots = Some(slots).filter(|text| !text.is_empty());
    (reach.is_some() || fee.is_some() || slots.is_some()).then(|| {
        html! {
            div.pg-area {
                h3 { (words.on_site) }
                (terms([(words.reach, reach), (words.fee, fee), (words.slots, slots)]))
            }
        }
    })
}
