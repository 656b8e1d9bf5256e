//! Putting text on the clipboard.

/// The browser refused: no permission, or the page is not served securely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused;

/// Copies a text. Call it from a click, or the browser refuses.
///
/// # Errors
/// [`Refused`].
pub async fn write(text: &str) -> Result<(), Refused> {
    imp::write(text).await
}

#[cfg(target_arch = "wasm32")]
mod imp {
    use super::Refused;

    pub(super) async fn write(text: &str) -> Result<(), Refused> {
        let navigator = web_sys::window().ok_or(Refused)?.navigator();
        // Absent outside of secure contexts, where the binding would throw.
        let present = js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|value| !value.is_undefined());
        if !present {
            return Err(Refused);
        }
        let promise = navigator.clipboard().write_text(text);
        wasm_bindgen_futures::JsFuture::from(promise).await.map(|_| ()).map_err(|_| Refused)
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    use super::Refused;

    pub(super) async fn write(_text: &str) -> Result<(), Refused> {
        Err(Refused)
    }
}
