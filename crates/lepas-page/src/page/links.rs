//! The link page: one column of links in the owner's order, for the one address that a social network allows.

use lepas_api::{path, profile::PageLink};
use maud::{Markup, html};

use super::{Page, header};
use crate::{facts, format, qr};

pub(super) fn links(page: &Page<'_>) -> Markup {
    let profile = page.profile;
    let locale = page.options.locale;
    let extras = &profile.document.meta.lepas;
    let name = facts::name(profile, locale);
    let whole = if extras.page.link_page { path::whole_page(&profile.handle) } else { path::page(&profile.handle) };
    html! {
        div.pg.pg-one {
            header.pg-head.h-card {
                (header::portrait(page, name))
                div.pg-who {
                    h1.p-name { bdi { (name) } }
                    (header::line(page))
                    ul.pg-facts aria-label=(page.words.facts) {
                        li.pg-free data-state=(facts::availability_state(extras.availability)) {
                            (facts::availability(extras.availability, locale))
                        }
                        @if let Some(rate) = extras.rate { li.num { (format::rate(rate, locale)) } }
                    }
                }
            }
            main id="isi" {
                ul.pg-stack {
                    li { a.pg-btn href=[page.link(path::write_to(&profile.handle))] { (page.words.hire) } }
                    li { a.pg-btn data-quiet href=[page.link(page.in_language(whole, locale))] { (page.words.whole_page) } }
                }
                @for group in groups(&extras.page.links) {
                    section.pg-group {
                        @if let Some(heading) = group.first().map(|link| link.group.trim()).filter(|text| !text.is_empty()) {
                            h2 lang=[page.lang("/meta/lepas/page/links")] { (heading) }
                        }
                        ul.pg-stack {
                            @for link in group {
                                @if facts::safe_link(Some(&link.url)).is_some() {
                                    li { a.pg-btn.u-url data-quiet href=[page.outside(Some(&link.url))] rel="me noopener" {
                                        @if link.label.trim().is_empty() { bdi { (facts::shown_address(&link.url)) } }
                                        @else { bdi lang=[page.entry_lang("/meta/lepas/page/links", &link.id, "label")] { (link.label) } }
                                    } }
                                }
                            }
                        }
                    }
                }
                @if let Some(code) = &page.options.qr {
                    figure.pg-qr { (qr::drawn(code, page.words.qr)) figcaption { (facts::shown_address(&page.address(extras.locale))) } }
                }
            }
            (super::foot::foot(page))
        }
    }
}

/// Links with the same heading after one another stand together.
fn groups(links: &[PageLink]) -> impl Iterator<Item = &[PageLink]> {
    links.chunk_by(|one, next| one.group.trim() == next.group.trim())
}
