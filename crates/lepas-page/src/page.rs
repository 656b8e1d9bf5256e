//! The public page: one HTML file that needs no script, no cookie and no second request but its font and pictures.
//!
//! Owns the order of its parts. Themes are CSS over this one markup.

mod head;
mod sections;
mod testimonials;

pub(crate) use sections::letters;

use lepas_api::{Locale, path, profile::PublicProfile};
use maud::{DOCTYPE, Markup, html};

use crate::{
    facts, format,
    json_ld::picture,
    mark::mark,
    options::{PageOptions, absolute},
    style::theme_word,
    words::{Words, other, words},
};

/// A profile and everything that its parts need to be written.
struct Page<'a> {
    profile: &'a PublicProfile,
    options: &'a PageOptions,
    words: &'static Words,
    /// `lang` of texts of the document, when it is not that of the labels.
    text_language: Option<&'static str>,
}

impl Page<'_> {
    /// An address for a link, or none in the preview.
    fn link(&self, address: String) -> Option<String> {
        (!self.options.preview).then_some(address)
    }

    /// An address of the document for a link, if it may become one.
    fn outside(&self, address: Option<&str>) -> Option<String> {
        facts::safe_link(address).and_then(|address| self.link(address.to_owned()))
    }

    /// The source of a picture. The preview lives in a frame without an address of its own, so it needs the whole one.
    fn picture(&self, address: &str) -> Option<String> {
        if self.options.preview {
            picture(address, &self.options.origin)
        } else {
            facts::safe_picture(address).then(|| address.to_owned())
        }
    }

    /// The path of this page in a language; the document's own language has the plain address.
    fn path(&self, locale: Locale) -> String {
        let mut path = path::page(&self.profile.handle);
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
}

/// The whole public page as an HTML document.
///
/// Serve it with `Content-Security-Policy: csp::page_csp()`. The language comes from `options.locale`; the address of
/// the other language is the same with `?lang=`.
#[must_use]
pub fn render_page(profile: &PublicProfile, options: &PageOptions) -> String {
    let document = &profile.document;
    let theme = document.meta.lepas.theme;
    let written = document.meta.lepas.locale;
    let page = Page {
        profile,
        options,
        words: words(options.locale),
        text_language: (written != options.locale).then(|| written.tag()),
    };
    html! {
        (DOCTYPE)
        html lang=(options.locale.tag()) {
            (head::head(&page))
            body.pgb data-theme=(theme_word(theme)) {
                @if !options.preview { a.skip href="#isi" { (page.words.skip) } }
                div.pg.h-resume {
                    (sections::header(&page))
                    main id="isi" {
                        (sections::works(&page))
                        (sections::about(&page))
                        (sections::services(&page))
                        (testimonials::testimonials(&page))
                        (sections::path(&page))
                        (sections::languages(&page))
                    }
                    (footer(&page))
                }
            }
        }
    }
    .into_string()
}

fn footer(page: &Page<'_>) -> Markup {
    let other_language = other(page.options.locale);
    // A service with a price says the day of the rates itself.
    let extras = &page.profile.document.meta.lepas;
    let rates = extras.services.is_empty()
        && extras.rate.is_some_and(|rate| format::converted(rate.amount, page.options.locale).is_some());
    html! {
        footer.pg-foot {
            @if rates { (sections::rates_note(page)) }
            p {
                a href=[page.link(page.path(other_language))] lang=(other_language.tag()) hreflang=(other_language.tag()) {
                    (page.words.other_language)
                }
                " · "
                a href=[page.link(path::resume(&page.profile.handle))] { "resume.json" }
            }
            p.pg-by {
                (page.words.made_with) " "
                a href=[page.link("/".to_owned())] { (mark("pg-mark")) "Lepas" }
            }
        }
    }
}
