//! What a caller can choose about a rendering, and the words for it in addresses.
//!
//! Words that mean nothing count as absent: a card on a stranger's page must not break over a typing error.

mod tint;

use lepas_api::{ColorScheme, Locale};

use crate::qr::QrCode;

pub use tint::{Rgb, Tint};
pub(crate) use tint::{declarations, page_declarations};

/// Choices for [`crate::render_page`] and [`crate::render_preview`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageOptions {
    /// Scheme and host that absolute addresses begin with, such as `https://lepas.example`; a slash at its end is ignored.
    pub origin: String,
    /// Language of the page. Texts without a translation stay in the language they were written in, and say so.
    pub locale: Locale,
    /// The whole page or its links; the preview is always the whole one.
    pub kind: PageKind,
    /// The id of the role that the page shows.
    pub role: Option<String>,
    /// The code of the page's address, where one is drawn.
    pub qr: Option<QrCode>,
}

/// Shape of a public page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum PageKind {
    /// Everything.
    #[default]
    Whole,
    /// One column of links.
    Links,
}

/// Largest radius of a card's corners in CSS pixels.
pub const RADIUS_MAX: u8 = 24;

/// Choices for [`crate::render_card`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
    pub tint: Tint,
    /// Radius of the corners in CSS pixels, at most [`RADIUS_MAX`]; absent means that of our own design.
    pub radius: Option<u8>,
    /// Adds the script that tells the page around the frame how high the card is.
    pub script: bool,
    /// For the custom element: the styles lie in a template, so that a strict policy of the page that reads the document
    /// has nothing to refuse.
    pub element: bool,
    /// The button goes through an address that counts it, because the owner asked for that.
    pub counted: bool,
    /// What clients gave, once there is anything.
    pub rating: Option<Rating>,
}

/// Choices for [`crate::render_badge`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BadgeOptions {
    /// Language of labels.
    pub locale: Locale,
    /// Light, dark, or what the reader's system says.
    pub scheme: ColorScheme,
    /// What stands on it beside the name.
    pub parts: BadgeParts,
    /// What clients gave, once there is anything.
    pub rating: Option<Rating>,
}

/// A mean of what clients gave, from 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rating {
    /// Tenths, 10 to 50.
    pub tenths: u8,
    /// How many gave one.
    pub count: u32,
}

/// What stands on a badge beside the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BadgeParts {
    /// Whether the person takes work.
    pub availability: bool,
    /// What an hour costs.
    pub rate: bool,
    /// What clients gave.
    pub rating: bool,
}

impl Default for BadgeParts {
    fn default() -> Self {
        Self { availability: true, rate: true, rating: true }
    }
}

impl BadgeParts {
    /// Reads `?show=availability,rate`. Unknown words are left out; when nothing is left, everything is shown.
    #[must_use]
    pub fn from_words(words: &str) -> Self {
        let has = |word: &str| words.split(',').any(|held| held.trim() == word);
        let parts = Self { availability: has("availability"), rate: has("rate"), rating: has("rating") };
        if parts.availability || parts.rate || parts.rating { parts } else { Self::default() }
    }
}

/// Reads `?radius=`: whole pixels, held to [`RADIUS_MAX`].
#[must_use]
pub fn radius_from_word(word: &str) -> Option<u8> {
    let digits = word.strip_suffix("px").unwrap_or(word);
    let whole = !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let pixels = whole.then(|| digits.parse::<u16>().ok()).flatten()?;
    u8::try_from(pixels.min(u16::from(RADIUS_MAX))).ok()
}

/// Reads `?theme=`: `light`, `dark`, anything else means the reader's system.
#[must_use]
pub fn scheme_from_word(word: &str) -> ColorScheme {
    match word {
        "light" => ColorScheme::Light,
        "dark" => ColorScheme::Dark,
        _ => ColorScheme::System,
    }
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
    /// What others say.
    Kesaksian,
    /// When and how much the person can work.
    Jadwal,
}

impl CardLayout {
    /// Every layout in the order it is offered.
    pub const ALL: [Self; 6] = [Self::Tegak, Self::Baris, Self::Lebar, Self::Layanan, Self::Kesaksian, Self::Jadwal];

    /// The word in `?layout=`.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Tegak => "tegak",
            Self::Baris => "baris",
            Self::Lebar => "lebar",
            Self::Layanan => "layanan",
            Self::Kesaksian => "kesaksian",
            Self::Jadwal => "jadwal",
        }
    }

    /// The English word that means the same in `?layout=`.
    #[must_use]
    pub fn english(self) -> &'static str {
        match self {
            Self::Tegak => "column",
            Self::Baris => "row",
            Self::Lebar => "works",
            Self::Layanan => "services",
            Self::Kesaksian => "testimonials",
            Self::Jadwal => "availability",
        }
    }

    /// The layout of a word in `?layout=`, Indonesian or English.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layout| layout.slug() == slug || layout.english() == slug)
    }

    /// Height in CSS pixels that the card needs at 320 pixels width, for the `height` of an iframe.
    #[must_use]
    pub fn height(self) -> u32 {
        self.height_at(320)
    }

    /// Height in CSS pixels that the card of an ordinary profile needs at a width. A longer one scrolls inside its frame.
    #[must_use]
    pub fn height_at(self, width: u32) -> u32 {
        let (narrow, wide) = match self {
            Self::Tegak => (420, 400),
            Self::Baris => (200, 150),
            Self::Lebar => (420, 360),
            Self::Layanan => (440, 320),
            Self::Kesaksian => (460, 360),
            Self::Jadwal => (260, 240),
        };
        if width < 416 { narrow } else { wide }
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

    /// Its colour on light ground, `#21477c`.
    #[must_use]
    pub fn color(self) -> String {
        ["#", &tint::pair(Tint::Named(self))[0].hexadecimal()].concat()
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
