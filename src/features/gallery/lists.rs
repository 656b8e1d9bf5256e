//! The list of any length, with rows of different heights, sorted both ways and moved from outside.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Side, Specimen};
use crate::ui::{Button, ButtonSize, VirtualList, VirtualListHandle, live, memo};

const ROWS: u32 = 100_000;

pub(super) fn draw(side: Side) -> AnyView {
    let backwards = RwSignal::new(false);
    let handle = VirtualListHandle::new();
    let items = memo(move || {
        let numbers = 0..ROWS;
        Arc::new(if backwards.get() { numbers.rev().collect::<Vec<_>>() } else { numbers.collect() })
    });
    let first = handle.first_visible();
    view! {
        <Specimen title="Own scroll box">
            <p class="row" data-gap="1">
                <Button size=ButtonSize::Small on_press=Callback::new(move |()| handle.scroll_to(50_000))>
                    "Ke baris 50.001"
                </Button>
                <Button
                    size=ButtonSize::Small
                    pressed=backwards
                    on_press=Callback::new(move |()| backwards.update(|on| *on = !*on))
                >
                    "Balik urutan"
                </Button>
                <span class="sm quiet num">{live(move || format!("baris pertama {}", first.get() + 1))}</span>
            </p>
            <div class="lp-gallery__list" id=format!("list-{}", side.name())>
                <VirtualList items=items row=row label="Seratus ribu baris" estimate=90.0 own_scroll=true handle=handle />
            </div>
        </Specimen>
    }
    .into_any()
}

/// Every third row has a second paragraph, every seventh a third, so that heights differ.
fn row(number: u32, index: Signal<usize>) -> impl IntoView {
    let extra = usize::from(number.is_multiple_of(3)) + usize::from(number.is_multiple_of(7));
    let paragraphs = (0..extra)
        .map(|_| view! { <p class="sm soft">"Kedua paragraf ini hanya membuat barisnya lebih tinggi dari tetangganya."</p> })
        .collect_view();
    view! {
        <article class="lp-gallery__row">
            <h4>
                <a href="#lists">{format!("Lowongan nomor {number}")}</a>
            </h4>
            <p class="xs quiet num">{live(move || format!("tempat {}", index.get() + 1))}</p>
            {paragraphs}
        </article>
    }
}
