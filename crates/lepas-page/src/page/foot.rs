//! The end of a page: the other language, the same for machines, who made it.

use lepas_api::path;
use maud::{Markup, html};

use super::{Page, services};
use crate::{format, mark::mark, words::other};

pub(super) fn foot(page: &Page<'_>) -> Markup {
    let other_language = other(page.options.locale);
    let handle = &page.profile.handle;
    // A service with a price says the day of the rates itself.
    let extras = &page.profile.document.meta.lepas;
    let rates = !services::says_rates(page)
        && extras.rate.is_some_and(|rate| format::converted(rate.amount, page.options.locale).is_some());
    html! {
        footer.pg-foot {
            @if rates { (services::rates_note(page)) }
            p {
                a href=[page.link(page.path(other_language))] lang=(other_language.tag()) hreflang=(other_language.tag()) {
                    (page.words.other_language)
                }
                @if !extras.services.is_empty() || extras.rate.is_some() {
                    " · "
                    a href=[page.link(page.in_language(path::rate_card(handle), page.options.locale))] { (page.words.rate_card) }
                }
                " · "
                a href=[page.link(path::vcard(handle))] { "vCard" }
                " · "
                a href=[page.link(path::resume(handle))] { "resume.json" }
                @if !extras.cases.is_empty() {
                    " · "
                    a href=[page.link(path::atom(handle))] { (page.words.feed) }
                }
            }
            p.pg-by {
                (page.words.made_with) " "
                a href=[page.link("/".to_owned())] { (mark("pg-mark")) "Lepas" }
            }
        }
    }
}
