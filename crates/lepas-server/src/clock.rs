//! The one place that reads the clock of the machine.

use std::time::{SystemTime, UNIX_EPOCH};

use lepas_api::Timestamp;

/// The present time, to the millisecond. A clock before 1970 counts as 1970.
#[must_use]
pub fn now() -> Timestamp {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_milliseconds(i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX))
}

/// A time so many seconds before another.
#[must_use]
pub fn before(time: Timestamp, seconds: i64) -> Timestamp {
    Timestamp::from_milliseconds(time.milliseconds().saturating_sub(seconds.saturating_mul(1_000)))
}
