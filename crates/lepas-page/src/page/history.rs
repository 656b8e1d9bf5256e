//! The sections of JSON Resume whose entries are kept as they came: schools, certificates, projects and the like.
//!
//! Owns drawing them from the table of their members, so that a section needs a heading and nothing else here.

use lepas_api::profile::{
    Members, Other, SECTIONS,
    members::{MemberKind, Section},
};
use maud::{Markup, html};

use super::{Page, entry_id, paragraphs, parts};
use crate::facts;

pub(super) fn sections(page: &Page<'_>) -> Markup {
    html! {
        @for section in &SECTIONS {
            @let entries = page.profile.document.section(section.name).unwrap_or_default();
            @if entries.iter().any(|entry| !entry.text(section.title).trim().is_empty()) {
                section.pg-path.pg-more aria-labelledby=(section.name) {
                    h2 id=(section.name) { (page.words.section(section.name)) }
                    ol {
                        @for entry in entries {
                            @if !entry.text(section.title).trim().is_empty() { (step(page, section, entry)) }
                        }
                    }
                }
            }
        }
    }
}

fn step(page: &Page<'_>, section: &Section, entry: &Other) -> Markup {
    let list = ["/", section.name].concat();
    let lang = |member: &str| page.entry_lang(&list, entry_id(entry), member);
    let (start, end) = (entry.date("startDate"), entry.date("endDate"));
    let once = entry.date("date").or_else(|| entry.date("releaseDate"));
    let class = match section.name {
        "education" => "p-education h-event",
        "projects" | "volunteer" => "p-experience h-event",
        _ => "p-affiliation",
    };
    let labels: Vec<(&str, &str)> = members(section, MemberKind::Label)
        .filter(|name| *name != section.title)
        .map(|name| (name, entry.text(name).trim()))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let title = html! { bdi { (entry.text(section.title)) } };
    html! {
        li class=(class) {
            span.num {
                @match once {
                    Some(once) => time.dt-start datetime=(once) { (once.year) },
                    None => (parts::span(start, end, page.words.today)),
                }
            }
            div {
                p {
                    b.p-name lang=[lang(section.title)] {
                        @if facts::safe_link(Some(entry.text("url"))).is_some() {
                            a href=[page.outside(Some(entry.text("url")))] rel="nofollow noopener" { (title) }
                        } @else { (title) }
                    }
                }
                @if !labels.is_empty() {
                    p {
                        @for (index, (name, text)) in labels.iter().enumerate() {
                            @if index > 0 { ", " }
                            span lang=[lang(name)] { (text) }
                        }
                    }
                }
                @for name in members(section, MemberKind::Text) {
                    @if !entry.text(name).trim().is_empty() { div lang=[lang(name)] { (paragraphs(entry.text(name))) } }
                }
                @for name in members(section, MemberKind::Lines).filter(|name| *name != HIGHLIGHTS) {
                    @let lines = entry.lines(name);
                    @if !lines.is_empty() { p lang=[page.entry_lang("", "", "")] { (lines.join(", ")) } }
                }
                (points(page, entry))
            }
        }
    }
}

const HIGHLIGHTS: &str = "highlights";

/// What somebody achieved, point by point.
pub(super) fn points(page: &Page<'_>, entry: &Other) -> Markup {
    let lines = entry.lines(HIGHLIGHTS);
    html! {
        @if !lines.is_empty() {
            // Lines have no place of their own, so they stay in the language of the document.
            ul.pg-points lang=[page.entry_lang("", "", "")] { @for text in lines { li { (text) } } }
        }
    }
}

fn members(section: &Section, kind: MemberKind) -> impl Iterator<Item = &'static str> {
    section.members.iter().filter(move |(_, held)| *held == kind).map(|(name, _)| *name)
}
