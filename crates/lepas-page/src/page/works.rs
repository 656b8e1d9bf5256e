//! The portfolio on a page.

use lepas_api::profile::{CaseStudy, Members};
use maud::{Markup, html};

use super::{
    Page,
    blocks::{blocks, company},
    paragraphs,
};
use crate::facts;

const PLACE: &str = "/meta/lepas/cases";

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
    let lang = |member: &str| page.entry_lang(PLACE, &case.id, member);
    let picture = case.picture.as_ref().and_then(|held| Some((page.picture(&held.url)?, held)));
    let client = case.client.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let date = case.date.map(|date| date.year.to_string());
    let (role, tools) = (case.other.text("role").trim(), case.other.lines("tools"));
    let made: Vec<&str> = (!role.is_empty()).then_some(role).into_iter().chain(tools).collect();
    let told = !case.summary.trim().is_empty();
    let blocks = blocks(page, case);
    let company = company(page, case);
    html! {
        li id=[crate::json_ld::fragment(&case.id)] {
            figure {
                @if let Some((source, held)) = picture {
                    img src=(source) alt=(held.alt) width=(held.width) height=(held.height) loading="lazy" lang=[lang("picture/alt")];
                }
                figcaption.pg-cap {
                    b lang=[lang("title")] { (case.title) }
                    @if client.is_some() || date.is_some() {
                        span {
                            @if let Some(client) = client { bdi { (client) } }
                            @if client.is_some() && date.is_some() { " · " }
                            @if let Some(date) = &date { span.num { (date) } }
                        }
                    }
                }
            }
            @if told || !made.is_empty() || !blocks.is_empty() || company.is_some() {
                details {
                    summary { (page.words.story) }
                    @if told { div lang=[lang("summary")] { (paragraphs(&case.summary)) } }
                    @for block in &blocks { (block) }
                    @if let Some(company) = company { p.pg-made { (company) } }
                    @if !made.is_empty() { p.pg-made lang=[lang("role")] { (made.join(", ")) } }
                }
            }
            @if facts::safe_link(case.url.as_deref()).is_some() {
                p.pg-see { a href=[page.outside(case.url.as_deref())] rel="nofollow noopener" { (page.words.see_it) } }
            }
        }
    }
}
