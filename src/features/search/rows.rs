//! The rows of results, of which only those in view are in the page.
//!
//! Owns fetching rows as they come into view, folding away what repeats an earlier row (see `repeats`), the keyboard from row to row, and returning to where the reader was when
//! they come back from a result. Leaves what a row looks like to its kind.

use std::sync::Arc;

use lepas_api::{Locale, index::field};
use lepas_search::Hit;
use leptos::{ev::KeyboardEvent, prelude::*};

use super::{controller::Controller, labels, rank::whole, state::Order};
use crate::{
    i18n::{Key, fill, text},
    platform::{dom, timers, turns::Turn},
    state::{
        locale::use_i18n,
        page::{Page, use_page},
        search::Left,
    },
    ui::{Icon, VirtualList, VirtualListHandle, attr, effect, heard, in_turn, live, memo},
};

/// Height of a row that was not seen yet, in CSS pixels; between that of a desk and that of a phone.
const ROW: f64 = 190.0;
/// Frames after which rows that came into the page have been measured and stand where they belong.
const FRAMES: u8 = 6;

/// The line that says which keys decide.
const KEYS: &str = "row-keys";

/// What a row is drawn from.
pub(crate) struct RowAsk {
    /// The search.
    pub(crate) controller: Controller,
    /// Language.
    pub(crate) locale: Locale,
    /// What the engine found.
    pub(crate) hit: Hit,
    /// Whether the list is sorted by the score.
    pub(crate) ranked: bool,
    /// Place in the list, from 1, and the number of results.
    pub(crate) place: Place,
    /// Skills that are filtered by, or that the reader named.
    pub(crate) wanted: Vec<String>,
}

/// Place in the list, from 1, and the number of results, which changes while the row stays.
pub(crate) type Place = (usize, Memo<usize>);

/// Draws a row. A function and not a choice, so that each search page carries its own kind of row only.
///
/// A row of a newer server that this app cannot read is left out rather than shown half.
#[derive(Clone, Copy)]
pub(crate) struct Drawn(pub(crate) fn(RowAsk) -> Option<AnyView>);

/// The rows.
///
/// | prop | meaning |
/// | --- | --- |
/// | `controller` | the search |
/// | `row` | draws a result |
#[component]
pub(crate) fn Rows(controller: Controller, row: Drawn) -> impl IntoView {
    let i18n = use_i18n();
    let ranked = memo(move || controller.state.with(|state| state.order == Order::Match));
    let wanted = memo(move || {
        controller.state.with(|state| {
            let chosen = state.filters.iter().find(|(facet, _)| facet == field::SKILL);
            let chosen = chosen.map(|(_, values)| values.clone()).unwrap_or_default();
            controller.reader.with(|reader| [chosen, reader.skills.clone()].concat())
        })
    });
    let total = memo(move || controller.total());
    let folds = Folds { repeats: memo(move || controller.repeats()), open: RwSignal::new(Vec::new()) };
    let items = memo(move || Arc::new(folds.items(controller, total.get())));
    let handle = VirtualListHandle::new();
    let focused = StoredValue::new(None::<usize>);
    return_to_place(controller, handle, focused);
    let draw = move |item: u32, row_at: Signal<usize>| {
        let at = item as usize;
        let found = memo(move || controller.hit(at));
        effect(move || {
            if found.with(Option::is_none) {
                controller.need(at);
            }
        });
        // A row takes a millisecond or two: those in view change first, and a key that is pressed meanwhile is heard.
        let come = in_turn(
            move || found.with(|_| ()),
            move || if handle.shows(row_at.get_untracked()) { Turn::Seen } else { Turn::Later },
        );
        let hit = move || {
            come.track();
            found.get_untracked()
        };
        let drawn = move || match hit() {
            Some(hit) => (row.0)(RowAsk {
                controller,
                locale: i18n.locale(),
                hit,
                ranked: ranked.get(),
                place: (at + 1, total),
                wanted: wanted.get(),
            }),
            None => Some(view! { <div class="lp-job lp-job--coming" aria-hidden="true"></div> }.into_any()),
        };
        let again = move || {
            let id = hit()?.id;
            Some(posted_again(folds, i18n.locale(), id, folds.count(at).checked_add(1).filter(|times| *times > 1)?))
        };
        view! {
            {live(drawn)}
            {live(again)}
        }
    };
    let label = Signal::derive(move || labels::page(i18n.locale(), controller.kind)[1].to_owned());
    let key = move |event: KeyboardEvent| {
        let locale = i18n.locale_now();
        walk(&event);
        decide(&event, controller, locale, |row| {
            items.with_untracked(|items| items.get(row.checked_sub(1)?).map(|&at| at as usize + 1))
        });
    };
    view! {
        <p class="xs quiet desk" id=KEYS>
            {i18n.text(Key::SearchKeys)}
        </p>
        <div role="group" aria-describedby=KEYS on:keydown=heard(key) on:focusin=heard(move |_| focused.set_value(dom::focused_row()))>
            <VirtualList items=items row=draw label=label estimate=ROW handle=handle />
        </div>
    }
}

/// Postings that are folded away beneath one that says the same.
#[derive(Clone, Copy)]
struct Folds {
    /// Places of repeats, rising, each with the place of the first.
    repeats: Memo<Vec<(usize, usize)>>,
    /// Ids of the first ones whose repeats are shown.
    open: RwSignal<Vec<String>>,
}

impl Folds {
    /// The places in the order in which they are shown: repeats that are shown follow the first one.
    fn items(self, controller: Controller, total: usize) -> Vec<u32> {
        let repeats = self.repeats.get();
        let open = self.open.get();
        let is_open =
            |first: usize| !open.is_empty() && controller.hit(first).is_some_and(|hit| open.contains(&hit.id));
        let shown: Vec<_> = repeats.iter().filter(|(_, first)| is_open(*first)).collect();
        let mut items = Vec::with_capacity(total);
        // From one repeat or place with shown repeats to the next; there may be a hundred thousand in between.
        let mut stops: Vec<usize> =
            repeats.iter().map(|(at, _)| *at).chain(shown.iter().map(|(_, first)| *first)).collect();
        stops.sort_unstable();
        stops.dedup();
        let mut from = 0;
        for stop in stops.into_iter().filter(|stop| *stop < total) {
            items.extend(from as u32..stop as u32);
            if repeats.binary_search_by_key(&stop, |(at, _)| *at).is_err() {
                items.push(stop as u32);
                items.extend(shown.iter().filter(|(_, first)| *first == stop).map(|(at, _)| *at as u32));
            }
            from = stop + 1;
        }
        items.extend(from as u32..total as u32);
        items
    }

    /// How many repeats a posting has (tracked).
    fn count(self, place: usize) -> usize {
        self.repeats.with(|repeats| repeats.iter().filter(|(_, first)| *first == place).count())
    }
}

/// Says how often something was posted, and shows or folds away the others.
fn posted_again(folds: Folds, locale: Locale, id: String, times: usize) -> AnyView {
    let held = id.clone();
    let expanded = move || folds.open.with(|open| open.contains(&held)).to_string();
    let toggle = move |_| {
        folds.open.update(|open| match open.iter().position(|other| *other == id) {
            Some(at) => drop(open.swap_remove(at)),
            None => open.push(id.clone()),
        });
    };
    view! {
        <button class="lp-why" type="button" aria-expanded=attr(expanded) on:click=heard(toggle)>
            <Icon name="chevron-down" />
            {fill(text(locale, Key::SearchRepeats), &[("count", &whole(locale, times))])}
        </button>
    }
    .into_any()
}

/// Up and Down go from result to result, and from the first one back to the box.
fn walk(event: &KeyboardEvent) {
    let Some(row) = dom::focused_row() else { return };
    let gone = match event.key().as_str() {
        "ArrowDown" => dom::focus_row(row + 1),
        "ArrowUp" if row <= 1 => dom::focus("search-text"),
        "ArrowUp" => dom::focus_row(row - 1),
        _ => false,
    };
    if gone {
        event.prevent_default();
    }
}

/// Single letters decide about the result that holds the focus; elsewhere they are text. `place` says which one stands in a
/// row: where repeats are folded away, rows and places are not the same numbers.
fn decide(event: &KeyboardEvent, controller: Controller, locale: Locale, place: impl Fn(usize) -> Option<usize>) {
    let Some(row) = dom::focused_row() else { return };
    let Some(place) = place(row) else { return };
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.repeat() {
        return;
    }
    let triage = controller.triage;
    match event.key().as_str() {
        "y" => controller.act(place, |hit| triage.keep(locale, hit)),
        "n" => controller.act(place, |hit| triage.pass(locale, hit, place)),
        "m" => _ = dom::focus_row(row + 1),
        "u" => triage.undo(locale),
        _ => return,
    }
    event.prevent_default();
}

/// Notes where the list is left, and goes there again when Back leads here.
fn return_to_place(controller: Controller, handle: VirtualListHandle, focused: StoredValue<Option<usize>>) {
    let page = use_page();
    let service = controller.service();
    // The address of the search that the rows belong to: when the page is left, the bar says another one already.
    let address = memo(move || controller.own_address());
    on_cleanup(move || {
        if let (Some(Some(address)), Some(place)) = (address.try_get_untracked(), handle.place()) {
            service.leave(address, Left { place, row: focused.try_get_value().flatten() });
        }
        page.return_by_itself(false);
    });
    let left = controller.is_return().then(|| service.left(&address.get_untracked()?)).flatten();
    if let Some(left) = left {
        page.return_by_itself(true);
        handle.return_to(left.place);
        settle_later(page, left.row, FRAMES);
    }
}

/// Once the rows stand where they belong, the one that had the focus gets it back.
fn settle_later(page: Page, row: Option<usize>, frames: u8) {
    if frames > 0 {
        timers::next_frame(move || settle_later(page, row, frames - 1)).detach();
        return;
    }
    if let Some(row) = row {
        dom::focus_row(row);
    }
    page.return_by_itself(false);
}
