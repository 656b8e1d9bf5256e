//! Writes pages, cards and badges of one profile into a folder, to be looked at in a browser.
//!
//! `cargo run -p lepas-page --example render --features qr -- PROFILE.json FOLDER`, where the file holds a `PublicProfile`.

use std::{error::Error, fs, path::Path};

use lepas_api::{
    ColorScheme, Locale,
    profile::{PublicProfile, Theme},
};
use lepas_page::{
    BadgeOptions, CardLayout, CardOptions, PageKind, PageOptions, render_badge, render_card, render_page,
    render_rate_card,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("usage: render PROFILE.json FOLDER".into());
    };
    let mut profile: PublicProfile = serde_json::from_str(&fs::read_to_string(file)?)?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    let origin = "http://127.0.0.1:8080";
    for locale in Locale::ALL {
        let options = PageOptions { origin: origin.into(), locale, qr: code(origin), ..PageOptions::default() };
        for theme in Theme::ALL {
            profile.document.meta.lepas.theme = theme;
            for (kind, word) in [(PageKind::Whole, "page"), (PageKind::Links, "links")] {
                let page = render_page(&profile, &PageOptions { kind, ..options.clone() });
                fs::write(folder.join(format!("{word}-{}-{}.html", theme.slug(), locale.tag())), page)?;
            }
        }
        fs::write(folder.join(format!("rates-{}.html", locale.tag())), render_rate_card(&profile, &options))?;
        for scheme in [ColorScheme::Light, ColorScheme::Dark] {
            for layout in CardLayout::ALL {
                let options = CardOptions { origin: origin.into(), locale, layout, scheme, ..CardOptions::default() };
                let name = format!("card-{}-{scheme:?}-{}.html", layout.slug(), locale.tag());
                fs::write(folder.join(name.to_lowercase()), render_card(&profile, &options))?;
            }
            let badge = render_badge(&profile, &BadgeOptions { locale, scheme, ..BadgeOptions::default() });
            fs::write(folder.join(format!("badge-{scheme:?}-{}.svg", locale.tag()).to_lowercase()), badge)?;
        }
    }
    Ok(())
}

#[cfg(feature = "qr")]
fn code(text: &str) -> Option<lepas_page::QrCode> {
    lepas_page::QrCode::of(text)
}

#[cfg(not(feature = "qr"))]
fn code(_text: &str) -> Option<lepas_page::QrCode> {
    None
}
