//! Dates as exporters and people write them, in Indonesian and English.
//!
//! Owns month names and the orders that are unambiguous. `03/04/2020` is a day of March or of April, so it is no date.

use lepas_api::PartialDate;

/// Names of the months in both languages, twelve and twelve, then other spellings with their month.
const NAMES: [&str; 24] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "januari",
    "februari",
    "maret",
    "april",
    "mei",
    "juni",
    "juli",
    "agustus",
    "september",
    "oktober",
    "november",
    "desember",
];
const OTHERS: [(&str, u8); 5] = [("pebruari", 2), ("agt", 8), ("ags", 8), ("sept", 9), ("nopember", 11)];

/// The month of a name, or of its beginning when that has at least three letters and a full stop or not.
fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.').to_lowercase();
    if word.chars().count() < 3 {
        return None;
    }
    let other = OTHERS.iter().find(|(name, _)| name.starts_with(&word)).map(|(_, month)| *month);
    let named = NAMES.iter().position(|name| name.starts_with(&word)).and_then(|at| u8::try_from(at % 12 + 1).ok());
    named.or(other)
}

/// A date: `2020`, `2020-05`, `2020-05-17`, `Mei 2020`, `17 Mei 2020`, `May 17, 2020`, `05/2020`. `None` for all else.
#[must_use]
pub fn read(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    // A time of day behind an ISO date says nothing about the date.
    if let Some(date) = text.get(..10).filter(|_| text.as_bytes().get(10) == Some(&b'T')) {
        return date.parse().ok();
    }
    if let Some((month, year)) = text.split_once('/') {
        return written(year, number(month)?, None);
    }
    let words: Vec<&str> = text.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        [name, year] => written(year, month(name)?, None),
        [first, second, year] => match month(first) {
            Some(name) => written(year, name, Some(number(second)?)),
            None => written(year, month(second)?, Some(number(first)?)),
        },
        _ => None,
    }
}

fn number(text: &str) -> Option<u8> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}

fn written(year: &str, month: u8, day: Option<u8>) -> Option<PartialDate> {
    let whole = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let text = match day {
        Some(day) => format!("{year}-{month:02}-{day:02}"),
        None => format!("{year}-{month:02}"),
    };
    text.parse().ok().filter(|_| whole)
}

/// True for a word that says "it goes on".
#[must_use]
pub fn is_present(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    matches!(text.as_str(), "present" | "now" | "current" | "today" | "sekarang" | "saat ini" | "kini" | "hingga kini")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_of_both_languages_are_read() {
        for (text, date) in [
            ("Jan 2020", "2020-01"),
            ("Mei 2021", "2021-05"),
            ("Agustus 2019", "2019-08"),
            ("Agu 2019", "2019-08"),
            ("Okt 2018", "2018-10"),
            ("Desember 2017", "2017-12"),
            ("Sept. 2016", "2016-09"),
            ("Nopember 2016", "2016-11"),
            ("17 Agustus 1945", "1945-08-17"),
            ("May 17, 2020", "2020-05-17"),
            ("05/2020", "2020-05"),
            ("2020", "2020"),
            ("2020-05-17T00:00:00Z", "2020-05-17"),
            ("Juni 2020", "2020-06"),
            ("Juli 2020", "2020-07"),
            ("Maret 2020", "2020-03"),
        ] {
            assert_eq!(read(text).map(|date| date.to_string()).as_deref(), Some(date), "{text}");
        }
    }

    #[test]
    fn nothing_is_guessed() {
        for text in ["", "2020-13", "31 Feb 2020", "03/04/2020", "Ju 2020", "Ma 2020", "Foo 2020", "5/17/21, 03:12 PM"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
