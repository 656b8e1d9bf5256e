//! Unpacking by the browser itself, which costs the program nothing.
//!
//! Owns stopping at a number of bytes that the caller names: what is packed may unpack to anything. Natively nothing is
//! unpacked.

/// How bytes are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packed {
    /// Deflate without a header, as in ZIP.
    Raw,
    /// Deflate with the header of zlib, as in PDF.
    Zlib,
}

/// Unpacks; `None` for damaged bytes and for more than `most` of them.
pub async fn unpack(bytes: &[u8], packed: Packed, most: usize) -> Option<Vec<u8>> {
    #[cfg(target_arch = "wasm32")]
    return browser::unpack(bytes, packed, most).await.ok();
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = (bytes, packed, most);
        None
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use js_sys::{Array, Function, Reflect, Uint8Array};
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{Blob, ReadableStreamDefaultReader, ReadableWritablePair};

    use super::Packed;

    pub(super) async fn unpack(bytes: &[u8], packed: Packed, most: usize) -> Result<Vec<u8>, JsValue> {
        let format = match packed {
            Packed::Raw => "deflate-raw",
            Packed::Zlib => "deflate",
        };
        let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)))?;
        // web-sys counts this class among the unstable ones, although every browser of today has it.
        let class: Function = Reflect::get(&js_sys::global(), &"DecompressionStream".into())?.dyn_into()?;
        let way: ReadableWritablePair = Reflect::construct(&class, &Array::of1(&format.into()))?.unchecked_into();
        let reader: ReadableStreamDefaultReader = blob.stream().pipe_through(&way).get_reader().unchecked_into();
        let mut out = Vec::new();
        loop {
            let piece = JsFuture::from(reader.read()).await?;
            if Reflect::get(&piece, &"done".into())?.is_truthy() {
                return Ok(out);
            }
            let piece = Uint8Array::new(&Reflect::get(&piece, &"value".into())?);
            if out.len() + piece.length() as usize > most {
                // Nobody waits for the rest; what the promise says is of no interest.
                let _ = reader.cancel();
                return Err(JsValue::NULL);
            }
            out.extend_from_slice(&piece.to_vec());
        }
    }
}
