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

#[test]
fn machines_read_every_size_with_its_price_and_where_the_work_is_done() {
    let html = render_page(&full(), &page_options(Locale::Id));
    let script = super::tokens::read(&html).tags.into_iter().find(|tag| tag.name == "script").unwrap();
    let data: serde_json::Value = serde_json::from_str(&script.text).unwrap();
    let offers = data.pointer("/mainEntity/makesOffer").unwrap();
    let at = |pointer: &str| offers.pointer(pointer).unwrap_or_else(|| panic!("{pointer} in {offers}"));
    assert_eq!(at("/0/itemOffered/offers/1/name"), "Lengkap");
    assert_eq!(at("/0/itemOffered/offers/1/priceSpecification/price"), 6_800_000.0);
    assert_eq!(at("/0/itemOffered/offers/1/priceSpecification/priceCurrency"), "IDR");
    assert_eq!(at("/0/itemOffered/offers/1/deliveryLeadTime/value"), 10);
    assert_eq!(at("/0/addOn/0/price"), 750_000.0);
    // What the whole costs is not stated, so nothing is made up for it.
    assert!(offers.pointer("/0/price").is_none() && offers.pointer("/1/price").is_some());
    for service in 0..3 {
        assert_eq!(at(&format!("/{service}/itemOffered/areaServed/@type")), "GeoCircle");
        assert_eq!(at(&format!("/{service}/itemOffered/areaServed/geoRadius")), 15_000);
        assert_eq!(at(&format!("/{service}/itemOffered/areaServed/address/addressLocality")), "Bandung");
    }
}

#[test]
fn a_place_alone_is_a_part_and_a_part_without_content_is_left_out() {
    let mut profile = full();
    profile.document.meta.lepas.services.clear();
    let page = render_page(&profile, &page_options(Locale::En));
    assert!(page.contains("Comes to you") && page.contains("up to 15\u{a0}km from Bandung"));
    profile.document.meta.lepas.area.clear();
    assert!(!render_page(&profile, &page_options(Locale::En)).contains("id=\"layanan\""));
}
