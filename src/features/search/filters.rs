//! What stands beside the results on a wide screen: filters, weights and how to read facts.
//!
//! Owns their arrangement and the foot of the sheet they are in on a phone. A part of the program of its own.

use lepas_api::{Locale, index::IndexKind};
use leptos::prelude::*;

use super::{
    controller::Controller, facet_group::FacetGroup, guide::Guide, labels, pay_filter::PayFilter, rank::whole,
    saved_list::SavedSearches, side::Side, standing::Where, state,
};
use crate::{
    i18n::{Key, fill, plural, text},
    platform::dom,
    state::locale::use_i18n,
    ui::{Button, ButtonVariant, live},
};

/// What is asked of the part: which column, and for which search.
#[derive(Clone, Copy)]
pub struct FiltersAsk {
    controller: Controller,
    /// Whether the sheet is open; `None` asks for the column at the other side.
    sheet: Option<RwSignal<bool>>,
}

impl FiltersAsk {
    /// The filters.
    pub(super) fn panel(controller: Controller, sheet: RwSignal<bool>) -> Self {
        Self { controller, sheet: Some(sheet) }
    }

    /// What stands at the other side.
    pub(super) fn side(controller: Controller) -> Self {
        Self { controller, sheet: None }
    }

    /// Draws it.
    #[must_use]
    pub fn view(self) -> AnyView {
        let controller = self.controller;
        match self.sheet {
            Some(sheet) => view! { <Panel controller=controller sheet=sheet /> }.into_any(),
            None => view! { <Side controller=controller /> }.into_any(),
        }
    }
}

#[component]
fn Panel(controller: Controller, sheet: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let close = move || {
        sheet.set(false);
        dom::focus("open-filters");
    };
    let foot = move || {
        sheet.get().then(|| {
            view! {
                <div class="lp-filters__foot">
                    <Button
                        variant=ButtonVariant::Quiet
                        on_press=Callback::new(move |()| controller.edit(|state| *state = state.without_filters()))
                    >
                        {live(move || text(i18n.locale(), Key::SearchFiltersClear))}
                    </Button>
                    <Button variant=ButtonVariant::Primary class="grow" on_press=Callback::new(move |()| close())>
                        {live(move || shown(i18n.locale(), controller))}
                    </Button>
                </div>
            }
        })
    };
    view! {
        <SavedSearches controller=controller />
        {(controller.kind == IndexKind::Talent).then(|| view! { <Where controller=controller /> })}
        <PayFilter controller=controller />
        <Guide controller=controller />
        {state::facets(controller.kind)
            .iter()
            .map(|name| view! { <FacetGroup controller=controller name=*name /> })
            .collect_view()}
        {(controller.kind == IndexKind::Talent).then(|| view! { <Side controller=controller /> })}
        {live(foot)}
    }
}

/// The words of the button that leaves the sheet: what it will show.
fn shown(locale: Locale, controller: Controller) -> String {
    let total = controller.answer.with(|answer| answer.as_ref().map_or(0, |answer| answer.total));
    let (one, other) = labels::count_keys(controller.kind);
    let count = fill(plural(locale, total as u64, one, other), &[("count", &whole(locale, total))]);
    fill(plural(locale, total as u64, Key::SearchFiltersShowOne, Key::SearchFiltersShowOther), &[("count", &count)])
}
