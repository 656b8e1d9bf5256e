//! What stands at an address whose profile is not there (any more).
//!
//! Owns the page and the card for it; the status code is the server's.

use lepas_api::Locale;
use maud::{DOCTYPE, PreEscaped, html};

use crate::{card, mark::mark, options::CardOptions, style, words::words};

/// The card for a profile that is not published; it keeps the host's page whole.
#[must_use]
pub fn render_missing_card(options: &CardOptions) -> String {
    render_notice(options, words(options.locale).missing_card)
}

/// A card that says one sentence.
pub(crate) fn render_notice(options: &CardOptions, sentence: &str) -> String {
    card::shell(
        &card::Look::of(options),
        html! { "Lepas" },
        None,
        html! {
            main.lc data-layout="baris" part="card" {
                (mark("lc-mark"))
                p.lc-mid { (sentence) }
            }
        },
    )
}

/// The page for an address without a published profile.
#[must_use]
pub fn render_missing_page(locale: Locale) -> String {
    let words = words(locale);
    html! {
        (DOCTYPE)
        html lang=(locale.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (words.missing_title) " · Lepas" }
                link rel="icon" href="/favicon.svg" type="image/svg+xml";
                style { (PreEscaped(style::PAGE)) }
                style { (PreEscaped(style::theme(lepas_api::profile::Theme::Surat))) }
            }
            body.pgb data-theme="surat" {
                div.pg {
                    main id="isi" {
                        div.pg-head {
                            (mark("pg-mark pg-mark-large"))
                            div.pg-who {
                                h1 { (words.missing_title) }
                                p.pg-line { (words.missing_text) }
                                p.pg-acts { a.pg-btn href="/" { (words.to_lepas) } }
                            }
                        }
                    }
                }
            }
        }
    }
    .into_string()
}
