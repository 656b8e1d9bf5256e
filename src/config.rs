//! Run-time settings that the page carries, and the keys under which the device keeps things.

use crate::platform::dom;

/// `localStorage` key of the chosen language. The boot script of `index.html` reads it too.
pub const LOCALE_KEY: &str = "lepas.locale";
/// `localStorage` key of the chosen theme. The boot script of `index.html` reads it too.
pub const THEME_KEY: &str = "lepas.theme";
/// `localStorage` key of what is known about the signed-in person, so that the app opens without a network.
pub const ME_KEY: &str = "lepas.me";

/// Address of the search worker's loader; the build writes it into the page with the hash of its content.
#[must_use]
pub fn search_worker() -> String {
    dom::meta("lepas-search-worker").unwrap_or_else(|| "/search_worker_loader.js".to_owned())
}
