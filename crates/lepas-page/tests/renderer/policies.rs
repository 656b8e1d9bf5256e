//! The policies fit the documents: every inline text has its hash there, and nothing else may run or load.
#![cfg(feature = "csp")]

use lepas_api::Locale;
use lepas_page::{BadgeOptions, CardLayout, csp, render_badge, render_card, render_missing_card, render_missing_page, render_page};

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
    for theme in [lepas_api::profile::Theme::Surat, lepas_api::profile::Theme::Malam, lepas_api::profile::Theme::Pasar] {
        let mut profile = full();
        profile.document.meta.lepas.theme = theme;
        check(&render_page(&profile, &page_options(Locale::Id)), &csp::page_csp());
    }
    for layout in CardLayout::ALL {
        check(&render_card(&full(), &card_options(Locale::Id, layout)), &csp::card_csp("*"));
    }
    check(&render_missing_page(Locale::Id), &csp::page_csp());
    check(&render_missing_card(Locale::Id), &csp::card_csp("*"));
    check(&render_badge(&full(), &BadgeOptions::default()), &csp::badge_csp());
}
