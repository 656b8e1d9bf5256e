//! Colour contrast of the design tokens, in both themes.
//!
//! Reads `style/tokens.css` as text, resolves each role to its two colours and checks every pair of foreground and
//! ground that the design language allows. What a component does with a role is not checked here.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::HashMap;

/// Grounds that text and controls may stand on, back to front.
const GROUNDS: [&str; 6] =
    ["surface-sunken", "surface-page", "surface", "surface-raised", "surface-hover", "surface-selected"];
/// Ratio that text has to reach.
const TEXT: f64 = 4.5;
/// Ratio that edges, rings and pictures of data have to reach.
const GRAPHIC: f64 = 3.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Theme {
    Light,
    Dark,
}

/// One foreground role, the grounds it may stand on, and the ratio it needs there.
struct Rule {
    foreground: String,
    grounds: Vec<String>,
    minimum: f64,
}

fn rule(foreground: &str, grounds: &[&str], minimum: f64) -> Rule {
    Rule {
        foreground: foreground.to_owned(),
        grounds: grounds.iter().map(|ground| (*ground).to_owned()).collect(),
        minimum,
    }
}

fn rules() -> Vec<Rule> {
    let mut rules: Vec<Rule> =
        ["text", "text-soft", "text-quiet", "link"].iter().map(|role| rule(role, &GROUNDS, TEXT)).collect();
    rules.extend([
        rule("line-control", &GROUNDS[..4], GRAPHIC),
        rule("focus", &GROUNDS, GRAPHIC),
        rule("focus-on-band", &["surface-band"], GRAPHIC),
        rule("text-on-band", &["surface-band"], TEXT),
        rule("text-on-band-soft", &["surface-band"], TEXT),
        rule("on-primary", &["primary", "primary-hover"], TEXT),
        rule("on-primary-soft", &["primary-soft"], TEXT),
        rule("on-accent", &["accent"], TEXT),
        rule("on-accent-soft", &["accent-soft"], TEXT),
        rule("on-mark", &["mark"], TEXT),
        rule("on-danger-fill", &["danger-fill"], TEXT),
    ]);
    for status in ["success", "warning", "danger", "info"] {
        let soft = format!("{status}-soft");
        rules.push(rule(status, &[&soft, "surface", "surface-raised", "surface-page"], TEXT));
        rules.push(rule(&format!("{status}-line"), &[&soft, "surface", "surface-raised"], GRAPHIC));
    }
    for data in ["part-word", "part-skill", "part-pay", "part-overlap", "part-fresh", "part-trust", "hist"] {
        rules.push(rule(data, &["surface", "surface-raised", "surface-sunken", "surface-page"], GRAPHIC));
    }
    rules
}

/// Every `--lp-NAME: value;` of a style sheet. The first definition wins: later ones belong to media queries.
fn properties(css: &str) -> HashMap<&str, &str> {
    let mut found = HashMap::new();
    for (start, prefix) in css.match_indices("--lp-") {
        let rest = &css[start + prefix.len()..];
        let Some((name, value)) = rest.split_once(':') else { continue };
        // A reference is followed by a bracket, so what stands before the next colon is then more than a name.
        let is_name = name.chars().all(|character| character.is_ascii_alphanumeric() || character == '-');
        if let (true, Some(end)) = (is_name, value.find(';')) {
            found.entry(name).or_insert(value[..end].trim());
        }
    }
    found
}

/// Follows `light-dark()` and `var()` down to a colour of six hexadecimal digits.
fn resolve(properties: &HashMap<&str, &str>, value: &str, theme: Theme) -> Result<[u8; 3], String> {
    let value = value.trim();
    if let Some(inner) = value.strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(')')) {
        let (light, dark) = inner.split_once(',').ok_or_else(|| format!("one colour only in `{value}`"))?;
        return resolve(properties, if theme == Theme::Light { light } else { dark }, theme);
    }
    if let Some(name) = value.strip_prefix("var(--lp-").and_then(|rest| rest.strip_suffix(')')) {
        let value = properties.get(name).ok_or_else(|| format!("`--lp-{name}` is not defined"))?;
        return resolve(properties, value, theme);
    }
    let digits = value.strip_prefix('#').filter(|digits| digits.len() == 6);
    let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let [_, red, green, blue] = number.ok_or_else(|| format!("`{value}` is not a colour"))?.to_be_bytes();
    Ok([red, green, blue])
}

/// Relative luminance as WCAG 2 defines it, 0 to 1.
fn luminance(colour: [u8; 3]) -> f64 {
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}

/// Contrast ratio, 1 to 21.
fn ratio(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Number of pairs looked at, and a line for each that does not reach its ratio.
fn check(css: &str) -> Result<(usize, Vec<String>), String> {
    let properties = properties(css);
    let mut pairs = 0;
    let mut failures = Vec::new();
    for Rule { foreground, grounds, minimum } in rules() {
        for ground in grounds {
            for theme in [Theme::Light, Theme::Dark] {
                let colour = |role: &str| resolve(&properties, &format!("var(--lp-{role})"), theme);
                let reached = ratio(colour(&foreground)?, colour(&ground)?);
                pairs += 1;
                if reached < minimum {
                    failures.push(format!("{foreground} on {ground} ({theme:?}): {reached:.2}, needs {minimum}"));
                }
            }
        }
    }
    Ok((pairs, failures))
}

fn tokens() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/style/tokens.css");
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn every_role_reaches_its_contrast_on_every_ground_in_both_themes() {
    let (pairs, failures) = check(&tokens()).unwrap_or_else(|message| panic!("style/tokens.css: {message}"));
    assert_eq!(failures, Vec::<String>::new());
    assert_eq!(pairs, 200, "a role or a ground was added or lost: look at the rules above");
}

#[test]
fn a_paler_text_colour_is_reported() {
    let paler = tokens().replace("--lp-mori-600: #646058", "--lp-mori-600: #9a958a");
    let (_, failures) = check(&paler).unwrap_or_else(|message| panic!("{message}"));
    assert!(failures.iter().any(|line| line.starts_with("text-quiet on surface-page (Light)")), "{failures:?}");
}

#[test]
fn a_role_that_points_nowhere_is_reported_by_name() {
    let broken = tokens().replace("--lp-malam-400:", "--lp-malam-401:");
    assert_eq!(check(&broken), Err("`--lp-malam-400` is not defined".to_owned()));
}

#[test]
fn black_on_white_is_twenty_one_to_one() {
    assert!((ratio([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
}
