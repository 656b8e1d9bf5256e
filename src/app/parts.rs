//! Everything that is not there from the start: pages, and services that only somebody who is signed in needs.
//!
//! Owns the list. Where the program is cut is said in `src/main.rs`; what a page shows stays with the page.

use leptos::prelude::*;

use crate::{
    features::search::SearchParts,
    i18n::Key,
    platform::part::Part,
    state::locale::use_i18n,
    ui::{LaterWords, later},
};

/// A page.
pub type Page = Part<(), AnyView>;

/// Every part of the program.
#[derive(Clone, Copy)]
#[expect(missing_docs, reason = "named after the pages")]
pub struct Parts {
    pub home: Page,
    pub job_search: Page,
    pub talent_search: Page,
    pub search: SearchParts,
    pub job: Page,
    pub new_job: Page,
    pub studio: Page,
    pub messages: Page,
    pub settings: Page,
    pub sign_in: Page,
    pub sign_up: Page,
    pub live: Part<(), ()>,
}

/// Shows a page, and what stands there until it is here.
pub(super) fn show(page: Page) -> AnyView {
    let i18n = use_i18n();
    let words = LaterWords {
        waiting: i18n.label(Key::CommonLoading),
        title: i18n.label(Key::ErrorLoad),
        text: i18n.label(Key::AppPartAbsent),
        retry: i18n.label(Key::CommonRetry),
    };
    later(page, (), 4, words)
}
