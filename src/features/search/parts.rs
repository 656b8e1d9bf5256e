//! Parts of the search pages that are fetched when they are asked for.
//!
//! Owns which they are and what stands in their place meanwhile. `app` puts them in context.

use leptos::prelude::*;

use super::{filters::FiltersAsk, why::ReceiptAsk};
use crate::{
    i18n::Key,
    platform::part::Part,
    state::locale::use_i18n,
    ui::{LaterWords, later},
};

/// The parts of the search pages.
#[derive(Clone, Copy)]
pub struct SearchParts {
    /// Filters and weights.
    pub filters: Part<FiltersAsk, AnyView>,
    /// Why a result stands where it stands.
    pub receipt: Part<ReceiptAsk, AnyView>,
}

fn words() -> LaterWords {
    let i18n = use_i18n();
    LaterWords {
        waiting: i18n.label(Key::CommonLoading),
        title: i18n.label(Key::ErrorLoad),
        text: i18n.label(Key::AppPartAbsent),
        retry: i18n.label(Key::CommonRetry),
    }
}

/// The filters, or `rows` of grey; nothing outside of the app.
pub(super) fn filters(ask: FiltersAsk, rows: usize) -> Option<AnyView> {
    use_context::<SearchParts>().map(|parts| later(parts.filters, ask, rows, words()))
}

/// The receipt of a result.
pub(super) fn receipt(ask: ReceiptAsk) -> Option<AnyView> {
    use_context::<SearchParts>().map(|parts| later(parts.receipt, ask, 1, words()))
}
