//! A dated table of exchange rates, for comparing amounts on screen only.
//!
//! Owns approximate mid-market rates of one day. Nothing is paid or invoiced with them, and everything shown with them
//! is marked as converted and carries [`RATES_DATE`].

use crate::money::{Currency, Money};

/// The day of the table.
pub const RATES_DATE: &str = "2026-11-20";

/// Units of the currency for one United States dollar, rounded to what a comparison needs.
const PER_DOLLAR: &[(&str, f64)] = &[
    ("AED", 3.67),
    ("AUD", 1.52),
    ("BRL", 5.4),
    ("CAD", 1.39),
    ("CHF", 0.8),
    ("CNY", 7.1),
    ("CZK", 21.0),
    ("DKK", 6.4),
    ("EUR", 0.86),
    ("GBP", 0.75),
    ("HKD", 7.8),
    ("IDR", 16_430.0),
    ("INR", 88.0),
    ("JPY", 150.0),
    ("KRW", 1_430.0),
    ("MXN", 18.5),
    ("MYR", 4.2),
    ("NOK", 10.1),
    ("NZD", 1.74),
    ("PHP", 58.0),
    ("PLN", 3.65),
    ("SEK", 9.5),
    ("SGD", 1.3),
    ("THB", 32.5),
    ("TRY", 42.0),
    ("TWD", 31.0),
    ("USD", 1.0),
    ("VND", 26_300.0),
    ("ZAR", 17.3),
];

/// Units of a currency for one dollar, or `None` where the table has no rate.
#[must_use]
pub fn per_dollar(currency: Currency) -> Option<f64> {
    PER_DOLLAR.iter().find(|(code, _)| *code == currency.code()).map(|(_, rate)| *rate)
}

/// The amount in dollars (major units), or `None` where the table has no rate.
#[must_use]
pub fn to_dollars(money: Money) -> Option<f64> {
    per_dollar(money.currency).map(|rate| money.major() / rate)
}

/// The amount in another currency (major units), or `None` where the table lacks one of the two.
#[must_use]
pub fn convert(money: Money, to: Currency) -> Option<f64> {
    Some(to_dollars(money)? * per_dollar(to)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back_is_the_same() {
        let money = Money::from_major(3_500_000, Currency::IDR);
        let dollars = convert(money, Currency::USD).unwrap();
        assert!((dollars - 213.0).abs() < 0.5, "{dollars}");
        assert!(PER_DOLLAR.iter().all(|(code, rate)| code.parse::<Currency>().is_ok() && *rate > 0.0));
    }
}
