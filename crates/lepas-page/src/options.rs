//! What a caller can choose about a rendering, and the words for it in addresses.

use lepas_api::{ColorScheme, Locale};

/// Choices for [`crate::render_page`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageOptions {
    /// Scheme and host that absolute addresses begin with, such as `https://lepas.example`; a slash at its end is ignored.
    pub origin: String,
    /// Language of labels, dates and numbers. The texts of the document stay in the language they were written in.
    pub locale: Locale,
    /// For the studio: no link leads anywhere, and what only machines read is left out.
    pub preview: bool,
}

/// Choices for [`crate::render_card`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardOptions {
    /// Scheme and host that absolute addresses begin with.
    pub origin: String,
    /// Language of labels.
    pub locale: Locale,
    /// Shape of the card.
    pub layout: CardLayout,
    /// Light, dark, or what the reader's system says.
    pub scheme: ColorScheme,
    /// Colour of the button and the mark.
    pub accent: Accent,
}

/// Choices for [`crate::render_badge`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BadgeOptions {
    /// Language of labels.
    pub locale: Locale,
    /// Light, dark, or what the reader's system says.
    pub scheme: ColorScheme,
}

/// Shape of a card.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum CardLayout {
    /// A column with a large portrait, for a sidebar.
    Tegak,
    /// One row, for the end of an article.
    #[default]
    Baris,
    /// Wide, with pictures of works.
    Lebar,
    /// Services with their prices.
    Layanan,
}

impl CardLayout {
    /// Every layout in the order it is offered.
    pub const ALL: [Self; 4] = [Self::Tegak, Self::Baris, Self::Lebar, Self::Layanan];

    /// The word in `?layout=`.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Tegak => "tegak",
            Self::Baris => "baris",
            Self::Lebar => "lebar",
            Self::Layanan => "layanan",
        }
    }

    /// The layout of a word in `?layout=`.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layout| layout.slug() == slug)
    }

    /// Height in CSS pixels that the card needs at 320 pixels width, for the `height` of an iframe.
    #[must_use]
    pub fn height(self) -> u32 {
        match self {
            Self::Tegak => 408,
            Self::Baris => 176,
            Self::Lebar => 420,
            Self::Layanan => 400,
        }
    }
}

/// A colour for the button and the mark of a card. All of them reach 4.5:1 on the card in both schemes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Accent {
    /// Indigo.
    #[default]
    Nila,
    /// Leaf green.
    Pandan,
    /// Chilli red.
    Cabai,
    /// Bark brown.
    Soga,
    /// Sappan rose.
    Secang,
    /// Ink.
    Tinta,
}

impl Accent {
    /// Every accent in the order it is offered.
    pub const ALL: [Self; 6] = [Self::Nila, Self::Pandan, Self::Cabai, Self::Soga, Self::Secang, Self::Tinta];

    /// The word in `?accent=`.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Nila => "nila",
            Self::Pandan => "pandan",
            Self::Cabai => "cabai",
            Self::Soga => "soga",
            Self::Secang => "secang",
            Self::Tinta => "tinta",
        }
    }

    /// The accent of a word in `?accent=`.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|accent| accent.slug() == slug)
    }
}

/// The word of a scheme for `data-color-scheme`; nothing when the system decides.
pub(crate) fn scheme_word(scheme: ColorScheme) -> Option<&'static str> {
    match scheme {
        ColorScheme::System => None,
        ColorScheme::Light => Some("light"),
        ColorScheme::Dark => Some("dark"),
    }
}

/// An address on this site with scheme and host in front.
pub(crate) fn absolute(origin: &str, path: &str) -> String {
    let mut address = origin.trim_end_matches('/').to_owned();
    address.push_str(path);
    address
}
