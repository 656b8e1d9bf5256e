//! How values are written in fields and read back: amounts, dates, hours, places.
//!
//! Owns the plain text forms, both ways. The rules are the contract's.

use lepas_api::{
    Currency, Locale, Money, PartialDate, Rule,
    money::parse_amount,
    profile::{Location, ProfileDocument, Rate, RateUnit},
};

use crate::platform::intl;

/// An amount without its currency: `350.000`, `12,50`. Decimals only where there are any.
pub(super) fn write_amount(locale: Locale, money: Money) -> String {
    let whole = money.amount_minor % money.currency.minor_per_major() == 0;
    intl::number(locale, money.major(), if whole { 0 } else { money.currency.minor_digits() })
}

/// Checks a text as an amount; an empty one means "none".
pub(super) fn check_amount(locale: Locale, text: &str, currency: Currency) -> Result<String, Rule> {
    Ok(read_amount(text, currency)?.map(|money| write_amount(locale, money)).unwrap_or_default())
}

/// Reads an amount; an empty text means "none".
pub(super) fn read_amount(text: &str, currency: Currency) -> Result<Option<Money>, Rule> {
    match parse_amount(text, currency) {
        Ok(money) => Ok(Some(money)),
        Err(Rule::Required) => Ok(None),
        Err(rule) => Err(rule),
    }
}

/// Reads a date in one of the three lengths; an empty text means "none".
pub(super) fn read_date(text: &str) -> Result<Option<PartialDate>, Rule> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| Rule::Date) }
}

/// Reads hours a week; an empty text means "not said".
pub(super) fn read_hours(text: &str) -> Result<Option<u8>, Rule> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let out_of_range = Rule::OutOfRange { minimum: 1, maximum: 80 };
    let hours: u32 = text.parse().map_err(|_| {
        if text.bytes().all(|byte| byte.is_ascii_digit()) { out_of_range.clone() } else { Rule::Number }
    })?;
    u8::try_from(hours).ok().filter(|hours| (1..=80).contains(hours)).map(Some).ok_or(out_of_range)
}

/// The word of a unit in a select.
pub(super) fn unit_word(unit: RateUnit) -> &'static str {
    match unit {
        RateUnit::Hour => "hour",
        RateUnit::Day => "day",
        RateUnit::Month => "month",
        RateUnit::Year => "year",
        RateUnit::Project => "project",
    }
}

/// Units in the order they are offered.
pub(super) const UNITS: [RateUnit; 5] =
    [RateUnit::Hour, RateUnit::Day, RateUnit::Month, RateUnit::Year, RateUnit::Project];

/// The unit of a word.
pub(super) fn unit_of(word: &str) -> RateUnit {
    UNITS.into_iter().find(|unit| unit_word(*unit) == word).unwrap_or_default()
}

/// The same amount in another currency; digits stay, so that choosing a currency never moves the point.
pub(super) fn recast(rate: Rate, currency: Currency) -> Rate {
    let major = rate.amount.amount_minor / rate.amount.currency.minor_per_major();
    Rate { amount: Money::from_major(major, currency), unit: rate.unit }
}

/// Currencies that are offered first; the others follow alphabetically.
pub(super) fn currencies() -> Vec<Currency> {
    let first = [Currency::IDR, Currency::USD, Currency::EUR];
    first.into_iter().chain(Currency::all().filter(|currency| !first.contains(currency))).collect()
}

/// Changes the place; a place of which nothing is left is none.
pub(super) fn edit_place(document: &mut ProfileDocument, change: impl FnOnce(&mut Location)) {
    let mut place = document.basics.location.take().unwrap_or_default();
    change(&mut place);
    document.basics.location = (place != Location::default()).then_some(place);
}

/// A text, or none when it is empty.
pub(super) fn given(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// Moves an entry one place up or down.
pub(super) fn shift<T>(list: &mut [T], at: usize, down: bool) {
    let other = if down { at + 1 } else { at.wrapping_sub(1) };
    if at < list.len() && other < list.len() {
        list.swap(at, other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_survives_being_written_and_read() {
        for (text, currency) in [("350.000", Currency::IDR), ("12,50", Currency::USD), ("3,500,000", Currency::IDR)] {
            let money = read_amount(text, currency).unwrap().unwrap();
            for locale in Locale::ALL {
                assert_eq!(read_amount(&write_amount(locale, money), currency), Ok(Some(money)), "{text}");
            }
        }
        assert_eq!(check_amount(Locale::Id, "3,5 jt", Currency::IDR), Err(Rule::Number));
        assert_eq!(check_amount(Locale::Id, " ", Currency::IDR), Ok(String::new()));
    }

    #[test]
    fn hours_and_dates_name_their_rule() {
        assert_eq!(read_hours("40"), Ok(Some(40)));
        assert_eq!(read_hours(""), Ok(None));
        assert_eq!(read_hours("banyak"), Err(Rule::Number));
        assert!(matches!(read_hours("0"), Err(Rule::OutOfRange { .. })));
        assert!(matches!(read_hours("99999999999"), Err(Rule::OutOfRange { .. })));
        assert_eq!(read_date("besok"), Err(Rule::Date));
        assert_eq!(read_date("2026-11").unwrap().unwrap().to_string(), "2026-11");
    }

    #[test]
    fn choosing_another_currency_keeps_the_digits() {
        let rate = Rate::hourly(350, Currency::IDR);
        assert_eq!(recast(rate, "JPY".parse().unwrap()).amount.major(), 350.0);
        assert_eq!(recast(rate, Currency::USD).amount.major(), 350.0);
    }

    #[test]
    fn a_place_of_which_nothing_is_left_is_none() {
        let mut document = ProfileDocument::default();
        edit_place(&mut document, |place| place.city = Some("Bandung".into()));
        assert!(document.basics.location.is_some());
        edit_place(&mut document, |place| place.city = None);
        assert_eq!(document.basics.location, None);
    }

    #[test]
    fn the_first_cannot_go_up_and_the_last_not_down() {
        let mut list = [1, 2, 3];
        shift(&mut list, 0, false);
        shift(&mut list, 2, true);
        assert_eq!(list, [1, 2, 3]);
        shift(&mut list, 2, false);
        assert_eq!(list, [1, 3, 2]);
    }
}
