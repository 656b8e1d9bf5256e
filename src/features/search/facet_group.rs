//! One facet: values with counts, the chosen ones, "show more" and a search inside.

use lepas_search::FacetCounts;
use leptos::prelude::*;

use super::{controller::Controller, labels, rank::whole};
use crate::{
    i18n::{Key, fill, text},
    platform::turns::Turn,
    state::locale::use_i18n,
    ui::{CheckRow, Each, attr, heard, in_turn, live, memo},
};

/// Values shown before "show more".
const FEW: usize = 6;

/// One facet with its values.
///
/// | prop | meaning |
/// | --- | --- |
/// | `controller` | the search |
/// | `name` | the facet |
#[component]
pub(crate) fn FacetGroup(controller: Controller, name: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let all = RwSignal::new(false);
    let wanted = RwSignal::new(String::new());
    let found = memo(move || {
        controller.answer.with(|answer| {
            let found = answer.as_ref().and_then(|answer| answer.facets.iter().find(|counts| counts.facet == name));
            found.map(rows).unwrap_or_default()
        })
    });
    let come = in_turn(move || found.with(|_| ()), || Turn::Later);
    let shown = memo(move || {
        let locale = i18n.locale();
        let needle = wanted.get().trim().to_lowercase();
        let limit = if all.get() { usize::MAX } else { FEW };
        come.track();
        found.with_untracked(|rows| {
            let matching = rows.iter().map(|(value, _)| value).filter(|value| {
                needle.is_empty() || labels::value(locale, name, value).to_lowercase().contains(&needle)
            });
            // Chosen values stay in view however far down they are.
            let (head, tail): (Vec<_>, Vec<_>) = matching
                .enumerate()
                .partition(|(index, value)| *index < limit || controller.state.with(|state| state.has(name, value)));
            (head.into_iter().map(|(_, value)| value.clone()).collect::<Vec<_>>(), tail.len(), rows.len())
        })
    });
    // Apart from the values, so that a row stays while its number changes.
    let count = move |value: &str| {
        come.track();
        found.with_untracked(|rows| rows.iter().find(|(held, _)| held == value).map_or(0, |(_, count)| *count))
    };
    let head = move || {
        let total = shown.with(|(_, _, total)| *total);
        (all.get() && total > 2 * FEW).then(|| {
            let label =
                fill(text(i18n.locale(), Key::SearchFacetFind), &[("facet", labels::facet(i18n.locale(), name))]);
            view! {
                <input
                    class="lp-input"
                    type="search"
                    aria-label=label.clone()
                    placeholder=label
                    prop:value=attr(move || wanted.get())
                    on:input=heard(move |event| wanted.set(event_target_value(&event)))
                />
            }
        })
    };
    let foot = move || {
        let (hidden, total) = shown.with(|(_, hidden, total)| (*hidden, *total));
        let words = if all.get() {
            text(i18n.locale(), Key::SearchFacetLess).to_owned()
        } else {
            fill(text(i18n.locale(), Key::SearchFacetMore), &[("count", &whole(i18n.locale(), hidden))])
        };
        (hidden > 0 || (all.get() && total > FEW)).then(|| {
            let press = move |_| {
                wanted.set(String::new());
                all.update(|all| *all = !*all);
            };
            view! {
                <button class="lp-more" type="button" aria-expanded=attr(move || all.get().to_string()) on:click=heard(press)>
                    {words}
                </button>
            }
        })
    };
    let is_empty = memo(move || shown.with(|(_, _, total)| *total == 0));
    move || {
        (!is_empty.get()).then(|| {
            view! {
                <fieldset class="lp-facet">
                    <legend>{live(move || labels::facet(i18n.locale(), name))}</legend>
                    {live(head)}
                    <Each each=move || shown.with(|(values, _, _)| values.clone()) key=Clone::clone let(value)>
                        <Value
                            controller=controller
                            name=name
                            count=memo({
                                let value = value.clone();
                                move || count(&value)
                            })
                            value=value
                        />
                    </Each>
                    {live(foot)}
                </fieldset>
            }
        })
    }
}

/// Values of a facet with their counts: zero last, then those without a value.
fn rows(counts: &FacetCounts) -> Vec<(String, u32)> {
    let (mut rows, empty): (Vec<_>, Vec<_>) = counts.values.iter().cloned().partition(|(_, count)| *count > 0);
    rows.extend(empty);
    if counts.unknown > 0 && !rows.is_empty() {
        rows.push((String::new(), counts.unknown));
    }
    rows
}

#[component]
fn Value(controller: Controller, name: &'static str, value: String, count: Memo<u32>) -> impl IntoView {
    let i18n = use_i18n();
    let value = StoredValue::new(value);
    let chosen = memo(move || value.with_value(|value| controller.state.with(|state| state.has(name, value))));
    let change = move |on: bool| controller.edit(|state| value.with_value(|value| state.set(name, value, on)));
    view! {
        <CheckRow
            checked=chosen
            on_change=Callback::new(change)
            count=Signal::derive(move || whole(i18n.locale(), count.get() as usize))
        >
            {live(move || value.with_value(|value| labels::value(i18n.locale(), name, value)))}
        </CheckRow>
    }
}
