//! Parts of the search pages that are fetched when they are asked for.
//!
//! Owns which they are and what stands in their place meanwhile. `app` puts them in context.

use leptos::prelude::*;

use super::{filters::FiltersAsk, why::ReceiptAsk};
use crate::{
    i18n::Key,
    platform::{part::Part, task, timers},
    state::locale::use_i18n,
    ui::{LaterWords, later},
};

/// Milliseconds after which a search page has what it needs itself.
const LATER: u32 = 5_000;

/// The parts of the search pages.
#[derive(Clone, Copy)]
pub struct SearchParts {
    /// Filters and weights.
    pub filters: Part<FiltersAsk, AnyView>,
    /// Why a result stands where it stands.
    pub receipt: Part<ReceiptAsk, AnyView>,
    /// What was kept.
    pub shortlist: Part<(), AnyView>,
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

/// Fetches the shortlist a while after a search page opened, so that what is kept can be opened where there is no network.
pub(super) fn fetch_later() {
    if let Some(parts) = use_context::<SearchParts>() {
        let fetch = move || {
            task::spawn(async move {
                // A part that does not come is asked for again when its page is opened.
                let _ = (parts.shortlist.arrive)().await;
            });
        };
        timers::after(LATER, fetch).detach();
    }
}

/// The receipt of a result.
pub(super) fn receipt(ask: ReceiptAsk) -> Option<AnyView> {
    use_context::<SearchParts>().map(|parts| later(parts.receipt, ask, 1, words()))
}
