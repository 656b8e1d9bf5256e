//! The CSS that stands inside each document.
//!
//! Owns the texts exactly as they are written between `<style>` and `</style>`, because their hashes go into the
//! Content-Security-Policy. One markup serves every theme; a theme is nothing but CSS.

use lepas_api::profile::Theme;

/// What every public page needs, whatever its theme.
pub const PAGE: &str = include_str!("style/page.css");
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
    }
}

/// The word of a theme in `data-theme`.
pub(crate) fn theme_word(theme: Theme) -> &'static str {
    match theme {
        Theme::Surat => "surat",
        Theme::Malam => "malam",
        Theme::Pasar => "pasar",
    }
}

/// Every CSS text that any document of this crate can carry.
#[must_use]
pub fn all() -> [&'static str; 7] {
    [PAGE, theme(Theme::Surat), theme(Theme::Malam), theme(Theme::Pasar), CARD, BADGE, TESTIMONIAL]
}
