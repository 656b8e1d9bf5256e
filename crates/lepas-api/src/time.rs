//! Instants and partial dates without a clock: parsing, printing and comparing only.
//!
//! Owns RFC 3339 UTC timestamps with millisecond steps and JSON Resume's partial dates.
//! Leaves "now" to the caller and zones and wording to the browser's `Intl`.
//! The calendar arithmetic follows Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

const DAY_MILLISECONDS: i64 = 86_400_000;
/// 0001-01-01 and 9999-12-31 as days since 1970-01-01: what RFC 3339 can write.
const FIRST_DAY: i64 = -719_162;
const LAST_DAY: i64 = 2_932_896;

/// Days since 1970-01-01 of a proleptic Gregorian date.
#[must_use]
pub fn days_from_civil(year: i32, month: u32, day: u32) -> i64 {
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_index = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * month_index + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The proleptic Gregorian (year, month, day) of a number of days since 1970-01-01.
#[must_use]
pub fn civil_from_days(days: i64) -> (i32, u32, u32) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (i32::try_from(year).unwrap_or(0), u32::try_from(month).unwrap_or(1), u32::try_from(day).unwrap_or(1))
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Why a text is not a time or date of this contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidTime {
    /// Not `YYYY-MM-DDTHH:MM:SS[.fff]Z`.
    #[error("a time is written 2026-11-21T14:02:00Z, in UTC")]
    Timestamp,
    /// Not `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or a day that does not exist.
    #[error("a date is written 2026, 2026-11 or 2026-11-21")]
    PartialDate,
}

/// An instant: whole milliseconds since 1970-01-01T00:00:00Z, between the years 1 and 9999.
///
/// On the wire an RFC 3339 string in UTC with milliseconds. For display only; never for ordering messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = DateTime))]
pub struct Timestamp(i64);

impl Timestamp {
    /// The instant so many milliseconds after 1970, held inside the years 1 to 9999.
    #[must_use]
    pub fn from_milliseconds(milliseconds: i64) -> Self {
        Self(milliseconds.clamp(FIRST_DAY * DAY_MILLISECONDS, (LAST_DAY + 1) * DAY_MILLISECONDS - 1))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn milliseconds(self) -> i64 {
        self.0
    }

    /// Days since 1970-01-01, with the time of day as the fraction.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of the years 1 to 9999 fit a double exactly")]
    pub fn days(self) -> f64 {
        self.0 as f64 / DAY_MILLISECONDS as f64
    }

    /// The calendar day in UTC.
    #[must_use]
    pub fn date(self) -> PartialDate {
        let (year, month, day) = civil_from_days(self.0.div_euclid(DAY_MILLISECONDS));
        PartialDate { year: u16::try_from(year).unwrap_or(1), month: Some(month as u8), day: Some(day as u8) }
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.0.div_euclid(DAY_MILLISECONDS));
        let rest = self.0.rem_euclid(DAY_MILLISECONDS);
        let (hour, minute, second, milli) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60, rest % 1_000);
        write!(formatter, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
    }
}

/// Reads `count` decimal digits at `at`.
fn digits(bytes: &[u8], at: usize, count: usize) -> Option<u32> {
    let slice = bytes.get(at..at + count)?;
    slice.iter().try_fold(0_u32, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
}

fn parse_timestamp(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    let date: PartialDate = text.get(..10)?.parse().ok()?;
    let separators = bytes.get(10)? == &b'T' && bytes.get(13)? == &b':' && bytes.get(16)? == &b':';
    let (hour, minute, second) = (digits(bytes, 11, 2)?, digits(bytes, 14, 2)?, digits(bytes, 17, 2)?);
    if !separators || hour > 23 || minute > 59 || second > 59 || date.day.is_none() {
        return None;
    }
    let rest = text.get(19..)?.strip_suffix('Z')?;
    let milliseconds = match rest.strip_prefix('.') {
        None if rest.is_empty() => 0,
        Some(fraction) if (1..=9).contains(&fraction.len()) => {
            let padded = format!("{fraction:0<3}");
            digits(padded.as_bytes(), 0, 3).filter(|_| fraction.bytes().all(|byte| byte.is_ascii_digit()))?
        }
        _ => return None,
    };
    let seconds = date.first_day() * 86_400 + i64::from(hour * 3_600 + minute * 60 + second);
    Some(Timestamp::from_milliseconds(seconds * 1_000 + i64::from(milliseconds)))
}

impl FromStr for Timestamp {
    type Err = InvalidTime;
    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        parse_timestamp(text).ok_or(InvalidTime::Timestamp)
    }
}

impl TryFrom<String> for Timestamp {
    type Error = InvalidTime;
    fn try_from(text: String) -> Result<Self, InvalidTime> {
        text.parse()
    }
}

impl From<Timestamp> for String {
    fn from(time: Timestamp) -> Self {
        time.to_string()
    }
}

/// A date as JSON Resume 1.3.1 writes it (`iso8601` in its schema): a year, a month or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    /// Year 1 to 9999.
    pub year: u16,
    /// Month 1 to 12, if stated.
    pub month: Option<u8>,
    /// Day of the month, if stated; only together with a month.
    pub day: Option<u8>,
}

/// Written by hand because the derive would describe the fields instead of the text on the wire.
#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for PartialDate {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some("^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"))
            .description(Some("A date as exactly as known: a year, a month or a day."))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for PartialDate {
    fn name() -> std::borrow::Cow<'static, str> {
        "PartialDate".into()
    }
}

impl PartialDate {
    /// Days since 1970-01-01 of the first day that this date can mean.
    #[must_use]
    pub fn first_day(self) -> i64 {
        days_from_civil(i32::from(self.year), u32::from(self.month.unwrap_or(1)), u32::from(self.day.unwrap_or(1)))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(formatter, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(formatter, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = InvalidTime;
    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        let bytes = text.as_bytes();
        let parse = || {
            let year = u16::try_from(digits(bytes, 0, 4)?).ok().filter(|year| *year > 0)?;
            let month = match bytes.get(4) {
                None => None,
                Some(b'-') => Some(digits(bytes, 5, 2).filter(|month| (1..=12).contains(month))?),
                Some(_) => return None,
            };
            let day = match bytes.get(7) {
                None => None,
                Some(b'-') => {
                    let last = days_in_month(i32::from(year), month?);
                    Some(digits(bytes, 8, 2).filter(|day| (1..=last).contains(day))?)
                }
                Some(_) => return None,
            };
            let length = if day.is_some() {
                10
            } else if month.is_some() {
                7
            } else {
                4
            };
            (bytes.len() == length).then_some(Self { year, month: month.map(|m| m as u8), day: day.map(|d| d as u8) })
        };
        parse().ok_or(InvalidTime::PartialDate)
    }
}

impl TryFrom<String> for PartialDate {
    type Error = InvalidTime;
    fn try_from(text: String) -> Result<Self, InvalidTime> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn known_days() {
        assert_eq!(days_from_civil(1970, 1, 1), 0);
        assert_eq!(days_from_civil(2000, 3, 1), 11_017);
        assert_eq!(days_from_civil(1, 1, 1), FIRST_DAY);
        assert_eq!(days_from_civil(9999, 12, 31), LAST_DAY);
    }

    #[test]
    fn wrong_times_are_refused() {
        for text in ["2026-02-30", "2026-13", "26", "2026-1-1", "0000", "2026-11-21T14:02", "2026-11x"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
        for text in
            ["2026-11-21T25:00:00Z", "2026-11-21T14:02:00", "2026-11-21 14:02:00Z", "2026-11-21T14:02:00.Z", "é"]
        {
            assert!(text.parse::<Timestamp>().is_err(), "{text}");
        }
        assert_eq!(
            "2026-11-21T14:02:00Z".parse::<Timestamp>().map(|t| t.to_string()),
            Ok("2026-11-21T14:02:00.000Z".into())
        );
    }

    proptest! {
        #[test]
        fn a_timestamp_survives_the_wire(milliseconds in -62_135_596_800_000_i64..253_402_300_800_000) {
            let time = Timestamp::from_milliseconds(milliseconds);
            prop_assert_eq!(time.to_string().parse::<Timestamp>(), Ok(time));
        }

        #[test]
        fn days_and_dates_are_inverse(days in FIRST_DAY..=LAST_DAY) {
            let (year, month, day) = civil_from_days(days);
            prop_assert_eq!(days_from_civil(year, month, day), days);
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in ".{0,40}") {
            let _ = text.parse::<Timestamp>();
            let _ = text.parse::<PartialDate>();
        }
    }
}
