//! "Why here?": a button in the row and the receipt below the row that it opens.

use lepas_api::{Locale, PartialDate};
use lepas_search::Part;
use leptos::prelude::*;

use super::{parts::receipt, rank};
use crate::{
    i18n::{Key, fill, text},
    ui::{Icon, Receipt, unique_id},
};

/// Whether a row's receipt is open, and the id that ties button and receipt together.
#[derive(Clone, Copy)]
pub(crate) struct Opening {
    open: RwSignal<bool>,
    id: StoredValue<String>,
}

impl Opening {
    /// A closed one.
    pub(crate) fn new() -> Self {
        Self { open: RwSignal::new(false), id: StoredValue::new(unique_id("why")) }
    }
}

/// The button.
///
/// | prop | meaning |
/// | --- | --- |
/// | `locale` | language |
/// | `opening` | what it opens |
#[component]
pub(crate) fn WhyButton(locale: Locale, opening: Opening) -> impl IntoView {
    view! {
        <button
            class="lp-why"
            type="button"
            aria-expanded=move || opening.open.get().to_string()
            aria-controls=opening.id.get_value()
            on:click=move |_| opening.open.update(|open| *open = !*open)
        >
            <Icon name="chevron-down" />
            {text(locale, Key::SearchWhy)}
        </button>
    }
}

/// The receipt.
///
/// | prop | meaning |
/// | --- | --- |
/// | `locale` | language |
/// | `opening` | whether it shows |
/// | `parts` | the engine's parts of the score |
/// | `posted` | date behind the freshness |
/// | `place` | place in the list, from 1, and the number of results |
#[component]
pub(crate) fn WhyReceipt(
    locale: Locale,
    opening: Opening,
    parts: Vec<Part>,
    posted: Option<PartialDate>,
    place: (usize, usize),
) -> impl IntoView {
    let ask = StoredValue::new(ReceiptAsk { locale, parts, posted, place });
    let receipt = move || opening.open.get().then(|| receipt(ask.get_value()));
    view! {
        <div class="lp-job__nota" id=opening.id.get_value() data-open=move || opening.open.get().then_some("")>
            {receipt}
        </div>
    }
}

/// What the receipt needs to know. Drawing it is a part of the program of its own, fetched at the first "why".
#[derive(Clone)]
pub struct ReceiptAsk {
    locale: Locale,
    parts: Vec<Part>,
    posted: Option<PartialDate>,
    place: (usize, usize),
}

impl ReceiptAsk {
    /// Draws it.
    #[must_use]
    pub fn view(self) -> AnyView {
        let Self { locale, parts, posted, place } = self;
        let (lines, total) = rank::receipt(locale, &parts, posted);
        let (at, of) = (rank::whole(locale, place.0), rank::whole(locale, place.1));
        let words = fill(text(locale, Key::SearchReceiptPlace), &[("place", &at), ("total", &of)]);
        view! {
            <Receipt
                title=format!("{} {words}", text(locale, Key::SearchReceiptTitle))
                aside=text(locale, Key::SearchReceiptFree).to_owned()
                caption=text(locale, Key::SearchReceiptCaption).to_owned()
                lines=lines
                total_label=text(locale, Key::SearchReceiptTotal).to_owned()
                total=total
            />
        }
        .into_any()
    }
}
