//! A list of any length that keeps at most [`MOST_ROWS`] rows in the page. Owns which rows are there, where they stand
//! and how high they are; leaves what a row looks like to its caller.
//!
//! Heights are estimated until a row has been seen, then measured. When a row above the window turns out higher or
//! lower than thought, the scroll position follows, so that what is being read stays where it is. The row that holds
//! the focus stays in the page wherever the list is scrolled to.

mod heights;

use std::{collections::HashMap, hash::Hash, sync::Arc};

use leptos::{ev::FocusEvent, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use self::heights::Heights;
use crate::platform::{
    ui_dom::{self, ViewportListener},
    ui_observe::SizeObserver,
};

/// Never more rows than this in the page, plus the focused one.
const MOST_ROWS: usize = 58;
/// Rows are drawn this far beyond both edges of the window, in CSS pixels.
const MARGIN: f64 = 600.0;
/// Room left for sticky bars when a row is scrolled to, in CSS pixels.
const BARS: f64 = 112.0;
/// Measured heights that are remembered; forgotten all at once beyond that.
const MOST_REMEMBERED: usize = 4000;

/// Lets the owner of a list move it and ask where it is.
#[derive(Clone, Copy, Debug)]
pub struct VirtualListHandle {
    first: RwSignal<usize>,
    target: RwSignal<Option<usize>>,
}

impl VirtualListHandle {
    /// A handle for one list.
    #[must_use]
    pub fn new() -> Self {
        Self { first: RwSignal::new(0), target: RwSignal::new(None) }
    }

    /// Scrolls so that the row with this index is the first below the bars.
    pub fn scroll_to(&self, index: usize) {
        self.target.set(Some(index));
    }

    /// Index of the first row that is at least partly in view.
    #[must_use]
    pub fn first_visible(&self) -> Signal<usize> {
        self.first.into()
    }
}

impl Default for VirtualListHandle {
    fn default() -> Self {
        Self::new()
    }
}

/// What the list knows about heights. Rebuilt when the items change, corrected when a row is measured.
struct Measures<T> {
    items: Arc<Vec<T>>,
    heights: Heights,
    remembered: HashMap<T, f64>,
    estimate: f64,
}

impl<T: Clone + Eq + Hash> Measures<T> {
    /// Makes the heights those of `items`. Costs nothing when they already are.
    fn follow(&mut self, items: &Arc<Vec<T>>) {
        if !Arc::ptr_eq(&self.items, items) {
            self.items = Arc::clone(items);
            self.heights = Heights::new(items.len(), self.estimate);
        }
    }

    /// Rows to draw for the visible part `top..top + height`, in order; `kept` is one more that must be among them.
    fn window(&mut self, top: f64, height: f64, kept: Option<&T>) -> Vec<(usize, T)> {
        if self.items.is_empty() {
            return Vec::new();
        }
        let from = self.heights.row_at(top - MARGIN);
        let to = self.heights.row_at(top + height + MARGIN).min(from + MOST_ROWS - 1);
        for row in from..=to {
            if let Some(&height) = self.remembered.get(&self.items[row]) {
                self.heights.set(row, height);
            }
        }
        let mut rows: Vec<(usize, T)> = (from..=to).map(|row| (row, self.items[row].clone())).collect();
        let kept = kept.and_then(|kept| self.items.iter().position(|item| item == kept));
        match kept {
            Some(row) if row < from => rows.insert(0, (row, self.items[row].clone())),
            Some(row) if row > to => rows.push((row, self.items[row].clone())),
            _ => {}
        }
        rows
    }

    /// Takes a measured height over and returns by how much the row grew.
    fn measured(&mut self, row: usize, height: f64) -> f64 {
        let Some(item) = self.items.get(row) else { return 0.0 };
        if self.remembered.len() >= MOST_REMEMBERED {
            self.remembered.clear();
        }
        self.remembered.insert(item.clone(), height);
        self.heights.set(row, height)
    }
}

/// A list of which only the visible part is in the page.
///
/// | prop | meaning |
/// | --- | --- |
/// | `items` | all items in order; each is its own key, so it should be small, such as an id |
/// | `row` | draws an item, given its index, which changes when the list is sorted anew |
/// | `label` | name of the list |
/// | `estimate` | height of a row not seen yet, in CSS pixels |
/// | `own_scroll` | the list scrolls by itself; otherwise it lies in the page and the window scrolls |
/// | `handle` | moves the list and tells where it is |
#[component]
pub fn VirtualList<T, F, V>(
    #[prop(into)] items: Signal<Arc<Vec<T>>>,
    row: F,
    #[prop(into)] label: Signal<String>,
    #[prop(default = 150.0)] estimate: f64,
    #[prop(optional)] own_scroll: bool,
    #[prop(optional, into)] handle: Option<VirtualListHandle>,
) -> impl IntoView
where
    T: Clone + Eq + Hash + Send + Sync + 'static,
    F: Fn(T, Signal<usize>) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let handle = handle.unwrap_or_default();
    let outer = NodeRef::<html::Div>::new();
    let measures = StoredValue::new(Measures {
        items: Arc::new(Vec::new()),
        heights: Heights::default(),
        remembered: HashMap::new(),
        estimate,
    });
    // Visible part relative to the start of the list: top and height. A first guess fills one screen.
    let visible = RwSignal::new((0.0_f64, 900.0_f64));
    let changed = Trigger::new();
    let focused = RwSignal::new(None::<T>);

    let window = Memo::new(move |_| {
        changed.track();
        let (top, height) = visible.get();
        let items = items.get();
        let kept = focused.get();
        measures
            .try_update_value(|measures| {
                measures.follow(&items);
                measures.window(top, height, kept.as_ref())
            })
            .unwrap_or_default()
    });
    let room = move || {
        window.track();
        changed.track();
        format!("{:.1}px", measures.with_value(|measures| measures.heights.total()))
    };

    let read = move || {
        let Some(outer) = outer.try_get_untracked().flatten() else { return };
        let (top, height) = if own_scroll {
            (f64::from(outer.scroll_top()), f64::from(outer.client_height()))
        } else {
            (-outer.get_bounding_client_rect().top(), ui_dom::viewport_height())
        };
        if visible.get_untracked() != (top, height) {
            visible.set((top, height));
        }
        let covered = if own_scroll { 0.0 } else { BARS };
        let first = measures.with_value(|measures| measures.heights.row_at(top + covered));
        if handle.first.get_untracked() != first {
            handle.first.set(first);
        }
    };
    let scroll_by = move |distance: f64| {
        if own_scroll {
            if let Some(outer) = outer.get_untracked() {
                outer.set_scroll_top(outer.scroll_top() + distance.round() as i32);
            }
        } else {
            ui_dom::scroll_window_by(distance);
        }
        read();
    };
    let take_sizes = move |sizes: Vec<(HtmlElement, f64)>| {
        let top = visible.get_untracked().0;
        let (mut grown, mut above) = (false, 0.0);
        measures.update_value(|measures| {
            for (element, height) in sizes {
                // A row that has just been taken out of the page reports 0.
                let Some(row) = row_of(&element).filter(|_| height > 0.0) else { continue };
                let start = measures.heights.start_of(row);
                let growth = measures.measured(row, height);
                grown |= growth != 0.0;
                if start + height - growth < top {
                    above += growth;
                }
            }
        });
        if grown {
            changed.notify();
        }
        if above != 0.0 {
            scroll_by(above);
        }
    };
    let observer = StoredValue::new_local(SizeObserver::start(take_sizes));
    let listener = StoredValue::new_local(ViewportListener::start(read));
    on_cleanup(move || {
        observer.dispose();
        listener.dispose();
    });

    // The list may be mounted anywhere in the page, and what stands above it changes when the items do.
    Effect::new(move |_| {
        if outer.get().is_some() {
            items.track();
            ui_dom::next_frame(read);
        }
    });
    Effect::new(move |_| {
        let Some(index) = handle.target.get() else { return };
        let go = move || {
            let start = measures.try_with_value(|measures| measures.heights.start_of(index));
            if let (Some(start), Some((top, _))) = (start, visible.try_get_untracked()) {
                scroll_by(start - top - if own_scroll { 0.0 } else { BARS });
            }
        };
        go();
        // The rows there have only now been measured: correct the place once they have been.
        ui_dom::next_frame(move || ui_dom::next_frame(go));
    });

    let last_focus = StoredValue::new_local(None::<HtmlElement>);
    // Sorting moves elements, and an element that is moved loses the focus without a word.
    Effect::new(move |_| {
        window.track();
        ui_dom::next_frame(move || {
            let element = last_focus.try_with_value(Clone::clone).flatten();
            if let Some(element) = element.filter(|element| element.is_connected()) {
                if ui_dom::focused_element().is_none() {
                    ui_dom::focus_in_place(&element);
                }
            }
        });
    });
    let gained = move |event: FocusEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        let row = target
            .as_ref()
            .and_then(|target| target.closest("[aria-posinset]").ok().flatten())
            .and_then(|element| row_of(&element));
        focused.set(row.and_then(|row| items.with_untracked(|items| items.get(row).cloned())));
        last_focus.set_value(target);
    };
    let lost = move |_: FocusEvent| {
        focused.set(None);
        last_focus.set_value(None);
    };

    let draw = move |(_, item): (usize, T)| {
        let node = NodeRef::<html::Div>::new();
        let key = item.clone();
        let index = Memo::new(move |before: Option<&usize>| {
            window
                .with(|rows| rows.iter().find(|(_, item)| *item == key).map(|(row, _)| *row))
                .or(before.copied())
                .unwrap_or(0)
        });
        let place = move || {
            changed.track();
            window.track();
            let index = index.get();
            format!("{:.1}px", measures.with_value(|measures| measures.heights.start_of(index)))
        };
        Effect::new(move |_| {
            if let Some(element) = node.get() {
                observer.with_value(|observer| {
                    if let Some(observer) = observer {
                        observer.watch(&element);
                    }
                });
            }
        });
        on_cleanup(move || {
            let element = node.try_get_untracked().flatten();
            let _ = observer.try_with_value(|observer| {
                if let (Some(observer), Some(element)) = (observer, element) {
                    observer.forget(&element);
                }
            });
        });
        view! {
            <div
                class="lp-vlist__row"
                role="listitem"
                node_ref=node
                aria-posinset=move || index.get() + 1
                aria-setsize=move || items.with(|items| items.len())
                style:top=place
            >
                {row(item, index.into())}
            </div>
        }
    };
    view! {
        <div
            class="lp-vlist"
            data-scroll=own_scroll.then_some("")
            tabindex=own_scroll.then_some("0")
            role=own_scroll.then_some("region")
            aria-label=move || own_scroll.then(|| label.get())
            node_ref=outer
            on:scroll=move |_| read()
            on:focusin=gained
            on:focusout=lost
        >
            <div class="lp-vlist__room" role="list" aria-label=move || label.get() style:height=room>
                <For each=move || window.get() key=|(_, item)| item.clone() children=draw />
            </div>
        </div>
    }
}

/// Index of the row that an element is, from the position it announces.
fn row_of(element: &Element) -> Option<usize> {
    element.get_attribute("aria-posinset")?.parse::<usize>().ok()?.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use std::{collections::HashMap, sync::Arc};

    use super::{Heights, MOST_ROWS, Measures};

    fn measures(count: u32) -> Measures<u32> {
        let items = Arc::new((0..count).collect::<Vec<_>>());
        let mut measures = Measures {
            items: Arc::new(Vec::new()),
            heights: Heights::default(),
            remembered: HashMap::new(),
            estimate: 150.0,
        };
        measures.follow(&items);
        measures
    }

    fn rows(window: &[(usize, u32)]) -> Vec<usize> {
        window.iter().map(|(row, _)| *row).collect()
    }

    #[test]
    fn a_hundred_thousand_rows_keep_few_in_the_page() {
        let mut measures = measures(100_000);
        let window = measures.window(7_500_000.0, 900.0, None);
        assert!(window.len() <= 20, "{}", window.len());
        assert!(rows(&window).contains(&50_000));
    }

    #[test]
    fn very_low_rows_do_not_break_the_limit() {
        let mut measures = measures(1000);
        for row in 0..1000 {
            measures.measured(row, 4.0);
        }
        assert_eq!(measures.window(0.0, 900.0, None).len(), MOST_ROWS);
    }

    #[test]
    fn the_focused_row_stays_on_either_side() {
        let mut measures = measures(1000);
        assert_eq!(rows(&measures.window(75_000.0, 900.0, Some(&3)))[0], 3);
        assert_eq!(rows(&measures.window(0.0, 900.0, Some(&900))).last(), Some(&900));
    }

    #[test]
    fn a_focused_item_that_is_gone_is_not_drawn() {
        let mut measures = measures(10);
        assert!(!measures.window(0.0, 900.0, Some(&77)).iter().any(|(_, item)| *item == 77));
    }

    #[test]
    fn sorting_anew_keeps_the_heights_of_rows_that_were_seen() {
        let mut measures = measures(3);
        measures.measured(0, 400.0);
        measures.follow(&Arc::new(vec![2, 1, 0]));
        measures.window(0.0, 900.0, None);
        assert_eq!(measures.heights.start_of(3) - measures.heights.start_of(2), 400.0);
    }

    #[test]
    fn no_items_draw_no_rows() {
        assert!(measures(0).window(0.0, 900.0, None).is_empty());
    }
}
