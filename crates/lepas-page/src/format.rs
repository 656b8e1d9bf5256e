//! Money, numbers and dates in words, in both languages.
//!
//! Owns writing them without a browser or locale data, for the outputs that have neither. The app itself uses `Intl`.

use lepas_api::{Currency, Locale, Money, PartialDate, profile::Rate, rates};

use crate::words;

/// Space that keeps a sign and its number on one line.
const FIXED_SPACE: char = '\u{a0}';

const MONTHS_ID: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The sign that stands before an amount: one that readers elsewhere cannot mistake, else the ISO code.
#[must_use]
pub fn currency_sign(currency: Currency) -> &'static str {
    match currency.code() {
        "IDR" => "Rp",
        "USD" => "US$",
        "EUR" => "€",
        "GBP" => "£",
        "AUD" => "A$",
        "SGD" => "S$",
        "MYR" => "RM",
        code => code,
    }
}

/// A whole number with its thousands grouped: 3.500.000 in Indonesian, 3,500,000 in English.
#[must_use]
pub fn grouped(number: u64, locale: Locale) -> String {
    let digits = number.to_string();
    let separator = if locale == Locale::Id { '.' } else { ',' };
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// An amount with its sign: `Rp 350.000`, `US$ 12.50`. Rupiah shows no sen; other currencies show minor units only
/// when there are any.
#[must_use]
pub fn money(amount: Money, locale: Locale) -> String {
    let per_major = amount.currency.minor_per_major().unsigned_abs();
    let minor = amount.amount_minor.unsigned_abs();
    let (mut whole, mut fraction) = (minor / per_major, minor % per_major);
    if amount.currency == Currency::IDR {
        whole += u64::from(fraction * 2 >= per_major);
        fraction = 0;
    }
    let mut text = String::new();
    if amount.amount_minor < 0 {
        text.push('\u{2212}');
    }
    text.push_str(currency_sign(amount.currency));
    text.push(FIXED_SPACE);
    text.push_str(&grouped(whole, locale));
    if fraction > 0 {
        text.push(if locale == Locale::Id { ',' } else { '.' });
        let digits = fraction.to_string();
        for _ in digits.len()..usize::from(amount.currency.minor_digits()) {
            text.push('0');
        }
        text.push_str(&digits);
    }
    text
}

/// A price and what it is for: `Rp 350.000 / jam`.
#[must_use]
pub fn rate(rate: Rate, locale: Locale) -> String {
    let mut text = money(rate.amount, locale);
    text.push_str("\u{a0}/\u{a0}");
    text.push_str(words::unit(rate.unit, locale));
    text
}

/// A number of days: `3 hari`, `1 day`.
#[must_use]
pub fn days(count: u64, locale: Locale) -> String {
    let noun = match locale {
        Locale::Id => "hari",
        Locale::En if count == 1 => "day",
        Locale::En => "days",
    };
    [&grouped(count, locale), "\u{a0}", noun].concat()
}

/// A price where there is little room: `Rp 350 rb/jam`, `Rp 12 jt/proyek`, `US$ 1.2k/month`.
#[must_use]
pub fn short_rate(rate: Rate, locale: Locale) -> String {
    let major = rate.amount.amount_minor.unsigned_abs() / rate.amount.currency.minor_per_major().unsigned_abs();
    let (step, suffix) = match (major, locale) {
        (1_000_000.., Locale::Id) => (1_000_000, "\u{a0}jt"),
        (1_000_000.., Locale::En) => (1_000_000, "\u{a0}m"),
        (10_000.., Locale::Id) => (1_000, "\u{a0}rb"),
        (10_000.., Locale::En) => (1_000, "k"),
        _ => (1, ""),
    };
    let mut text = if step == 1 {
        money(rate.amount, locale)
    } else {
        let mut text = currency_sign(rate.amount.currency).to_owned();
        text.push(FIXED_SPACE);
        text.push_str(&grouped(major / step, locale));
        let tenth = major % step * 10 / step;
        // A tenth is worth its width only beside one or two digits.
        if tenth > 0 && major / step < 100 {
            text.push(if locale == Locale::Id { ',' } else { '.' });
            text.push_str(&tenth.to_string());
        }
        text.push_str(suffix);
        text
    };
    text.push('/');
    text.push_str(words::unit(rate.unit, locale));
    text
}

/// The amount in the currency that helps this reader most, marked as an estimate: `≈ US$ 213`.
///
/// Rupiah becomes dollars; anything else becomes rupiah for Indonesian readers and dollars for English ones.
/// `None` when it would be the same currency, nothing, or the table has no rate.
#[must_use]
pub fn converted(amount: Money, locale: Locale) -> Option<String> {
    let target = match (amount.currency, locale) {
        (Currency::IDR, _) => Currency::USD,
        (_, Locale::Id) => Currency::IDR,
        (Currency::USD, Locale::En) => return None,
        (_, Locale::En) => Currency::USD,
    };
    let value = rates::convert(amount, target)?;
    if !(0.005..9e15).contains(&value) {
        return None;
    }
    let mut text = String::from("≈\u{a0}");
    text.push_str(&money(approximate(value, target), locale));
    Some(text)
}

/// Rounds an estimate to what it can honestly claim: whole units, thousands for large rupiah, cents below ten.
#[expect(clippy::cast_possible_truncation, reason = "the caller keeps the value below 9e15")]
fn approximate(value: f64, currency: Currency) -> Money {
    if value < 10.0 && currency != Currency::IDR {
        return Money { amount_minor: (value * 100.0).round() as i64, currency };
    }
    let step = if value >= 100_000.0 { 1_000.0 } else { 1.0 };
    Money::from_major(((value / step).round() * step) as i64, currency)
}

/// A date in words, as exactly as it is known: `22 November 2026`, `November 2026`, `2026`.
#[must_use]
pub fn date(date: PartialDate, locale: Locale) -> String {
    let months = if locale == Locale::Id { &MONTHS_ID } else { &MONTHS_EN };
    let month = date.month.and_then(|month| months.get(usize::from(month).checked_sub(1)?));
    let year = date.year.to_string();
    match (month, date.day) {
        (Some(month), Some(day)) => [day.to_string().as_str(), month, &year].join(" "),
        (Some(month), None) => [month, year.as_str()].join(" "),
        (None, _) => year,
    }
}

/// The day of the exchange rates, in words.
#[must_use]
pub fn rates_date(locale: Locale) -> String {
    rates::RATES_DATE.parse().map_or_else(|_| rates::RATES_DATE.to_owned(), |day| date(day, locale))
}

#[cfg(test)]
mod tests {
    use lepas_api::profile::RateUnit;

    use super::*;

    fn of(major: i64, code: &str) -> Money {
        Money::from_major(major, code.parse().unwrap())
    }

    #[test]
    fn money_is_written_as_each_language_groups_it() {
        assert_eq!(money(of(350_000, "IDR"), Locale::Id), "Rp\u{a0}350.000");
        assert_eq!(money(of(12_000_000, "IDR"), Locale::En), "Rp\u{a0}12,000,000");
        assert_eq!(money(Money { amount_minor: 1_205, currency: Currency::USD }, Locale::Id), "US$\u{a0}12,05");
        assert_eq!(money(Money { amount_minor: 1_200, currency: Currency::USD }, Locale::En), "US$\u{a0}12");
        assert_eq!(money(Money { amount_minor: 35_000_060, currency: Currency::IDR }, Locale::Id), "Rp\u{a0}350.001");
        assert_eq!(money(of(1_500, "JPY"), Locale::En), "JPY\u{a0}1,500");
        assert_eq!(money(of(0, "EUR"), Locale::En), "€\u{a0}0");
    }

    #[test]
    fn prices_on_badges_are_short_but_not_wrong() {
        let short =
            |major, code: &str, locale| short_rate(Rate { amount: of(major, code), unit: RateUnit::Hour }, locale);
        assert_eq!(short(350_000, "IDR", Locale::Id), "Rp\u{a0}350\u{a0}rb/jam");
        assert_eq!(short(350_000, "IDR", Locale::En), "Rp\u{a0}350k/hour");
        assert_eq!(short(1_250_000, "IDR", Locale::Id), "Rp\u{a0}1,2\u{a0}jt/jam");
        assert_eq!(short(9_999, "USD", Locale::En), "US$\u{a0}9,999/hour");
        assert_eq!(short(45, "EUR", Locale::Id), "€\u{a0}45/jam");
    }

    #[test]
    fn a_conversion_is_marked_and_left_out_where_it_says_nothing() {
        assert_eq!(converted(of(3_500_000, "IDR"), Locale::Id).as_deref(), Some("≈\u{a0}US$\u{a0}213"));
        assert_eq!(converted(of(20, "USD"), Locale::Id).as_deref(), Some("≈\u{a0}Rp\u{a0}329.000"));
        assert_eq!(converted(of(20, "USD"), Locale::En), None);
        assert_eq!(converted(of(20, "ISK"), Locale::En), None);
        assert_eq!(converted(of(0, "IDR"), Locale::En), None);
    }

    #[test]
    fn dates_say_as_much_as_is_known() {
        let of = |text: &str, locale| date(text.parse().unwrap(), locale);
        assert_eq!(of("2026-11-22", Locale::Id), "22 November 2026");
        assert_eq!(of("2026-05", Locale::Id), "Mei 2026");
        assert_eq!(of("2026-05", Locale::En), "May 2026");
        assert_eq!(of("2026", Locale::En), "2026");
        assert_eq!(rates_date(Locale::En), "20 November 2026");
    }
}
