//! From the static shell to the running app. Browser only.

use lepas_api::Locale;
use leptos::mount::mount_to;

use super::{App, AppProps, Parts};
use crate::{
    i18n::{Key, text},
    platform::{failure, shell},
};

/// Puts the app in place of the shell. Until then the boot script shows its own panel when something fails.
pub fn start(parts: Parts) {
    // Only builds that are not cut into parts have words for a panic; see `platform::failure`.
    #[cfg(not(lepas_split))]
    console_error_panic_hook::set_once();
    failure::on_stop(|_| {
        // Whatever is on screen no longer answers. What was written is on the device.
        let locale = shell::language().and_then(|tag| Locale::from_tag(&tag)).unwrap_or_default();
        shell::show_stopped(&shell::Words {
            title: text(locale, Key::AppStoppedTitle),
            text: text(locale, Key::AppStoppedText),
            reload: text(locale, Key::AppStoppedReload),
        });
    });
    if let Some(root) = shell::replace() {
        // The app lives as long as the document.
        mount_to(root, move || App(AppProps { parts })).forget();
    }
}
