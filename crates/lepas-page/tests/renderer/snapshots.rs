//! The documents themselves, without their CSS, for a full profile and an empty one in both languages.

use lepas_api::Locale;
use lepas_page::{
    BadgeOptions, CardLayout, CardOptions, render_badge, render_card, render_missing_card, render_missing_page,
    render_page, render_preview,
};

use super::{card_options, empty, full, page_options};

/// The document with its CSS left out and a line for each tag, so that a difference can be read.
fn lines(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<style>") {
        text.push_str(before);
        text.push_str("<style>");
        rest = after.split_once("</style>").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.replace("><", ">\n<")
}

#[test]
fn pages() {
    for (name, profile) in [("full", full()), ("empty", empty())] {
        for locale in Locale::ALL {
            let page = render_page(&profile, &page_options(locale));
            insta::assert_snapshot!(format!("page-{name}-{}", locale.tag()), lines(&page));
        }
    }
}

#[test]
fn cards_and_badges() {
    for (name, profile) in [("full", full()), ("empty", empty())] {
        for locale in Locale::ALL {
            for layout in CardLayout::ALL {
                let card = render_card(&profile, &card_options(locale, layout));
                insta::assert_snapshot!(format!("card-{}-{name}-{}", layout.slug(), locale.tag()), lines(&card));
            }
            let badge = render_badge(&profile, &BadgeOptions { locale, ..BadgeOptions::default() });
            insta::assert_snapshot!(format!("badge-{name}-{}", locale.tag()), lines(&badge));
        }
    }
}

#[test]
fn the_preview_shows_the_same_text_and_leads_nowhere() {
    let options = page_options(Locale::Id);
    let published = super::tokens::read(&render_page(&full(), &options));
    let preview = super::tokens::read(&render_preview(&full(), &options));
    assert!(preview.tags.iter().filter(|tag| tag.name == "a").all(|tag| tag.attribute("href").is_none()));
    let body = |document: &super::tokens::Document| {
        let from = document.tags.iter().position(|tag| tag.name == "h1").unwrap();
        document.tags[from..].iter().map(|tag| tag.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(body(&preview), body(&published));
}

#[test]
fn name_headline_and_skills_are_in_the_page_and_private_things_are_not() {
    let mut profile = full();
    profile.document.basics.email = Some("rahasia@contoh.id".into());
    profile.document.basics.phone = Some("+62 811".into());
    profile.document = profile.document.public_view();
    let page = render_page(&profile, &page_options(Locale::En));
    for text in ["Sari Kemasan", "Desainer kemasan yang berteman dengan percetakan", "Prapracetak", "Rp\u{a0}350,000"] {
        assert!(page.contains(text), "{text}");
    }
    assert!(!page.contains("rahasia@") && !page.contains("+62 811"));
}

#[test]
fn what_is_not_there_says_so_in_the_readers_language() {
    assert!(render_missing_page(Locale::Id).contains("Halaman ini tidak ada"));
    assert!(
        render_missing_card(&CardOptions { locale: Locale::En, ..CardOptions::default() }).contains("not published")
    );
    let page = render_page(&empty(), &page_options(Locale::Id));
    assert!(page.contains("Ketersediaan tidak disebut") && page.contains("tidak disebut"));
}
