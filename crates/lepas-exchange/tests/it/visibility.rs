//! What is marked for fewer people is in nothing that strangers get: each value alone, all values, all entries, all
//! sections, in every output that is made of a document.

use std::{collections::BTreeSet, fmt::Write as _};

use lepas_api::{
    ColorScheme, Locale, Timestamp,
    profile::{ProfileDocument, PublicProfile, Theme},
};
use lepas_exchange::{json_resume, markdown, site::Site, spreadsheet};
use lepas_page::{
    BadgeOptions, BadgeParts, CardLayout, CardOptions, PageKind, PageOptions, render_atom, render_badge,
    render_calendar, render_card, render_json_feed, render_page, render_preview, render_rate_card, render_snippet,
    render_team, render_vcard,
};
use serde_json::{Value, json};

use crate::{
    markers::{Marked, SIGNS},
    support::ORIGIN,
};

fn seen_by_strangers(document: Value) -> PublicProfile {
    let document: ProfileDocument = serde_json::from_value(document).unwrap();
    let published_at = Timestamp::from_milliseconds(1_763_733_720_000);
    PublicProfile { handle: "sari-kemasan".parse().unwrap(), document: document.public_view(), published_at }
}

/// Every output by name.
fn outputs(profile: &PublicProfile) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut add = |name: String, text: String| all.push((name, text));
    let role = profile.document.meta.lepas.roles.first().map(|_| "ilustrator".to_owned());
    for locale in Locale::ALL {
        let page = PageOptions { origin: ORIGIN.to_owned(), locale, ..PageOptions::default() };
        let mut themed = profile.clone();
        for theme in Theme::ALL {
            themed.document.meta.lepas.theme = theme;
            add(format!("page {theme:?} {locale:?}"), render_page(&themed, &page));
        }
        add(format!("preview {locale:?}"), render_preview(profile, &page));
        add(format!("links {locale:?}"), render_page(profile, &PageOptions { kind: PageKind::Links, ..page.clone() }));
        add(format!("role {locale:?}"), render_page(profile, &PageOptions { role: role.clone(), ..page.clone() }));
        add(format!("rates {locale:?}"), render_rate_card(profile, &page));
        let mut shown = profile.clone();
        shown.document = profile.document.in_language(locale);
        for layout in CardLayout::ALL {
            let card = CardOptions { origin: ORIGIN.to_owned(), locale, layout, ..CardOptions::default() };
            add(format!("card {layout:?} {locale:?}"), render_card(&shown, &card));
            add(format!("team {locale:?}"), render_team(&[shown.clone(), shown.clone()], 0, &card));
        }
        for scheme in [ColorScheme::System, ColorScheme::Dark] {
            let badge = BadgeOptions { locale, scheme, parts: BadgeParts::default(), ..BadgeOptions::default() };
            add(format!("badge {locale:?}"), render_badge(&shown, &badge));
        }
        add(format!("snippet {locale:?}"), render_snippet(&shown, ORIGIN, locale));
        add(format!("calendar {locale:?}"), render_calendar(&shown, ORIGIN, locale));
        add(format!("vcard {locale:?}"), render_vcard(&shown, ORIGIN, locale));
        add(format!("markdown {locale:?}"), markdown::write(&profile.document, locale));
    }
    add("json feed".into(), render_json_feed(profile, ORIGIN));
    add("atom".into(), render_atom(profile, ORIGIN));
    add("resume.json".into(), json_resume::write(&profile.document, ORIGIN));
    add("document".into(), serde_json::to_string(profile).unwrap());
    for (name, text) in spreadsheet::write(&profile.document) {
        add(name, text);
    }
    let mut site = Site::new(profile, ORIGIN, |_| true);
    for address in site.assets().to_vec() {
        let name = site.name(&address, "image/webp");
        add(format!("name of {address}"), name);
        add("asset".into(), address);
    }
    for file in site.files() {
        add(format!("site {}", file.path), file.text);
    }
    all
}

fn leaks(document: Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (name, text) in outputs(&seen_by_strangers(document)) {
        let text = text.to_lowercase();
        for sign in SIGNS {
            if let Some(at) = text.find(sign) {
                let around: String = text[..at].chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
                let mut line = String::new();
                let _ = write!(line, "{sign} in {name}: …{around}{sign}");
                found.insert(line);
            }
        }
    }
    found
}

#[test]
fn what_is_not_hidden_is_shown_so_that_an_empty_output_does_not_pass_for_a_safe_one() {
    let marked = Marked::new();
    assert!(marked.values.len() > 300 && marked.entries.len() > 60 && marked.sections.len() > 15);
    let shown = outputs(&seen_by_strangers(marked.hiding(&[])));
    for sign in SIGNS {
        assert!(shown.iter().any(|(_, text)| text.to_lowercase().contains(sign)), "{sign} is nowhere");
    }
    // Every kind of output says something of the person.
    for (name, text) in &shown {
        assert!(SIGNS.iter().any(|sign| text.to_lowercase().contains(sign)) || is_bare(name), "nothing in {name}");
    }
}

/// Outputs without words of the person.
fn is_bare(name: &str) -> bool {
    name.starts_with("name of")
        || ["asset", "site README", "site badge", "badge"].iter().any(|bare| name.starts_with(bare))
}

#[test]
fn no_output_has_a_hidden_value_entry_or_section() {
    let marked = Marked::new();
    let basics = marked.values.iter().filter(|place| place.starts_with("/basics/") || !place[1..].contains('/'));
    let basics: Vec<String> = basics.cloned().collect();
    let scalars = marked
        .values
        .iter()
        .filter(|place| !marked.entries.iter().any(|entry| place.starts_with(&format!("{entry}/"))));
    let scalars: Vec<String> = scalars.cloned().collect();
    for (what, places) in [
        ("values", marked.values.clone()),
        ("entries", [marked.entries.clone(), scalars].concat()),
        ("sections", [marked.sections.clone(), basics].concat()),
    ] {
        let leaks = leaks(marked.hiding(&places));
        assert!(leaks.is_empty(), "hidden {what}:\n{}", leaks.into_iter().collect::<Vec<_>>().join("\n"));
    }
}

#[test]
fn hiding_one_value_hides_that_value_and_nothing_else() {
    let mut marked = Marked::new();
    // Translations hang on their places, which the test above shows; here they would only take time.
    marked.document["meta"]["lepas"]["translations"] = json!({});
    marked.document["meta"]["lepas"]["roles"][0]["texts"] = json!({});
    let count = |places: &[String]| {
        let view = serde_json::to_string(&seen_by_strangers(marked.hiding(places)).document).unwrap().to_lowercase();
        let signs =
            ["rahasia", "77777700", "1907", "03:33", "troll", "zq", ":7771", ":7772", ":7773", ":7774", "week\":77"];
        signs.iter().map(|sign| view.matches(sign).count()).sum::<usize>()
    };
    let whole = count(&[]);
    for (at, place) in marked.values.iter().enumerate() {
        // Every second one is hidden from all but clients; the other place leads nowhere.
        let places = [vec!["/nowhere".to_owned(); at % 2], vec![place.clone()]].concat();
        let left = count(&places);
        assert!(left < whole && left + 20 > whole, "{place}: {left} of {whole} signs left");
    }
}
