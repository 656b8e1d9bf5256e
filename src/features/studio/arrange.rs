//! Buttons that move an entry up and down and take it away; the same for skills, works, services and languages.

use leptos::prelude::*;

use super::form::use_form;
use crate::{i18n::Key, ui::IconButton};

/// Where an entry is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    /// One place towards the beginning.
    Earlier,
    /// One place towards the end.
    Later,
    /// Out of the list.
    Away,
}

/// The three buttons of one entry.
///
/// | prop | meaning |
/// | --- | --- |
/// | `name` | of the entry, for the names of the buttons |
/// | `first`, `last` | where it stands, so that a way that leads nowhere says so |
/// | `sideways` | arrows left and right, for entries in a row |
#[component]
pub(super) fn Arrange(
    #[prop(into)] name: Signal<String>,
    #[prop(into)] first: Signal<bool>,
    #[prop(into)] last: Signal<bool>,
    #[prop(optional)] sideways: bool,
    on_move: Callback<Move>,
) -> impl IntoView {
    let i18n = use_form().i18n;
    let named = move |key: Key| Signal::derive(move || i18n.fill(key, &[("name", &name.get())]));
    let (earlier, later) = if sideways { ("chevron-left", "chevron-right") } else { ("arrow-up", "arrow-down") };
    view! {
        <IconButton
            icon=earlier
            label=named(Key::StudioMoveEarlier)
            disabled=first
            on_press=Callback::new(move |()| on_move.run(Move::Earlier))
        />
        <IconButton
            icon=later
            label=named(Key::StudioMoveLater)
            disabled=last
            on_press=Callback::new(move |()| on_move.run(Move::Later))
        />
        <IconButton
            icon=if sideways { "x" } else { "trash-2" }
            label=named(Key::StudioRemove)
            on_press=Callback::new(move |()| on_move.run(Move::Away))
        />
    }
    .into_any()
}

/// Does to a list what a button said.
pub(super) fn apply<T>(list: &mut Vec<T>, at: usize, wanted: Move) {
    match wanted {
        Move::Earlier => super::read::shift(list, at, false),
        Move::Later => super::read::shift(list, at, true),
        Move::Away => {
            if at < list.len() {
                list.remove(at);
            }
        }
    }
}
