//! "Why here?": a button in the row and the receipt below the row that it opens.

use lepas_api::{Locale, index::IndexKind};
use lepas_search::Part;
use leptos::prelude::*;

use super::{
    controller::Controller,
    parts::receipt,
    rank::{self, Reasons},
    rows::Place,
    standing::under_receipt,
    weigh,
};
use crate::{
    i18n::{Key, fill, text},
    ui::{Icon, Receipt, attr, heard, live, unique_id},
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
            aria-expanded=attr(move || opening.open.get().to_string())
            aria-controls=opening.id.get_value()
            on:click=heard(move |_| opening.open.update(|open| *open = !*open))
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
/// | `controller` | the search |
/// | `parts` | the engine's parts of the score, in order |
/// | `reasons` | what stands behind them |
/// | `place` | place in the list |
#[component]
pub(crate) fn WhyReceipt(
    locale: Locale,
    opening: Opening,
    controller: Controller,
    parts: Vec<Part>,
    reasons: Reasons,
    place: Place,
) -> impl IntoView {
    let held = StoredValue::new((parts, reasons));
    let receipt = move || {
        let place = (place.0, place.1.get());
        opening.open.get().then(|| {
            let (parts, reasons) = held.get_value();
            receipt(ReceiptAsk { locale, controller, parts, reasons, place })
        })
    };
    view! {
        <div class="lp-job__nota" id=opening.id.get_value() data-open=attr(move || opening.open.get().then_some(""))>
            {live(receipt)}
        </div>
    }
}

/// What the receipt needs to know. Drawing it is a part of the program of its own, fetched at the first "why".
#[derive(Clone)]
pub struct ReceiptAsk {
    locale: Locale,
    controller: Controller,
    parts: Vec<Part>,
    reasons: Reasons,
    place: (usize, usize),
}

impl ReceiptAsk {
    /// Draws it.
    #[must_use]
    pub fn view(self) -> AnyView {
        let Self { locale, controller, parts, reasons, place } = self;
        let mut reader = controller.reader.get();
        reader.skills = controller.state.with_untracked(|state| weigh::wanted(state, &reader));
        let (lines, total) = rank::receipt(locale, controller.kind, &parts, &reasons, &reader);
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
            >
                {(controller.kind == IndexKind::Jobs).then(|| under_receipt(controller, locale, place.0))}
            </Receipt>
        }
        .into_any()
    }
}
