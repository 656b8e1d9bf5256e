//! Files a person chose.
//!
//! Owns reading a file, saving one, and reading a picture and drawing it anew, at most 1600 pixels wide and high, on an
//! opaque ground: what the camera wrote into the file (place, time, device) does not leave the device. It is done in a
//! worker (`device`) where the browser can draw there, and on the page elsewhere. Natively there are no files.

use lepas_api::limits::UPLOAD_PIXELS;
use wasm_bindgen::{JsCast, JsValue};

use super::device;

/// Longest side of a prepared picture in pixels.
pub const LONGEST_SIDE: u32 = 1_600;

/// A picture as it will be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// `image/webp`, or `image/jpeg` where the browser cannot write that.
    pub media_type: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileError {
    /// The browser cannot read it as a picture.
    NotAPicture,
    /// It is no JPEG, PNG or WebP, whatever it is called.
    Foreign,
    /// It has more pixels or bytes than a photograph has.
    TooLarge,
    /// The browser could not draw or write it, for want of memory for example.
    Refused,
}

/// The size that fits, keeping the shape: never enlarged, never less than one pixel.
#[must_use]
pub fn fitting(width: u32, height: u32) -> (u32, u32) {
    let longest = width.max(height);
    if longest <= LONGEST_SIDE {
        return (width.max(1), height.max(1));
    }
    let shrink = |side: u32| {
        let scaled = (u64::from(side) * u64::from(LONGEST_SIDE) + u64::from(longest) / 2) / u64::from(longest);
        u32::try_from(scaled).unwrap_or(LONGEST_SIDE).max(1)
    };
    (shrink(width), shrink(height))
}

/// Reads a chosen file as a picture and prepares it for sending, turned the right way up.
///
/// # Errors
/// [`FileError`].
pub async fn picture(file: &web_sys::File) -> Result<Picture, FileError> {
    #[expect(clippy::cast_precision_loss, reason = "a number of pixels that fits a double exactly")]
    let most = UPLOAD_PIXELS as f64;
    let needs = [file.into(), LONGEST_SIDE.into(), most.into()];
    match device::ask("picture", &needs).await {
        Some(answer) => drawn(&answer),
        None => imp::picture(file).await,
    }
}

/// Reads the worker's answer.
fn drawn(answer: &JsValue) -> Result<Picture, FileError> {
    if let Some(word) = answer.as_string() {
        return Err(match word.as_str() {
            "kind" => FileError::Foreign,
            "large" => FileError::TooLarge,
            _ => FileError::NotAPicture,
        });
    }
    let parts: &js_sys::Array = answer.dyn_ref().ok_or(FileError::Refused)?;
    let media_type =
        if parts.get(0).as_string().as_deref() == Some("image/webp") { "image/webp" } else { "image/jpeg" };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a side of at most 1600")]
    let side = |at: u32| parts.get(at).as_f64().unwrap_or_default() as u32;
    let bytes = parts.get(3).dyn_into::<js_sys::Uint8Array>().map_err(|_| FileError::Refused)?.to_vec();
    Ok(Picture { media_type, bytes, width: side(1), height: side(2) })
}

/// The bytes of a chosen file, for imports.
///
/// # Errors
/// [`FileError::Refused`] when it cannot be read.
pub async fn bytes(file: &web_sys::File) -> Result<Vec<u8>, FileError> {
    imp::bytes(file).await
}

pub use imp::Parcel;

#[cfg(target_arch = "wasm32")]
mod imp {
    use futures::channel::oneshot;
    use wasm_bindgen::{JsCast, closure::Closure};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap, Url};

    use super::{FileError, Picture, fitting};

    /// Quality of the written JPEG; the server writes it once more at 82.
    const QUALITY: f64 = 0.9;

    pub(super) async fn picture(file: &web_sys::File) -> Result<Picture, FileError> {
        let window = web_sys::window().ok_or(FileError::Refused)?;
        // Follows the orientation that the camera noted, as browsers do for pictures on a page.
        let promise = window.create_image_bitmap_with_blob(file).map_err(|_| FileError::NotAPicture)?;
        let bitmap: ImageBitmap = JsFuture::from(promise).await.map_err(|_| FileError::NotAPicture)?.unchecked_into();
        let (width, height) = fitting(bitmap.width(), bitmap.height());
        let canvas = draw(&bitmap, width, height).ok_or(FileError::Refused);
        bitmap.close();
        let blob = to_jpeg(&canvas?).await.ok_or(FileError::Refused)?;
        let buffer = JsFuture::from(blob.array_buffer()).await.map_err(|_| FileError::Refused)?;
        Ok(Picture { media_type: "image/jpeg", bytes: js_sys::Uint8Array::new(&buffer).to_vec(), width, height })
    }

    fn draw(bitmap: &ImageBitmap, width: u32, height: u32) -> Option<HtmlCanvasElement> {
        let canvas: HtmlCanvasElement =
            web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
        canvas.set_width(width);
        canvas.set_height(height);
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        // JPEG has no transparency; without this it would turn black.
        context.set_fill_style_str("#ffffff");
        let (width, height) = (f64::from(width), f64::from(height));
        context.fill_rect(0.0, 0.0, width, height);
        context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height).ok()?;
        Some(canvas)
    }

    async fn to_jpeg(canvas: &HtmlCanvasElement) -> Option<Blob> {
        let (sender, receiver) = oneshot::channel();
        let taken = Closure::once(move |blob: Option<Blob>| drop(sender.send(blob)));
        canvas
            .to_blob_with_type_and_encoder_options(taken.as_ref().unchecked_ref(), "image/jpeg", &QUALITY.into())
            .ok()?;
        receiver.await.ok()?
    }

    pub(super) async fn bytes(file: &web_sys::File) -> Result<Vec<u8>, FileError> {
        let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| FileError::Refused)?;
        Ok(js_sys::Uint8Array::new(&buffer).to_vec())
    }

    /// A file in the making, piece by piece; the pieces lie outside of the program's own memory.
    #[derive(Default)]
    pub struct Parcel {
        pieces: js_sys::Array,
        size: usize,
    }

    impl Parcel {
        /// Adds bytes at the end.
        pub fn add(&mut self, bytes: &[u8]) {
            self.pieces.push(&js_sys::Uint8Array::from(bytes));
            self.size += bytes.len();
        }

        /// Bytes so far.
        #[must_use]
        pub fn size(&self) -> usize {
            self.size
        }

        /// Hands it to the browser, which saves it under this name.
        ///
        /// # Errors
        /// [`FileError::Refused`] when the browser does not take it.
        pub fn save(self, name: &str, media_type: &str) -> Result<(), FileError> {
            self.hand_over(name, media_type).map_err(|_| FileError::Refused)
        }

        fn hand_over(self, name: &str, media_type: &str) -> Result<(), wasm_bindgen::JsValue> {
            let kind = BlobPropertyBag::new();
            kind.set_type(media_type);
            let blob = Blob::new_with_u8_array_sequence_and_options(&self.pieces, &kind)?;
            let address = Url::create_object_url_with_blob(&blob)?;
            let document = web_sys::window().and_then(|window| window.document()).ok_or(wasm_bindgen::JsValue::NULL)?;
            let link: web_sys::HtmlAnchorElement = document.create_element("a")?.unchecked_into();
            link.set_href(&address);
            link.set_download(name);
            link.click();
            // The browser has begun to read it; at once would be too early for some of them.
            crate::platform::timers::after(60_000, move || drop(Url::revoke_object_url(&address))).detach();
            Ok(())
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    use super::{FileError, Picture};

    pub(super) async fn picture(_: &web_sys::File) -> Result<Picture, FileError> {
        Err(FileError::Refused)
    }

    pub(super) async fn bytes(_: &web_sys::File) -> Result<Vec<u8>, FileError> {
        Err(FileError::Refused)
    }

    /// A file in the making, kept whole so that tests can look at it.
    #[derive(Debug, Default)]
    pub struct Parcel(pub Vec<u8>);

    impl Parcel {
        /// Adds bytes at the end.
        pub fn add(&mut self, bytes: &[u8]) {
            self.0.extend_from_slice(bytes);
        }

        /// Bytes so far.
        #[must_use]
        pub fn size(&self) -> usize {
            self.0.len()
        }

        /// There is nobody to take it.
        ///
        /// # Errors
        /// Always.
        pub fn save(self, _name: &str, _media_type: &str) -> Result<(), FileError> {
            Err(FileError::Refused)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_pictures_shrink_in_shape_and_small_ones_stay() {
        assert_eq!(fitting(4_000, 3_000), (1_600, 1_200));
        assert_eq!(fitting(800, 600), (800, 600));
        assert_eq!(fitting(100_000, 1), (1_600, 1));
        assert_eq!(fitting(0, 0), (1, 1));
        assert_eq!(fitting(u32::MAX, u32::MAX), (1_600, 1_600));
    }
}
