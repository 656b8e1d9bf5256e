//! Writes pages, cards and badges of one profile into a folder, to be looked at in a browser.
//!
//! `cargo run -p lepas-page --example render -- PROFILE.json FOLDER`, where the file holds a `PublicProfile`.

use std::{error::Error, fs, path::Path};

use lepas_api::{
    ColorScheme, Locale,
    profile::{PublicProfile, Theme},
};
use lepas_page::{BadgeOptions, CardLayout, CardOptions, PageOptions, render_badge, render_card, render_page};

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
        for (theme, word) in [(Theme::Surat, "surat"), (Theme::Malam, "malam"), (Theme::Pasar, "pasar")] {
            profile.document.meta.lepas.theme = theme;
            let page = render_page(&profile, &PageOptions { origin: origin.into(), locale, preview: false });
            fs::write(folder.join(format!("page-{word}-{}.html", locale.tag())), page)?;
        }
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
