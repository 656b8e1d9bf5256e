//! Time zones and the minutes that working days share.
//!
//! Owns a small table of zones with their summer-time rules of today, and of countries with the zone most of their people live in.
//! It is for comparing working hours around a given day, not for history: rules before 2020 are not in it, and a zone that is not
//! in it is unknown, never guessed.

/// A reader's working day.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Hours {
    /// IANA name of the zone, such as `Asia/Jakarta`.
    pub zone: String,
    /// First minute after midnight.
    pub from: u16,
    /// Minute after midnight at which it ends, after `from`, at most 1,440.
    pub to: u16,
    /// The day in question, in days since 1970.
    pub day: i32,
}

impl Hours {
    /// Whether the minutes are in order and the zone is known.
    pub fn is_valid(&self) -> bool {
        self.from < self.to && self.to <= 1_440 && offset_minutes(&self.zone, self.day).is_some()
    }
}

/// When clocks are put forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// Never.
    Fixed,
    /// Last Sunday of March to last Sunday of October.
    Europe,
    /// Second Sunday of March to first Sunday of November.
    America,
    /// First Sunday of October to first Sunday of April.
    Australia,
    /// Last Sunday of September to first Sunday of April.
    NewZealand,
    /// First Sunday of September to first Sunday of April.
    Chile,
    /// Last Friday of April to last Thursday of October.
    Egypt,
    /// Friday before the last Sunday of March to last Sunday of October.
    Israel,
}

use Rule::{America, Australia, Chile, Egypt, Europe, Fixed, Israel, NewZealand};

/// Zone, quarter hours east of Greenwich in winter, rule. Sorted.
const ZONES: &[(&str, i8, Rule)] = &[
    ("Africa/Accra", 0, Fixed),
    ("Africa/Algiers", 4, Fixed),
    ("Africa/Cairo", 8, Egypt),
    ("Africa/Johannesburg", 8, Fixed),
    ("Africa/Lagos", 4, Fixed),
    ("Africa/Nairobi", 12, Fixed),
    ("Africa/Tunis", 4, Fixed),
    ("America/Argentina/Buenos_Aires", -12, Fixed),
    ("America/Bogota", -20, Fixed),
    ("America/Chicago", -24, America),
    ("America/Denver", -28, America),
    ("America/Halifax", -16, America),
    ("America/Lima", -20, Fixed),
    ("America/Los_Angeles", -32, America),
    ("America/Mexico_City", -24, Fixed),
    ("America/New_York", -20, America),
    ("America/Phoenix", -28, Fixed),
    ("America/Santiago", -16, Chile),
    ("America/Sao_Paulo", -12, Fixed),
    ("America/Toronto", -20, America),
    ("America/Vancouver", -32, America),
    ("Asia/Almaty", 20, Fixed),
    ("Asia/Baghdad", 12, Fixed),
    ("Asia/Bangkok", 28, Fixed),
    ("Asia/Colombo", 22, Fixed),
    ("Asia/Dhaka", 24, Fixed),
    ("Asia/Dubai", 16, Fixed),
    ("Asia/Ho_Chi_Minh", 28, Fixed),
    ("Asia/Hong_Kong", 32, Fixed),
    ("Asia/Jakarta", 28, Fixed),
    ("Asia/Jayapura", 36, Fixed),
    ("Asia/Jerusalem", 8, Israel),
    ("Asia/Karachi", 20, Fixed),
    ("Asia/Kathmandu", 23, Fixed),
    ("Asia/Kolkata", 22, Fixed),
    ("Asia/Kuala_Lumpur", 32, Fixed),
    ("Asia/Makassar", 32, Fixed),
    ("Asia/Manila", 32, Fixed),
    ("Asia/Pontianak", 28, Fixed),
    ("Asia/Riyadh", 12, Fixed),
    ("Asia/Seoul", 36, Fixed),
    ("Asia/Shanghai", 32, Fixed),
    ("Asia/Singapore", 32, Fixed),
    ("Asia/Taipei", 32, Fixed),
    ("Asia/Tokyo", 36, Fixed),
    ("Atlantic/Reykjavik", 0, Fixed),
    ("Australia/Adelaide", 38, Australia),
    ("Australia/Brisbane", 40, Fixed),
    ("Australia/Melbourne", 40, Australia),
    ("Australia/Perth", 32, Fixed),
    ("Australia/Sydney", 40, Australia),
    ("Etc/UTC", 0, Fixed),
    ("Europe/Amsterdam", 4, Europe),
    ("Europe/Athens", 8, Europe),
    ("Europe/Belgrade", 4, Europe),
    ("Europe/Berlin", 4, Europe),
    ("Europe/Brussels", 4, Europe),
    ("Europe/Bucharest", 8, Europe),
    ("Europe/Budapest", 4, Europe),
    ("Europe/Copenhagen", 4, Europe),
    ("Europe/Dublin", 0, Europe),
    ("Europe/Helsinki", 8, Europe),
    ("Europe/Istanbul", 12, Fixed),
    ("Europe/Kyiv", 8, Europe),
    ("Europe/Lisbon", 0, Europe),
    ("Europe/London", 0, Europe),
    ("Europe/Madrid", 4, Europe),
    ("Europe/Moscow", 12, Fixed),
    ("Europe/Oslo", 4, Europe),
    ("Europe/Paris", 4, Europe),
    ("Europe/Prague", 4, Europe),
    ("Europe/Rome", 4, Europe),
    ("Europe/Sofia", 8, Europe),
    ("Europe/Stockholm", 4, Europe),
    ("Europe/Vienna", 4, Europe),
    ("Europe/Warsaw", 4, Europe),
    ("Europe/Zurich", 4, Europe),
    ("Pacific/Auckland", 48, NewZealand),
    ("Pacific/Honolulu", -40, Fixed),
    ("UTC", 0, Fixed),
];

/// ISO 3166 code of a country and the zone most of its people live in. Sorted.
const COUNTRIES: &[(&str, &str)] = &[
    ("AE", "Asia/Dubai"),
    ("AR", "America/Argentina/Buenos_Aires"),
    ("AT", "Europe/Vienna"),
    ("AU", "Australia/Sydney"),
    ("BD", "Asia/Dhaka"),
    ("BE", "Europe/Brussels"),
    ("BG", "Europe/Sofia"),
    ("BR", "America/Sao_Paulo"),
    ("CA", "America/Toronto"),
    ("CH", "Europe/Zurich"),
    ("CL", "America/Santiago"),
    ("CN", "Asia/Shanghai"),
    ("CO", "America/Bogota"),
    ("CZ", "Europe/Prague"),
    ("DE", "Europe/Berlin"),
    ("DK", "Europe/Copenhagen"),
    ("DZ", "Africa/Algiers"),
    ("EG", "Africa/Cairo"),
    ("ES", "Europe/Madrid"),
    ("FI", "Europe/Helsinki"),
    ("FR", "Europe/Paris"),
    ("GB", "Europe/London"),
    ("GH", "Africa/Accra"),
    ("GR", "Europe/Athens"),
    ("HK", "Asia/Hong_Kong"),
    ("HU", "Europe/Budapest"),
    ("ID", "Asia/Jakarta"),
    ("IE", "Europe/Dublin"),
    ("IL", "Asia/Jerusalem"),
    ("IN", "Asia/Kolkata"),
    ("IQ", "Asia/Baghdad"),
    ("IS", "Atlantic/Reykjavik"),
    ("IT", "Europe/Rome"),
    ("JP", "Asia/Tokyo"),
    ("KE", "Africa/Nairobi"),
    ("KR", "Asia/Seoul"),
    ("KZ", "Asia/Almaty"),
    ("LK", "Asia/Colombo"),
    ("MX", "America/Mexico_City"),
    ("MY", "Asia/Kuala_Lumpur"),
    ("NG", "Africa/Lagos"),
    ("NL", "Europe/Amsterdam"),
    ("NO", "Europe/Oslo"),
    ("NP", "Asia/Kathmandu"),
    ("NZ", "Pacific/Auckland"),
    ("PE", "America/Lima"),
    ("PH", "Asia/Manila"),
    ("PK", "Asia/Karachi"),
    ("PL", "Europe/Warsaw"),
    ("PT", "Europe/Lisbon"),
    ("RO", "Europe/Bucharest"),
    ("RS", "Europe/Belgrade"),
    ("RU", "Europe/Moscow"),
    ("SA", "Asia/Riyadh"),
    ("SE", "Europe/Stockholm"),
    ("SG", "Asia/Singapore"),
    ("TH", "Asia/Bangkok"),
    ("TN", "Africa/Tunis"),
    ("TR", "Europe/Istanbul"),
    ("TW", "Asia/Taipei"),
    ("UA", "Europe/Kyiv"),
    ("US", "America/New_York"),
    ("VN", "Asia/Ho_Chi_Minh"),
    ("ZA", "Africa/Johannesburg"),
];

/// The zone that most people of a country live in, by its code such as `ID`: an estimate.
pub fn of_country(code: &str) -> Option<&'static str> {
    let at = COUNTRIES.binary_search_by(|(country, _)| (*country).cmp(code)).ok()?;
    COUNTRIES.get(at).map(|&(_, zone)| zone)
}

/// Minutes by which clocks in `zone` are ahead of UTC during most of `day` (days since 1970). `None` for a zone that is not known.
pub fn offset_minutes(zone: &str, day: i32) -> Option<i32> {
    let at = ZONES.binary_search_by(|(name, ..)| (*name).cmp(zone)).ok()?;
    let &(_, quarters, rule) = ZONES.get(at)?;
    Some(i32::from(quarters) * 15 + if rule.is_summer(i64::from(day)) { 60 } else { 0 })
}

/// Minutes that two working days share on a day. `None` when a zone is not known.
///
/// ```
/// use lepas_search::{Hours, overlap_minutes};
/// let jakarta = Hours { zone: "Asia/Jakarta".into(), from: 540, to: 1020, day: 20_468 }; // 2026-01-15
/// assert_eq!(overlap_minutes(&jakarta, "Europe/Berlin", (540, 1020)), Some(120));
/// ```
pub fn overlap_minutes(own: &Hours, zone: &str, theirs: (u16, u16)) -> Option<u16> {
    let ahead = offset_minutes(&own.zone, own.day)? - offset_minutes(zone, own.day)?;
    let (from, to) = (i32::from(own.from) - ahead, i32::from(own.to) - ahead);
    // Their working days of yesterday, today and tomorrow, in their own clock.
    let shared = [-1_440, 0, 1_440].map(|day| {
        let (start, end) = (i32::from(theirs.0) + day, i32::from(theirs.1) + day);
        (to.min(end) - from.max(start)).max(0)
    });
    u16::try_from(shared.iter().sum::<i32>()).ok()
}

impl Rule {
    fn is_summer(self, day: i64) -> bool {
        let year = year_of(day);
        let from_to = |from: i64, to: i64| from <= day && day < to;
        match self {
            Fixed => false,
            Europe => from_to(last(year, 3, SUNDAY), last(year, 10, SUNDAY)),
            America => from_to(nth(year, 3, SUNDAY, 2), nth(year, 11, SUNDAY, 1)),
            Egypt => from_to(last(year, 4, FRIDAY), last(year, 10, THURSDAY) + 1),
            Israel => from_to(last(year, 3, SUNDAY) - 2, last(year, 10, SUNDAY)),
            // South of the equator summer spans the new year.
            Australia => !from_to(nth(year, 4, SUNDAY, 1), nth(year, 10, SUNDAY, 1)),
            NewZealand => !from_to(nth(year, 4, SUNDAY, 1), last(year, 9, SUNDAY)),
            Chile => !from_to(nth(year, 4, SUNDAY, 1), nth(year, 9, SUNDAY, 1)),
        }
    }
}

const SUNDAY: i64 = 0;
const THURSDAY: i64 = 4;
const FRIDAY: i64 = 5;

/// Days since 1970 of a date of the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March here, so that the leap day is the last of its year.
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1 - 719_468
}

fn year_of(day: i64) -> i64 {
    let guess = 1970 + day.div_euclid(365);
    (guess - day.abs() / 100_000 - 1..=guess).rev().find(|&year| days(year, 1, 1) <= day).unwrap_or(guess)
}

/// 0 for Sunday.
fn weekday(day: i64) -> i64 {
    (day + 4).rem_euclid(7)
}

fn nth(year: i64, month: i64, wanted: i64, number: i64) -> i64 {
    let first = days(year, month, 1);
    first + (wanted - weekday(first)).rem_euclid(7) + (number - 1) * 7
}

fn last(year: i64, month: i64, wanted: i64) -> i64 {
    nth(year, month + 1, wanted, 1) - 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted_and_complete() {
        assert!(ZONES.is_sorted_by(|one, next| one.0 < next.0));
        assert!(COUNTRIES.is_sorted_by(|one, next| one.0 < next.0));
        for (country, zone) in COUNTRIES {
            assert!(offset_minutes(zone, 20_000).is_some(), "{country}");
        }
    }

    #[test]
    fn clocks_change_on_their_days() {
        let change = |zone: &str, month: i64, day: i64| {
            let day = i32::try_from(days(2026, month, day)).unwrap();
            (offset_minutes(zone, day - 1).unwrap(), offset_minutes(zone, day).unwrap())
        };
        assert_eq!(change("Europe/Berlin", 3, 29), (60, 120));
        assert_eq!(change("Europe/Berlin", 10, 25), (120, 60));
        assert_eq!(change("America/New_York", 3, 8), (-300, -240));
        assert_eq!(change("America/New_York", 11, 1), (-240, -300));
        assert_eq!(change("Australia/Sydney", 4, 5), (660, 600));
        assert_eq!(change("Pacific/Auckland", 9, 27), (720, 780));
        assert_eq!(change("America/Santiago", 4, 5), (-180, -240));
        assert_eq!(change("Africa/Cairo", 4, 24), (120, 180));
        assert_eq!(change("Asia/Jerusalem", 3, 27), (120, 180));
        assert_eq!(change("Asia/Jakarta", 7, 1), (420, 420));
    }

    #[test]
    fn years_are_told_from_days() {
        for year in [1970, 1999, 2000, 2026, 2096, 2400] {
            assert_eq!((year_of(days(year, 1, 1)), year_of(days(year, 12, 31))), (year, year));
        }
        assert_eq!(year_of(days(1969, 12, 31)), 1969);
    }
}
