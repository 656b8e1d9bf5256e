//! Owns the WebP copies of pictures: about a third less to load for readers whose browser says that it reads them.
//!
//! The others (old browsers, feeds, mail programs, exports) get the JPEG or PNG that is always there. Leaves to `images` what a
//! picture is and where files lie.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use image::DynamicImage;
use lepas_api::upload::Upload;

use super::file;

/// Quality of WebP, 0 to 100; looks like the JPEG beside it.
const QUALITY: f32 = 78.0;
/// Drawings and screenshots have fewer colours than this. They are smaller and sharper without loss, which takes photographs
/// long and gains them nothing.
const COLOURS_OF_A_DRAWING: usize = 2_048;
/// The kind of these copies.
pub const MEDIA_TYPE: &str = "image/webp";

/// Where the copy of a picture lies, whole or small.
pub(super) fn path(folder: &Path, upload: &Upload, small: bool) -> PathBuf {
    file(folder, upload, small).with_extension("webp")
}

/// The picture as WebP, when that is smaller than `bytes` and can be had.
pub(super) fn encode(picture: &DynamicImage, bytes: usize) -> Option<Vec<u8>> {
    let (width, height) = (picture.width(), picture.height());
    let drawn = is_drawn(picture);
    // The encoder keeps nothing but pixels; none of what a camera notes is given to it.
    let made = if picture.color().has_alpha() {
        webp::Encoder::from_rgba(&picture.to_rgba8(), width, height).encode_simple(drawn, QUALITY)
    } else {
        webp::Encoder::from_rgb(&picture.to_rgb8(), width, height).encode_simple(drawn, QUALITY)
    };
    match made {
        Ok(made) => (made.len() < bytes).then(|| made.to_vec()),
        Err(error) => {
            tracing::warn!(?error, "a picture has no WebP copy");
            None
        }
    }
}

/// True for pictures of few colours.
fn is_drawn(picture: &DynamicImage) -> bool {
    let mut colours = HashSet::new();
    picture.to_rgba8().pixels().all(|pixel| {
        colours.insert(pixel.0);
        colours.len() <= COLOURS_OF_A_DRAWING
    })
}

/// True when a reader names WebP among what it reads. `*/*` doesn't: it is what programs send that know nothing of it.
#[must_use]
pub fn is_read_by(accept: &str) -> bool {
    accept.split(',').any(|range| {
        let mut parts = range.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(MEDIA_TYPE));
        named
            && !parts
                .any(|part| matches!(part.split_once('='), Some(("q", weight)) if weight.trim().parse() == Ok(0.0_f32)))
    })
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};

    use super::*;

    #[test]
    fn a_drawing_stays_as_it_is_and_a_photograph_becomes_smaller() {
        let drawing = DynamicImage::ImageRgb8(RgbImage::from_fn(320, 240, |x, y| {
            if (x / 40 + y / 40) % 2 == 0 { Rgb([31, 45, 96]) } else { Rgb([250, 246, 236]) }
        }));
        let bytes = encode(&drawing, usize::MAX).unwrap();
        assert!(bytes.len() < 1_000, "{}", bytes.len());
        assert_eq!(image::load_from_memory(&bytes).unwrap().to_rgb8(), drawing.to_rgb8());
        let photograph = DynamicImage::ImageRgb8(RgbImage::from_fn(320, 240, |x, y| {
            let wave =
                |speed: f32| (f32::from(u16::try_from(x * 3 + y * 5).unwrap()) * speed).sin().mul_add(100.0, 128.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "28 to 228")]
            Rgb([wave(0.011) as u8, wave(0.017) as u8, wave(0.023) as u8])
        }));
        let jpeg = super::super::encode(&photograph, image::ImageFormat::Jpeg).unwrap().len();
        assert!(encode(&photograph, jpeg).is_some_and(|bytes| bytes.len() < jpeg));
        assert_eq!(encode(&photograph, 10), None);
    }

    #[test]
    fn only_who_names_it_gets_it() {
        for yes in ["image/avif,image/webp,*/*;q=0.8", "image/webp", "text/html, Image/WebP;q=0.5"] {
            assert!(is_read_by(yes), "{yes}");
        }
        for no in ["", "*/*", "image/*", "image/png,image/webp;q=0", "image/webpx"] {
            assert!(!is_read_by(no), "{no}");
        }
    }
}
