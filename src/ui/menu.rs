//! A button that opens a short list of actions. Owns opening, keys and giving the focus back.

use leptos::{
    ev::{FocusEvent, KeyboardEvent},
    html,
    prelude::*,
};
use wasm_bindgen::JsCast;

use super::{
    Icon,
    follow::{attr, heard, live},
    ids::unique_id,
    roving::{Axis, neighbour},
};
use crate::platform::ui_dom;

/// One action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MenuItem {
    /// What is reported.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Sprite name before the label.
    pub icon: Option<&'static str>,
    /// Takes something away.
    pub danger: bool,
    /// Cannot be used now; stays in the list, so that it can be found.
    pub disabled: bool,
}

/// A menu button.
///
/// | prop | meaning |
/// | --- | --- |
/// | `label` | name of button and menu |
/// | `label_hidden` | draws `icon` alone |
/// | `icon` | sprite name, `ellipsis` unless given |
/// | `items` | see [`MenuItem`] |
/// | `on_pick` | value of the action taken |
/// | `align_end` | the list grows towards the start of the line |
#[component]
pub fn Menu(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] items: Signal<Vec<MenuItem>>,
    #[prop(into)] on_pick: Callback<String>,
    #[prop(default = "ellipsis")] icon: &'static str,
    #[prop(optional)] label_hidden: bool,
    #[prop(optional)] align_end: bool,
) -> impl IntoView {
    let id = unique_id("menu");
    let button_id = format!("{id}-button");
    let item_id = {
        let id = id.clone();
        move |index: usize| format!("{id}-{index}")
    };
    let open = RwSignal::new(false);
    let active = RwSignal::new(0_usize);
    let wrap = NodeRef::<html::Div>::new();

    let focus_item = {
        let item_id = item_id.clone();
        move |index: usize| {
            active.set(index);
            let item_id = item_id(index);
            ui_dom::next_frame(move || ui_dom::focus_by_id(&item_id));
        }
    };
    let open_at = {
        let focus_item = focus_item.clone();
        move |index: usize| {
            open.set(true);
            focus_item(index);
        }
    };
    let close = {
        let button_id = button_id.clone();
        move || {
            open.set(false);
            ui_dom::focus_by_id(&button_id);
        }
    };
    let pick = {
        let close = close.clone();
        move |index: usize| {
            let item = items.with_untracked(|items| items.get(index).cloned());
            if let Some(item) = item.filter(|item| !item.disabled) {
                close();
                on_pick.run(item.value);
            }
        }
    };
    let button_key = {
        let open_at = open_at.clone();
        move |event: KeyboardEvent| match event.key().as_str() {
            "ArrowDown" => {
                event.prevent_default();
                open_at(0);
            }
            "ArrowUp" => {
                event.prevent_default();
                open_at(items.with_untracked(Vec::len).saturating_sub(1));
            }
            _ => {}
        }
    };
    let list_key = move |event: KeyboardEvent| {
        let key = event.key();
        if key == "Escape" {
            event.stop_propagation();
            event.prevent_default();
            close();
        } else if key == "Tab" {
            open.set(false);
        } else {
            let next = items.with_untracked(|items| {
                neighbour(&key, Axis::Vertical, Some(active.get_untracked()), items.len())
                    .or_else(|| starting_with(items, &key, active.get_untracked()))
            });
            if let Some(next) = next {
                event.prevent_default();
                focus_item(next);
            }
        }
    };
    // Pressing beside the menu moves the focus away, and that closes it.
    let left = move |event: FocusEvent| {
        let inside = event
            .related_target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok())
            .zip(wrap.get_untracked())
            .is_some_and(|(target, wrap)| wrap.contains(Some(&target)));
        if !inside {
            open.set(false);
        }
    };
    let rows = move || {
        items
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, item)| {
                let pick = pick.clone();
                view! {
                    <li role="none">
                        <button
                            type="button"
                            role="menuitem"
                            id=item_id(index)
                            tabindex="-1"
                            data-variant=item.danger.then_some("danger")
                            aria-disabled=item.disabled.then_some("true")
                            on:click=heard(move |_| pick(index))
                        >
                            {item.icon.map(|name| view! { <Icon name=name /> })}
                            {item.label}
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    let list = {
        let id = id.clone();
        move || {
            let (id, rows, list_key) = (id.clone(), rows.clone(), list_key.clone());
            open.get().then(move || {
                view! {
                    <ul class="lp-menu" id=id role="menu" aria-label=attr(move || label.get()) on:keydown=heard(list_key)>
                        {live(rows)}
                    </ul>
                }
            })
        }
    };
    view! {
        <div class="lp-menu-wrap" node_ref=wrap data-align=align_end.then_some("end") on:focusout=heard(left)>
            <button
                type="button"
                class=if label_hidden { "lp-icon-button" } else { "lp-button" }
                id=button_id
                aria-haspopup="menu"
                aria-expanded=attr(move || open.get().to_string())
                aria-controls=id
                aria-label=attr(move || label_hidden.then(|| label.get()))
                on:click=heard(move |_| {
                    if open.get_untracked() {
                        open.set(false);
                    } else {
                        open_at(0);
                    }
                })
                on:keydown=heard(button_key)
            >
                <Icon name=icon />
                {live(move || (!label_hidden).then(|| label.get()))}
            </button>
            {list}
        </div>
    }
}

/// The next item whose label begins with the letter, after the present one and round again.
fn starting_with(items: &[MenuItem], key: &str, current: usize) -> Option<usize> {
    let mut characters = key.chars();
    let (Some(letter), None) = (characters.next(), characters.next()) else { return None };
    let letter = letter.to_lowercase().next()?;
    (1..=items.len())
        .map(|step| (current + step) % items.len())
        .find(|&index| items[index].label.chars().next().and_then(|first| first.to_lowercase().next()) == Some(letter))
}

#[cfg(test)]
mod tests {
    use super::{MenuItem, starting_with};

    fn items(labels: &[&str]) -> Vec<MenuItem> {
        labels.iter().map(|label| MenuItem { label: (*label).to_owned(), ..MenuItem::default() }).collect()
    }

    #[test]
    fn a_letter_goes_to_the_next_item_that_begins_with_it() {
        let items = items(&["Balas", "Salin teks", "Buang"]);
        assert_eq!(starting_with(&items, "b", 0), Some(2));
        assert_eq!(starting_with(&items, "B", 2), Some(0));
    }

    #[test]
    fn named_keys_and_unknown_letters_go_nowhere() {
        let items = items(&["Balas"]);
        assert_eq!(starting_with(&items, "Backspace", 0), None);
        assert_eq!(starting_with(&items, "z", 0), None);
        assert_eq!(starting_with(&[], "z", 0), None);
    }
}
