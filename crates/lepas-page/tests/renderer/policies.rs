//! The policies fit the documents: every inline text has its hash there, and nothing else may run or load.
#![cfg(feature = "csp")]

use lepas_api::{Locale, profile::Extras};
use lepas_page::{
    BadgeOptions, CardLayout, CardOptions, PageKind, PageOptions, Rgb, Tint, csp, render_badge, render_card,
    render_missing_card, render_missing_page, render_page, render_rate_card,
};

use super::{card_options, full, page_options, tokens::read};

fn check(html: &str, policy: &str) {
    let styles: Vec<_> = read(html).tags.into_iter().filter(|tag| tag.name == "style").collect();
    assert!(!styles.is_empty());
    for style in styles {
        assert!(policy.contains(&csp::source(&style.text)), "a style without its hash in {policy}");
    }
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe") && !policy.contains("script-src"));
    assert!(!html.contains(" style="));
}

#[test]
fn every_inline_style_is_allowed_by_the_policy_of_its_document() {
    for theme in lepas_api::profile::Theme::ALL {
        let mut profile = full();
        profile.document.meta.lepas.theme = theme;
        for accent in [None, Some("pandan"), Some("ff8800"), Some("nonsense")] {
            profile.document.meta.lepas.page.accent = accent.map(str::to_owned);
            for kind in [PageKind::Whole, PageKind::Links] {
                let options = PageOptions { kind, ..page_options(Locale::Id) };
                let policy = csp::page_csp(&profile.document.meta.lepas);
                check(&render_page(&profile, &options), &policy);
                check(&render_rate_card(&profile, &options), &policy);
            }
        }
    }
    for layout in CardLayout::ALL {
        let plain = card_options(Locale::Id, layout);
        check(&render_card(&full(), &plain), &csp::card_csp(&plain, "*"));
        let chosen = CardOptions { tint: Tint::Custom(Rgb(250, 120, 3)), radius: Some(12), ..plain };
        check(&render_card(&full(), &chosen), &csp::card_csp(&chosen, "*"));
    }
    check(&render_missing_page(Locale::Id), &csp::page_csp(&Extras::default()));
    let options = CardOptions::default();
    check(&render_missing_card(&options), &csp::card_csp(&options, "*"));
    check(&render_badge(&full(), &BadgeOptions::default()), &csp::badge_csp());
}

#[test]
fn a_script_stands_in_a_card_only_when_it_was_asked_for_and_only_ours() {
    let plain = card_options(Locale::Id, CardLayout::Baris);
    assert!(!render_card(&full(), &plain).contains("<script"));
    let asked = CardOptions { script: true, ..plain };
    let policy = csp::card_csp(&asked, "*");
    assert!(policy.contains("; script-src https://lepas.example/embed/card.js; "), "{policy}");
    let scripts: Vec<_> =
        read(&render_card(&full(), &asked)).tags.into_iter().filter(|tag| tag.name == "script").collect();
    assert_eq!(scripts.len(), 1);
    assert_eq!(scripts[0].attribute("src"), Some("https://lepas.example/embed/card.js"));
    assert!(scripts[0].text.is_empty());
}
