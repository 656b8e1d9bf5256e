//! What a reader on a slow link waits for.

use lepas_api::{Locale, profile::Theme};
use lepas_page::{CardLayout, render_card, render_page};

use super::{card_options, full, page_options};

fn packed(text: &str) -> usize {
    let mut bytes = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 9, ..Default::default() };
    brotli::BrotliCompress(&mut text.as_bytes(), &mut bytes, &parameters).unwrap();
    bytes.len()
}

#[test]
fn a_full_page_is_at_most_twenty_kilobytes_in_every_theme() {
    for theme in Theme::ALL {
        let mut profile = full();
        profile.document.meta.lepas.theme = theme;
        let size = packed(&render_page(&profile, &page_options(Locale::Id)));
        println!("{theme:?}: {size} bytes");
        assert!(size <= 20_000, "{theme:?}: {size}");
    }
}

#[test]
fn a_card_is_at_most_eight_kilobytes_in_every_layout() {
    for layout in CardLayout::ALL {
        let size = packed(&render_card(&full(), &card_options(Locale::Id, layout)));
        println!("{layout:?}: {size} bytes");
        assert!(size <= 8_000, "{layout:?}: {size}");
    }
}
