//! Amounts of money as integer minor units with an ISO 4217 currency.
//!
//! Owns the currency list and its minor units. Leaves formatting to the browser's `Intl` and comparison across
//! currencies to [`crate::rates`].

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::validation::{Report, Rule, Validate};

/// Currencies of ISO 4217 that Lepas knows, with their minor-unit digits.
const CURRENCIES: &[(&str, u8)] = &[
    ("AED", 2),
    ("ARS", 2),
    ("AUD", 2),
    ("BDT", 2),
    ("BGN", 2),
    ("BHD", 3),
    ("BND", 2),
    ("BRL", 2),
    ("CAD", 2),
    ("CHF", 2),
    ("CLP", 0),
    ("CNY", 2),
    ("COP", 2),
    ("CZK", 2),
    ("DKK", 2),
    ("EGP", 2),
    ("EUR", 2),
    ("GBP", 2),
    ("HKD", 2),
    ("HUF", 2),
    ("IDR", 2),
    ("ILS", 2),
    ("INR", 2),
    ("ISK", 0),
    ("JPY", 0),
    ("KES", 2),
    ("KHR", 2),
    ("KRW", 0),
    ("KWD", 3),
    ("LAK", 2),
    ("LKR", 2),
    ("MMK", 2),
    ("MXN", 2),
    ("MYR", 2),
    ("NGN", 2),
    ("NOK", 2),
    ("NPR", 2),
    ("NZD", 2),
    ("PEN", 2),
    ("PHP", 2),
    ("PKR", 2),
    ("PLN", 2),
    ("QAR", 2),
    ("RON", 2),
    ("SAR", 2),
    ("SEK", 2),
    ("SGD", 2),
    ("THB", 2),
    ("TRY", 2),
    ("TWD", 2),
    ("UAH", 2),
    ("USD", 2),
    ("VND", 0),
    ("ZAR", 2),
];

/// An ISO 4217 currency code that Lepas knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, pattern = "^[A-Z]{3}$"))]
pub struct Currency(u8);

impl Currency {
    /// Indonesian rupiah.
    pub const IDR: Self = Self(position("IDR"));
    /// United States dollar.
    pub const USD: Self = Self(position("USD"));
    /// Euro.
    pub const EUR: Self = Self(position("EUR"));

    /// Every known currency, alphabetically.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..CURRENCIES.len()).map(|index| Self(index as u8))
    }

    /// The three-letter code.
    #[must_use]
    pub fn code(self) -> &'static str {
        CURRENCIES[usize::from(self.0)].0
    }

    /// Digits after the decimal point in ISO 4217. Rupiah has 2 on paper; screens show none.
    #[must_use]
    pub fn minor_digits(self) -> u8 {
        CURRENCIES[usize::from(self.0)].1
    }

    /// Minor units in one major unit.
    #[must_use]
    pub fn minor_per_major(self) -> i64 {
        10_i64.pow(u32::from(self.minor_digits()))
    }
}

/// Index of a code that is known to stand in the table; evaluated at compile time, so a wrong code does not compile.
const fn position(code: &str) -> u8 {
    let wanted = code.as_bytes();
    let mut index = 0;
    while index < CURRENCIES.len() {
        let held = CURRENCIES[index].0.as_bytes();
        if held[0] == wanted[0] && held[1] == wanted[1] && held[2] == wanted[2] {
            return index as u8;
        }
        index += 1;
    }
    panic!("not in the currency table")
}

impl FromStr for Currency {
    type Err = Rule;
    fn from_str(text: &str) -> Result<Self, Rule> {
        CURRENCIES
            .binary_search_by(|(code, _)| (*code).cmp(text))
            .map(|index| Self(index as u8))
            .map_err(|_| Rule::Currency)
    }
}

impl TryFrom<String> for Currency {
    type Error = Rule;
    fn try_from(text: String) -> Result<Self, Rule> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// Largest amount in minor units: exact in a double, which is what JavaScript clients hold.
pub const MAX_MINOR: i64 = 9_007_199_254_740_991;

/// An amount in minor units (cents, sen) of a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Money {
    /// Minor units; 12345 with `USD` is $123.45.
    pub amount_minor: i64,
    /// ISO 4217 code.
    pub currency: Currency,
}

impl Money {
    /// An amount from whole major units (rupiah, dollars), held inside the allowed range.
    #[must_use]
    pub fn from_major(major: i64, currency: Currency) -> Self {
        let minor = major.saturating_mul(currency.minor_per_major());
        Self { amount_minor: minor.clamp(-MAX_MINOR, MAX_MINOR), currency }
    }

    /// The amount in major units, for display and comparison; inexact beyond 2^53.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "amounts are validated to be exact in a double")]
    pub fn major(self) -> f64 {
        self.amount_minor as f64 / self.currency.minor_per_major() as f64
    }
}

impl Validate for Money {
    fn validate(&self, report: &mut Report) {
        if !(0..=MAX_MINOR).contains(&self.amount_minor) {
            report.add("amount_minor", Rule::OutOfRange { minimum: 0, maximum: MAX_MINOR });
        }
    }
}

/// Reads an amount as people type it: `3.500.000`, `3,500,000`, `12.50`, `12,5`, `Rp 350.000`.
///
/// A single separator followed by exactly three digits groups thousands; one or two digits after the last separator
/// are decimals. Words such as `3,5 jt` are refused with [`Rule::Number`], because guessing money is worse than asking.
pub fn parse_amount(text: &str, currency: Currency) -> Result<Money, Rule> {
    let trimmed = text
        .trim()
        .trim_start_matches(|c: char| c.is_alphabetic() || c == '$' || c == '€' || c == ' ' || c == '\u{a0}');
    if trimmed.is_empty() {
        return Err(if text.trim().is_empty() { Rule::Required } else { Rule::Number });
    }
    let decimals_at = trimmed.rfind(['.', ',']).filter(|at| matches!(trimmed.len() - at - 1, 1 | 2));
    let (whole, fraction) = match decimals_at {
        Some(at) => (&trimmed[..at], &trimmed[at + 1..]),
        None => (trimmed, ""),
    };
    let groups: Vec<&str> = whole.split(['.', ',', ' ', '\u{a0}']).collect();
    let grouped_well = groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    let all_digits = groups.iter().all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
    if !grouped_well || !all_digits || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Rule::Number);
    }
    let out_of_range = Rule::OutOfRange { minimum: 0, maximum: MAX_MINOR / currency.minor_per_major() };
    let major: i64 = groups.concat().parse().map_err(|_| out_of_range.clone())?;
    let digits = usize::from(currency.minor_digits());
    if fraction.len() > digits && fraction.bytes().any(|byte| byte != b'0') {
        return Err(Rule::Number);
    }
    let fraction: i64 = format!("{fraction:0<digits$}")[..digits].parse().unwrap_or(0);
    major
        .checked_mul(currency.minor_per_major())
        .and_then(|minor| minor.checked_add(fraction))
        .filter(|minor| *minor <= MAX_MINOR)
        .map(|amount_minor| Money { amount_minor, currency })
        .ok_or(out_of_range)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_every_code_is_found() {
        for currency in Currency::all() {
            assert_eq!(currency.code().parse(), Ok(currency));
        }
        assert_eq!("idr".parse::<Currency>(), Err(Rule::Currency));
        assert_eq!("XXX".parse::<Currency>(), Err(Rule::Currency));
    }

    #[test]
    fn amounts_are_read_as_people_type_them() {
        let idr = |text| parse_amount(text, Currency::IDR).map(|money| money.amount_minor);
        assert_eq!(idr("3.500.000"), Ok(350_000_000));
        assert_eq!(idr("Rp 350.000"), Ok(35_000_000));
        assert_eq!(idr("3,500,000"), Ok(350_000_000));
        assert_eq!(parse_amount("12.5", Currency::USD).map(|money| money.amount_minor), Ok(1_250));
        assert_eq!(parse_amount("¥", Currency::IDR), Err(Rule::Number));
        assert_eq!(idr("3,5 jt"), Err(Rule::Number));
        assert_eq!(idr("3.50.000"), Err(Rule::Number));
        assert_eq!(idr(""), Err(Rule::Required));
        assert!(matches!(idr("99999999999999999999"), Err(Rule::OutOfRange { .. })));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,40}") {
            for currency in [Currency::IDR, Currency::USD] {
                let _ = parse_amount(&text, currency);
            }
        }
    }
}
