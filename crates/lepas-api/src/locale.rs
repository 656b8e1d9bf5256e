//! The two languages of the product and the colour scheme a person prefers.
//!
//! Owns negotiation from `Accept-Language`. Leaves translations to whoever shows text.

use serde::{Deserialize, Serialize};

/// A language Lepas speaks. Indonesian is the default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Locale {
    /// Bahasa Indonesia.
    #[default]
    Id,
    /// English.
    En,
}

impl Locale {
    /// Both locales in the order they are offered.
    pub const ALL: [Self; 2] = [Self::Id, Self::En];

    /// The BCP 47 language subtag: `id` or `en`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::En => "en",
        }
    }

    /// The locale of a language tag such as `en-GB`; `ms` and the old code `in` count as Indonesian.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().trim();
        if ["id", "in", "ms", "jv", "su"].iter().any(|code| primary.eq_ignore_ascii_case(code)) {
            Some(Self::Id)
        } else if primary.eq_ignore_ascii_case("en") {
            Some(Self::En)
        } else {
            None
        }
    }

    /// The best locale for an `Accept-Language` header (RFC 9110 §12.5.4).
    ///
    /// Languages that Lepas does not speak are skipped; if none is left the answer is `fallback`.
    #[must_use]
    pub fn negotiate(header: &str, fallback: Self) -> Self {
        let mut best: Option<(f32, Self)> = None;
        for entry in header.split(',') {
            let mut pieces = entry.split(';');
            let Some(locale) = pieces.next().and_then(|tag| Self::from_tag(tag.trim())) else { continue };
            let quality = pieces
                .find_map(|piece| piece.trim().strip_prefix("q="))
                .map_or(1.0, |text| text.parse::<f32>().unwrap_or(0.0));
            if quality > 0.0 && best.is_none_or(|(held, _)| quality > held) {
                best = Some((quality, locale));
            }
        }
        best.map_or(fallback, |(_, locale)| locale)
    }
}

/// Light, dark, or whatever the system says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ColorScheme {
    /// Follow the system.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reader_gets_the_language_asked_for_first() {
        assert_eq!(Locale::negotiate("en-GB,en;q=0.9,id;q=0.8", Locale::Id), Locale::En);
        assert_eq!(Locale::negotiate("de, id;q=0.5, en;q=0.4", Locale::En), Locale::Id);
        assert_eq!(Locale::negotiate("fr, de", Locale::Id), Locale::Id);
        assert_eq!(Locale::negotiate("en;q=0, id;q=nonsense", Locale::En), Locale::En);
    }
}
