//! Choices in the addresses of cards and badges.
//!
//! Owns reading them. Words that mean nothing count as absent, and a name that stands there twice counts once: a card on
//! a stranger's page must not break over a typing error.

use axum::extract::Query;
use axum::http::Uri;
use lepas_api::{ColorScheme, Locale};
use lepas_page::{BadgeOptions, BadgeParts, CardLayout, CardOptions, Tint, radius_from_word, scheme_from_word};

/// What was chosen about a card.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct CardChoices {
    /// Language of labels.
    pub locale: Option<Locale>,
    /// Shape.
    pub layout: CardLayout,
    /// Light, dark, or as the system says.
    pub scheme: ColorScheme,
    /// Colour of the button.
    pub tint: Tint,
    /// Radius of the corners.
    pub radius: Option<u8>,
    /// With the script that tells its height.
    pub script: bool,
    /// As the custom element reads it.
    pub element: bool,
}

/// What was chosen about a badge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct BadgeChoices {
    /// Language of labels.
    pub locale: Option<Locale>,
    /// Light, dark, or as the system says.
    pub scheme: ColorScheme,
    /// What stands on it.
    pub parts: BadgeParts,
}

/// Names and values of a query; empty when it cannot be read.
#[must_use]
pub fn pairs(uri: &Uri) -> Vec<(String, String)> {
    Query::try_from_uri(uri).map(|Query(pairs)| pairs).unwrap_or_default()
}

/// The first value of a name.
#[must_use]
pub fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(held, _)| held == name).map(|(_, value)| value.as_str())
}

impl CardChoices {
    /// Reads the names and values of an address.
    #[must_use]
    pub fn read(pairs: &[(String, String)]) -> Self {
        Self {
            locale: value(pairs, "lang").and_then(Locale::from_tag),
            layout: value(pairs, "layout").and_then(CardLayout::from_slug).unwrap_or_default(),
            scheme: value(pairs, "theme").map(scheme_from_word).unwrap_or_default(),
            tint: value(pairs, "accent").and_then(Tint::from_word).unwrap_or_default(),
            radius: value(pairs, "radius").and_then(radius_from_word),
            script: value(pairs, "script") == Some("1"),
            element: value(pairs, "as") == Some("element"),
        }
    }

    /// The same for the renderer.
    #[must_use]
    pub fn options(self, origin: String, locale: Locale) -> CardOptions {
        CardOptions {
            origin,
            locale,
            layout: self.layout,
            scheme: self.scheme,
            tint: self.tint,
            radius: self.radius,
            script: self.script,
            element: self.element,
            ..CardOptions::default()
        }
    }
}

impl BadgeChoices {
    /// Reads the names and values of an address.
    #[must_use]
    pub fn read(pairs: &[(String, String)]) -> Self {
        Self {
            locale: value(pairs, "lang").and_then(Locale::from_tag),
            scheme: value(pairs, "theme").map(scheme_from_word).unwrap_or_default(),
            parts: value(pairs, "show").map(BadgeParts::from_words).unwrap_or_default(),
        }
    }

    /// The same for the renderer.
    #[must_use]
    pub fn options(self, locale: Locale) -> BadgeOptions {
        BadgeOptions { locale, scheme: self.scheme, parts: self.parts, rating: None }
    }
}

#[cfg(test)]
mod tests {
    use lepas_page::Rgb;

    use super::*;

    fn card(query: &str) -> CardChoices {
        CardChoices::read(&pairs(&format!("/u/sari/card?{query}").parse().unwrap()))
    }

    #[test]
    fn every_choice_is_read() {
        let chosen = card("layout=works&theme=dark&accent=%23ff8800&radius=99&lang=en&script=1");
        assert_eq!(chosen.layout, CardLayout::Lebar);
        assert_eq!(
            (chosen.scheme, chosen.locale, chosen.radius, chosen.script),
            (ColorScheme::Dark, Some(Locale::En), Some(24), true)
        );
        assert_eq!(chosen.tint, Tint::Custom(Rgb(255, 136, 0)));
    }

    #[test]
    fn what_means_nothing_falls_back_and_nothing_breaks() {
        for query in [
            "",
            "layout=&theme=&accent=&radius=&lang=&script=",
            "layout=%3Cscript%3E&accent=red;&radius=-4&lang=xx&script=true",
            "radius=1e9&theme=DARK",
            "%FF%FE=%FF",
            "a=%zz",
            "&&&=&",
            "radius=99999999999999999999",
        ] {
            assert_eq!(card(query), CardChoices::default(), "{query}");
        }
        assert_eq!(card("lang=en&lang=id").locale, Some(Locale::En));
    }
}
