//! A list of any length that keeps fewer than sixty rows in the page. Owns which rows are there, where they stand
//! and how high they are; leaves what a row looks like to its caller.
//!
//! Heights are estimated until a row has been seen, then measured. When a row above the window turns out higher or
//! lower than thought, the scroll position follows, so that what is being read stays where it is. The row that holds
//! the focus stays in the page wherever the list is scrolled to.

mod heights;
mod measures;

use std::{hash::Hash, sync::Arc};

use leptos::{ev::FocusEvent, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use self::measures::Measures;
use super::{
    each::Each,
    follow::{attr, effect, heard},
};
use crate::platform::{
    ui_dom::{self, ViewportListener},
    ui_observe::SizeObserver,
};

/// Room left for sticky bars when a row is scrolled to, in CSS pixels.
const BARS: f64 = 112.0;

/// Rows in view, as long as nobody has looked.
const A_SCREEN: usize = 3;

/// Lets the owner of a list move it and ask where it is.
#[derive(Clone, Copy, Debug)]
pub struct VirtualListHandle {
    first: RwSignal<usize>,
    /// One past the last row in view.
    end: RwSignal<usize>,
    /// How far the first row is scrolled past, in CSS pixels.
    past: RwSignal<f64>,
    target: RwSignal<Option<(usize, f64)>>,
}

impl VirtualListHandle {
    /// A handle for one list.
    #[must_use]
    pub fn new() -> Self {
        Self {
            first: RwSignal::new(0),
            end: RwSignal::new(A_SCREEN),
            past: RwSignal::new(0.0),
            target: RwSignal::new(None),
        }
    }

    /// Scrolls so that the row with this index is the first below the bars.
    pub fn scroll_to(&self, index: usize) {
        self.return_to((index, 0.0));
    }

    /// Scrolls to a place that [`place`](Self::place) gave, perhaps of an earlier list with the same rows.
    pub fn return_to(&self, place: (usize, f64)) {
        self.target.set(Some(place));
    }

    /// Where the list stands: its first row in view and how far that is scrolled past, in CSS pixels. `None` once the
    /// list is gone.
    #[must_use]
    pub fn place(&self) -> Option<(usize, f64)> {
        Some((self.first.try_get_untracked()?, self.past.try_get_untracked()?))
    }

    /// Whether a row is at least partly in view (not tracked).
    #[must_use]
    pub fn shows(&self, row: usize) -> bool {
        let bound = |bound: RwSignal<usize>| bound.try_get_untracked().unwrap_or_default();
        (bound(self.first)..bound(self.end)).contains(&row)
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
    let measures = StoredValue::new(Measures::new(estimate));
    // Visible part relative to the start of the list: top and height. A first guess fills one screen.
    let visible = RwSignal::new((0.0_f64, 900.0_f64));
    let changed = Trigger::new();
    let focused = RwSignal::new(None::<T>);

    // True from the moment the rows in the page change until the next frame.
    let moving = StoredValue::new(false);

    let window = Memo::new(move |before: Option<&Vec<(usize, T)>>| {
        changed.track();
        let (top, height) = visible.get();
        let items = items.get();
        let kept = focused.get();
        let rows = measures
            .try_update_value(|measures| {
                measures.follow(&items);
                measures.window(top, height, kept.as_ref())
            })
            .unwrap_or_default();
        if before.is_some_and(|before| *before != rows) {
            moving.set_value(true);
        }
        rows
    });
    let room = move || {
        window.track();
        changed.track();
        format!("{:.1}px", measures.with_value(|measures| measures.total()))
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
        let first = measures.with_value(|measures| measures.row_at(top + covered));
        handle.past.set(top + covered - measures.with_value(|measures| measures.start_of(first)));
        handle.end.set(measures.with_value(|measures| measures.row_at(top + height)) + 1);
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
                let start = measures.start_of(row);
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
    effect(move || {
        if outer.get().is_some() {
            items.track();
            ui_dom::next_frame(read);
        }
    });
    effect(move || {
        let Some((index, past)) = handle.target.get() else { return };
        let go = move || {
            let start = measures.try_with_value(|measures| measures.start_of(index));
            if let (Some(start), Some((top, _))) = (start, visible.try_get_untracked()) {
                scroll_by(start + past - top - if own_scroll { 0.0 } else { BARS });
            }
        };
        go();
        // The rows there have only now been measured: correct the place once they have been.
        ui_dom::next_frame(move || ui_dom::next_frame(go));
    });

    let last_focus = StoredValue::new_local(None::<HtmlElement>);
    // An element that is moved within the page loses the focus. It gets it back, unless something else took it.
    effect(move || {
        window.track();
        ui_dom::next_frame(move || {
            if moving.try_set_value(false).is_some() {
                return;
            }
            let element = last_focus.try_with_value(Clone::clone).flatten();
            if let Some(element) = element.filter(|element| element.is_connected())
                && ui_dom::focused_element().is_none()
            {
                ui_dom::focus_in_place(&element);
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
        // Nobody left when the element is being moved. A list that goes with the focus inside hears of it when it is gone.
        if moving.try_get_value() == Some(false) {
            focused.set(None);
            last_focus.set_value(None);
        }
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
            format!("{:.1}px", measures.with_value(|measures| measures.start_of(index)))
        };
        effect(move || {
            if let Some(element) = node.get() {
                let _ = observer.try_with_value(|observer| {
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
                aria-posinset=attr(move || index.get() + 1)
                aria-setsize=attr(move || items.with(|items| items.len()))
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
            role=own_scroll.then_some("group")
            aria-label=attr(move || own_scroll.then(|| label.get()))
            node_ref=outer
            on:scroll=heard(move |_| read())
            on:focusin=heard(gained)
            on:focusout=heard(lost)
        >
            <div class="lp-vlist__room" role="list" aria-label=attr(move || label.get()) style:height=room>
                <Each each=move || window.get() key=|(_, item)| item.clone() children=draw />
            </div>
        </div>
    }
}

/// Index of the row that an element is, from the position it announces.
fn row_of(element: &Element) -> Option<usize> {
    element.get_attribute("aria-posinset")?.parse::<usize>().ok()?.checked_sub(1)
}
