//! One entry of a list that can be moved and taken away: by buttons, by Alt and the arrow keys, and by dragging its grip.
//! The same for positions, skills, works, services, languages and whole sections.
//!
//! Owns the ways to move and where the focus is afterwards. Leaves what an entry shows to its caller.

use leptos::{
    ev::{DragEvent, KeyboardEvent},
    prelude::*,
};
use serde_json::Value;

use super::{form::use_form, merge::identity, paths};
use crate::{
    i18n::Key,
    platform::ui_dom,
    state::toasts::{ToastTone, use_toasts},
    ui::{Icon, IconButton, attr, effect, heard, memo},
};

/// Where an entry is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    /// One place towards the beginning.
    Earlier,
    /// One place towards the end.
    Later,
    /// To this place.
    To(usize),
    /// Out of the list.
    Away,
}

impl Move {
    /// The place that an entry at `at` of `count` takes, or leaves for good; `None` when there is no such place.
    fn target(self, at: usize, count: usize) -> Option<usize> {
        let target = match self {
            Self::Earlier => at.checked_sub(1),
            Self::Later => Some(at + 1),
            Self::To(place) => Some(place),
            Self::Away => Some(at),
        };
        target.filter(|target| at < count && *target < count)
    }
}

/// Does to a list what was asked. True when something changed.
pub(super) fn apply<T>(list: &mut Vec<T>, at: usize, wanted: Move) -> bool {
    match wanted.target(at, list.len()) {
        Some(_) if wanted == Move::Away => {
            list.remove(at);
            true
        }
        Some(target) if target != at => {
            let entry = list.remove(at);
            list.insert(target, entry);
            true
        }
        _ => false,
    }
}

/// What is being dragged: its list and its identity.
pub(super) type Dragged = Option<(String, String)>;

/// An entry with its grip and buttons, as an item of a list.
///
/// | prop | meaning |
/// | --- | --- |
/// | `list`, `id` | where the list is in the document, and which entry this is |
/// | `name` | of the entry, for the names of the buttons |
/// | `class` | of the item |
/// | `sideways` | arrows left and right, for entries in a row |
/// | `fixed` | it can be moved and not taken away |
/// | `body` | what stands below the buttons |
/// | `order` | the ids of the list's entries, followed once for all of them: each looking by itself would take the square of their number |
#[component]
pub(super) fn Movable(
    #[prop(into)] list: String,
    #[prop(into)] id: String,
    #[prop(into)] name: Signal<String>,
    class: &'static str,
    #[prop(optional)] sideways: bool,
    #[prop(optional)] fixed: bool,
    #[prop(into)] order: Signal<Vec<String>>,
    #[prop(optional)] body: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    let form = use_form();
    let i18n = form.i18n;
    let (list, id) = (StoredValue::new(list), StoredValue::new(id));
    let place = memo(move || {
        order.with(|order| {
            (order.iter().position(|held| id.with_value(|id| id == held)).unwrap_or_default(), order.len())
        })
    });
    let here = use_toasts();
    let shift = Callback::new(move |wanted: Move| {
        let (at, count) = place.get_untracked();
        let Some(target) = wanted.target(at, count) else { return };
        let focused = ui_dom::focused_element();
        form.studio.edit_json(&list.with_value(|list| paths::join(list, "order")), |json| {
            list.with_value(|list| move_entry(json, list, &id.get_value(), wanted));
        });
        if wanted == Move::Away {
            // Gone at once, and back with one press: asking first would cost every removal a step.
            here.offer(
                ToastTone::Info,
                untrack(|| i18n.fill(Key::StudioRemoved, &[("name", &name.get())])),
                form.say(Key::StudioUndo),
                move || form.studio.undo(),
            );
            return;
        }
        let place = target + 1;
        form.news.set(untrack(|| {
            let (place, count) = (place.to_string(), count.to_string());
            i18n.fill(Key::StudioMoved, &[("name", &name.get()), ("place", &place), ("count", &count)])
        }));
        // A node that the list moves loses the focus on the way.
        ui_dom::next_frame(move || {
            if let Some(element) = focused {
                ui_dom::focus_in_place(&element);
                ui_dom::reveal(&element);
            }
        });
    });
    let key = move |event: KeyboardEvent| {
        let wanted = match event.key().as_str() {
            "ArrowUp" => Move::Earlier,
            "ArrowDown" => Move::Later,
            _ => return,
        };
        if event.alt_key() && !event.ctrl_key() && !event.meta_key() {
            event.prevent_default();
            // An entry inside an entry moves alone.
            event.stop_propagation();
            shift.run(wanted);
        }
    };
    let drag = move |event: DragEvent| {
        event.stop_propagation();
        form.dragged.set(Some((list.get_value(), id.get_value())));
        if let Some(data) = event.data_transfer() {
            // Firefox drags nothing without data.
            let _ = data.set_data("text/plain", &id.get_value());
        }
    };
    let is_same_list = move || {
        form.dragged
            .with_untracked(|dragged| dragged.as_ref().is_some_and(|(held, _)| list.with_value(|list| list == held)))
    };
    let over = RwSignal::new(false);
    let drag_over = move |event: DragEvent| {
        if is_same_list() {
            event.prevent_default();
            event.stop_propagation();
            over.set(true);
        }
    };
    let drop = move |event: DragEvent| {
        over.set(false);
        if !is_same_list() {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
        let Some((_, dragged)) = form.dragged.get_untracked() else { return };
        form.dragged.set(None);
        let (at, _) = place.get_untracked();
        form.dropped.set(Some((list.get_value(), dragged, at)));
    };
    // The entry that was dragged moves itself: it alone knows how.
    effect(move || {
        let wanted = form.dropped.with(|dropped| {
            dropped
                .as_ref()
                .filter(|(held, entry, _)| list.with_value(|list| list == held) && id.with_value(|id| id == entry))
                .map(|(.., at)| *at)
        });
        if let Some(at) = wanted {
            form.dropped.set(None);
            shift.run(Move::To(at));
        }
    });
    let named = move |key: Key| Signal::derive(move || i18n.fill(key, &[("name", &name.get())]));
    let (earlier, later) = if sideways { ("chevron-left", "chevron-right") } else { ("arrow-up", "arrow-down") };
    view! {
        <li
            class=class
            data-over=attr(move || over.get().then_some(""))
            on:keydown=heard(key)
            on:dragover=heard(drag_over)
            on:dragleave=heard(move |_| over.set(false))
            on:drop=heard(drop)
        >
            <span class="lp-grip" draggable="true" aria-hidden="true" on:dragstart=heard(drag)>
                <Icon name="grip-vertical" />
            </span>
            {children()}
            <span class="lp-entry__ends">
                <IconButton
                    icon=earlier
                    label=named(Key::StudioMoveEarlier)
                    disabled=Signal::derive(move || place.get().0 == 0)
                    on_press=Callback::new(move |()| shift.run(Move::Earlier))
                />
                <IconButton
                    icon=later
                    label=named(Key::StudioMoveLater)
                    disabled=Signal::derive(move || place.get().0 + 1 >= place.get().1)
                    on_press=Callback::new(move |()| shift.run(Move::Later))
                />
                {(!fixed)
                    .then(|| {
                        view! {
                            <IconButton
                                icon=if sideways { "x" } else { "trash-2" }
                                label=named(Key::StudioRemove)
                                on_press=Callback::new(move |()| shift.run(Move::Away))
                            />
                        }
                    })}
            </span>
            {body}
        </li>
    }
    .into_any()
}

/// Moves the entry `id` of the list at `path`.
pub(super) fn move_entry(document: &mut Value, path: &str, id: &str, wanted: Move) {
    let mut list = paths::list(document, path).to_vec();
    if let Some(at) = list.iter().position(|entry| identity(entry) == Some(id))
        && apply(&mut list, at, wanted)
    {
        let list = (!list.is_empty()).then_some(Value::Array(list));
        paths::put(document, path, list);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn entries_move_by_one_or_far_and_never_out_of_the_list() {
        let moved = |at, wanted| {
            let mut list = vec![1, 2, 3, 4];
            (apply(&mut list, at, wanted), list)
        };
        assert_eq!(moved(0, Move::Earlier), (false, vec![1, 2, 3, 4]));
        assert_eq!(moved(3, Move::Later), (false, vec![1, 2, 3, 4]));
        assert_eq!(moved(1, Move::Earlier), (true, vec![2, 1, 3, 4]));
        assert_eq!(moved(0, Move::To(3)), (true, vec![2, 3, 4, 1]));
        assert_eq!(moved(3, Move::To(0)), (true, vec![4, 1, 2, 3]));
        assert_eq!(moved(2, Move::Away), (true, vec![1, 2, 4]));
        assert_eq!(moved(9, Move::Away), (false, vec![1, 2, 3, 4]));
    }

    #[test]
    fn the_last_entry_takes_its_list_along() {
        let mut document = json!({"work": [{"id": "a"}], "basics": {}});
        move_entry(&mut document, "/work", "a", Move::Away);
        assert_eq!(document, json!({"basics": {}}));
    }
}
