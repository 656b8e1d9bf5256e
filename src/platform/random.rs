//! Unpredictable ids and jitter.
//!
//! Owns 128-bit ids from the browser's `crypto.getRandomValues`. Natively the standard library's randomly keyed hash is
//! the source: good enough for tests, not for secrets.

/// 128 random bits as 32 hexadecimal digits; the shape of a message id or an idempotency key.
#[must_use]
pub fn id() -> String {
    imp::bytes().iter().fold(String::with_capacity(32), |mut text, byte| {
        for half in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
        text
    })
}

/// A number from 0 up to and without 1, for jitter.
#[must_use]
pub fn fraction() -> f64 {
    let [a, b, c, d, ..] = imp::bytes();
    f64::from(u32::from_le_bytes([a, b, c, d])) / (f64::from(u32::MAX) + 1.0)
}

#[cfg(target_arch = "wasm32")]
mod imp {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    extern "C" {
        // Present in the page and in workers.
        #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
        fn get_random_values(target: &js_sys::Uint8Array);
    }

    pub(super) fn bytes() -> [u8; 16] {
        let array = js_sys::Uint8Array::new_with_length(16);
        get_random_values(&array);
        let mut bytes = [0; 16];
        array.copy_to(&mut bytes);
        bytes
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    use std::hash::{BuildHasher, RandomState};

    pub(super) fn bytes() -> [u8; 16] {
        let half = || RandomState::new().hash_one(0_u8);
        (u128::from(half()) << 64 | u128::from(half())).to_le_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_message_ids_and_differ() {
        let (one, two) = (id(), id());
        assert!(one.parse::<lepas_api::MessageId>().is_ok() && one.len() == 32);
        assert_ne!(one, two);
        assert!((0.0..1.0).contains(&fraction()));
    }
}
