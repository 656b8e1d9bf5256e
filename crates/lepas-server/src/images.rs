//! Uploaded pictures: checked, decoded within limits, turned upright, made smaller and written anew.
//!
//! Nothing of the uploaded bytes survives: no metadata of the camera, no second file hidden behind the picture. Owns the
//! files. Leaves the facts about them to the store.

mod face;
pub mod lighter;

use std::{
    io::{Cursor, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder, imageops::FilterType,
};
use lepas_api::{ProblemCode, Rule, UploadId, limits::UPLOAD_PIXELS, upload::Upload};
use tokio::sync::Semaphore;

use crate::http::Fault;
pub use face::FACE_SIDE;

/// Longest side of a stored picture in pixels.
const LONGEST_SIDE: u32 = 1_600;
/// Width of the small copy in pixels.
pub const THUMBNAIL_WIDTH: u32 = 480;
/// Quality of JPEG, 1 to 100.
const QUALITY: u8 = 82;
/// Memory that decoding may take: 40 megapixels at eight bytes and room to turn them.
const DECODING_BYTES: u64 = 400 * 1024 * 1024;
/// Pictures worked on at the same time.
const AT_ONCE: usize = 2;

/// The folder of pictures.
#[derive(Debug)]
pub struct Pictures {
    folder: PathBuf,
    turns: Arc<Semaphore>,
}

/// A picture ready to be stored.
#[derive(Debug)]
struct Processed {
    width: u32,
    height: u32,
    format: ImageFormat,
    whole: Copies,
    small: Copies,
}

/// One size of a picture: as everybody reads it, and lighter for those who can.
#[derive(Debug)]
struct Copies {
    plain: Vec<u8>,
    lighter: Option<Vec<u8>>,
}

impl Pictures {
    /// Pictures in a folder that exists.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Takes the bytes of a picture and writes its files, synced to disk.
    ///
    /// # Errors
    /// 415 for other kinds of files, 422 for pictures that are broken or too large, 507 when the disk is full.
    pub async fn take(&self, id: UploadId, bytes: axum::body::Bytes) -> Result<Upload, Fault> {
        let _turn = self.turns.acquire().await.map_err(Fault::internal)?;
        let folder = self.folder.clone();
        let work = move || {
            let processed = process(&bytes)?;
            let upload = Upload {
                id,
                width: processed.width,
                height: processed.height,
                bytes: processed.whole.plain.len() as u64,
                media_type: processed.format.to_mime_type().to_owned(),
            };
            for (copies, small) in [(&processed.whole, false), (&processed.small, true)] {
                write(&file(&folder, &upload, small), &copies.plain)?;
                if let Some(bytes) = &copies.lighter {
                    write(&lighter::path(&folder, &upload, small), bytes)?;
                }
            }
            Ok(upload)
        };
        tokio::task::spawn_blocking(work).await.map_err(Fault::internal)?
    }

    /// The bytes of a stored picture, whole or small.
    ///
    /// # Errors
    /// 404 when the file is gone, 500 when it cannot be read.
    pub async fn read(&self, upload: &Upload, small: bool) -> Result<Vec<u8>, Fault> {
        tokio::fs::read(file(&self.folder, upload, small)).await.map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Fault::not_found(),
            _ => Fault::internal(error),
        })
    }

    /// The WebP copy of a stored picture, whole or small, if it has one.
    pub async fn lighter(&self, upload: &Upload, small: bool) -> Option<Vec<u8>> {
        tokio::fs::read(lighter::path(&self.folder, upload, small)).await.ok()
    }

    /// Removes the files of a picture that was not needed after all.
    pub async fn remove(&self, upload: &Upload) {
        for small in [false, true] {
            // Not every picture has such a copy.
            let _ = tokio::fs::remove_file(lighter::path(&self.folder, upload, small)).await;
            if let Err(error) = tokio::fs::remove_file(file(&self.folder, upload, small)).await {
                tracing::warn!(%error, "a picture that is not needed could not be removed");
            }
        }
        face::remove(&self.folder, upload).await;
    }
}

/// Name of a file. Ids hold only letters, digits, `_` and `-`, so that no id leads out of the folder.
fn file(folder: &Path, upload: &Upload, small: bool) -> PathBuf {
    let ending = if upload.media_type == "image/png" { "png" } else { "jpg" };
    let small = if small { "-small" } else { "" };
    folder.join(format!("{}{small}.{ending}", upload.id))
}

/// Writes a file so that it is there in full or not at all.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let temporary = path.with_extension("part");
    let attempt = || {
        let mut file = std::fs::File::create(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&temporary, path)
    };
    attempt().map_err(|error: std::io::Error| match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Fault::new(ProblemCode::StorageFull),
        _ => Fault::internal(error),
    })
}

/// The format by the first bytes, whatever the file is called.
fn format_of(bytes: &[u8]) -> Option<ImageFormat> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some(ImageFormat::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(ImageFormat::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(ImageFormat::WebP),
        _ => None,
    }
}

fn refused() -> Fault {
    Fault::field("", Rule::Picture)
}

fn process(bytes: &[u8]) -> Result<Processed, Fault> {
    let format = format_of(bytes).ok_or_else(|| {
        Fault::new(ProblemCode::UnsupportedMedia)
            .saying("Pakai gambar JPEG, PNG, atau WebP.", "Use a JPEG, PNG or WebP picture.")
    })?;
    let picture = decode(bytes, format)?;
    let picture = if picture.width().max(picture.height()) > LONGEST_SIDE {
        picture.resize(LONGEST_SIDE, LONGEST_SIDE, FilterType::CatmullRom)
    } else {
        picture
    };
    let format = if is_translucent(&picture) { ImageFormat::Png } else { ImageFormat::Jpeg };
    let small = if picture.width() > THUMBNAIL_WIDTH {
        copies(&picture.resize(THUMBNAIL_WIDTH, u32::MAX, FilterType::Triangle), format)?
    } else {
        copies(&picture, format)?
    };
    Ok(Processed { width: picture.width(), height: picture.height(), format, whole: copies(&picture, format)?, small })
}

fn copies(picture: &DynamicImage, format: ImageFormat) -> Result<Copies, Fault> {
    let plain = encode(picture, format)?;
    let lighter = lighter::encode(picture, plain.len());
    Ok(Copies { plain, lighter })
}

/// Decodes within limits and turns the picture as its EXIF orientation says.
fn decode(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, Fault> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODING_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| refused())?;
    let (width, height) = decoder.dimensions();
    // Before a single pixel is decoded: a small file can claim to be enormous.
    if width == 0 || height == 0 || u64::from(width) * u64::from(height) > UPLOAD_PIXELS {
        return Err(refused());
    }
    let orientation = decoder.orientation().map_err(|_| refused())?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| refused())?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// True when a pixel lets something through, so that JPEG would lose it.
fn is_translucent(picture: &DynamicImage) -> bool {
    picture.color().has_alpha() && picture.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX)
}

fn encode(picture: &DynamicImage, format: ImageFormat) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let encoded = if format == ImageFormat::Jpeg {
        picture.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY))
    } else {
        DynamicImage::ImageRgba8(picture.to_rgba8()).write_to(&mut Cursor::new(&mut bytes), format)
    };
    encoded.map_err(Fault::internal)?;
    Ok(bytes)
}
