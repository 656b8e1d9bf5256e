//! Unpacking with the browser's own decompressor, which costs the program nothing.
//!
//! Owns the limit: no more bytes come out than the caller allows, whatever the packed ones say. Natively there is none.

/// How bytes are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packed {
    /// Deflate without a header (RFC 1951), as in archives.
    Raw,
    /// Deflate in a zlib stream (RFC 1950), as in PDF.
    Zlib,
}

/// Unpacks at most `most` bytes. `None` when there are more, or when the bytes are damaged.
pub async fn inflate(bytes: &[u8], packed: Packed, most: usize) -> Option<Vec<u8>> {
    imp::inflate(bytes, packed, most).await
}

#[cfg(target_arch = "wasm32")]
mod imp {
    use js_sys::{Array, Function, Reflect, Uint8Array};
    use wasm_bindgen::JsCast;
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{Blob, ReadableStreamDefaultReader};

    use super::Packed;

    pub(super) async fn inflate(bytes: &[u8], packed: Packed, most: usize) -> Option<Vec<u8>> {
        let format = match packed {
            Packed::Raw => "deflate-raw",
            Packed::Zlib => "deflate",
        };
        // The binding of web-sys counts as unstable, although every browser has had the thing since 2023.
        let make: Function = Reflect::get(&js_sys::global(), &"DecompressionStream".into()).ok()?.dyn_into().ok()?;
        let stream = Reflect::construct(&make, &Array::of1(&format.into())).ok()?;
        let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes))).ok()?;
        // A decompressor has the two ends that a pair has.
        let reader: ReadableStreamDefaultReader =
            blob.stream().pipe_through(stream.unchecked_ref()).get_reader().unchecked_into();
        let mut out = Vec::new();
        loop {
            let piece = JsFuture::from(reader.read()).await.ok()?;
            if Reflect::get(&piece, &"done".into()).ok()?.is_truthy() {
                return Some(out);
            }
            let value: Uint8Array = Reflect::get(&piece, &"value".into()).ok()?.dyn_into().ok()?;
            if out.len() + value.length() as usize > most {
                let _ = reader.cancel();
                return None;
            }
            out.extend(value.to_vec());
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    use super::Packed;

    pub(super) async fn inflate(_: &[u8], _: Packed, _: usize) -> Option<Vec<u8>> {
        None
    }
}
