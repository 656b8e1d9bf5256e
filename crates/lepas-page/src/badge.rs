//! The badge: a small SVG with name, availability and rate, for places that allow a picture and nothing else.
//!
//! Owns its drawing. Letters come from the reader's system, whose widths nobody knows here, so each text has a
//! generous estimated width and is told to fill exactly that.

use lepas_api::{ColorScheme, Locale, profile::{AvailabilityStatus, PublicProfile}};
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
    ground: "#ffffff", edge: "#807b72", ink: "#201e19", soft: "#4b4740", petal: "#21477c", lifted: "#e09f19", free: "#297750",
};
const DARK: Colors = Colors {
    ground: "#121823", edge: "#7d8594", ink: "#f1ede6", soft: "#d2ccc2", petal: "#99bbeb", lifted: "#f5b12f", free: "#81cea2",
};

/// The badge as an SVG document without script and without anything loaded from elsewhere.
///
/// Serve it as `image/svg+xml` with `csp::badge_csp()`. A rate that is not stated is left out.
#[must_use]
pub fn render_badge(profile: &PublicProfile, options: &BadgeOptions) -> String {
    let extras = &profile.document.meta.lepas;
    let availability = facts::availability_start(extras.availability, options.locale);
    let rate = extras.rate.map(|rate| format::short_rate(rate, options.locale));
    draw(
        facts::name(profile, options.locale),
        Some((&availability, extras.availability.status)),
        rate.as_deref(),
        options,
    )
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

fn draw(
    name: &str,
    availability: Option<(&str, AvailabilityStatus)>,
    rate: Option<&str>,
    options: &BadgeOptions,
) -> String {
    let colors = if options.scheme == ColorScheme::Dark { DARK } else { LIGHT };
    let follows = scheme_word(options.scheme).is_none();
    let name_field = field(name, 34, true);
    let mut end = name_field.x + name_field.width;
    let state = availability.map(|(text, status)| (field(text, end + 26, false), status));
    if let Some((held, _)) = &state {
        end = held.x + held.width;
    }
    let price = rate.map(|text| field(text, end + 27, false));
    if let Some(held) = &price {
        end = held.x + held.width;
    }
    let width = end + 10;
    let title = label(name, availability.map(|(text, _)| text), rate, options.locale);
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
                (written(&name_field, "i", colors.ink, true))
                @if let Some((held, status)) = &state {
                    (dot(held.x - 10, *status, &colors))
                    (written(held, "s", colors.soft, false))
                }
                @if let Some(held) = &price {
                    path.e d={ "M" (held.x - 10) " 7v18" } stroke=(colors.edge) {}
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
    let ring = |color: &str, class: &str| html! {
        circle class=(class) cx=(x) cy="16" r="3.5" fill="none" stroke=(color) stroke-width="1.5" {}
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
fn label(name: &str, availability: Option<&str>, rate: Option<&str>, locale: Locale) -> String {
    let facts: Vec<&str> = availability.into_iter().chain(rate).collect();
    let on_lepas = crate::words::words(locale).on_lepas;
    [name, ": ", &facts.join(", "), " (", on_lepas, ")"].concat()
}
