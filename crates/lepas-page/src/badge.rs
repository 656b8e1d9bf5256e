//! The badge: a small SVG with name, availability and rate, for places that allow a picture and nothing else.
//!
//! Owns its drawing. Letters come from the reader's system, whose widths nobody knows here, so each text has a
//! generous estimated width and is told to fill exactly that.

use lepas_api::{
    ColorScheme, Locale,
    profile::{AvailabilityStatus, PublicProfile},
};
use maud::{Markup, PreEscaped, html};

use crate::{
    facts, format,
    mark::{PETAL, PLACES},
    options::{BadgeOptions, scheme_word},
    style,
};

const HEIGHT: u32 = 32;
/// Longest text of one field, in characters.
const FIELD: usize = 40;
/// A five-pointed star around the origin, ten pixels wide.
const STAR: &str = "M0-5.2 1.6-1.8 5.2-1.5 2.5 1 3.3 4.6 0 2.7-3.3 4.6-2.5 1-5.2-1.5-1.6-1.8Z";

/// Colours of one scheme.
struct Colors {
    ground: &'static str,
    edge: &'static str,
    ink: &'static str,
    soft: &'static str,
    petal: &'static str,
    lifted: &'static str,
    free: &'static str,
}

const LIGHT: Colors = Colors {
    ground: "#ffffff",
    edge: "#807b72",
    ink: "#201e19",
    soft: "#4b4740",
    petal: "#21477c",
    lifted: "#e09f19",
    free: "#297750",
};
const DARK: Colors = Colors {
    ground: "#121823",
    edge: "#7d8594",
    ink: "#f1ede6",
    soft: "#d2ccc2",
    petal: "#99bbeb",
    lifted: "#f5b12f",
    free: "#81cea2",
};

/// The badge as an SVG document without script and without anything loaded from elsewhere.
///
/// Serve it as `image/svg+xml` with `csp::badge_csp()`. A rate that is not stated is left out.
#[must_use]
pub fn render_badge(profile: &PublicProfile, options: &BadgeOptions) -> String {
    let extras = &profile.document.meta.lepas;
    let parts = options.parts;
    let availability = parts.availability.then(|| facts::availability_start(extras.availability, options.locale));
    let rate = extras.rate.filter(|_| parts.rate).map(|rate| format::short_rate(rate, options.locale));
    let rating = options.rating.filter(|_| parts.rating);
    let said = Said {
        name: facts::name(profile, options.locale),
        state: availability.as_deref().map(|text| (text, extras.availability.status)),
        rate: rate.as_deref(),
        rating: rating.map(|rating| facts::rating(rating, options.locale)),
        short_rating: rating.map(|rating| facts::short_rating(rating, options.locale)),
    };
    draw(&said, options)
}

/// The badge for a handle without a published profile: a picture that says so, because a broken one would say less.
#[must_use]
pub fn render_missing_badge(options: &BadgeOptions) -> String {
    let missing = crate::words::words(options.locale).missing_badge;
    draw(&Said { name: "Lepas", state: Some((missing, AvailabilityStatus::Unknown)), ..Said::default() }, options)
}

/// What a badge says.
#[derive(Default)]
struct Said<'a> {
    name: &'a str,
    state: Option<(&'a str, AvailabilityStatus)>,
    rate: Option<&'a str>,
    /// In words, for those who cannot see it.
    rating: Option<String>,
    /// The number beside the star.
    short_rating: Option<String>,
}

/// A text on the badge with its place.
struct Field {
    text: String,
    x: u32,
    width: u32,
}

fn field(text: &str, x: u32, bold: bool) -> Field {
    let shown = if text.chars().count() > FIELD {
        text.chars().take(FIELD - 1).chain(['…']).collect()
    } else {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let width = shown.chars().map(|character| advance(character, bold)).sum::<u32>().div_ceil(10);
    Field { text: shown, x, width }
}

/// Tenths of a pixel that a character takes at 12.5 px in a wide system font.
fn advance(character: char, bold: bool) -> u32 {
    let regular = match character {
        'i' | 'j' | 'l' | '.' | ',' | '\'' | '|' | '!' | ':' | ';' => 36,
        ' ' | '\u{a0}' | 'f' | 't' | 'r' | '/' | '(' | ')' | '-' => 48,
        'm' | 'w' | 'M' | 'W' | '@' => 108,
        'A'..='Z' => 86,
        character if (character as u32) < 0x2e80 => 72,
        // Chinese, Japanese, Korean and pictures stand on a square.
        _ => 130,
    };
    if bold { regular + regular / 12 } else { regular }
}

fn draw(said: &Said<'_>, options: &BadgeOptions) -> String {
    let colors = if options.scheme == ColorScheme::Dark { DARK } else { LIGHT };
    let follows = scheme_word(options.scheme).is_none();
    let name = field(said.name, 34, true);
    let mut end = name.x + name.width;
    let mut next = |text: &str, room: u32| {
        let made = field(text, end + room, false);
        end = made.x + made.width;
        made
    };
    let state = said.state.map(|(text, status)| (next(text, 26), status));
    let price = said.rate.map(|text| next(text, 21));
    let stars = said.short_rating.as_deref().map(|text| next(text, 35));
    let width = end + 10;
    let title = label(said, options.locale);
    html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(width) height=(HEIGHT) viewBox={ "0 0 " (width) " " (HEIGHT) }
            role="img" aria-labelledby="t" {
            title id="t" { (title) }
            @if follows { style { (PreEscaped(style::BADGE)) } }
            rect.g x=".5" y=".5" width=(width - 1) height=(HEIGHT - 1) rx="4" fill=(colors.ground) stroke=(colors.edge) {}
            g transform="translate(17 16.5) scale(.72)" {
                @for (index, place) in PLACES.into_iter().enumerate() {
                    @let lifted = index == PLACES.len() - 1;
                    path class=[(!lifted).then_some("p")] d=(PETAL) transform=(place)
                        fill=(if lifted { colors.lifted } else { colors.petal }) {}
                }
            }
            g font-family="system-ui,Segoe UI,Roboto,Arial,sans-serif" font-size="12.5" {
                (written(&name, "i", colors.ink, true))
                @if let Some((held, status)) = &state {
                    (dot(held.x - 10, *status, &colors))
                    (written(held, "s", colors.soft, false))
                }
                @if let Some(held) = &price {
                    path.e d={ "M" (held.x - 10) " 7v18" } stroke=(colors.edge) {}
                    (written(held, "i", colors.ink, false))
                }
                @if let Some(held) = &stars {
                    path.e d={ "M" (held.x - 24) " 7v18" } stroke=(colors.edge) {}
                    path d=(STAR) transform={ "translate(" (held.x - 9) " 16)" } fill=(colors.lifted) {}
                    (written(held, "i", colors.ink, false))
                }
            }
        }
    }
    .into_string()
}

fn written(field: &Field, class: &str, color: &str, bold: bool) -> Markup {
    html! {
        text class=(class) x=(field.x) y="20.5" fill=(color) font-weight=[bold.then_some("700")]
            textLength=(field.width) lengthAdjust="spacingAndGlyphs" { (field.text) }
    }
}

/// Full for "now", half for "later", a ring for full and for not stated: the words beside it say which.
fn dot(x: u32, status: AvailabilityStatus, colors: &Colors) -> Markup {
    let ring = |color: &str, class: &str| {
        html! {
            circle class=(class) cx=(x) cy="16" r="3.5" fill="none" stroke=(color) stroke-width="1.5" {}
        }
    };
    match status {
        AvailabilityStatus::Now => html! { circle.f cx=(x) cy="16" r="4" fill=(colors.free) {} },
        AvailabilityStatus::From => html! {
            (ring(colors.free, "fr"))
            path.f d={ "M" (x) " 12.5a3.5 3.5 0 0 0 0 7Z" } fill=(colors.free) {}
        },
        AvailabilityStatus::Full | AvailabilityStatus::Unknown => ring(colors.edge, "e"),
    }
}

/// What the badge says, for those who cannot see it.
fn label(said: &Said<'_>, locale: Locale) -> String {
    let state = said.state.map(|(text, _)| text);
    let facts: Vec<&str> = state.into_iter().chain(said.rate).chain(said.rating.as_deref()).collect();
    let on_lepas = crate::words::words(locale).on_lepas;
    if facts.is_empty() {
        return [said.name, " (", on_lepas, ")"].concat();
    }
    [said.name, ": ", &facts.join(", "), " (", on_lepas, ")"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::{BadgeParts, Rating};

    fn sari() -> PublicProfile {
        serde_json::from_str(include_str!("../tests/fixtures/full.json")).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn only_what_was_asked_for_stands_on_it() {
        let show = |words: &str| {
            render_badge(&sari(), &BadgeOptions { parts: BadgeParts::from_words(words), ..BadgeOptions::default() })
        };
        let (rate, all) = (show("rate"), show("nonsense"));
        assert!(rate.contains("Rp\u{a0}350") && !rate.contains("Bisa mulai"), "{rate}");
        assert!(all.contains("Rp\u{a0}350") && all.contains("Bisa mulai"), "{all}");
        let name_only = show("rating");
        assert!(name_only.contains("<title id=\"t\">Sari Kemasan (di Lepas)</title>"), "{name_only}");
    }

    #[test]
    fn a_rating_is_drawn_when_there_is_one_and_never_made_up() {
        assert!(!render_badge(&sari(), &BadgeOptions::default()).contains(STAR));
        let rating = Some(Rating { tenths: 48, count: 1 });
        let badge = render_badge(&sari(), &BadgeOptions { rating, locale: Locale::En, ..BadgeOptions::default() });
        assert!(badge.contains(STAR) && badge.contains(">4.8</text>"), "{badge}");
        assert!(badge.contains("4.8\u{a0}of\u{a0}5 (1\u{a0}review)"), "{badge}");
    }

    #[test]
    fn a_badge_for_nobody_says_so() {
        let badge = render_missing_badge(&BadgeOptions { locale: Locale::En, ..BadgeOptions::default() });
        assert!(badge.starts_with("<svg") && badge.contains("not published"), "{badge}");
    }
}
