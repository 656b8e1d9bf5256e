//! The square copy of a picture for the portrait on a card: small enough to come along on a slow link.
//!
//! Made when it is first asked for and kept beside the others.

use std::path::{Path, PathBuf};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, codecs::jpeg::JpegEncoder, imageops::FilterType};
use lepas_api::upload::Upload;

use super::{Pictures, decode, write};
use crate::http::Fault;

/// Its side in pixels: twice the 96 that the largest layout shows.
pub const FACE_SIDE: u32 = 192;
/// Most bytes of it.
const FACE_BYTES: usize = 8_000;
/// Qualities tried until it fits.
const QUALITIES: [u8; 6] = [82, 72, 62, 52, 42, 30];
/// What shows behind translucent portraits: the paper of the cards.
const GROUND: [u8; 3] = [0xff, 0xff, 0xff];

impl Pictures {
    /// The square copy as JPEG.
    ///
    /// # Errors
    /// 404 when the picture is gone, 500 when it cannot be read or made.
    pub async fn face(&self, upload: &Upload) -> Result<Vec<u8>, Fault> {
        let path = file(&self.folder, upload);
        if let Ok(bytes) = tokio::fs::read(&path).await {
            return Ok(bytes);
        }
        let small = self.read(upload, true).await?;
        let _turn = self.turns.acquire().await.map_err(Fault::internal)?;
        let format = if upload.media_type == "image/png" { ImageFormat::Png } else { ImageFormat::Jpeg };
        let work = move || {
            let bytes = square(&decode(&small, format)?)?;
            write(&path, &bytes)?;
            Ok(bytes)
        };
        tokio::task::spawn_blocking(work).await.map_err(Fault::internal)?
    }
}

/// Removes the copy of a picture, if there is one.
pub(super) async fn remove(folder: &Path, upload: &Upload) {
    // Most pictures were never anybody's portrait, so that it is not there is the normal case.
    let _ = tokio::fs::remove_file(file(folder, upload)).await;
}

fn file(folder: &Path, upload: &Upload) -> PathBuf {
    folder.join(format!("{}-face.jpg", upload.id))
}

/// The middle of a picture as a square JPEG that fits.
fn square(picture: &DynamicImage) -> Result<Vec<u8>, Fault> {
    let middle = picture.resize_to_fill(FACE_SIDE, FACE_SIDE, FilterType::CatmullRom).to_rgba8();
    let flat = RgbImage::from_fn(middle.width(), middle.height(), |x, y| {
        let [red, green, blue, alpha] = middle.get_pixel(x, y).0;
        let over = |front: u8, back: u8| {
            let sum = u16::from(front) * u16::from(alpha) + u16::from(back) * (255 - u16::from(alpha));
            u8::try_from(sum / 255).unwrap_or(u8::MAX)
        };
        Rgb([over(red, GROUND[0]), over(green, GROUND[1]), over(blue, GROUND[2])])
    });
    let mut bytes = Vec::new();
    for quality in QUALITIES {
        bytes.clear();
        flat.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality)).map_err(Fault::internal)?;
        if bytes.len() <= FACE_BYTES {
            break;
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use image::Rgba;

    use super::*;

    #[test]
    fn even_a_picture_of_noise_fits_and_stays_square() {
        let mut state = 1_u32;
        let noise = image::RgbaImage::from_fn(480, 320, |_, _| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let [a, b, c, _] = state.to_be_bytes();
            Rgba([a, b, c, 255])
        });
        let bytes = square(&DynamicImage::ImageRgba8(noise)).unwrap();
        let back = image::load_from_memory(&bytes).unwrap();
        assert_eq!((back.width(), back.height()), (FACE_SIDE, FACE_SIDE));
        assert!(bytes.len() <= 2 * FACE_BYTES, "{}", bytes.len());
    }

    #[test]
    fn what_is_translucent_stands_on_paper_and_not_on_black() {
        let clear = DynamicImage::ImageRgba8(image::RgbaImage::from_pixel(64, 64, Rgba([200, 0, 0, 0])));
        let back = image::load_from_memory(&square(&clear).unwrap()).unwrap().to_rgb8();
        assert!(back.get_pixel(96, 96).0.iter().all(|part| *part > 250));
    }
}
