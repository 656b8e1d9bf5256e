//! The short notation of the data files: prices, days, availability.
//!
//! Owns reading `350000 IDR hour`, `2000-4000 USD project`, `+20`, `now 30`. Amounts are whole major units.

use lepas_api::{
    Money, PartialDate, Timestamp,
    job::Pay,
    profile::{Availability, AvailabilityStatus, Rate, RateUnit},
    time::civil_from_days,
};

use super::DemoError;

fn wrong(what: &'static str, value: &str) -> DemoError {
    DemoError::Value { what, value: value.to_owned() }
}

pub(super) fn unit(word: &str) -> Option<RateUnit> {
    Some(match word {
        "hour" => RateUnit::Hour,
        "day" => RateUnit::Day,
        "month" => RateUnit::Month,
        "year" => RateUnit::Year,
        "project" => RateUnit::Project,
        _ => return None,
    })
}

/// `2000-4000 USD project`; one end may be empty: `-4000 USD project`.
pub(super) fn pay(text: &str) -> Result<Pay, DemoError> {
    let read = || {
        let mut words = text.split_whitespace();
        let (range, currency, unit) = (words.next()?, words.next()?.parse().ok()?, unit(words.next()?)?);
        let end = |digits: &str| match digits {
            "" => Some(None),
            digits => digits.parse().ok().map(|major| Some(Money::from_major(major, currency).amount_minor)),
        };
        let (low, high) = range.split_once('-').unwrap_or((range, range));
        Some(Pay { minimum: end(low)?, maximum: end(high)?, currency, unit })
    };
    read().ok_or_else(|| wrong("a pay", text))
}

/// `350000 IDR hour`.
pub(super) fn rate(text: &str) -> Result<Rate, DemoError> {
    let pay = pay(text)?;
    let amount_minor = pay.minimum.ok_or_else(|| wrong("a rate", text))?;
    Ok(Rate { amount: Money { amount_minor, currency: pay.currency }, unit: pay.unit })
}

/// The day so many days after another.
pub(super) fn day(today: PartialDate, days: i64) -> PartialDate {
    let (year, month, day) = civil_from_days(today.first_day().saturating_add(days));
    PartialDate {
        year: u16::try_from(year).unwrap_or(today.year),
        month: u8::try_from(month).ok(),
        day: u8::try_from(day).ok(),
    }
}

/// Nine in the morning UTC of a day.
pub(super) fn morning(day: PartialDate) -> Timestamp {
    Timestamp::from_milliseconds((day.first_day() * 24 + 9) * 3_600_000)
}

/// `now 30`, `from +20 25`, `full`, `30` (only hours are known), or nothing known.
pub(super) fn availability(text: &str, today: PartialDate) -> Result<Availability, DemoError> {
    let mut words = text.split_whitespace().peekable();
    let (status, from) = match words.peek().copied() {
        Some("now") => (AvailabilityStatus::Now, None),
        Some("full") => (AvailabilityStatus::Full, None),
        Some("from") => {
            words.next();
            let days = words.peek().and_then(|word| word.parse().ok()).ok_or_else(|| wrong("a day", text))?;
            (AvailabilityStatus::From, Some(day(today, days)))
        }
        _ => (AvailabilityStatus::Unknown, None),
    };
    if status != AvailabilityStatus::Unknown {
        words.next();
    }
    let hours_per_week = match words.next() {
        None => None,
        Some(word) => Some(word.parse().map_err(|_| wrong("hours a week", text))?),
    };
    Ok(Availability { status, from, hours_per_week, away_until: None })
}

/// `2021-02`; an empty text is no date.
pub(super) fn date(text: &str) -> Result<Option<PartialDate>, DemoError> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| wrong("a date", text)) }
}
