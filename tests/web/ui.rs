//! Controls by keyboard and focus, and the list of any length.

use std::sync::Arc;

use lepas::ui::{ComboOption, Combobox, Dialog, Tab, Tabs, VirtualList};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{count, find, has_focus, mount, press, settle};

#[wasm_bindgen_test]
async fn a_closed_dialog_gives_the_focus_back() {
    let open = RwSignal::new(false);
    let corner = mount(move || {
        view! {
            <button id="opener" on:click=move |_| open.set(true)>"open"</button>
            <Dialog open=open on_close=Callback::new(move |()| open.set(false)) title="Judul" close_label="Tutup">
                <input id="inside" />
            </Dialog>
        }
    });
    let opener = find(&corner, "#opener");
    opener.focus().unwrap();
    opener.click();
    settle().await;
    let dialog = find(&corner, "dialog");
    assert!(dialog.has_attribute("open") && !has_focus(&opener));
    open.set(false);
    settle().await;
    assert!(!dialog.has_attribute("open") && has_focus(&opener));
}

#[wasm_bindgen_test]
async fn tabs_move_with_the_arrows_and_only_one_is_in_the_tab_order() {
    let selected = RwSignal::new("a".to_owned());
    let tabs = ["a", "b", "c"].map(|value| Tab { value: value.to_owned(), label: value.to_owned() }).to_vec();
    let corner = mount(move || {
        view! { <Tabs group="test" label="Bagian" tabs=tabs selected=selected on_select=Callback::new(move |value| selected.set(value)) /> }
    });
    settle().await;
    assert_eq!(count(&corner, "[role=tab][tabindex=\"0\"]"), 1);
    press(&find(&corner, "[role=tab][aria-selected=true]"), "ArrowRight");
    settle().await;
    assert_eq!(selected.get_untracked(), "b");
    press(&find(&corner, "[role=tab][aria-selected=true]"), "End");
    settle().await;
    assert_eq!(selected.get_untracked(), "c");
}

#[wasm_bindgen_test]
async fn a_combobox_is_filled_by_keys_alone() {
    let (value, picked) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let options = ["rust", "ruby"]
        .map(|name| ComboOption { value: name.to_owned(), label: name.to_owned(), note: None })
        .to_vec();
    let corner = mount(move || {
        view! {
            <Combobox
                label="Keahlian"
                list_label="Saran"
                value=value
                on_input=Callback::new(move |text| value.set(text))
                options=options
                on_pick=Callback::new(move |name| picked.set(name))
            />
        }
    });
    let input: web_sys::HtmlInputElement = find(&corner, "input").unchecked_into();
    input.focus().unwrap();
    input.set_value("ru");
    let options = web_sys::EventInit::new();
    options.set_bubbles(true);
    input.dispatch_event(&web_sys::Event::new_with_event_init_dict("input", &options).unwrap()).unwrap();
    settle().await;
    assert_eq!(input.get_attribute("aria-expanded").as_deref(), Some("true"));
    press(&input, "ArrowDown");
    press(&input, "ArrowDown");
    settle().await;
    let active = input.get_attribute("aria-activedescendant").unwrap_or_default();
    assert!(!active.is_empty());
    press(&input, "Enter");
    settle().await;
    assert_eq!(picked.get_untracked(), "ruby");
    press(&input, "Escape");
    settle().await;
    assert_eq!(input.get_attribute("aria-expanded").as_deref(), Some("false"));
}

#[wasm_bindgen_test]
async fn a_hundred_thousand_rows_are_sixty_nodes_at_most() {
    let items = Arc::new((0..100_000_u32).collect::<Vec<_>>());
    let row = |item: u32, _: Signal<usize>| view! { <p class="row-of-test">{item}</p> };
    let corner = mount(move || view! { <VirtualList items=items label="Panjang" estimate=40.0 row=row /> });
    settle().await;
    let shown = count(&corner, ".row-of-test");
    assert!((1..=60).contains(&shown), "{shown}");
    assert!(corner.scroll_height() > 100_000, "{}", corner.scroll_height());
    web_sys::window().unwrap().scroll_to_with_x_and_y(0.0, 1_000_000.0);
    settle().await;
    let first: u32 = find(&corner, ".row-of-test").inner_text().parse().unwrap();
    assert!(first > 1_000 && count(&corner, ".row-of-test") <= 60, "{first}");
    web_sys::window().unwrap().scroll_to_with_x_and_y(0.0, 0.0);
    corner.remove();
}
