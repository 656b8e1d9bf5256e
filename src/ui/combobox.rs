//! A text field with suggestions, after the ARIA 1.2 pattern: the focus stays in the field, the list is pointed at.
//! Owns opening, closing, keys and marking; leaves finding suggestions to its caller.

use leptos::{
    ev::{FocusEvent, KeyboardEvent, MouseEvent},
    prelude::*,
};

use super::{
    follow::{attr, heard, memo},
    ids::unique_id,
    text_field::{FieldError, FieldHelp, FieldLabel, describe},
};
use crate::platform::ui_dom;

/// A suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComboOption {
    /// What is reported.
    pub value: String,
    /// What is read; the part that was typed is marked in it.
    pub label: String,
    /// A quiet remark at the end of the line, such as a count.
    pub note: Option<String>,
}

/// A field with suggestions.
///
/// | prop | meaning |
/// | --- | --- |
/// | `label`, `help`, `error`, `placeholder` | as in `TextField` |
/// | `value`, `on_input` | the controlled text and each change of it |
/// | `options` | suggestions for the present text |
/// | `list_label` | name of the list of suggestions |
/// | `on_pick` | value of the suggestion taken |
/// | `free_text` | Enter and the comma take what was typed when no suggestion is pointed at |
#[component]
pub fn Combobox(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] list_label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_input: Callback<String>,
    #[prop(into)] options: Signal<Vec<ComboOption>>,
    #[prop(into)] on_pick: Callback<String>,
    #[prop(optional)] free_text: bool,
    #[prop(optional, into)] help: MaybeProp<String>,
    #[prop(optional, into)] error: MaybeProp<String>,
    #[prop(optional, into)] placeholder: MaybeProp<String>,
) -> impl IntoView {
    let id = unique_id("combo");
    let list_id = format!("{id}-list");
    let option_id = {
        let list_id = list_id.clone();
        move |index: usize| format!("{list_id}-{index}")
    };
    let (help_id, error_id) = (format!("{id}-help"), format!("{id}-error"));
    let described = describe(help, error, help_id.clone(), error_id.clone());

    let wanted = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    let count = memo(move || options.with(Vec::len));
    let open = memo(move || wanted.get() && count.get() > 0);
    // Suggestions may have become fewer since the arrow was pressed.
    let pointed = memo(move || active.get().filter(|index| open.get() && *index < count.get()));

    let close = move || {
        wanted.set(false);
        active.set(None);
    };
    let pick = move |index: usize| {
        let taken = options.with_untracked(|options| options.get(index).map(|option| option.value.clone()));
        if let Some(taken) = taken {
            close();
            on_pick.run(taken);
        }
    };
    let point = {
        let option_id = option_id.clone();
        move |index: Option<usize>| {
            active.set(index);
            if let Some(index) = index {
                let option_id = option_id(index);
                ui_dom::next_frame(move || ui_dom::reveal_by_id(&option_id));
            }
        }
    };
    let key = move |event: KeyboardEvent| {
        // Keys that choose a character in an input method are not ours.
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" => {
                event.prevent_default();
                wanted.set(true);
                point(step(pointed.get_untracked(), count.get_untracked(), event.key() == "ArrowDown"));
            }
            "Enter" | "," => {
                let typed = value.get_untracked();
                let typed = typed.trim();
                if let (Some(index), "Enter") = (pointed.get_untracked(), event.key().as_str()) {
                    event.prevent_default();
                    pick(index);
                } else if free_text && !typed.is_empty() {
                    event.prevent_default();
                    close();
                    on_pick.run(typed.to_owned());
                }
            }
            "Escape" if open.get_untracked() => {
                // The dialog around it stays open.
                event.stop_propagation();
                event.prevent_default();
                close();
            }
            "Tab" => close(),
            _ => {}
        }
    };
    let rows = {
        let option_id = option_id.clone();
        move || {
            let typed = value.get();
            options
                .get()
                .into_iter()
                .enumerate()
                .map(|(index, option)| {
                    view! {
                        <li
                            id=option_id(index)
                            role="option"
                            aria-selected=attr(move || (pointed.get() == Some(index)).to_string())
                            // The field must not lose the focus before the click arrives.
                            on:mousedown=heard(|event: MouseEvent| event.prevent_default())
                            on:click=heard(move |_| pick(index))
                        >
                            <span>{marked(&option.label, &typed)}</span>
                            {option.note.map(|note| view! { <span>{note}</span> })}
                        </li>
                    }
                })
                .collect_view()
        }
    };
    let list = {
        let list_id = list_id.clone();
        move || {
            let (list_id, rows) = (list_id.clone(), rows.clone());
            open.get().then(move || {
                view! {
                    <ul class="lp-listbox lp-combo__popup" id=list_id role="listbox" aria-label=attr(move || list_label.get())>
                        {rows}
                    </ul>
                }
            })
        }
    };
    view! {
        <div class="lp-combo">
            <FieldLabel target=id.clone() label=label />
            <div class="lp-combo__field">
                <input
                    class="lp-input"
                    id=id
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-autocomplete="list"
                    aria-expanded=attr(move || open.get().to_string())
                    aria-controls=list_id
                    aria-activedescendant=attr(move || pointed.get().map(&option_id))
                    aria-invalid=attr(move || error.get().map(|_| "true"))
                    aria-describedby=described
                    placeholder=attr(move || placeholder.get())
                    prop:value=attr(move || value.get())
                    on:input=heard(move |event| {
                        wanted.set(true);
                        active.set(None);
                        on_input.run(event_target_value(&event));
                    })
                    on:click=heard(move |_| wanted.set(true))
                    on:keydown=heard(key)
                    on:blur=heard(move |_: FocusEvent| close())
                />
                {list}
            </div>
            <FieldHelp id=help_id text=help />
            <FieldError id=error_id text=error />
        </div>
    }
}

/// The next suggestion in a direction; after the last comes none, and then the first again.
fn step(from: Option<usize>, count: usize, down: bool) -> Option<usize> {
    match (from, down) {
        _ if count == 0 => None,
        (None, true) => Some(0),
        (None, false) => Some(count - 1),
        (Some(index), true) => (index + 1 < count).then_some(index + 1),
        (Some(index), false) => index.checked_sub(1),
    }
}

/// The label with what was typed marked in it.
fn marked(label: &str, typed: &str) -> impl IntoView + use<> {
    let (before, hit, after) = split_match(label, typed.trim());
    let hit = (!hit.is_empty()).then(|| view! { <mark>{hit.to_owned()}</mark> });
    view! {
        {before.to_owned()}
        {hit}
        {after.to_owned()}
    }
}

/// Splits `label` around the first place that equals `typed`, upper and lower case alike.
fn split_match<'a>(label: &'a str, typed: &str) -> (&'a str, &'a str, &'a str) {
    if !typed.is_empty() {
        for (start, _) in label.char_indices() {
            if let Some(length) = matching_length(&label[start..], typed) {
                return (&label[..start], &label[start..start + length], &label[start + length..]);
            }
        }
    }
    (label, "", "")
}

/// Bytes of `text` that equal `start` but for case, if it begins with it.
fn matching_length(text: &str, start: &str) -> Option<usize> {
    let mut wanted = start.chars().flat_map(char::to_lowercase).peekable();
    for (index, character) in text.char_indices() {
        if wanted.peek().is_none() {
            return Some(index);
        }
        for lower in character.to_lowercase() {
            if wanted.next() != Some(lower) {
                return None;
            }
        }
    }
    wanted.peek().is_none().then_some(text.len())
}

#[cfg(test)]
mod tests {
    use super::{split_match, step};

    #[test]
    fn the_typed_part_is_found_whatever_its_case() {
        assert_eq!(split_match("Pengelola Java EE", "java"), ("Pengelola ", "Java", " EE"));
        assert_eq!(split_match("ÉCRITURE", "éc"), ("", "ÉC", "RITURE"));
    }

    #[test]
    fn nothing_is_marked_when_nothing_matches_or_nothing_was_typed() {
        assert_eq!(split_match("Java", "rust"), ("Java", "", ""));
        assert_eq!(split_match("Java", ""), ("Java", "", ""));
    }

    #[test]
    fn arrows_walk_the_list_and_pass_through_the_field() {
        assert_eq!(step(None, 3, true), Some(0));
        assert_eq!(step(Some(2), 3, true), None);
        assert_eq!(step(None, 3, false), Some(2));
        assert_eq!(step(Some(0), 3, false), None);
        assert_eq!(step(None, 0, true), None);
    }
}
