//! The public page: one HTML file that needs no script, no cookie and no second request but its font and pictures.
//!
//! Owns the order of its parts, its language and its addresses. Themes are CSS over this one markup.

mod blocks;
mod foot;
mod head;
mod header;
mod history;
mod links;
mod parts;
mod private_case;
mod rate_card;
mod services;
mod testimonials;
mod works;

use std::borrow::Cow;

use lepas_api::{
    Locale, path,
    profile::{Members, Other, PublicProfile},
};
use maud::{DOCTYPE, Markup, html};
use serde_json::Value;

pub(crate) use header::letters;
pub use private_case::{render_locked_case, render_secret_case};
pub use rate_card::render_rate_card;

use crate::{
    facts,
    json_ld::picture,
    options::{PageKind, PageOptions, absolute},
    style,
    words::{Words, words},
};

/// A profile and everything that its parts need to be written.
struct Page<'a> {
    /// In the language and the role of the page.
    profile: &'a PublicProfile,
    options: &'a PageOptions,
    words: &'static Words,
    /// Writes what only machines read, given the name; the preview has none of it, and no link of it leads anywhere.
    machines: Option<Machines>,
}

/// A value instead of a choice inside, so that the app, which draws nothing but previews, does not carry it.
type Machines = fn(&Page<'_>, &str) -> Markup;

impl Page<'_> {
    fn is_preview(&self) -> bool {
        self.machines.is_none()
    }

    /// An address for a link, or none in the preview.
    fn link(&self, address: String) -> Option<String> {
        (!self.is_preview()).then_some(address)
    }

    /// An address of the document for a link, if it may become one.
    fn outside(&self, address: Option<&str>) -> Option<String> {
        facts::safe_link(address).and_then(|address| self.link(address.to_owned()))
    }

    /// The source of a picture. The preview lives in a frame without an address of its own, so it needs the whole one.
    fn picture(&self, address: &str) -> Option<String> {
        if self.is_preview() {
            picture(address, &self.options.origin)
        } else {
            facts::safe_picture(address).then(|| address.to_owned())
        }
    }

    /// The path of this page in a language; the document's own language has the plain address.
    fn path(&self, locale: Locale) -> String {
        let handle = &self.profile.handle;
        let path = match (&self.options.role, self.options.kind) {
            (Some(role), _) => path::role(handle, &crate::embed::percent_encoded(role)),
            (None, PageKind::Links) if !self.settings().link_page => path::link_page(handle),
            (None, PageKind::Whole) if self.settings().link_page => path::whole_page(handle),
            (None, _) => path::page(handle),
        };
        self.in_language(path, locale)
    }

    /// An address in a language.
    fn in_language(&self, mut path: String, locale: Locale) -> String {
        if locale != self.profile.document.meta.lepas.locale {
            path.push_str("?lang=");
            path.push_str(locale.tag());
        }
        path
    }

    /// The same with scheme and host.
    fn address(&self, locale: Locale) -> String {
        absolute(&self.options.origin, &self.path(locale))
    }

    fn settings(&self) -> &lepas_api::profile::PageSettings {
        &self.profile.document.meta.lepas.page
    }

    /// `lang` of the text at a place, when it is not that of the page because nobody translated it.
    fn lang(&self, place: &str) -> Option<&'static str> {
        let extras = &self.profile.document.meta.lepas;
        let foreign = extras.locale != self.options.locale && extras.translation(self.options.locale, place).is_none();
        foreign.then(|| extras.locale.tag())
    }

    /// The same for a member of an entry of a list. One without an id has no place, so nobody can translate it.
    fn entry_lang(&self, list: &str, id: &str, member: &str) -> Option<&'static str> {
        let written = self.profile.document.meta.lepas.locale;
        if written == self.options.locale {
            return None;
        }
        if id.is_empty() { Some(written.tag()) } else { self.lang(&[list, "/", id, "/", member].concat()) }
    }
}

/// The profile as a page shows it: in its role, in its language.
fn shown<'a>(profile: &'a PublicProfile, options: &PageOptions) -> Cow<'a, PublicProfile> {
    let mut shown = Cow::Borrowed(profile);
    if let Some(role) = &options.role
        && let Some(document) = profile.document.in_role(role)
    {
        let shown = shown.to_mut();
        shown.document = document;
        // What the role words differently has no translation: that of the base would bring the base back.
        let texts = profile.document.meta.lepas.roles.iter().find(|held| held.text("id") == role.as_str());
        if let Some(Value::Object(texts)) = texts.and_then(|held| held.get("texts")) {
            for translated in shown.document.meta.lepas.translations.values_mut() {
                if let Value::Object(translated) = translated {
                    translated.retain(|place, _| !texts.contains_key(place));
                }
            }
        }
    }
    let extras = &shown.document.meta.lepas;
    if extras.locale != options.locale && !extras.translations.is_empty() {
        let document = shown.document.in_language(options.locale);
        shown.to_mut().document = document;
    }
    shown
}

/// The whole public page as an HTML document.
///
/// Serve it with `Content-Security-Policy: csp::page_csp(profile)`. The language comes from `options.locale`; the address
/// of the other language is the same with `?lang=`.
#[must_use]
pub fn render_page(profile: &PublicProfile, options: &PageOptions) -> String {
    let (body, style): (fn(&Page<'_>) -> Markup, _) = match options.kind {
        PageKind::Whole => (whole, ""),
        PageKind::Links => (links::links, style::LINKS),
    };
    document(profile, options, Some(head::for_machines), body, style)
}

/// The whole page for the studio: no link leads anywhere, and what only machines read is left out.
#[must_use]
pub fn render_preview(profile: &PublicProfile, options: &PageOptions) -> String {
    document(profile, options, None, whole, "")
}

fn document(
    profile: &PublicProfile,
    options: &PageOptions,
    machines: Option<Machines>,
    body: fn(&Page<'_>) -> Markup,
    style: &'static str,
) -> String {
    let shown = shown(profile, options);
    let page = Page { profile: &shown, options, words: words(options.locale), machines };
    html! {
        (DOCTYPE)
        html lang=(options.locale.tag()) {
            (head::head(&page, style))
            body.pgb data-theme=(page.profile.document.meta.lepas.theme.slug()) {
                @if !page.is_preview() { a.skip href="#isi" { (page.words.skip) } }
                (body(&page))
            }
        }
    }
    .into_string()
}

fn whole(page: &Page<'_>) -> Markup {
    html! {
        div.pg.h-resume {
            (header::header(page))
            main id="isi" {
                (works::works(page))
                (parts::about(page))
                (services::services(page))
                (testimonials::testimonials(page))
                (parts::path(page))
                (history::sections(page))
                (parts::languages(page))
            }
            (foot::foot(page))
        }
    }
}

/// The id of an entry whose members are kept as they came.
fn entry_id(entry: &Other) -> &str {
    entry.text("id")
}

/// Plain text as paragraphs, broken where the writer left a line empty; single line breaks stay.
fn paragraphs(text: &str) -> Markup {
    let text = text.replace("\r\n", "\n");
    html! {
        @for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
            p {
                @for (index, line) in paragraph.lines().enumerate() { @if index > 0 { br; } (line) }
            }
        }
    }
}
