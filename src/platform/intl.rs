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
    use js_sys::{Array, Intl, Object, Reflect};
    use lepas_api::{Locale, Money, Timestamp};
    use wasm_bindgen::{JsCast, JsValue};

    fn locales(locale: Locale) -> Array {
        Array::of1(&JsValue::from_str(super::tag(locale)))
    }

    fn options(pairs: &[(&str, JsValue)]) -> Object {
        let object = Object::new();
        for (name, value) in pairs {
            let _ = Reflect::set(&object, &JsValue::from_str(name), value);
        }
        object
    }

    fn formatted(function: &js_sys::Function, value: &JsValue) -> String {
        function.call1(&JsValue::UNDEFINED, value).ok().and_then(|text| text.as_string()).unwrap_or_default()
    }

    pub(super) fn number(locale: Locale, value: f64, digits: u8) -> String {
        let digits = JsValue::from(digits);
        let options = options(&[("minimumFractionDigits", digits.clone()), ("maximumFractionDigits", digits)]);
        formatted(&Intl::NumberFormat::new(&locales(locale), &options).format(), &JsValue::from_f64(value))
    }

    pub(super) fn money(locale: Locale, money: Money) -> String {
        let digits = JsValue::from(super::money_digits(money));
        let options = options(&[
            ("style", "currency".into()),
            ("currency", money.currency.code().into()),
            ("minimumFractionDigits", digits.clone()),
            ("maximumFractionDigits", digits),
        ]);
        let text =
            formatted(&Intl::NumberFormat::new(&locales(locale), &options).format(), &JsValue::from_f64(money.major()));
        // English Intl writes the code; Lepas writes "Rp" in both languages.
        text.replace("IDR", "Rp")
    }

    fn instant(time: Timestamp) -> JsValue {
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of the years 1 to 9999 fit a double exactly")]
        js_sys::Date::new(&JsValue::from_f64(time.milliseconds() as f64)).into()
    }

    pub(super) fn date(locale: Locale, time: Timestamp) -> String {
        let options = options(&[("day", "numeric".into()), ("month", "short".into()), ("year", "numeric".into())]);
        formatted(&Intl::DateTimeFormat::new(&locales(locale), &options).format(), &instant(time))
    }

    pub(super) fn time(locale: Locale, time: Timestamp) -> String {
        let options = options(&[("hour", "2-digit".into()), ("minute", "2-digit".into()), ("hourCycle", "h23".into())]);
        formatted(&Intl::DateTimeFormat::new(&locales(locale), &options).format(), &instant(time))
    }

    pub(super) fn relative(locale: Locale, amount: i64, unit: &str) -> String {
        let options = options(&[("numeric", "auto".into())]);
        let formatter = Intl::RelativeTimeFormat::new(&locales(locale), &options);
        #[expect(clippy::cast_precision_loss, reason = "small counts")]
        let amount = amount as f64;
        formatter.format(amount, unit).unchecked_into::<js_sys::JsString>().into()
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
