//! Two to four entries side by side: the same facts for all, and in words where they differ.

use std::sync::Arc;

use leptos::prelude::*;

use super::{List, facts::Facts};
use crate::{
    i18n::Key,
    state::{
        locale::{I18n, use_i18n},
        shortlist::Entry,
    },
    ui::{FactDot, FactSource, Icon, memo},
};

/// The table, as soon as two were chosen.
///
/// | prop | meaning |
/// | --- | --- |
/// | `list` | what is kept of a kind |
#[component]
pub(super) fn Compare(list: List) -> impl IntoView {
    let i18n = use_i18n();
    let columns = memo(move || {
        let locale = i18n.locale();
        list.entries.with(|entries| {
            let held = |id: &String| entries.iter().find(|entry: &&Entry| entry.id == *id);
            let chosen = list.beside.with(|beside| beside.iter().filter_map(held).cloned().collect::<Vec<_>>());
            Arc::new(chosen.iter().map(|entry| list.facts(locale, entry)).collect::<Vec<Facts>>())
        })
    });
    move || {
        let columns = columns.get();
        (columns.len() > 1).then(|| table(i18n, list, &columns))
    }
}

fn table(i18n: I18n, list: List, columns: &[Facts]) -> AnyView {
    let heads = columns.iter().map(|facts| {
        let who = facts.who.clone();
        view! {
            <th scope="col">
                <bdi>{facts.title.clone()}</bdi>
                <span class="lp-beside__who">{who}</span>
            </th>
        }
    });
    let count = columns.first().map_or(0, |facts| facts.rows.len());
    let rows = (0..count).map(|at| {
        let cells: Vec<_> = columns.iter().filter_map(|facts| facts.rows.get(at)).cloned().collect();
        let name = cells.first().map(|fact| fact.name);
        let differ = cells.windows(2).any(|pair| matches!(pair, [one, other] if one.words != other.words));
        let (icon, mark) = if differ { ("columns-2", Key::CompareDiffers) } else { ("check", Key::CompareSame) };
        let cells = cells.into_iter().map(|fact| {
            let (source, words) = match fact.words {
                Some(words) if fact.estimated => (FactSource::Estimated, words),
                Some(words) => (FactSource::Stated, words),
                None => (FactSource::Unknown, i18n.t(Key::JobNotStated).to_owned()),
            };
            view! {
                <td>
                    <FactDot source=source>{words}</FactDot>
                </td>
            }
        });
        view! {
            <tr data-differs=differ.then_some("")>
                <th scope="row">
                    {name.map(|name| i18n.t(name))}
                    <span class="lp-beside__mark">
                        <Icon name=icon />
                        {i18n.t(mark)}
                    </span>
                </th>
                {cells.collect_view()}
            </tr>
        }
    });
    view! {
        <div class="lp-scroll lp-beside" id=list.id("beside") role="region" tabindex="0" aria-label=i18n.t(Key::CompareTitle)>
            <table class="lp-table">
                <caption>{i18n.t(Key::CompareTitle)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{i18n.t(Key::JobFacts)}</th>
                        {heads.collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
