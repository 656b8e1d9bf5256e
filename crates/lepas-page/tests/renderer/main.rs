//! The renderer as its readers meet it: what it writes, what it never writes, how large and how legible it is.

#![expect(clippy::unwrap_used, reason = "tests may stop at the first surprise")]

mod contrast;
mod hostile;
mod policies;
mod sizes;
mod snapshots;
mod tokens;

use lepas_api::{ColorScheme, Locale, profile::PublicProfile};
use lepas_page::{BadgeOptions, CardLayout, CardOptions, PageKind, PageOptions};

const ORIGIN: &str = "https://lepas.example";

fn profile(text: &str) -> PublicProfile {
    serde_json::from_str(text).unwrap()
}

/// Every section has something in it.
fn full() -> PublicProfile {
    profile(include_str!("../fixtures/full.json"))
}

/// Nothing but a handle.
fn empty() -> PublicProfile {
    profile(include_str!("../fixtures/empty.json"))
}

fn page_options(locale: Locale) -> PageOptions {
    PageOptions { origin: ORIGIN.to_owned(), locale, ..PageOptions::default() }
}

fn card_options(locale: Locale, layout: CardLayout) -> CardOptions {
    CardOptions { origin: ORIGIN.to_owned(), locale, layout, ..CardOptions::default() }
}

/// Every document that the crate makes of a profile.
fn everything(profile: &PublicProfile) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for locale in Locale::ALL {
        all.push((format!("page {locale:?}"), lepas_page::render_page(profile, &page_options(locale))));
        all.push((format!("preview {locale:?}"), lepas_page::render_preview(profile, &page_options(locale))));
        let links = PageOptions { kind: PageKind::Links, ..page_options(locale) };
        all.push((format!("page of links {locale:?}"), lepas_page::render_page(profile, &links)));
        all.push((format!("rate card {locale:?}"), lepas_page::render_rate_card(profile, &links)));
        for layout in CardLayout::ALL {
            all.push((
                format!("card {layout:?} {locale:?}"),
                lepas_page::render_card(profile, &card_options(locale, layout)),
            ));
        }
        for scheme in [ColorScheme::System, ColorScheme::Dark] {
            let badge = lepas_page::render_badge(profile, &BadgeOptions { locale, scheme, ..BadgeOptions::default() });
            all.push((format!("badge {scheme:?} {locale:?}"), badge));
        }
        let options = card_options(locale, CardLayout::default());
        let team = lepas_page::render_team(&[profile.clone(), profile.clone()], 1, &options);
        all.push((format!("team {locale:?}"), team));
        // A fragment, put into a document so that it can be read like the others.
        let snippet = lepas_page::render_snippet(profile, ORIGIN, locale);
        all.push((format!("snippet {locale:?}"), ["<!doctype html><title>x</title>", &snippet].concat()));
    }
    all
}
