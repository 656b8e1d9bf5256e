//! From the static shell to the running app. Browser only.

use std::panic;

use lepas_api::Locale;
use leptos::mount::mount_to;

use super::{App, AppProps, Parts};
use crate::{
    i18n::{Key, text},
    platform::shell,
};

/// Puts the app in place of the shell. Until then the boot script shows its own panel when something fails.
pub fn start(parts: Parts) {
    panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // A panic ends the program: whatever is on screen no longer answers. What was written is on the device.
        let locale = shell::language().and_then(|tag| Locale::from_tag(&tag)).unwrap_or_default();
        shell::show_stopped(&shell::Words {
            title: text(locale, Key::AppStoppedTitle),
            text: text(locale, Key::AppStoppedText),
            reload: text(locale, Key::AppStoppedReload),
        });
    }));
    if let Some(root) = shell::replace() {
        // The app lives as long as the document.
        mount_to(root, move || App(AppProps { parts })).forget();
    }
}
