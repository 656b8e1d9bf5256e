//! The portfolio on a page.

use lepas_api::{
    path,
    profile::{CaseStudy, Members, Other},
};
use maud::{Markup, html};

use super::{
    Page,
    blocks::{blocks, company},
    paragraphs,
};
use crate::facts;

const PLACE: &str = "/meta/lepas/cases";

pub(super) fn works(page: &Page<'_>) -> Markup {
    let (cases, locked) = (&page.profile.document.meta.lepas.cases, &page.profile.document.meta.lepas.locked);
    html! {
        @if !cases.is_empty() || !locked.is_empty() {
            section.pg-works aria-labelledby="karya" {
                h2 id="karya" { (page.words.works) }
                ul {
                    @for (at, case) in cases.iter().enumerate() { (work(page, case, at == 0)) }
                    @for held in locked { (locked_work(page, held)) }
                }
            }
        }
    }
}

/// A work whose text is on a page of its own and opens with a passphrase. Only what the owner chose stands here.
fn locked_work(page: &Page<'_>, held: &Other) -> Markup {
    let address = path::locked_case(&page.profile.handle, held.text("id"));
    html! {
        li {
            p.pg-cap { b { (locked_title(page, held)) } span { (page.words.locked) } }
            p.pg-see { a href=[page.link(page.in_language(address, page.options.locale))] rel="nofollow" { (page.words.unlock) } }
        }
    }
}

/// What stands above a locked work.
pub(super) fn locked_title<'p>(page: &Page<'_>, held: &'p Other) -> &'p str {
    Some(held.text("title").trim()).filter(|title| !title.is_empty()).unwrap_or(page.words.locked_untitled)
}

fn work(page: &Page<'_>, case: &CaseStudy, first: bool) -> Markup {
    let story = story(page, case);
    html! {
        li id=[crate::json_ld::fragment(&case.id)] {
            figure {
                (shown(page, case, first))
                figcaption.pg-cap { b lang=[lang(page, case, "title")] { (case.title) } (about(case)) }
            }
            @if !story.is_empty() { details { summary { (page.words.story) } @for part in &story { (part) } } }
            (elsewhere(page, case))
        }
    }
}

/// A work that has a page of its own, whole and open.
pub(super) fn whole_work(page: &Page<'_>, case: &CaseStudy) -> Markup {
    html! {
        article.pg-alone {
            h1 lang=[lang(page, case, "title")] { (case.title) }
            p.pg-cap { (about(case)) }
            figure { (shown(page, case, true)) }
            @for part in story(page, case) { (part) }
            (elsewhere(page, case))
        }
    }
}

fn lang(page: &Page<'_>, case: &CaseStudy, member: &str) -> Option<&'static str> {
    page.entry_lang(PLACE, &case.id, member)
}

/// The picture of a work. The first one is in view on most screens: it is what a reader waits for, so it doesn't wait for the layout.
fn shown(page: &Page<'_>, case: &CaseStudy, first: bool) -> Markup {
    let picture = case.picture.as_ref().and_then(|held| Some((page.picture(&held.url)?, held)));
    html! {
        @if let Some((source, held)) = picture {
            img src=(source) alt=(held.alt) width=(held.width) height=(held.height) loading=[(!first).then_some("lazy")] fetchpriority=[first.then_some("high")]
                lang=[lang(page, case, "picture/alt")];
        }
    }
}

/// For whom and when.
fn about(case: &CaseStudy) -> Markup {
    let client = case.client.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let date = case.date.map(|date| date.year.to_string());
    html! {
        @if client.is_some() || date.is_some() {
            span {
                @if let Some(client) = client { bdi { (client) } }
                @if client.is_some() && date.is_some() { " · " }
                @if let Some(date) = &date { span.num { (date) } }
            }
        }
    }
}

/// What is told of a work, part by part.
fn story(page: &Page<'_>, case: &CaseStudy) -> Vec<Markup> {
    let (role, tools) = (case.other.text("role").trim(), case.other.lines("tools"));
    let made: Vec<&str> = (!role.is_empty()).then_some(role).into_iter().chain(tools).collect();
    let told = !case.summary.trim().is_empty();
    let mut parts = Vec::new();
    parts.extend(told.then(|| html! { div lang=[lang(page, case, "summary")] { (paragraphs(&case.summary)) } }));
    parts.extend(blocks(page, case));
    parts.extend(company(page, case).map(|company| html! { p.pg-made { (company) } }));
    parts.extend((!made.is_empty()).then(|| html! { p.pg-made lang=[lang(page, case, "role")] { (made.join(", ")) } }));
    parts
}

fn elsewhere(page: &Page<'_>, case: &CaseStudy) -> Markup {
    html! {
        @if facts::safe_link(case.url.as_deref()).is_some() {
            p.pg-see { a href=[page.outside(case.url.as_deref())] rel="nofollow noopener" { (page.words.see_it) } }
        }
    }
}
