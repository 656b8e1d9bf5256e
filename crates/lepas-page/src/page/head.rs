//! The head of the public page: title, description, addresses, previews for other sites, structured data, CSS.

use lepas_api::{Locale, path};
use maud::{Markup, PreEscaped, html};

use super::Page;
use crate::{
    facts,
    json_ld::{json_ld, picture},
    options::absolute,
    style,
};

/// Longest description that search engines show.
const DESCRIPTION: usize = 160;

pub(super) fn head(page: &Page<'_>) -> Markup {
    let document = &page.profile.document;
    let name = facts::name(page.profile, page.options.locale);
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            @if page.options.preview {
                base href=(absolute(&page.options.origin, "/"));
            }
            title { (name) @if !document.basics.label.trim().is_empty() { ", " (document.basics.label.trim()) } " · Lepas" }
            link rel="icon" href="/favicon.svg" type="image/svg+xml";
            @if !page.options.preview { (for_machines(page, name)) }
            // Our own files, none of the document's text.
            style { (PreEscaped(style::PAGE)) }
            style { (PreEscaped(style::theme(document.meta.lepas.theme))) }
        }
    }
}

/// What only crawlers, link previews and embedding sites read.
fn for_machines(page: &Page<'_>, name: &str) -> Markup {
    let profile = page.profile;
    let origin = &page.options.origin;
    let basics = &profile.document.basics;
    let canonical = page.address(page.options.locale);
    let summary = if basics.summary.trim().is_empty() { &basics.label } else { &basics.summary };
    let description = facts::one_line(summary, DESCRIPTION);
    let case_picture = profile.document.meta.lepas.cases.iter().find_map(|case| {
        let held = case.picture.as_ref()?;
        Some((picture(&held.url, origin)?, held.alt.as_str(), Some((held.width, held.height))))
    });
    let portrait = || basics.image.as_deref().and_then(|image| Some((picture(image, origin)?, name, None)));
    let oembed =
        [absolute(origin, "/oembed?url="), percent_encoded(&page.address(profile.document.meta.lepas.locale))].concat();
    html! {
        @if !description.is_empty() { meta name="description" content=(description); }
        link rel="canonical" href=(canonical);
        @for locale in Locale::ALL { link rel="alternate" hreflang=(locale.tag()) href=(page.address(locale)); }
        link rel="alternate" hreflang="x-default" href=(absolute(origin, &path::page(&profile.handle)));
        link rel="alternate" type="application/json+oembed" href=(oembed) title=(name);
        link rel="alternate" type="text/xml+oembed" href={ (oembed) "&format=xml" } title=(name);
        link rel="alternate" type="application/json" href=(absolute(origin, &path::resume(&profile.handle))) title="JSON Resume";
        meta property="og:type" content="profile";
        meta property="og:site_name" content="Lepas";
        meta property="og:title" content=(name);
        @if !basics.label.trim().is_empty() { meta property="og:description" content=(basics.label.trim()); }
        meta property="og:url" content=(canonical);
        meta property="og:locale" content=(open_graph_locale(page.options.locale));
        meta property="og:locale:alternate" content=(open_graph_locale(crate::words::other(page.options.locale)));
        meta property="profile:username" content=(profile.handle);
        @if let Some((address, alternative, size)) = case_picture.or_else(portrait) {
            meta property="og:image" content=(address);
            @if !alternative.trim().is_empty() { meta property="og:image:alt" content=(alternative); }
            @if let Some((width, height)) = size {
                meta property="og:image:width" content=(width);
                meta property="og:image:height" content=(height);
            }
            meta name="twitter:card" content="summary_large_image";
        } @else {
            meta name="twitter:card" content="summary";
        }
        // Escaped by `json_ld` for this place; maud's own escaping would turn quotes into entities, which scripts keep.
        script type="application/ld+json" { (PreEscaped(json_ld(profile, origin, &canonical))) }
    }
}

fn open_graph_locale(locale: Locale) -> &'static str {
    match locale {
        Locale::Id => "id_ID",
        Locale::En => "en_GB",
    }
}

/// An address as the value of a query parameter (RFC 3986 §2.1).
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            for half in [byte >> 4, byte & 15] {
                encoded.extend(char::from_digit(u32::from(half), 16).map(|digit| digit.to_ascii_uppercase()));
            }
        }
    }
    encoded
}
