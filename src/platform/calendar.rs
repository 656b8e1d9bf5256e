//! Days as the reader's calendar and language have them: which day an instant falls on here, and its name.
//!
//! Beside `intl`, which writes full dates. Natively every day is a day in UTC.

use lepas_api::{Locale, Timestamp};

const DAY_MILLISECONDS: i64 = 86_400_000;

/// How a day is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayStyle {
    /// `Kamis, 19 November`; with the year when it is not the present one.
    Long {
        /// Whether to add the year.
        year: bool,
    },
    /// `Kam`.
    Weekday,
    /// `14 Nov`; with the year when it is not the present one.
    Short {
        /// Whether to add the year.
        year: bool,
    },
}

/// The local calendar day of an instant, counted from 1970-01-01.
#[must_use]
pub fn day_number(time: Timestamp) -> i64 {
    (time.milliseconds() - imp::offset_minutes(time) * 60_000).div_euclid(DAY_MILLISECONDS)
}

/// The local day of an instant in words.
#[must_use]
pub fn day(locale: Locale, time: Timestamp, style: DayStyle) -> String {
    imp::day(locale, time, style)
}

/// The local year of an instant.
#[must_use]
pub fn year(time: Timestamp) -> u16 {
    Timestamp::from_milliseconds(time.milliseconds() - imp::offset_minutes(time) * 60_000).date().year
}

#[cfg(target_arch = "wasm32")]
mod imp {
    use js_sys::{Array, Date, Intl, Object, Reflect};
    use lepas_api::{Locale, Timestamp};
    use wasm_bindgen::JsValue;

    use super::DayStyle;
    use crate::platform::intl;

    fn instant(time: Timestamp) -> Date {
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of the years 1 to 9999 fit a double exactly")]
        Date::new(&JsValue::from_f64(time.milliseconds() as f64))
    }

    #[expect(clippy::cast_possible_truncation, reason = "minutes, at most 15 hours of them")]
    pub(super) fn offset_minutes(time: Timestamp) -> i64 {
        instant(time).get_timezone_offset() as i64
    }

    pub(super) fn day(locale: Locale, time: Timestamp, style: DayStyle) -> String {
        let parts: &[(&str, &str)] = match style {
            DayStyle::Long { year: false } => &[("weekday", "long"), ("day", "numeric"), ("month", "long")],
            DayStyle::Long { year: true } => {
                &[("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")]
            }
            DayStyle::Weekday => &[("weekday", "short")],
            DayStyle::Short { year: false } => &[("day", "numeric"), ("month", "short")],
            DayStyle::Short { year: true } => &[("day", "numeric"), ("month", "short"), ("year", "numeric")],
        };
        let options = Object::new();
        for (name, value) in parts {
            let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
        }
        let formatter = Intl::DateTimeFormat::new(&Array::of1(&intl::tag(locale).into()), &options);
        formatter
            .format()
            .call1(&JsValue::UNDEFINED, &instant(time))
            .ok()
            .and_then(|text| text.as_string())
            .unwrap_or_default()
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    use lepas_api::{Locale, Timestamp};

    use super::DayStyle;

    pub(super) fn offset_minutes(_: Timestamp) -> i64 {
        0
    }

    pub(super) fn day(_: Locale, time: Timestamp, style: DayStyle) -> String {
        format!("{} {style:?}", time.date())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_change_at_midnight_also_before_1970() {
        let at = |text: &str| day_number(text.parse().unwrap());
        assert_eq!(at("2026-11-21T23:59:59.999Z") + 1, at("2026-11-22T00:00:00Z"));
        assert_eq!(at("1969-12-31T12:00:00Z"), -1);
        assert_eq!(year("2025-12-31T23:00:00Z".parse().unwrap()), 2025);
    }
}
