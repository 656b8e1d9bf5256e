//! The picture that link previews show of a page: 1200 × 630, drawn by us.
//!
//! Owns the drawing and keeping it on disk, named by what is on it, so that the same picture is drawn once. Leaves who may
//! see what to the public view that it is given.

mod letters;

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use image::{
    DynamicImage, RgbaImage,
    codecs::png::{self, CompressionType, PngEncoder},
    imageops::FilterType,
};
use lepas_api::{Locale, profile::PublicProfile};
use resvg::{tiny_skia, usvg};
use tokio::sync::Semaphore;

use crate::{
    auth::{hexadecimal, sha256},
    http::Fault,
};
use letters::{Letters, Weight};

/// Its size in pixels; what Open Graph consumers ask for.
pub const SIZE: (u32, u32) = (1_200, 630);
/// Side of the portrait and of its paper edge.
const FACE: u32 = 310;
const EDGE: u32 = 10;
/// Where the portrait stands.
const FACE_AT: (u32, u32) = (796, 160);
/// Room for the texts beside it.
const ROOM: f32 = 640.0;
const LEFT: f32 = 84.0;
/// Pictures drawn at the same time.
const AT_ONCE: usize = 1;

/// The tile of the motif, as it stands in the app.
const KAWUNG: &str = include_str!("../../../public/motif/kawung-on-nila.svg");
/// One petal of the mark and where the four stand.
const PETAL: &str = "M0-1.1C4.6-3.2 5.7-8.6 3.5-11.6 2-13.6-2-13.6-3.5-11.6-5.7-8.6-4.6-3.2 0-1.1Z";
const PETALS: [(&str, &str); 4] = [
    ("rotate(135)", "#c1d8f7"),
    ("rotate(225)", "#c1d8f7"),
    ("rotate(315)", "#c1d8f7"),
    ("translate(1.9 -1.9) rotate(45)", "#f5b12f"),
];

/// The folder of pictures.
#[derive(Debug)]
pub struct Previews {
    folder: PathBuf,
    turns: Semaphore,
}

impl Previews {
    /// Pictures in a folder that exists.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, turns: Semaphore::new(AT_ONCE) }
    }

    /// The picture of a profile in a language as PNG. `face` is the stored portrait, PNG or JPEG.
    ///
    /// # Errors
    /// 500 when it cannot be drawn.
    pub async fn of(&self, profile: &PublicProfile, locale: Locale, face: Option<Vec<u8>>) -> Result<Vec<u8>, Fault> {
        let drawing = drawing(profile, locale, face.is_some())?;
        let hash = sha256(&[drawing.as_bytes(), face.as_deref().unwrap_or_default()].concat());
        let mine = format!("{}.{}.", profile.handle, locale.tag());
        let name = format!("{mine}{}.png", hexadecimal(&hash[..12]));
        let path = self.folder.join(&name);
        if let Ok(bytes) = tokio::fs::read(&path).await {
            return Ok(bytes);
        }
        let _turn = self.turns.acquire().await.map_err(Fault::internal)?;
        let folder = self.folder.clone();
        let work = move || {
            let bytes = paint(&drawing, face.as_deref())?;
            keep(&folder, &mine, &name, &bytes);
            Ok(bytes)
        };
        tokio::task::spawn_blocking(work).await.map_err(Fault::internal)?
    }
}

/// Puts a picture in the place of earlier ones. Failing costs another drawing next time and nothing else.
fn keep(folder: &Path, mine: &str, name: &str, bytes: &[u8]) {
    let temporary = folder.join(format!("{name}.part"));
    let kept = std::fs::write(&temporary, bytes).and_then(|()| std::fs::rename(&temporary, folder.join(name)));
    if let Err(error) = kept {
        tracing::warn!(%error, "a preview picture could not be kept");
        return;
    }
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let held = entry.file_name();
        if held.to_str().is_some_and(|held| held.starts_with(mine) && held != name) {
            // Somebody else may have removed it already.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Everything but the portrait as SVG. Texts are outlines, so no font is needed to read it.
fn drawing(profile: &PublicProfile, locale: Locale, has_face: bool) -> Result<String, Fault> {
    let document = profile.document.in_language(locale);
    let extras = &document.meta.lepas;
    let (bold, plain) = (Letters::of(Weight::Bold)?, Letters::of(Weight::Plain)?);
    let strong = Letters::of(Weight::Strong)?;
    let name = document.basics.name.trim();
    // Letters that our font lacks would be boxes; the handle can always be written.
    let name = if !name.is_empty() && bold.has_all(name) { name } else { profile.handle.as_str() };
    let label = Some(document.basics.label.trim()).filter(|label| plain.has_all(label)).unwrap_or_default();
    let city = document.basics.location.as_ref().and_then(|location| location.city.as_deref()).map(str::trim);
    let facts: Vec<String> = [
        Some(lepas_page::facts::availability_start(extras.availability, locale)),
        city.filter(|city| !city.is_empty() && strong.has_all(city)).map(str::to_owned),
        extras.rate.map(|rate| lepas_page::format::rate(rate, locale)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let room = if has_face { ROOM } else { 1_000.0 };
    let (names, size) = bold.fitted(name, -0.04, &[84.0, 72.0, 62.0, 54.0], room, 2);
    let (lines, label_size) = plain.fitted(label, -0.01, &[40.0, 34.0, 30.0], room, 2);
    let (facts, facts_size) = strong.fitted(&facts.join(" · "), 0.0, &[27.0, 24.0, 21.0], room, 1);
    let height = 62.0 + lines_height(&names, size, 1.06) + lines_height(&lines, label_size, 1.22) + facts_size * 2.2;
    let mut y = (f32::from(u16::try_from(SIZE.1).unwrap_or(0)) - 14.0 - height) / 2.0;
    let mut svg = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\"><defs><pattern id=\"k\" width=\"112\" height=\"112\" \
         patternUnits=\"userSpaceOnUse\" x=\"800\"><g transform=\"scale(2)\">{}</g></pattern></defs>\
         <rect width=\"1200\" height=\"630\" fill=\"#0f2440\"/><rect x=\"792\" width=\"408\" height=\"630\" fill=\"url(#k)\"/>\
         <rect y=\"616\" width=\"1200\" height=\"14\" fill=\"#f5b12f\"/>",
        SIZE.0,
        SIZE.1,
        tile()
    );
    if has_face {
        let (x, top, side) = (FACE_AT.0 - EDGE, FACE_AT.1 - EDGE, FACE + 2 * EDGE);
        let _ = write!(svg, "<rect x=\"{x}\" y=\"{top}\" width=\"{side}\" height=\"{side}\" fill=\"#f8f5ef\"/>");
    } else {
        // Text may reach into the motif, and it never stands on it.
        let _ = write!(svg, "<rect x=\"792\" width=\"300\" height=\"616\" fill=\"#0f2440\"/>");
    }
    let _ = write!(svg, "<g transform=\"translate({} {}) scale(1.35)\">", LEFT + 22.0, y + 18.0);
    for (place, color) in PETALS {
        let _ = write!(svg, "<path d=\"{PETAL}\" transform=\"{place}\" fill=\"{color}\"/>");
    }
    svg.push_str("</g>");
    bold.write(&mut svg, "lepas", LEFT + 58.0, y + 29.0, 34.0, -0.03, "#f8f5ef");
    y += 62.0;
    for line in &names {
        y += size * 1.06;
        bold.write(&mut svg, line, LEFT, y, size, -0.04, "#f8f5ef");
    }
    for line in &lines {
        y += label_size * 1.3;
        plain.write(&mut svg, line, LEFT, y, label_size, -0.01, "#f1ede6");
    }
    for line in &facts {
        strong.write(&mut svg, line, LEFT, y + facts_size * 2.1, facts_size, 0.0, "#ffc35c");
    }
    svg.push_str("</svg>");
    Ok(svg)
}

fn lines_height(lines: &[String], size: f32, factor: f32) -> f32 {
    lines.iter().fold(0.0, |height, _| height + size * factor)
}

/// What is inside the tile of the motif.
fn tile() -> &'static str {
    KAWUNG.split_once('>').and_then(|(_, rest)| rest.rsplit_once("</svg>")).map_or("", |(inside, _)| inside)
}

/// Draws, with the portrait in its place.
fn paint(drawing: &str, face: Option<&[u8]>) -> Result<Vec<u8>, Fault> {
    let tree = usvg::Tree::from_str(drawing, &usvg::Options::default()).map_err(Fault::internal)?;
    let mut pixels =
        tiny_skia::Pixmap::new(SIZE.0, SIZE.1).ok_or_else(|| Fault::internal("a preview picture has no size"))?;
    resvg::render(&tree, tiny_skia::Transform::identity(), &mut pixels.as_mut());
    // The ground is opaque, so premultiplied and plain colours are the same.
    let mut canvas = RgbaImage::from_raw(SIZE.0, SIZE.1, pixels.take())
        .ok_or_else(|| Fault::internal("a preview picture has another size"))?;
    if let Some(face) = face.and_then(|bytes| image::load_from_memory(bytes).ok()) {
        let square = face.resize_to_fill(FACE, FACE, FilterType::CatmullRom).to_rgba8();
        image::imageops::overlay(&mut canvas, &square, i64::from(FACE_AT.0), i64::from(FACE_AT.1));
    }
    let mut bytes = Vec::new();
    // Drawn once and kept, so the time for the smallest file is well spent: a portrait must not make it too heavy.
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, png::FilterType::Adaptive);
    DynamicImage::ImageRgba8(canvas).to_rgb8().write_with_encoder(encoder).map_err(Fault::internal)?;
    Ok(bytes)
}
