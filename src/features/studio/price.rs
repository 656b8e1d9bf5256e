//! An amount with its currency and unit; used for the rate and for services.

use lepas_api::{
    Currency, Locale, Money, from_tree,
    profile::{Rate, RateUnit},
    rates::{RATES_DATE, convert},
    tree,
};
use leptos::prelude::*;

use super::{
    form::{ParsedField, use_form},
    paths,
    read::{UNITS, check_amount, currencies, read_amount, recast, unit_of, unit_word, write_amount},
};
use crate::{
    i18n::Key,
    platform::intl,
    state::locale::I18n,
    ui::{Select, SelectOption, memo},
};

/// The key of a unit's words.
pub(super) fn unit_key(word: &str) -> Key {
    match word {
        "day" => Key::StudioUnitDay,
        "month" => Key::StudioUnitMonth,
        "year" => Key::StudioUnitYear,
        "project" => Key::StudioUnitProject,
        _ => Key::StudioUnitHour,
    }
}

/// An amount with its unit: "Rp 350.000 per jam".
pub(super) fn in_words(i18n: I18n, rate: Rate) -> String {
    format!("{} {}", intl::money(i18n.locale(), rate.amount), i18n.t(unit_key(unit_word(rate.unit))))
}

/// The same amount in the other of rupiah and dollars, with the date of the rate.
pub(super) fn converted(i18n: I18n, money: Money) -> Option<String> {
    let to = if money.currency == Currency::IDR { Currency::USD } else { Currency::IDR };
    let value = convert(money, to).filter(|value| *value > 0.0 && *value < 1e12)?;
    // Two figures after the point for dollars, whole rupiah to the hundred: more would pretend to know.
    #[expect(clippy::cast_possible_truncation, reason = "bounded above")]
    let rounded = if to == Currency::IDR {
        Money::from_major(((value / 100.0).round() * 100.0) as i64, to)
    } else {
        Money { amount_minor: (value * 100.0).round() as i64, currency: to }
    };
    let date = format!("{RATES_DATE}T00:00:00Z").parse().map(|day| intl::date(i18n.locale(), day)).unwrap_or_default();
    Some(i18n.fill(Key::StudioRateConverted, &[("amount", &intl::money(i18n.locale(), rounded)), ("date", &date)]))
}

/// The price at a path of the document.
#[component]
pub(super) fn PriceAt(#[prop(into)] path: String, label: Key, unit: RateUnit) -> impl IntoView {
    let form = use_form();
    let path = StoredValue::new(path);
    let value = memo(move || {
        let held = form.json.with(|json| path.with_value(|path| paths::get(json, path).cloned()));
        held.and_then(|held| from_tree::<Rate>(&held).ok())
    });
    // Without an amount there is no price, and none is kept: nothing is not free of charge.
    let set = Callback::new(move |rate: Option<Rate>| {
        let value = rate.map(|rate| tree(&rate));
        path.with_value(|path| form.studio.put(path, value));
    });
    view! { <PriceFields label=label pointer=path.get_value() value=value on_change=set unit=unit /> }.into_any()
}

/// Amount, currency and unit.
///
/// | prop | meaning |
/// | --- | --- |
/// | `label` | of the amount |
/// | `pointer` | where in the document the price is |
/// | `value` | the price, or none |
/// | `unit` | the unit while there is no price yet |
/// | `on_change` | a new price; `None` when the amount was emptied |
#[component]
pub(super) fn PriceFields(
    label: Key,
    #[prop(into)] pointer: String,
    #[prop(into)] value: Signal<Option<Rate>>,
    on_change: Callback<Option<Rate>>,
    #[prop(optional)] unit: RateUnit,
) -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    // Chosen before there is an amount to go with it.
    let start = if i18n.locale_now() == Locale::Id { Currency::IDR } else { Currency::USD };
    let pending = RwSignal::new(Rate { amount: Money { amount_minor: 0, currency: start }, unit });
    let present = memo(move || value.get().unwrap_or_else(|| pending.get()));
    let currency = memo(move || present.get().amount.currency);
    let written =
        Signal::derive(move || value.get().map(|rate| write_amount(i18n.locale(), rate.amount)).unwrap_or_default());
    let check = Callback::new(move |text: String| check_amount(i18n.locale(), &text, currency.get()));
    let put = Callback::new(move |text: String| {
        let Ok(amount) = read_amount(&text, currency.get_untracked()) else { return };
        let unit = present.get_untracked().unit;
        pending.update(|pending| pending.unit = unit);
        on_change.run(amount.map(|amount| Rate { amount, unit }));
    });
    let replace = move |rate: Rate| {
        pending.set(rate);
        if value.get_untracked().is_some() {
            on_change.run(Some(rate));
        }
    };
    let set_currency = Callback::new(move |code: String| {
        if let Ok(currency) = code.parse::<Currency>() {
            replace(recast(present.get_untracked(), currency));
        }
    });
    let set_unit = Callback::new(move |word: String| {
        replace(Rate { unit: unit_of(&word), ..present.get_untracked() });
    });
    let currency_options = Signal::derive(|| {
        currencies().into_iter().map(|currency| SelectOption::new(currency.code(), currency.code())).collect::<Vec<_>>()
    });
    let unit_options = Signal::derive(move || {
        UNITS.map(|unit| SelectOption::new(unit_word(unit), i18n.t(unit_key(unit_word(unit))))).to_vec()
    });
    let help = MaybeProp::derive(move || value.get().and_then(|rate| converted(i18n, rate.amount)));
    let prefix = MaybeProp::derive(move || {
        Some(if currency.get() == Currency::IDR { "Rp".to_owned() } else { currency.get().code().to_owned() })
    });
    view! {
        <div class="lp-price">
            <ParsedField
                label=i18n.label(label)
                pointer=pointer
                written=written
                check=check
                put=put
                help=help
                prefix=prefix
                input_mode="decimal"
            />
            <Select
                label=i18n.label(Key::StudioCurrency)
                options=currency_options
                value=Signal::derive(move || currency.get().code().to_owned())
                on_change=set_currency
            />
            <Select
                label=i18n.label(Key::StudioUnit)
                options=unit_options
                value=Signal::derive(move || unit_word(present.get().unit).to_owned())
                on_change=set_unit
            />
        </div>
    }
    .into_any()
}
