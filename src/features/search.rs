//! Search for work and for people: one page for both, differing in facets, words and rows.
//!
//! Owns the views, the address of a search and the wording of results. Leaves ranking to `lepas-search` in its worker,
//! reached through `state::search`, and loading to the worker itself.

mod about;
mod advice;
mod controller;
mod facet_group;
mod filters;
mod fold;
mod guide;
mod job_row;
mod labels;
mod marked;
mod page;
mod parts;
mod passed;
mod pay_filter;
mod person_row;
mod rank;
mod reader;
mod repeats;
mod results;
mod rows;
mod saved;
mod saved_list;
mod shortlist;
mod side;
mod standing;
mod state;
mod toolbar;
mod triage;
mod weigh;
mod why;

use lepas_api::index::IndexKind;
use leptos::prelude::*;

pub use self::{filters::FiltersAsk, parts::SearchParts, shortlist::ShortlistPage, why::ReceiptAsk};
use self::{job_row::job_row, person_row::person_row, rows::Drawn};

/// Search for work.
#[component]
pub fn JobsPage() -> impl IntoView {
    view! { <page::SearchPage kind=IndexKind::Jobs row=Drawn(job_row) /> }
}

/// Search for people.
#[component]
pub fn TalentPage() -> impl IntoView {
    view! { <page::SearchPage kind=IndexKind::Talent row=Drawn(person_row) /> }
}
