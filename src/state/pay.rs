//! Pay, rates and dates of postings and people, in words, wherever they are shown.
//!
//! Owns the wording only: the original currency first, the conversion quiet behind it, unknown said as such.

use lepas_api::{
    Currency, Locale, Money, PartialDate, Timestamp,
    job::Pay,
    profile::{Rate, RateUnit},
    rates,
};

use crate::{
    i18n::{Key, fill, text},
    platform::{clock, intl},
};

fn unit(locale: Locale, unit: RateUnit) -> &'static str {
    let (indonesian, english) = match unit {
        RateUnit::Hour => (" / jam", " / h"),
        RateUnit::Day => (" / hari", " / day"),
        RateUnit::Month => (" / bulan", " / month"),
        RateUnit::Year => (" / tahun", " / year"),
        RateUnit::Project => ("", ""),
    };
    if locale == Locale::Id { indonesian } else { english }
}

fn amount(locale: Locale, amount_minor: i64, currency: Currency) -> String {
    intl::money(locale, Money { amount_minor, currency })
}

/// What a posting pays, or `None` when it does not say.
pub fn pay(locale: Locale, pay: &Pay) -> Option<String> {
    let range = match (pay.minimum, pay.maximum) {
        (Some(low), Some(high)) if low != high => {
            format!("{}–{}", amount(locale, low, pay.currency), amount(locale, high, pay.currency))
        }
        (Some(one), _) | (None, Some(one)) => amount(locale, one, pay.currency),
        (None, None) => return None,
    };
    Some(format!("{range}{}", unit(locale, pay.unit)))
}

/// What a person's work costs.
pub fn rate(locale: Locale, rate: &Rate) -> String {
    format!("{}{}", intl::money(locale, rate.amount), unit(locale, rate.unit))
}

/// The same in the currency of the other half of the readers: dollars for everybody, rupiah for dollars.
pub fn converted(locale: Locale, money: Money, unit_of: RateUnit) -> Option<String> {
    let target = if money.currency == Currency::USD { Currency::IDR } else { Currency::USD };
    let value = rates::convert(money, target)?;
    let shown = intl::money(locale, Money::from_major(rough(value), target));
    Some(fill(text(locale, Key::SearchApproximately), &[("amount", &format!("{shown}{}", unit(locale, unit_of)))]))
}

/// Dollars, without cents.
pub fn dollars(locale: Locale, value: f64) -> String {
    intl::money(locale, Money::from_major(rough(value), Currency::USD))
}

/// Dollars in the reader's currency, which Lepas takes from the language: rupiah in Indonesian.
pub fn local(locale: Locale, value: f64) -> String {
    let cents = Money { amount_minor: rough(value * 100.0), currency: Currency::USD };
    let rupiah = (locale == Locale::Id).then(|| rates::convert(cents, Currency::IDR)).flatten();
    rupiah.map_or_else(
        || dollars(locale, value),
        |rupiah| intl::money(locale, Money::from_major(rough(rupiah), Currency::IDR)),
    )
}

/// Three significant digits: a converted amount must not look exact.
#[expect(clippy::cast_possible_truncation, reason = "amounts are far below 2^63")]
fn rough(value: f64) -> i64 {
    let mut step = 1.0;
    while value / step >= 1_000.0 {
        step *= 10.0;
    }
    ((value / step).round() * step) as i64
}

/// When something was posted, by the day: `2 hari yang lalu`, or as exactly as the source says.
pub fn posted(locale: Locale, date: PartialDate) -> String {
    if date.day.is_none() {
        return date.to_string();
    }
    let then = Timestamp::from_milliseconds(date.first_day() * 86_400_000);
    // Midnight of both days, so that "today" lasts all day.
    let today = Timestamp::from_milliseconds(clock::now().date().first_day() * 86_400_000);
    if then >= today { intl::date(locale, then) } else { intl::ago(locale, then, today) }
}

/// A day in words.
pub fn day(locale: Locale, date: PartialDate) -> String {
    if date.day.is_none() {
        return date.to_string();
    }
    intl::date(locale, Timestamp::from_milliseconds(date.first_day() * 86_400_000 + 43_200_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conversion_is_rounded_to_three_digits() {
        assert_eq!(rough(730.4), 730);
        assert_eq!(rough(24_672_345.0), 24_700_000);
    }

    #[test]
    fn a_range_without_ends_is_unknown() {
        let none = Pay { minimum: None, maximum: None, currency: Currency::IDR, unit: RateUnit::Hour };
        assert_eq!(pay(Locale::Id, &none), None);
        let same = Pay { minimum: Some(4_000), maximum: Some(4_000), currency: Currency::USD, unit: RateUnit::Hour };
        assert_eq!(pay(Locale::En, &same).as_deref(), Some("US$40 / h"));
    }
}
