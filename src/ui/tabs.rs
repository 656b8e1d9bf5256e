//! Tabs within a screen, with a roving tab stop. Tabs that are routes are plain links in a `nav` with the class
//! `lp-tabs`, and need none of this.

use leptos::{ev::KeyboardEvent, prelude::*};

use super::follow::{attr, heard, live, memo};

use super::roving::{Axis, neighbour};
use crate::platform::ui_dom;

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// What is reported, and part of the ids of tab and panel.
    pub value: String,
    /// What is read.
    pub label: String,
}

fn tab_id(group: &str, value: &str) -> String {
    format!("{group}-{value}-tab")
}

fn panel_id(group: &str, value: &str) -> String {
    format!("{group}-{value}-panel")
}

/// The row of tabs. Arrows, Home and End move and select at once.
///
/// | prop | meaning |
/// | --- | --- |
/// | `group` | the same for the tabs and their panels; unique in the page |
/// | `label` | name of the row |
/// | `tabs` | see [`Tab`] |
/// | `selected`, `on_select` | the controlled value and each choice |
#[component]
pub fn Tabs(
    group: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] tabs: Signal<Vec<Tab>>,
    #[prop(into)] selected: Signal<String>,
    #[prop(into)] on_select: Callback<String>,
) -> impl IntoView {
    let key = move |event: KeyboardEvent| {
        let values: Vec<String> = tabs.with_untracked(|tabs| tabs.iter().map(|tab| tab.value.clone()).collect());
        let current = selected.with_untracked(|selected| values.iter().position(|value| value == selected));
        let Some(next) = neighbour(&event.key(), Axis::Horizontal, current, values.len()) else { return };
        if let Some(value) = values.get(next) {
            event.prevent_default();
            ui_dom::focus_by_id(&tab_id(group, value));
            on_select.run(value.clone());
        }
    };
    let buttons = move || {
        tabs.get()
            .into_iter()
            .map(|tab| {
                let (own, reported) = (tab.value.clone(), tab.value.clone());
                let is_selected = memo(move || selected.with(|selected| *selected == own));
                view! {
                    <button
                        type="button"
                        role="tab"
                        id=tab_id(group, &tab.value)
                        aria-controls=panel_id(group, &tab.value)
                        aria-selected=attr(move || is_selected.get().to_string())
                        tabindex=attr(move || if is_selected.get() { "0" } else { "-1" })
                        on:click=heard(move |_| on_select.run(reported.clone()))
                    >
                        {tab.label}
                    </button>
                }
            })
            .collect_view()
    };
    view! {
        <div class="lp-tabs" role="tablist" aria-label=attr(move || label.get()) on:keydown=heard(key)>
            {live(buttons)}
        </div>
    }
}

/// What belongs to a tab; drawn only while the tab is selected, its place stays.
///
/// | prop | meaning |
/// | --- | --- |
/// | `group`, `value` | as in the row of tabs |
/// | `selected` | the same signal as there |
#[component]
pub fn TabPanel(
    group: &'static str,
    #[prop(into)] value: String,
    #[prop(into)] selected: Signal<String>,
    children: ChildrenFn,
) -> impl IntoView {
    let own = value.clone();
    let shown = memo(move || selected.with(|selected| *selected == own));
    view! {
        <div
            role="tabpanel"
            id=panel_id(group, &value)
            aria-labelledby=tab_id(group, &value)
            tabindex="0"
            hidden=attr(move || !shown.get())
        >
            {live(move || shown.get().then(|| children()))}
        </div>
    }
}
