//! Times in words, as short as the reader needs them.

use lepas_api::{Locale, Timestamp};

use crate::{
    i18n::{Key, text},
    platform::{
        calendar::{self, DayStyle},
        intl,
    },
};

/// For the list: the time today, "yesterday", the weekday of this week, else the date.
pub(super) fn in_list(locale: Locale, then: Timestamp, now: Timestamp) -> String {
    match calendar::day_number(now) - calendar::day_number(then) {
        0 => intl::time(locale, then),
        1 => text(locale, Key::MessagesYesterday).to_owned(),
        2..=6 => calendar::day(locale, then, DayStyle::Weekday),
        _ => calendar::day(locale, then, DayStyle::Short { year: calendar::year(then) != calendar::year(now) }),
    }
}

/// For the line between two days.
pub(super) fn as_day(locale: Locale, then: Timestamp, now: Timestamp) -> String {
    calendar::day(locale, then, DayStyle::Long { year: calendar::year(then) != calendar::year(now) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_older_the_less_precise() {
        let now: Timestamp = "2026-11-21T10:00:00Z".parse().unwrap();
        let words = |then: &str| in_list(Locale::En, then.parse().unwrap(), now);
        assert_eq!(words("2026-11-21T09:10:00Z"), "09:10");
        assert_eq!(words("2026-11-20T23:59:00Z"), "yesterday");
        assert!(words("2026-11-17T09:10:00Z").contains("Weekday"));
        assert!(words("2026-11-14T09:10:00Z").contains("Short { year: false }"));
        assert!(words("2025-11-14T09:10:00Z").contains("Short { year: true }"));
        assert!(words("2026-11-22T09:10:00Z").contains("Short"), "a clock that runs ahead of ours");
    }
}
