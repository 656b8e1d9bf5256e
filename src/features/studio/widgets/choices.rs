//! What can be chosen for a card: where it goes, its shape, its language, its corners.
//!
//! Owns the words behind each choice and reading them back. The texts to paste are `lepas_page::embed`'s.

use lepas_api::{Locale, Rule};
use lepas_page::{Accent, CardLayout, RADIUS_MAX};

use crate::i18n::Key;

/// The words of a layout.
pub(super) fn layout_name(layout: CardLayout) -> Key {
    match layout {
        CardLayout::Tegak => Key::StudioWidgetsTegak,
        CardLayout::Baris => Key::StudioWidgetsBaris,
        CardLayout::Lebar => Key::StudioWidgetsLebar,
        CardLayout::Layanan => Key::StudioWidgetsLayanan,
        CardLayout::Kesaksian => Key::StudioWidgetsKesaksian,
        CardLayout::Jadwal => Key::StudioWidgetsJadwal,
    }
}

/// What the site takes, and so what is pasted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rung {
    /// An iframe.
    Frame,
    /// The custom element and its script.
    Element,
    /// An address on a line of its own.
    Address,
    /// Text and links.
    Snippet,
    /// A picture.
    Badge,
    /// A frame with several people.
    Team,
}

impl Rung {
    /// Each with its word in the page and its name.
    pub(super) const ALL: [(Self, &'static str, Key); 6] = [
        (Self::Frame, "frame", Key::StudioWidgetsRungFrame),
        (Self::Element, "element", Key::StudioWidgetsRungElement),
        (Self::Address, "address", Key::StudioWidgetsRungAddress),
        (Self::Snippet, "snippet", Key::StudioWidgetsRungSnippet),
        (Self::Badge, "badge", Key::StudioWidgetsRungBadge),
        (Self::Team, "team", Key::StudioWidgetsRungTeam),
    ];

    /// Its word in the page.
    pub(super) fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(rung, ..)| *rung == self).map_or("frame", |(_, word, _)| word)
    }

    /// The rung of a word; the frame for any other.
    pub(super) fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|(_, held, _)| *held == word).map_or(Self::Frame, |(rung, ..)| rung)
    }

    /// How to find out whether it worked.
    pub(super) fn check(self) -> Key {
        match self {
            Self::Frame | Self::Team => Key::StudioWidgetsCheckFrame,
            Self::Element => Key::StudioWidgetsCheckElement,
            Self::Address => Key::StudioWidgetsCheckAddress,
            Self::Snippet => Key::StudioWidgetsCheckSnippet,
            Self::Badge => Key::StudioWidgetsCheckBadge,
        }
    }

    /// Whether it is a card, with a colour and corners.
    pub(super) fn is_card(self) -> bool {
        !matches!(self, Self::Snippet | Self::Badge)
    }
}

/// Where somebody wants it: a name that is the same in every language or a key, what is best there, and where to paste it.
pub(super) struct Place {
    pub(super) word: &'static str,
    pub(super) name: Result<&'static str, Key>,
    pub(super) rung: Rung,
    pub(super) paste: Key,
}

/// The places that the page has instructions for.
pub(super) const PLACES: [Place; 7] = {
    const fn place(word: &'static str, name: Result<&'static str, Key>, rung: Rung, paste: Key) -> Place {
        Place { word, name, rung, paste }
    }
    [
        place("html", Err(Key::StudioWidgetsPlaceHtml), Rung::Element, Key::StudioWidgetsPasteHtml),
        place("wordpress", Ok("WordPress"), Rung::Address, Key::StudioWidgetsPasteWordpress),
        place("wix", Ok("Wix"), Rung::Frame, Key::StudioWidgetsPasteWix),
        place("squarespace", Ok("Squarespace"), Rung::Frame, Key::StudioWidgetsPasteSquarespace),
        place("notion", Ok("Notion"), Rung::Address, Key::StudioWidgetsPasteNotion),
        place("readme", Ok("README (GitHub, GitLab)"), Rung::Badge, Key::StudioWidgetsPasteReadme),
        place("mail", Err(Key::StudioWidgetsPlaceMail), Rung::Snippet, Key::StudioWidgetsPasteMail),
    ]
};

/// The sites that a card can be tried on.
pub(super) const HOSTS: [(&str, Key); 4] = [
    ("blog", Key::StudioWidgetsHostBlog),
    ("dark", Key::StudioWidgetsHostDark),
    ("sidebar", Key::StudioWidgetsHostSidebar),
    ("sandbox", Key::StudioWidgetsHostSandbox),
];

/// The name of a colour, which is the same in both languages.
pub(super) fn accent_name(accent: Accent) -> String {
    let mut name = accent.slug().to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    name
}

/// The word of a language in the list; `None` is the language of the page.
pub(super) fn language_word(language: Option<Locale>) -> &'static str {
    language.map_or("page", Locale::tag)
}

/// The language of a word.
pub(super) fn language_from_word(word: &str) -> Option<Locale> {
    [Locale::Id, Locale::En].into_iter().find(|locale| locale.tag() == word)
}

/// Reads the roundness of corners in pixels; an empty text leaves it to the card.
pub(super) fn read_radius(text: &str) -> Result<Option<u8>, Rule> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let out_of_range = Rule::OutOfRange { minimum: 0, maximum: i64::from(RADIUS_MAX) };
    text.parse::<u8>().ok().filter(|pixels| *pixels <= RADIUS_MAX).map(Some).ok_or(out_of_range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_are_whole_pixels_up_to_what_a_card_draws() {
        assert_eq!(read_radius(" "), Ok(None));
        assert_eq!(read_radius(" 0 "), Ok(Some(0)));
        assert_eq!(read_radius("24"), Ok(Some(24)));
        for wrong in ["25", "-1", "4.5", "bulat", "999"] {
            assert_eq!(read_radius(wrong), Err(Rule::OutOfRange { minimum: 0, maximum: 24 }), "{wrong}");
        }
    }

    #[test]
    fn every_language_and_every_rung_is_read_back_from_its_word() {
        for language in [None, Some(Locale::Id), Some(Locale::En)] {
            assert_eq!(language_from_word(language_word(language)), language);
        }
        for (rung, word, _) in Rung::ALL {
            assert_eq!((Rung::from_word(word), rung.word()), (rung, word));
        }
    }
}
