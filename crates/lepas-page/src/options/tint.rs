//! The colour of a card's button and mark: one of ours, or that of the site around it made legible.
//!
//! Owns reading a colour from an address and moving it until it reaches 4.5:1 on the card in both schemes. Whatever
//! comes out is four numbers, so nothing that a stranger typed reaches the style sheet.

use super::Accent;

/// Ground of a card in the light scheme.
const PAPER: Rgb = Rgb(0xff, 0xff, 0xff);
/// Ground of a card in the dark scheme.
const NIGHT: Rgb = Rgb(0x12, 0x18, 0x23);
/// Text on an accent.
const INK: Rgb = Rgb(0x15, 0x13, 0x0f);
/// Least contrast of text (WCAG 2.2, 1.4.3).
const LEGIBLE: f32 = 4.5;

/// An sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// A colour for a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tint {
    /// One of ours.
    Named(Accent),
    /// One of the site around the card.
    Custom(Rgb),
}

impl Default for Tint {
    fn default() -> Self {
        Self::Named(Accent::default())
    }
}

impl Tint {
    /// Reads `?accent=`: a name of ours, or six hexadecimal digits with or without `#`.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Accent::from_slug(word).map(Self::Named).or_else(|| Rgb::from_hexadecimal(word).map(Self::Custom))
    }

    /// The word for `?accent=`.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::Named(accent) => accent.slug().to_owned(),
            Self::Custom(color) => color.hexadecimal(),
        }
    }
}

impl Rgb {
    fn from_hexadecimal(word: &str) -> Option<Self> {
        let digits = word.strip_prefix('#').unwrap_or(word);
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some(Self(part(0)?, part(2)?, part(4)?))
    }

    /// Six lower-case hexadecimal digits.
    pub(super) fn hexadecimal(self) -> String {
        let mut text = String::with_capacity(6);
        for part in [self.0, self.1, self.2] {
            for half in [part >> 4, part & 15] {
                text.extend(char::from_digit(u32::from(half), 16));
            }
        }
        text
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(self) -> f32 {
        let part = |value: u8| {
            let value = f32::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(self.0) + 0.7152 * part(self.1) + 0.0722 * part(self.2)
    }

    fn contrast(self, other: Self) -> f32 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The colour moved towards black or white, in steps of a thirty-second, until it is legible on a ground.
    fn legible_on(self, ground: Self) -> Self {
        let aim = if ground.luminance() > 0.5 { 0_u16 } else { 255 };
        let toward = |from: u8, step: u16| {
            let moved = (u16::from(from) * (32 - step) + aim * step) / 32;
            // A mean of two bytes is a byte.
            u8::try_from(moved).unwrap_or(u8::MAX)
        };
        let moved = |step| Self(toward(self.0, step), toward(self.1, step), toward(self.2, step));
        (0..=32).map(moved).find(|color| color.contrast(ground) >= LEGIBLE).unwrap_or(moved(32))
    }

    /// The text colour that is most legible on this one.
    fn text(self) -> Self {
        if PAPER.contrast(self) >= INK.contrast(self) { PAPER } else { INK }
    }
}

/// The declarations of a colour that is not one of ours, ready for a style sheet.
#[must_use]
pub(crate) fn declarations(color: Rgb) -> String {
    let (light, dark) = (color.legible_on(PAPER), color.legible_on(NIGHT));
    [
        "--accent:light-dark(#",
        &light.hexadecimal(),
        ",#",
        &dark.hexadecimal(),
        ");--on:light-dark(#",
        &light.text().hexadecimal(),
        ",#",
        &dark.text().hexadecimal(),
        ")",
    ]
    .concat()
}

/// Our own colours for the light and the dark scheme, where they differ from what moving one of them would give.
pub(super) fn pair(tint: Tint) -> [Rgb; 2] {
    match tint {
        Tint::Custom(color) => [color, color],
        Tint::Named(Accent::Nila) => [Rgb(0x21, 0x47, 0x7c), Rgb(0x99, 0xbb, 0xeb)],
        Tint::Named(Accent::Pandan) => [Rgb(0x1f, 0x5d, 0x3e), Rgb(0x81, 0xce, 0xa2)],
        Tint::Named(Accent::Cabai) => [Rgb(0x98, 0x29, 0x22), Rgb(0xf7, 0x9d, 0x91)],
        Tint::Named(Accent::Soga) => [Rgb(0x67, 0x3f, 0x26), Rgb(0xdd, 0xa7, 0x86)],
        Tint::Named(Accent::Secang) => [Rgb(0x7c, 0x35, 0x45), Rgb(0xe6, 0x9f, 0xab)],
        Tint::Named(Accent::Tinta) => [Rgb(0x20, 0x1e, 0x19), Rgb(0xf1, 0xed, 0xe6)],
    }
}

/// The declarations of an owner's colour on a page whose grounds are these: first those of the light scheme, then those of
/// the dark one. The colour is moved until it is legible on every ground of its scheme.
#[must_use]
pub(crate) fn page_declarations(tint: Tint, grounds: [&[Rgb]; 2]) -> String {
    let [light, dark] = pair(tint);
    let moved = |color: Rgb, grounds: &[Rgb]| grounds.iter().fold(color, |color, ground| color.legible_on(*ground));
    // Beside the grounds of the theme also what text on the colour may be: then that is legible too.
    let (light, dark) = (moved(light, grounds[0]).legible_on(PAPER), moved(dark, grounds[1]).legible_on(INK));
    [
        "--lepas-accent:light-dark(#",
        &light.hexadecimal(),
        ",#",
        &dark.hexadecimal(),
        ");--lepas-on-accent:light-dark(#",
        &light.text().hexadecimal(),
        ",#",
        &dark.text().hexadecimal(),
        ")",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_a_name_or_six_digits_and_nothing_else() {
        assert_eq!(Tint::from_word("pandan"), Some(Tint::Named(Accent::Pandan)));
        assert_eq!(Tint::from_word("#FF8800"), Some(Tint::Custom(Rgb(255, 136, 0))));
        assert_eq!(Tint::from_word("ff8800").map(Tint::word).as_deref(), Some("ff8800"));
        for bad in ["", "#fff", "red", "ff88000", "ff880g", "é8800é", "+f8800", "ff8800;}", "url(x)"] {
            assert_eq!(Tint::from_word(bad), None, "{bad}");
        }
    }

    #[test]
    fn every_colour_becomes_legible_in_both_schemes_and_so_does_the_text_on_it() {
        for step in 0..4096_u32 {
            let part = |shift: u32| u8::try_from((step >> shift & 15) * 17).unwrap();
            let color = Rgb(part(8), part(4), part(0));
            for ground in [PAPER, NIGHT] {
                let made = color.legible_on(ground);
                assert!(made.contrast(ground) >= LEGIBLE, "{color:?} on {ground:?}");
                assert!(made.text().contrast(made) >= LEGIBLE, "text on {color:?}");
            }
        }
    }

    #[test]
    fn a_legible_colour_stays_as_it_is() {
        assert_eq!(Rgb(0x21, 0x47, 0x7c).legible_on(PAPER), Rgb(0x21, 0x47, 0x7c));
        assert!(declarations(Rgb(0x21, 0x47, 0x7c)).starts_with("--accent:light-dark(#21477c,#"));
    }
}
