//! A dialog over everything, only for what cannot be undone and for short tasks. The browser keeps the focus inside
//! and gives it back; a click beside the dialog does not close it, because that would lose what was typed.

use leptos::{html, prelude::*};

use super::{
    IconButton,
    follow::{effect, heard, live},
    ids::unique_id,
};

/// A native modal dialog.
///
/// | prop | meaning |
/// | --- | --- |
/// | `open` | shown while true |
/// | `on_close` | Escape or the cross; the caller sets `open` to false |
/// | `title` | its heading and name |
/// | `close_label` | name of the cross |
/// | `large` | 46 rem instead of 30 |
/// | children | drawn while open; end with a `div` of class `lp-dialog__actions` |
#[component]
pub fn Dialog(
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] on_close: Callback<()>,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] close_label: Signal<String>,
    #[prop(optional)] large: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let title_id = unique_id("dialog-title");
    let labelled_by = title_id.clone();
    let node = NodeRef::<html::Dialog>::new();
    effect(move || {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            // Fails only when it is already shown in another way.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let closed = move || {
        if open.get_untracked() {
            on_close.run(());
        }
    };
    view! {
        <dialog
            class="lp-dialog"
            data-size=large.then_some("lg")
            node_ref=node
            aria-labelledby=labelled_by
            // Escape closes without asking: the state has to follow.
            on:close=heard(move |_| closed())
        >
            <div class="lp-dialog__head">
                <h2 id=title_id>{live(move || title.get())}</h2>
                <IconButton icon="x" label=close_label on_press=Callback::new(move |()| closed()) />
            </div>
            {live(move || open.get().then(|| children()))}
        </dialog>
    }
}
