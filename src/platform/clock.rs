//! What time it is on this device. For display and for measuring; never for the order of messages.

use lepas_api::Timestamp;

/// Now, by the clock of the device.
#[must_use]
pub fn now() -> Timestamp {
    #[cfg(target_arch = "wasm32")]
    #[expect(clippy::cast_possible_truncation, reason = "Date.now() is a whole number of milliseconds")]
    let milliseconds = js_sys::Date::now() as i64;
    #[cfg(not(target_arch = "wasm32"))]
    let milliseconds = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |age| i64::try_from(age.as_millis()).unwrap_or(i64::MAX));
    Timestamp::from_milliseconds(milliseconds)
}

/// Today in days since 1970-01-01, as the search index counts.
#[must_use]
pub fn today() -> f64 {
    now().days()
}
