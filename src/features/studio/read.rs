//! How values are written in fields and read back: amounts, dates, hours, places.
//!
//! Owns the plain text forms, both ways. The rules are the contract's.

use lepas_api::{
    Currency, Locale, Money, PartialDate, Rule,
    money::parse_amount,
    profile::{Rate, RateUnit},
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

/// A text, or none when it is empty.
pub(super) fn given(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
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
    fn dates_name_their_rule() {
        assert_eq!(read_date("besok"), Err(Rule::Date));
        assert_eq!(read_date("2026-11").unwrap().unwrap().to_string(), "2026-11");
    }

    #[test]
    fn choosing_another_currency_keeps_the_digits() {
        let rate = Rate::hourly(350, Currency::IDR);
        assert_eq!(recast(rate, "JPY".parse().unwrap()).amount.major(), 350.0);
        assert_eq!(recast(rate, Currency::USD).amount.major(), 350.0);
    }
}
