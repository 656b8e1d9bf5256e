//! The page of one work that is not public: behind a link with a secret, or opened by a passphrase.
//!
//! Owns their markup. Whether somebody may see a work is the server's to decide, and opening a locked one is the
//! script's: its cipher text stands in the form, and what comes out is put in as text.

use lepas_api::{
    path,
    profile::{Members, Other, PublicProfile},
};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Page, shown, works};
use crate::{facts, mark::mark, options::PageOptions, style, words::words};

/// The page of the only work of a profile. Serve it with `csp::private_case_csp` and without caching: its address is a
/// secret.
#[must_use]
pub fn render_secret_case(profile: &PublicProfile, options: &PageOptions) -> String {
    let shown = shown(profile, options);
    let page =
        Page { profile: &shown, options, words: words(options.locale), machines: Some(|_, _| Markup::default()) };
    let Some(case) = shown.document.meta.lepas.cases.first() else { return String::new() };
    let body = html! {
        (works::whole_work(&page, case))
        p.pg-note { (page.words.only_for_you) }
    };
    document(&page, &case.title, &body, false)
}

/// The page of a work that a passphrase opens.
#[must_use]
pub fn render_locked_case(profile: &PublicProfile, locked: &Other, options: &PageOptions) -> String {
    let page = Page { profile, options, words: words(options.locale), machines: Some(|_, _| Markup::default()) };
    let (title, words) = (works::locked_title(&page, locked), page.words);
    let body = html! {
        article.pg-alone {
            h1 { (title) }
            noscript { p { (words.locked_no_script) } }
            form hidden data-salt=(locked.text("salt")) data-iv=(locked.text("iv")) data-cipher=(locked.text("data"))
                data-rounds=(locked.number("rounds").unwrap_or_default())
                data-busy=(words.unlocking) data-wrong=(words.unlock_wrong) data-unable=(words.unlock_unable) {
                p { (words.locked_text) }
                div.tm-field {
                    label for="passphrase" { (words.passphrase) }
                    // Without a name it is sent nowhere, whatever becomes of the script.
                    input id="passphrase" type="password" autocomplete="off" required aria-describedby="said";
                }
                p id="said" role="status" {}
                p { button.pg-btn type="submit" { (words.unlock) } }
            }
        }
    };
    document(&page, title, &body, true)
}

fn document(page: &Page<'_>, title: &str, body: &Markup, locked: bool) -> String {
    let name = facts::name(page.profile, page.options.locale);
    let extras = &page.profile.document.meta.lepas;
    html! {
        (DOCTYPE)
        html lang=(page.options.locale.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex, nofollow";
                meta name="referrer" content="no-referrer";
                title { (facts::one_line(title, 80)) ", " (name) " · Lepas" }
                link rel="icon" href="/favicon.svg" type="image/svg+xml";
                // Our own files, none of the document's text.
                style { (PreEscaped(style::PAGE)) }
                style media="screen" { (PreEscaped(style::theme(extras.theme))) }
                (super::head::accent(page))
                style { (PreEscaped(style::TESTIMONIAL)) }
                @if locked { script src=(path::UNLOCK_SCRIPT) defer {} }
            }
            body.pgb data-theme=(extras.theme.slug()) {
                div.pg {
                    main.tm id="isi" {
                        p.pg-line {
                            (page.words.made_by) " "
                            // A secret page leads nowhere: the address of what comes next must not tell of it.
                            @if locked { a href=(page.in_language(path::page(&page.profile.handle), page.options.locale)) { bdi { (name) } } }
                            @else { bdi { (name) } }
                        }
                        (body)
                    }
                    footer.pg-foot { p.pg-by { (page.words.made_with) " " a href="/" { (mark("pg-mark")) "Lepas" } } }
                }
            }
        }
    }
    .into_string()
}
