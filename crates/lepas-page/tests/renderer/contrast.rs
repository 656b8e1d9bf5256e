//! The colours of themes, cards and badges reach 4.5:1 wherever text stands on them.

use std::collections::HashMap;

use lepas_api::profile::{Extras, Theme};
use lepas_page::{Accent, style};

type Colors = HashMap<String, (String, String)>;

/// The custom properties that hold a colour, as (light, dark).
fn colors(css: &str) -> Colors {
    let mut found = Colors::new();
    for declaration in css.split([';', '{', '}']) {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let (name, value) = (name.trim(), value.trim());
        if !name.starts_with("--") {
            continue;
        }
        let pair = match value.strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(')')) {
            Some(pair) => pair.split_once(',').map(|(light, dark)| (light.trim(), dark.trim())),
            None => Some((value, value)),
        };
        if let Some((light, dark)) = pair.filter(|(light, dark)| light.starts_with('#') && dark.starts_with('#')) {
            found.insert(name.to_owned(), (light.to_owned(), dark.to_owned()));
        }
    }
    found
}

/// Relative luminance (WCAG 2.2) of `#rrggbb`.
fn luminance(color: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&color[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn check(colors: &Colors, pairs: &[(&str, &str)], which: &str) {
    for (text, ground) in pairs {
        let (text_pair, ground_pair) = (&colors[*text], &colors[*ground]);
        for (text_color, ground_color) in [(&text_pair.0, &ground_pair.0), (&text_pair.1, &ground_pair.1)] {
            let ratio = contrast(text_color, ground_color);
            assert!(ratio >= 4.5, "{which}: {text} {text_color} on {ground} {ground_color} is {ratio:.2}");
        }
    }
}

/// Everything up to the print rules, which have colours of their own.
fn screen(css: &str) -> &str {
    css.split("@media print").next().unwrap_or(css)
}

#[test]
fn themes_are_legible() {
    for theme in Theme::ALL {
        let mut held = colors(screen(style::PAGE));
        held.extend(colors(style::theme(theme)));
        let mut pairs = Vec::new();
        for ground in ["--lepas-bg", "--panel"].into_iter().filter(|ground| held.contains_key(*ground)) {
            for text in ["--lepas-ink", "--lepas-soft", "--lepas-accent", "--lepas-free"] {
                pairs.push((text, ground));
            }
        }
        pairs.push(("--lepas-on-accent", "--lepas-accent"));
        assert!(pairs.len() >= 5);
        check(&held, &pairs, &format!("{theme:?}"));
    }
}

#[test]
fn every_accent_of_a_card_is_legible() {
    for accent in Accent::ALL {
        let mark = format!("[data-accent=\"{}\"]", accent.slug());
        let mut held = colors(style::CARD.split(".lcb[data-accent").next().unwrap());
        if accent != Accent::default() {
            let (_, rest) = style::CARD.split_once(&mark).unwrap_or_else(|| panic!("{accent:?} has no colours"));
            held.extend(colors(rest.split('}').next().unwrap()));
        }
        let pairs =
            [("--ink", "--bg"), ("--soft", "--bg"), ("--free", "--bg"), ("--accent", "--bg"), ("--on", "--accent")];
        check(&held, &pairs, accent.slug());
    }
}

/// The owner's colour on every theme, in every scheme that the theme has, and on paper.
#[test]
fn every_colour_of_an_owner_is_legible_on_every_theme() {
    let chosen = Accent::ALL.map(|accent| accent.slug().to_owned()).into_iter();
    let greys = ["000000", "ffffff", "808080", "ffff00", "00ff00", "ff8800", "0000ff", "7f7f00"].map(str::to_owned);
    let steps = (0..512_u32).map(|step| {
        let part = |shift: u32| (step >> shift & 7) * 36;
        format!("{:02x}{:02x}{:02x}", part(6), part(3), part(0))
    });
    let mut checked = 0;
    for word in chosen.chain(greys).chain(steps) {
        for theme in Theme::ALL {
            let mut extras = Extras { theme, ..Extras::default() };
            extras.page.accent = Some(word.clone());
            let css = style::accent(&extras);
            assert!(css.is_ascii() && css.starts_with(".pgb,.rc{--lepas-accent:") && !css.contains('<'), "{css}");
            let mut held = colors(screen(style::PAGE));
            held.extend(colors(style::theme(theme)));
            held.extend(colors(&css));
            let (accent, on) = (&held["--lepas-accent"], &held["--lepas-on-accent"]);
            let always_dark = style::theme(theme).contains("color-scheme: dark");
            let mut pairs =
                vec![(&accent.0, "#ffffff".to_owned()), (&accent.0, on.0.clone()), (&accent.1, on.1.clone())];
            for ground in ["--lepas-bg", "--panel"].into_iter().filter_map(|ground| held.get(ground)) {
                if !always_dark {
                    pairs.push((&accent.0, ground.0.clone()));
                }
                pairs.push((&accent.1, ground.1.clone()));
            }
            for (text, ground) in pairs {
                let ratio = contrast(text, &ground);
                assert!(ratio >= 4.5, "{word} on {theme:?}: {text} on {ground} is {ratio:.2}");
                checked += 1;
            }
        }
    }
    assert!(checked > 10_000);
    for word in ["", "red", "#fff", "}body{display:none}", "url(x)"] {
        let mut extras = Extras::default();
        extras.page.accent = Some(word.to_owned());
        assert_eq!(style::accent(&extras), "");
    }
}
