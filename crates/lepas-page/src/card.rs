//! The card: a small whole document for an iframe on somebody else's page.
//!
//! Owns the document around the six layouts, which stand in [`layouts`]. No cookie, no storage, and no script unless the
//! host asked for it; links leave the frame through `target="_top"`, and the address is also printed as text, because
//! some hosts sandbox the frame so that links cannot leave it. The custom element shows the same document: what stands
//! inside `body` is what it takes, so every style hangs on classes and none on `body` or `:root` alone.

mod layouts;

use lepas_api::{ColorScheme, Locale, path, profile::PublicProfile};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::{
    facts,
    json_ld::picture,
    mark::mark,
    options::{Accent, CardLayout, CardOptions, Tint, absolute, declarations, scheme_word},
    style,
    words::{Words, words},
};

/// A profile and everything that a layout needs.
struct Card<'a> {
    profile: &'a PublicProfile,
    options: &'a CardOptions,
    words: &'static Words,
    /// `lang` of texts of the document, when it is not that of the labels.
    text_language: Option<&'static str>,
    /// Address of the public page.
    page: String,
}

/// The card as an HTML document of its own.
///
/// Serve it with `Content-Security-Policy: csp::card_csp(…)`. Its ground is transparent and it needs
/// [`CardLayout::height`] pixels at 320 pixels width.
#[must_use]
pub fn render_card(profile: &PublicProfile, options: &CardOptions) -> String {
    let written = profile.document.meta.lepas.locale;
    let card = Card {
        profile,
        options,
        words: words(options.locale),
        text_language: (written != options.locale).then(|| written.tag()),
        page: absolute(&options.origin, &path::page(&profile.handle)),
    };
    let name = facts::name(profile, options.locale);
    let inner = match options.layout {
        CardLayout::Tegak => layouts::column(&card, name),
        CardLayout::Baris => layouts::row(&card, name),
        CardLayout::Lebar => layouts::wide(&card, name),
        CardLayout::Layanan => layouts::services(&card, name),
        CardLayout::Kesaksian => layouts::testimonials(&card, name),
        CardLayout::Jadwal => layouts::schedule(&card, name),
    };
    let title = html! { (name) " · Lepas" };
    shell(
        &Look::of(options),
        title,
        Some(&card.page),
        html! {
            main.lc.h-card data-layout=(options.layout.slug()) part="card" {
                (inner)
                (by(&card.page, card.words))
            }
        },
    )
}

/// How the document around a card looks.
pub(crate) struct Look<'a> {
    pub(crate) locale: Locale,
    pub(crate) scheme: ColorScheme,
    pub(crate) tint: Tint,
    pub(crate) radius: Option<u8>,
    pub(crate) script: bool,
    pub(crate) element: bool,
    /// Where the script is.
    pub(crate) origin: &'a str,
}

impl<'a> Look<'a> {
    pub(crate) fn of(options: &'a CardOptions) -> Self {
        Self {
            locale: options.locale,
            scheme: options.scheme,
            tint: options.tint,
            radius: options.radius,
            script: options.script,
            element: options.element,
            origin: &options.origin,
        }
    }
}

/// The styles of one card's own choices: numbers only. Empty when it made none.
#[must_use]
pub(crate) fn chosen_style(tint: Tint, radius: Option<u8>) -> String {
    let color = match tint {
        Tint::Custom(color) => Some(declarations(color)),
        Tint::Named(_) => None,
    };
    let radius = radius.map(|pixels| ["--radius:", &pixels.to_string(), "px"].concat());
    if color.is_none() && radius.is_none() {
        return String::new();
    }
    let parts: Vec<String> = color.into_iter().chain(radius).collect();
    [".lcb{", &parts.join(";"), "}"].concat()
}

/// The document around a card.
pub(crate) fn shell(look: &Look<'_>, title: Markup, canonical: Option<&str>, body: Markup) -> String {
    let chosen = chosen_style(look.tint, look.radius);
    let accent = match look.tint {
        Tint::Named(accent) if accent != Accent::default() => Some(accent.slug()),
        _ => None,
    };
    let styles = html! {
        style { (PreEscaped(style::CARD)) }
        // Made of numbers by `chosen_style`.
        @if !chosen.is_empty() { style { (PreEscaped(chosen)) } }
    };
    html! {
        (DOCTYPE)
        html lang=(look.locale.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (title) }
                @if let Some(canonical) = canonical { link rel="canonical" href=(canonical); }
                @if look.element { template { (styles) } } @else { (styles) }
                @if look.script { script src=(absolute(look.origin, path::CARD_SCRIPT)) defer {} }
            }
            body.lcb data-accent=[accent] data-color-scheme=[scheme_word(look.scheme)] { (body) }
        }
    }
    .into_string()
}

/// The last line: whose card this is, with the address as text.
pub(crate) fn by(page: &str, words: &Words) -> Markup {
    html! {
        a.lc-by.u-url href=(page) target="_top" rel="noopener" part="by" {
            (mark("lc-mark"))
            span { (words.on_lepas) }
            span.lc-url { (without_scheme(page)) }
        }
    }
}

pub(crate) fn without_scheme(address: &str) -> &str {
    address.split_once("://").map_or(address, |(_, rest)| rest)
}

/// The portrait as a small square, or the first letters of the name.
pub(crate) fn face(profile: &PublicProfile, origin: &str, name: &str) -> Markup {
    match profile.document.basics.image.as_deref().and_then(|image| small_picture(image, origin, FACE)) {
        Some(source) => html! { img.lc-face.u-photo src=(source) alt="" width="96" height="96" part="face"; },
        None => html! { span.lc-face.lc-letters aria-hidden="true" part="face" { (crate::page::letters(name)) } },
    }
}

/// Pixels of a portrait: twice the 96 that the largest layout shows.
pub(crate) const FACE: u32 = 192;
/// Pixels of a work: twice the 160 that it takes in a row of works.
pub(crate) const WORK: u32 = 320;

/// The address of a picture at a width. Only our own pictures come in several.
pub(crate) fn small_picture(address: &str, origin: &str, width: u32) -> Option<String> {
    let mut source = picture(address, origin)?;
    if address.starts_with('/') {
        source.push_str("?w=");
        source.push_str(&width.to_string());
    }
    Some(source)
}
