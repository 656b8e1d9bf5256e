//! The story of a work in blocks: text, pictures, before and after, figures with their source, quotes, code, films.
//!
//! Owns reading a block's members, which came as they are. Everything is there without a script; a film is a link, so
//! that nobody else is asked before somebody presses it.

use lepas_api::profile::{CaseStudy, Members, Other};
use maud::{Markup, html};
use serde_json::Value;

use super::{Page, paragraphs};
use crate::facts;

/// The blocks of a work, in their order; figures beside each other stand in one row.
pub(super) fn blocks(page: &Page<'_>, case: &CaseStudy) -> Vec<Markup> {
    let blocks = case.other.parts("blocks");
    let is_figure = |block: &&&Other| block.text("kind") == "metric";
    let mut rest = blocks.as_slice();
    let mut parts = Vec::new();
    while let Some(block) = rest.first() {
        let figures = rest.iter().take_while(is_figure).count();
        if figures > 0 {
            let (row, after) = rest.split_at(figures);
            parts.push(html! { dl.pg-figures { @for block in row { (figure(page, case, block)) } } });
            rest = after;
        } else {
            parts.push(part(page, case, block));
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    parts
}

/// Who else worked on it.
pub(super) fn company(page: &Page<'_>, case: &CaseStudy) -> Option<Markup> {
    let credits: Vec<&Other> =
        case.other.parts("credits").into_iter().filter(|credit| !credit.text("name").trim().is_empty()).collect();
    (!credits.is_empty()).then(|| {
        html! {
            (page.words.together) ": "
            @for (at, credit) in credits.iter().enumerate() {
                @if at > 0 { ", " }
                @if facts::safe_link(Some(credit.text("url"))).is_some() {
                    a href=[page.outside(Some(credit.text("url")))] rel="nofollow noopener" { bdi { (credit.text("name")) } }
                } @else { bdi { (credit.text("name")) } }
                @if !credit.text("role").trim().is_empty() { " (" (credit.text("role")) ")" }
            }
        }
    })
}

/// The language of a text of a block, where it is not that of the labels.
fn language(page: &Page<'_>, case: &CaseStudy, block: &Other, member: &str) -> Option<&'static str> {
    page.lang(&["/meta/lepas/cases/", &case.id, "/blocks/", block.text("id"), "/", member].concat())
}

fn part(page: &Page<'_>, case: &CaseStudy, block: &Other) -> Markup {
    let lang = language(page, case, block, "text");
    let text = block.text("text").trim();
    match block.text("kind") {
        "text" => html! {
            div.pg-note lang=[lang] {
                @if !block.text("title").trim().is_empty() { h3 { (block.text("title")) } }
                (paragraphs(text))
            }
        },
        "image" => html! {
            @if let Some(picture) = picture(page, block.get("picture")) { figure { (picture) (caption(block)) } }
        },
        "gallery" => {
            let pictures = block.get("pictures").and_then(Value::as_array).into_iter().flatten();
            html! {
                div.pg-gallery {
                    @for held in pictures.filter_map(Value::as_object) {
                        @if let Some(picture) = picture(page, held.get("picture")) { figure { (picture) (caption(held)) } }
                    }
                }
            }
        }
        "compare" => html! {
            figure.pg-compare {
                @for side in ["before", "after"] { (picture(page, block.get(side)).unwrap_or_default()) }
                (caption(block))
            }
        },
        "quote" if !text.is_empty() => html! {
            figure.pg-quote {
                blockquote lang=[lang] { (paragraphs(text)) }
                @let who: Vec<&str> = ["name", "role"].map(|member| block.text(member).trim()).into_iter().filter(|text| !text.is_empty()).collect();
                @if !who.is_empty() { figcaption { "— " bdi { (who.join(", ")) } } }
            }
        },
        "code" if !text.is_empty() => html! { pre.pg-code tabindex="0" { code { (block.text("text")) } } },
        "video" if facts::safe_link(Some(block.text("url"))).is_some() => html! {
            p.pg-film {
                a href=[page.outside(Some(block.text("url")))] rel="nofollow noopener" {
                    "▶ " @if block.text("title").trim().is_empty() { (page.words.see_it) } @else { (block.text("title")) }
                }
                span { " " (host(block.text("url"))) }
            }
        },
        _ => html! {},
    }
}

/// A figure with what it counts. One without a source is said to be the person's own claim.
fn figure(page: &Page<'_>, case: &CaseStudy, block: &Other) -> Markup {
    let source = block.text("source").trim();
    html! {
        div {
            dt lang=[language(page, case, block, "label")] { (block.text("label")) }
            dd {
                b.num { (block.text("value")) }
                small {
                    @if facts::safe_link(Some(block.text("url"))).is_some() {
                        a href=[page.outside(Some(block.text("url")))] rel="nofollow noopener" {
                            @if source.is_empty() { (host(block.text("url"))) } @else { (source) }
                        }
                    } @else if source.is_empty() { (page.words.own_claim) } @else { (source) }
                }
            }
        }
    }
}

fn picture(page: &Page<'_>, picture: Option<&Value>) -> Option<Markup> {
    let picture = picture?.as_object()?;
    let source = page.picture(picture.text("url"))?;
    let side = |name: &str| picture.get(name).and_then(Value::as_u64).filter(|side| *side > 0);
    Some(html! {
        img src=(source) alt=(picture.text("alt")) width=[side("width")] height=[side("height")] loading="lazy";
    })
}

fn caption(block: &Other) -> Markup {
    let text = block.text("caption").trim();
    html! { @if !text.is_empty() { figcaption { (text) } } }
}

/// The site of an address, so that a reader knows where a press leads.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}
