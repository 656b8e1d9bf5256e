//! Above the results: how many, how old, in which order, and the filters that are on.

use lepas_api::{Locale, index::field};
use leptos::prelude::*;

use super::{
    controller::Controller,
    labels,
    rank::whole,
    state::{Order, PayRange, SearchState},
};
use crate::{
    i18n::{Key, fill, plural, text},
    platform::{clock, dom, intl},
    state::{locale::use_i18n, pay},
    ui::{Button, ButtonSize, ButtonVariant, Chip, Count, Select, SelectOption, attr, live, memo},
};

/// The line of tools.
///
/// | prop | meaning |
/// | --- | --- |
/// | `controller` | the search |
/// | `sheet` | whether the filters cover the phone's screen |
#[component]
pub(crate) fn Toolbar(controller: Controller, sheet: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let active = memo(move || controller.state.with(|state| state.active()));
    let open = move |()| {
        sheet.set(true);
        dom::focus_first("#filters .lp-icon-button");
    };
    let orders = move || {
        Order::ALL
            .into_iter()
            .map(|order| SelectOption::new(order.slug(), labels::order(i18n.locale(), controller.kind, order)))
            .collect::<Vec<_>>()
    };
    view! {
        <div class="lp-toolbar">
            <Button
                class="only-phone"
                id="open-filters"
                size=ButtonSize::Small
                icon="sliders-horizontal"
                expanded=sheet
                controls="filters".to_owned()
                on_press=Callback::new(open)
            >
                {live(move || text(i18n.locale(), Key::SearchFiltersOpen))}
                {live(move || (active.get() > 0).then(|| view! { <Count value=active.get() as u32 meaning=i18n.label(Key::SearchFiltersActive) /> }))}
            </Button>
            <Found controller=controller />
            <div class="lp-toolbar__sort">
                <span class="desk soft sm" aria-hidden="true">{live(move || text(i18n.locale(), Key::SearchSort))}</span>
                <Select
                    label=Signal::derive(move || text(i18n.locale(), Key::SearchSort).to_owned())
                    label_hidden=true
                    options=Signal::derive(orders)
                    value=Signal::derive(move || controller.state.with(|state| state.order.slug().to_owned()))
                    on_change=Callback::new(move |slug: String| {
                        controller.edit(|state| state.order = Order::from_slug(&slug));
                    })
                />
            </div>
        </div>
    }
}

#[component]
fn Found(controller: Controller) -> impl IntoView {
    let i18n = use_i18n();
    let totals = memo(move || controller.answer.with(|answer| answer.as_ref().map(|answer| (answer.total, answer.of))));
    let age = move || {
        let generated = controller.service().generated_at(controller.kind)?;
        let ago = intl::ago(i18n.locale(), generated, clock::now());
        Some(fill(text(i18n.locale(), Key::SearchAge), &[("age", &ago)]))
    };
    let words = move || {
        totals.get().map(|(total, of)| {
            let locale = i18n.locale();
            let (one, other) = labels::count_keys(controller.kind);
            // The number stands out, its word does not; both languages put the number first.
            let count = fill(plural(locale, total as u64, one, other), &[("count", "")]);
            let of = fill(text(locale, Key::SearchOf), &[("total", &whole(locale, of))]);
            view! {
                <b class="num">{whole(locale, total)}</b>
                {format!(" {} ", count.trim())}
                <span class="desk">{of}</span>
                <span class="quiet desk">
                    " · "
                    {text(locale, Key::SearchLocal)}
                    {age().map(|age| format!(" · {age}"))}
                </span>
            }
        })
    };
    view! { <p class="lp-toolbar__count">{live(words)}</p> }
}

/// The filters that are on, each a button that takes it off.
///
/// | prop | meaning |
/// | --- | --- |
/// | `controller` | the search |
#[component]
pub(crate) fn ActiveFilters(controller: Controller) -> impl IntoView {
    let i18n = use_i18n();
    let active = memo(move || {
        controller.state.with(|state| {
            let values = state.filters.iter();
            let values = values.flat_map(|(facet, values)| values.iter().map(|value| (facet.clone(), value.clone())));
            (values.collect::<Vec<_>>(), (!state.pay.is_open()).then_some(state.pay))
        })
    });
    let removal = move || text(i18n.locale(), Key::SearchFiltersRemove).to_owned();
    let values = move || {
        let removal = Signal::derive(removal);
        active
            .get()
            .0
            .into_iter()
            .map(|(facet, value)| {
                let label = value_words(i18n.locale(), &facet, &value);
                let off = move |()| controller.edit(|state| state.set(&facet, &value, false));
                view! {
                    <li>
                        <Chip label=label removal=removal on_press=Callback::new(off) />
                    </li>
                }
            })
            .collect_view()
    };
    let range = move || {
        active.get().1.map(|range| {
            let off = move |()| controller.edit(|state| state.pay = PayRange::default());
            view! {
                <li>
                    <Chip label=range_words(i18n.locale(), range) removal=Signal::derive(removal) on_press=Callback::new(off) />
                </li>
            }
        })
    };
    move || {
        let any = active.with(|(values, range)| !values.is_empty() || range.is_some());
        any.then(|| {
            view! {
                <ul class="lp-active" aria-label=attr(move || text(i18n.locale(), Key::SearchFiltersActive))>
                    {live(values)}
                    {live(range)}
                    <li>
                        <Button
                            variant=ButtonVariant::Quiet
                            size=ButtonSize::Small
                            on_press=Callback::new(move |()| controller.edit(|state| *state = state.without_filters()))
                        >
                            {live(move || text(i18n.locale(), Key::SearchFiltersClear))}
                        </Button>
                    </li>
                </ul>
            }
        })
    }
}

/// The filters on one facet in words, or the pay range, which goes by the name of its number.
pub(crate) fn filter_words(locale: Locale, state: &SearchState, name: &str) -> String {
    if name == field::PAY {
        return range_words(locale, state.pay);
    }
    let values = state.filters.iter().filter(|(facet, _)| facet == name).flat_map(|(_, values)| values);
    values.map(|value| value_words(locale, name, value)).collect::<Vec<_>>().join(", ")
}

/// A filter in words. "Not stated" alone would not say what.
fn value_words(locale: Locale, facet: &str, value: &str) -> String {
    let words = labels::value(locale, facet, value);
    if value.is_empty() { format!("{}: {words}", labels::facet(locale, facet)) } else { words }
}

/// A pay range in words.
fn range_words(locale: Locale, range: PayRange) -> String {
    let end = |bound: Option<f64>| bound.map(|value| pay::dollars(locale, value));
    match (end(range.minimum), end(range.maximum)) {
        (Some(low), Some(high)) => format!("{low}–{high} / {}", hour(locale)),
        (Some(low), None) => format!("≥ {low} / {}", hour(locale)),
        (None, Some(high)) => format!("≤ {high} / {}", hour(locale)),
        (None, None) => String::new(),
    }
}

fn hour(locale: Locale) -> &'static str {
    if locale == Locale::Id { "jam" } else { "h" }
}

#[cfg(test)]
mod tests {
    use lepas_api::index::IndexKind;

    use super::*;

    #[test]
    fn all_values_of_a_facet_are_named_together() {
        let state = SearchState::from_address(IndexKind::Jobs, "?mode=remote&mode=&skill=Rust");
        assert_eq!(filter_words(Locale::En, &state, "mode"), "Remote, Work mode: Not stated");
    }
}
