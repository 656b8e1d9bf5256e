//! Light, dark, or as the system says.

use lepas_api::ColorScheme;
use leptos::prelude::*;

use crate::{
    config::THEME_KEY,
    platform::{dom, storage},
};

/// The theme service.
#[derive(Clone, Copy)]
pub struct Theme(RwSignal<ColorScheme>);

/// The word of a scheme, as stored and as the switch reports it.
#[must_use]
pub fn word(scheme: ColorScheme) -> &'static str {
    match scheme {
        ColorScheme::System => "system",
        ColorScheme::Light => "light",
        ColorScheme::Dark => "dark",
    }
}

/// The scheme of a word; anything unknown follows the system.
#[must_use]
pub fn from_word(word: &str) -> ColorScheme {
    match word.trim_matches('"') {
        "light" => ColorScheme::Light,
        "dark" => ColorScheme::Dark,
        _ => ColorScheme::System,
    }
}

/// Starts with what the device remembers.
pub fn provide_theme() -> Theme {
    let service = Theme(RwSignal::new(ColorScheme::System));
    service.show(storage::read(THEME_KEY).map_or(ColorScheme::System, |kept| from_word(&kept)));
    provide_context(service);
    service
}

/// The theme service of this app.
#[must_use]
pub fn use_theme() -> Theme {
    use_context().unwrap_or_else(provide_theme)
}

impl Theme {
    /// The scheme in force (tracked).
    #[must_use]
    pub fn get(self) -> ColorScheme {
        self.0.get()
    }

    /// True when somebody chose a theme on this device.
    #[must_use]
    pub fn is_chosen(self) -> bool {
        storage::read(THEME_KEY).is_some()
    }

    /// Applies a scheme without remembering it.
    pub fn show(self, scheme: ColorScheme) {
        dom::set_color_scheme((scheme != ColorScheme::System).then(|| word(scheme)));
        self.0.set(scheme);
    }

    /// Applies a scheme and remembers it on this device.
    pub fn choose(self, scheme: ColorScheme) {
        // A device without storage still switches; it only forgets at the next visit.
        let _ = storage::write(THEME_KEY, word(scheme));
        self.show(scheme);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_schemes_are_inverse_and_nonsense_follows_the_system() {
        for scheme in [ColorScheme::System, ColorScheme::Light, ColorScheme::Dark] {
            assert_eq!(from_word(word(scheme)), scheme);
        }
        assert_eq!(from_word("sepia"), ColorScheme::System);
    }
}
