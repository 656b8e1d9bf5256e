//! The top of a page: who it is. A fact that clients ask for first (availability, rate) says that it is not stated
//! instead of being left out.

use lepas_api::path;
use maud::{Markup, html};

use super::Page;
use crate::{facts, format, place};

pub(super) fn header(page: &Page<'_>) -> Markup {
    let document = &page.profile.document;
    let basics = &document.basics;
    let extras = &document.meta.lepas;
    let locale = page.options.locale;
    let name = facts::name(page.profile, locale);
    let languages: Vec<&str> =
        document.languages.iter().map(|language| language.language.trim()).filter(|text| !text.is_empty()).collect();
    let email = basics.email.as_deref().filter(|text| text.parse::<lepas_api::email::Email>().is_ok());
    let phone = basics.phone.as_deref().map(str::trim).filter(|text| !text.is_empty());
    html! {
        header.pg-head.p-contact.h-card {
            (portrait(page, name))
            div.pg-who {
                h1.p-name { bdi { (name) } }
                (line(page))
                ul.pg-facts aria-label=(page.words.facts) {
                    li.pg-free data-state=(facts::availability_state(extras.availability)) {
                        (facts::availability(extras.availability, locale))
                    }
                    @if extras.rate.is_none() && extras.rates.is_empty() {
                        li { (page.words.rate) ": " (page.words.rate_unknown.to_lowercase()) }
                    }
                    @for rate in extras.rate.iter().chain(&extras.rates) {
                        li.num { (format::rate(*rate, locale)) (conversion(page, rate.amount)) }
                    }
                    (where_from(page))
                    @if let Some(zone) = extras.time_zone.as_deref().and_then(|zone| place::time_zone(zone, locale)) {
                        li { (zone) }
                    }
                    @if !languages.is_empty() { li { bdi { (languages.join(", ")) } } }
                    @if let Some(email) = email {
                        li { a.u-email href=[page.link(["mailto:", email].concat())] { (email) } }
                    }
                    @if let Some(phone) = phone { li.p-tel { bdi { (phone) } } }
                }
                p.pg-acts {
                    a.pg-btn href=[page.link(path::write_to(&page.profile.handle))] { (page.words.hire) }
                    @if facts::safe_link(basics.url.as_deref()).is_some() {
                        a.pg-btn.u-url data-quiet href=[page.outside(basics.url.as_deref())] rel="me noopener" {
                            (page.words.own_site)
                        }
                    }
                }
                // The address itself, for parsers of h-card and for paper.
                @let address = page.address(extras.locale);
                p.pg-url { a.u-url.u-uid href=[page.link(address.clone())] rel="me" { (facts::shown_address(&address)) } }
            }
        }
    }
}

/// The headline.
pub(super) fn line(page: &Page<'_>) -> Markup {
    let label = page.profile.document.basics.label.trim();
    html! { @if !label.is_empty() { p.pg-line.p-job-title lang=[page.lang("/basics/label")] { (label) } } }
}

fn where_from(page: &Page<'_>) -> Markup {
    let location = page.profile.document.basics.location.as_ref();
    html! {
        @if let Some((near, country)) = place::parts(location, page.options.locale) {
            li {
                @if let Some(near) = &near { bdi.p-locality { (near) } }
                @if near.is_some() && country.is_some() { ", " }
                @if let Some(country) = &country { bdi.p-country-name { (country) } }
            }
        }
    }
}

/// The portrait, or the first letters of the name where there is none.
pub(super) fn portrait(page: &Page<'_>, name: &str) -> Markup {
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
