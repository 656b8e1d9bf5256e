//! The head of the public page: title, description, addresses, previews for other sites, structured data, CSS.

use lepas_api::{Locale, path};
use maud::{Markup, PreEscaped, html};

use super::Page;
use crate::{embed::percent_encoded, facts, json_ld::json_ld, options::absolute, style, words::other};

/// Longest description that search engines show.
const DESCRIPTION: usize = 160;

/// `more` is CSS that this kind of page needs beside.
pub(super) fn head(page: &Page<'_>, more: &'static str) -> Markup {
    let document = &page.profile.document;
    let theme = document.meta.lepas.theme;
    let name = facts::name(page.profile, page.options.locale);
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            @if page.is_preview() {
                base href=(absolute(&page.options.origin, "/"));
            }
            title { (name) @if !document.basics.label.trim().is_empty() { ", " (document.basics.label.trim()) } " · Lepas" }
            link rel="icon" href="/favicon.svg" type="image/svg+xml";
            @if let Some(machines) = page.machines { (machines(page, name)) }
            // Our own files, none of the document's text.
            style { (PreEscaped(style::PAGE)) }
            style media="screen" { (PreEscaped(style::theme(theme))) }
            (accent(page))
            @if !more.is_empty() { style { (PreEscaped(more)) } }
        }
    }
}

/// The owner's colour, legible on the theme. Four numbers, whatever the document says.
pub(super) fn accent(page: &Page<'_>) -> Markup {
    let css = style::accent(&page.profile.document.meta.lepas);
    html! { @if !css.is_empty() { style { (PreEscaped(css)) } } }
}

/// What only crawlers, link previews and embedding sites read.
pub(super) fn for_machines(page: &Page<'_>, name: &str) -> Markup {
    let profile = page.profile;
    let origin = &page.options.origin;
    let document = &profile.document;
    let basics = &document.basics;
    let written = document.meta.lepas.locale;
    let canonical = page.address(page.options.locale);
    let summary = if basics.summary.trim().is_empty() { &basics.label } else { &basics.summary };
    let description = facts::one_line(summary, DESCRIPTION);
    let oembed = [absolute(origin, "/oembed?url="), percent_encoded(&page.address(written))].concat();
    let file = |path: String| absolute(origin, &path);
    let preview = absolute(origin, &page.in_language(path::preview_picture(&profile.handle), page.options.locale));
    html! {
        @if !description.is_empty() { meta name="description" content=(description); }
        // A role is for those whom it was sent to; search engines have the whole page.
        @if page.settings().hide_from_engines || page.options.role.is_some() { meta name="robots" content="noindex"; }
        link rel="canonical" href=(canonical);
        @for locale in Locale::ALL { link rel="alternate" hreflang=(locale.tag()) href=(page.address(locale)); }
        link rel="alternate" hreflang="x-default" href=(page.address(written));
        link rel="alternate" type="application/json+oembed" href=(oembed) title=(name);
        link rel="alternate" type="text/xml+oembed" href={ (oembed) "&format=xml" } title=(name);
        link rel="alternate" type="application/feed+json" href=(file(path::json_feed(&profile.handle))) title=(name);
        link rel="alternate" type="application/atom+xml" href=(file(path::atom(&profile.handle))) title=(name);
        link rel="alternate" type="application/json" href=(file(path::resume(&profile.handle))) title="JSON Resume";
        link rel="alternate" type="text/vcard" href=(file(path::vcard(&profile.handle))) title="vCard";
        link rel="alternate" type="text/calendar" href=(file(path::calendar(&profile.handle))) title=(page.words.calendar);
        meta property="og:type" content="profile";
        meta property="og:site_name" content="Lepas";
        meta property="og:title" content=(name);
        @if !basics.label.trim().is_empty() { meta property="og:description" content=(basics.label.trim()); }
        meta property="og:url" content=(canonical);
        meta property="og:locale" content=(open_graph_locale(page.options.locale));
        meta property="og:locale:alternate" content=(open_graph_locale(other(page.options.locale)));
        meta property="profile:username" content=(profile.handle);
        meta property="og:image" content=(preview);
        meta property="og:image:type" content="image/png";
        meta property="og:image:width" content="1200";
        meta property="og:image:height" content="630";
        meta property="og:image:alt" content={ (name) @if !basics.label.trim().is_empty() { ", " (basics.label.trim()) } };
        meta name="twitter:card" content="summary_large_image";
        // Escaped by `json_ld` for this place; maud's own escaping would turn quotes into entities, which scripts keep.
        script type="application/ld+json" { (PreEscaped(json_ld(profile, origin, &canonical, page.options.locale))) }
    }
}

fn open_graph_locale(locale: Locale) -> &'static str {
    match locale {
        Locale::Id => "id_ID",
        Locale::En => "en_GB",
    }
}
