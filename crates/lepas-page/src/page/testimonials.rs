//! What others say, on the public page: first those who wrote it themselves through a link, and said so.

use lepas_api::profile::Reference;
use maud::{Markup, html};

use super::{Page, entry_id, paragraphs};
use crate::{facts, format};

pub(super) fn testimonials(page: &Page<'_>) -> Markup {
    let said: Vec<&Reference> =
        page.profile.document.references.iter().filter(|reference| !reference.reference.trim().is_empty()).collect();
    html! {
        @if !said.is_empty() {
            section.pg-about.pg-said aria-labelledby="kata" {
                h2 id="kata" { (page.words.testimonials) }
                @if let Some(rating) = facts::rating_of(page.profile) {
                    p.num { (facts::rating(rating, page.options.locale)) }
                }
                ul {
                    @for reference in said { li { (testimonial(page, reference)) } }
                }
            }
        }
    }
}

fn testimonial(page: &Page<'_>, reference: &Reference) -> Markup {
    let name = reference.name.trim();
    let source = if reference.by_link.is_some() { page.words.by_link } else { page.words.by_owner };
    html! {
        figure {
            blockquote lang=[page.entry_lang("/references", entry_id(&reference.other), "reference")] { (paragraphs(&reference.reference)) }
            figcaption.pg-dist {
                @if !name.is_empty() { b { bdi { (name) } } }
                @if let Some(role) = facts::role(reference) { ", " bdi { (role) } }
                @if !name.is_empty() { " · " }
                @if let Some(by_link) = &reference.by_link {
                    @if let Some(rating) = by_link.rating { (facts::one_rating(rating, page.options.locale)) " · " }
                    (format::date(by_link.written_at.date(), page.options.locale)) " · "
                }
                (source)
            }
        }
    }
}
