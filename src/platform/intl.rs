//! Numbers, money, dates and distances in time, written as the reader's language writes them.
//!
//! Owns the calls to the browser's `Intl`. Natively a plain fallback writes the same kind of text without the data, so
//! that logic can be tested; its exact wording is not promised.

use lepas_api::{Locale, Money, Timestamp};

/// Seconds up to which a distance in time is "now".
const NOW_SECONDS: i64 = 45;

/// The language tag for `Intl`. British English, because dates are written day first.
#[must_use]
pub fn tag(locale: Locale) -> &'static str {
    match locale {
        Locale::Id => "id-ID",
        Locale::En => "en-GB",
    }
}

/// A number with so many digits after the separator: `1.234,5` or `1,234.5`.
#[must_use]
pub fn number(locale: Locale, value: f64, digits: u8) -> String {
    imp::number(locale, value, digits)
}

/// An amount: `Rp 3.500.000`, `US$40`. Rupiah and whole amounts have no decimals.
#[must_use]
pub fn money(locale: Locale, money: Money) -> String {
    imp::money(locale, money)
}

/// A day: `21 Nov 2026`.
#[must_use]
pub fn date(locale: Locale, time: Timestamp) -> String {
    imp::date(locale, time)
}

/// A time of day: `14.02` or `14:02`, in the zone of the device.
#[must_use]
pub fn time(locale: Locale, time: Timestamp) -> String {
    imp::time(locale, time)
}

/// A distance in time: `3 menit yang lalu`, `yesterday`.
#[must_use]
pub fn ago(locale: Locale, then: Timestamp, now: Timestamp) -> String {
    let seconds = (then.milliseconds() - now.milliseconds()) / 1_000;
    let (amount, unit) = match seconds.abs() {
        0..=NOW_SECONDS => (0, "second"),
        46..=3_569 => (round(seconds, 60), "minute"),
        3_570..=84_599 => (round(seconds, 3_600), "hour"),
        84_600..=2_591_999 => (round(seconds, 86_400), "day"),
        2_592_000..=31_535_999 => (round(seconds, 2_592_000), "month"),
        _ => (round(seconds, 31_536_000), "year"),
    };
    imp::relative(locale, amount, unit)
}

/// Division rounded to the nearest, and never to zero.
fn round(seconds: i64, unit: i64) -> i64 {
    let whole = (seconds.abs() + unit / 2) / unit;
    whole.max(1) * seconds.signum()
}

/// Digits after the separator that an amount needs.
fn money_digits(money: Money) -> u8 {
    let whole = money.amount_minor % money.currency.minor_per_major() == 0;
    if whole || money.currency == lepas_api::Currency::IDR { 0 } else { money.currency.minor_digits() }
}

#[cfg(target_arch = "wasm32")]
mod imp {
    use std::cell::RefCell;

    use js_sys::{Array, Function, Intl, Object, Reflect};
    use lepas_api::{Currency, Locale, Money, Timestamp};
    use wasm_bindgen::{JsCast, JsValue};

    /// How something is written.
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Style {
        /// With so many digits after the separator.
        Number(u8),
        Money(Currency, u8),
        Date,
        Time,
        Distance,
    }

    thread_local! {
        /// The formatters that were needed so far. Making one costs the browser far more than using one, and a
        /// list of results writes some two hundred numbers.
        static MADE: RefCell<Vec<(Locale, Style, Function)>> = const { RefCell::new(Vec::new()) };
    }

    fn options(pairs: &[(&str, JsValue)]) -> Object {
        let object = Object::new();
        for (name, value) in pairs {
            let _ = Reflect::set(&object, &JsValue::from_str(name), value);
        }
        object
    }

    fn digits(name: &str, value: JsValue, digits: u8) -> Object {
        let digits = JsValue::from(digits);
        options(&[(name, value), ("minimumFractionDigits", digits.clone()), ("maximumFractionDigits", digits)])
    }

    fn made(locale: Locale, style: Style) -> Object {
        let tags = Array::of1(&JsValue::from_str(super::tag(locale)));
        match style {
            Style::Number(after) => Intl::NumberFormat::new(&tags, &digits("style", "decimal".into(), after)).into(),
            Style::Money(currency, after) => {
                let options = digits("currency", currency.code().into(), after);
                let _ = Reflect::set(&options, &"style".into(), &"currency".into());
                Intl::NumberFormat::new(&tags, &options).into()
            }
            Style::Date => {
                let options =
                    options(&[("day", "numeric".into()), ("month", "short".into()), ("year", "numeric".into())]);
                Intl::DateTimeFormat::new(&tags, &options).into()
            }
            Style::Time => {
                let options =
                    options(&[("hour", "2-digit".into()), ("minute", "2-digit".into()), ("hourCycle", "h23".into())]);
                Intl::DateTimeFormat::new(&tags, &options).into()
            }
            Style::Distance => Intl::RelativeTimeFormat::new(&tags, &options(&[("numeric", "auto".into())])).into(),
        }
    }

    fn formatter(locale: Locale, style: Style) -> Option<Function> {
        let held = MADE.with_borrow(|made| {
            made.iter().find(|held| (held.0, held.1) == (locale, style)).map(|(_, _, format)| format.clone())
        });
        held.or_else(|| {
            let object = made(locale, style);
            let format = Reflect::get(&object, &"format".into()).ok()?.dyn_into::<Function>().ok()?.bind0(&object);
            MADE.with_borrow_mut(|made| made.push((locale, style, format.clone())));
            Some(format)
        })
    }

    fn written(locale: Locale, style: Style, value: &JsValue, unit: &JsValue) -> String {
        let text = formatter(locale, style).and_then(|format| format.call2(&JsValue::UNDEFINED, value, unit).ok());
        text.and_then(|text| text.as_string()).unwrap_or_default()
    }

    pub(super) fn number(locale: Locale, value: f64, digits: u8) -> String {
        written(locale, Style::Number(digits), &JsValue::from_f64(value), &JsValue::UNDEFINED)
    }

    pub(super) fn money(locale: Locale, money: Money) -> String {
        let style = Style::Money(money.currency, super::money_digits(money));
        let text = written(locale, style, &JsValue::from_f64(money.major()), &JsValue::UNDEFINED);
        // English Intl writes the code; Lepas writes "Rp" in both languages.
        text.replace("IDR", "Rp")
    }

    fn instant(time: Timestamp) -> JsValue {
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of the years 1 to 9999 fit a double exactly")]
        js_sys::Date::new(&JsValue::from_f64(time.milliseconds() as f64)).into()
    }

    pub(super) fn date(locale: Locale, time: Timestamp) -> String {
        written(locale, Style::Date, &instant(time), &JsValue::UNDEFINED)
    }

    pub(super) fn time(locale: Locale, time: Timestamp) -> String {
        written(locale, Style::Time, &instant(time), &JsValue::UNDEFINED)
    }

    pub(super) fn relative(locale: Locale, amount: i64, unit: &str) -> String {
        #[expect(clippy::cast_precision_loss, reason = "small counts")]
        let amount = JsValue::from_f64(amount as f64);
        written(locale, Style::Distance, &amount, &JsValue::from_str(unit))
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    use lepas_api::{Locale, Money, Timestamp};

    pub(super) fn number(locale: Locale, value: f64, digits: u8) -> String {
        let text = format!("{:.*}", usize::from(digits), value.abs());
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let (group, point) = if locale == Locale::Id { ('.', ',') } else { (',', '.') };
        let mut out = String::from(if value < 0.0 { "-" } else { "" });
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                out.push(group);
            }
            out.push(digit);
        }
        if !fraction.is_empty() {
            out.push(point);
            out.push_str(fraction);
        }
        out
    }

    pub(super) fn money(locale: Locale, money: Money) -> String {
        let amount = number(locale, money.major(), super::money_digits(money));
        match money.currency.code() {
            "IDR" => format!("Rp\u{a0}{amount}"),
            "USD" => format!("US${amount}"),
            code => format!("{code}\u{a0}{amount}"),
        }
    }

    pub(super) fn date(_: Locale, time: Timestamp) -> String {
        time.date().to_string()
    }

    pub(super) fn time(locale: Locale, time: Timestamp) -> String {
        let text = time.to_string();
        let clock = text.get(11..16).unwrap_or_default();
        if locale == Locale::Id { clock.replace(':', ".") } else { clock.to_owned() }
    }

    pub(super) fn relative(_: Locale, amount: i64, unit: &str) -> String {
        format!("{amount} {unit}")
    }
}

#[cfg(test)]
mod tests {
    use lepas_api::Currency;

    use super::*;

    #[test]
    fn amounts_keep_only_the_decimals_they_need() {
        assert_eq!(money(Locale::Id, Money::from_major(3_500_000, Currency::IDR)), "Rp\u{a0}3.500.000");
        assert_eq!(money(Locale::En, Money { amount_minor: 4_050, currency: Currency::USD }), "US$40.50");
        assert_eq!(money(Locale::En, Money { amount_minor: 4_000, currency: Currency::USD }), "US$40");
    }

    #[test]
    fn distances_use_the_largest_fitting_unit() {
        let now = Timestamp::from_milliseconds(1_000_000_000_000);
        let ago_seconds =
            |seconds: i64| ago(Locale::En, Timestamp::from_milliseconds(now.milliseconds() - seconds * 1_000), now);
        assert_eq!(ago_seconds(10), "0 second");
        assert_eq!(ago_seconds(50), "-1 minute");
        assert_eq!(ago_seconds(3_600), "-1 hour");
        assert_eq!(ago_seconds(90_000), "-1 day");
        assert_eq!(ago_seconds(86_400 * 400), "-1 year");
    }
}
