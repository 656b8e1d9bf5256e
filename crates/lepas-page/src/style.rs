//! The CSS that stands inside each document.
//!
//! Owns the texts exactly as they are written between `<style>` and `</style>`, because their hashes go into the
//! Content-Security-Policy. One markup serves every theme; a theme is nothing but CSS, and it is for screens: on paper all
//! of them are the same curriculum vitae.

use lepas_api::profile::{Extras, Theme};

use crate::options::{Rgb, Tint, page_declarations};

/// What every public page needs, whatever its theme; also how it is printed.
pub const PAGE: &str = include_str!("style/page.css");
/// What a link page needs beside.
pub const LINKS: &str = include_str!("style/links.css");
/// The rate card, which has no theme.
pub const RATE_CARD: &str = include_str!("style/rate_card.css");
/// The card in all its layouts.
pub const CARD: &str = include_str!("style/card.css");
/// The page on which a testimonial is written.
pub const TESTIMONIAL: &str = include_str!("style/testimonial.css");
/// The colours of a badge for readers whose system is dark.
pub const BADGE: &str = include_str!("style/badge.css");

/// The CSS of one theme.
#[must_use]
pub fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::Surat => include_str!("style/surat.css"),
        Theme::Malam => include_str!("style/malam.css"),
        Theme::Pasar => include_str!("style/pasar.css"),
        Theme::Mori => include_str!("style/mori.css"),
        Theme::Nila => include_str!("style/nila.css"),
        Theme::Katalog => include_str!("style/katalog.css"),
        Theme::Garis => include_str!("style/garis.css"),
        Theme::Kunyit => include_str!("style/kunyit.css"),
    }
}

/// Every CSS text that any document of this crate can carry, apart from colours that people chose.
#[must_use]
pub fn all() -> Vec<&'static str> {
    [PAGE, LINKS, RATE_CARD, CARD, BADGE, TESTIMONIAL].into_iter().chain(Theme::ALL.map(theme)).collect()
}

/// White paper.
const PAPER: Rgb = Rgb(0xff, 0xff, 0xff);

/// What the accent of a theme stands on, in the light scheme and in the dark one. A theme that is always dark has paper as
/// its light ground: that is what it is printed on.
fn grounds(theme: Theme) -> [&'static [Rgb]; 2] {
    match theme {
        Theme::Surat => [&[PAPER, Rgb(0xfd, 0xfb, 0xf7)], &[Rgb(0x15, 0x13, 0x0f)]],
        Theme::Malam => [&[PAPER], &[Rgb(0x0b, 0x10, 0x19)]],
        Theme::Pasar => {
            [&[Rgb(0xff, 0xd8, 0x93), Rgb(0xff, 0xfa, 0xf0)], &[Rgb(0x20, 0x1a, 0x10), Rgb(0x2c, 0x24, 0x17)]]
        }
        Theme::Mori => [&[Rgb(0xf4, 0xef, 0xe4)], &[Rgb(0x1a, 0x17, 0x10)]],
        Theme::Nila => [&[PAPER], &[Rgb(0x17, 0x34, 0x5c)]],
        Theme::Katalog => [&[PAPER], &[Rgb(0x11, 0x11, 0x11)]],
        Theme::Garis => {
            [&[Rgb(0xeb, 0xef, 0xf4), Rgb(0xfc, 0xfd, 0xfe)], &[Rgb(0x0e, 0x14, 0x1d), Rgb(0x14, 0x1c, 0x28)]]
        }
        Theme::Kunyit => {
            [&[Rgb(0xff, 0xf0, 0xd6), Rgb(0xff, 0xfc, 0xf5)], &[Rgb(0x1f, 0x18, 0x0a), Rgb(0x2b, 0x22, 0x11)]]
        }
    }
}

/// The CSS of the owner's colour on the chosen theme; empty when they chose none.
#[must_use]
pub fn accent(extras: &Extras) -> String {
    let Some(tint) = extras.page.accent.as_deref().and_then(Tint::from_word) else { return String::new() };
    [".pgb,.rc{", &page_declarations(tint, grounds(extras.theme)), "}"].concat()
}
