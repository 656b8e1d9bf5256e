//! What a skill pays: the middle half of what postings offer, or of what people ask, and what that rests on.
//!
//! Owns which skill is meant, from how many amounts on something is said, and the words. Asks the worker when the box is open
//! and the search has come to rest, never with a keystroke.

use lepas_api::index::{IndexKind, field};
use lepas_search::{FacetFilter, HistogramRequest, Query, Spread};
use leptos::prelude::*;

use super::{
    about::written,
    controller::Controller,
    fold::fold,
    pay_filter::{bars, counted},
    rank::whole,
    state::{PAY_EDGES, SearchState},
};
use crate::{
    i18n::{Key, fill, text},
    platform::{media, task},
    state::{locale::use_i18n, pay},
    ui::{FactSource, Histogram, effect},
};

/// Fewest amounts of which something is said: fewer would say more about one posting than about a skill.
const FEWEST: u32 = 5;

/// The guide.
///
/// | prop | meaning |
/// | --- | --- |
/// | `controller` | the search |
#[component]
pub(crate) fn Guide(controller: Controller) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(media::matches(super::page::BESIDE));
    let found = RwSignal::new(None::<(String, Spread)>);
    effect(move || {
        // Once the first answer is there; before that the index is on its way.
        if controller.settled.get() > 0 && open.get() {
            ask(controller, found);
        }
    });
    let body = move || {
        let locale = i18n.locale();
        let Some((skill, spread)) = found.get() else {
            return view! { <p class="sm soft">{text(locale, Key::SearchGuideNone)}</p> }.into_any();
        };
        let known = spread.histogram.stated + spread.histogram.estimated;
        let count = whole(locale, known as usize);
        let number = |count: u32| Signal::stored(whole(locale, count as usize));
        let sources = view! {
            <div class="lp-three">
                {counted(FactSource::Stated, Key::SearchPayStated, number(spread.histogram.stated))}
                {counted(FactSource::Estimated, Key::SearchPayEstimated, number(spread.histogram.estimated))}
                {counted(FactSource::Unknown, Key::SearchPayUnknown, number(spread.histogram.unknown))}
            </div>
        };
        let Some([low, middle, high]) = spread.quartiles.filter(|_| known >= FEWEST) else {
            let values = [("skill", skill.as_str()), ("count", &count), ("least", &whole(locale, FEWEST as usize))];
            return view! {
                <p class="sm">{fill(text(locale, Key::SearchGuideFew), &values)}</p>
                {sources}
            }
            .into_any();
        };
        let inside = (bucket(low), bucket(high) + 1);
        let bars = bars(&spread.histogram);
        let [low, middle, high] = [low, middle, high].map(|dollars| pay::local(locale, dollars));
        let values =
            [("skill", skill.as_str()), ("count", &count), ("low", &low), ("high", &high), ("middle", &middle)];
        view! {
            <Histogram bars=Signal::stored(bars) inside=Signal::stored(inside) />
            <p class="sm">{fill(text(locale, Key::SearchGuideHalf), &values)}</p>
            {sources}
        }
        .into_any()
    };
    let title = if controller.kind == IndexKind::Jobs { Key::SearchGuideJobs } else { Key::SearchGuideTalent };
    fold("guide", i18n.label(title), open, body.into_any())
}

fn ask(controller: Controller, found: RwSignal<Option<(String, Spread)>>) {
    let asked = controller.state.get_untracked();
    task::spawn(async move {
        let skills = skills(controller, &asked).await;
        let spread = match skills.is_empty() {
            true => None,
            false => controller.service().spread(controller.kind, question(&skills)).await,
        };
        // What was asked for meanwhile is answered next.
        if controller.state.try_get_untracked() == Some(asked) {
            found.try_set(spread.map(|spread| (skills.join(", "), spread)));
        }
    });
}

/// The skills that are filtered by, otherwise the one that was typed.
async fn skills(controller: Controller, state: &SearchState) -> Vec<String> {
    let chosen = state.filters.iter().filter(|(facet, _)| facet == field::SKILL).flat_map(|(_, values)| values);
    let chosen: Vec<String> = chosen.filter(|value| !value.is_empty()).cloned().collect();
    if chosen.is_empty() {
        written(controller, field::SKILL, state.text.trim()).await.into_iter().collect()
    } else {
        chosen
    }
}

/// Everything with one of the skills, whatever else is filtered by.
fn question(skills: &[String]) -> Query {
    Query {
        filters: vec![FacetFilter { facet: field::SKILL.to_owned(), values: skills.to_vec() }],
        histograms: vec![HistogramRequest { number: field::PAY.to_owned(), edges: PAY_EDGES.to_vec() }],
        limit: 0,
        ..Query::default()
    }
}

/// The bar that an amount falls into.
fn bucket(dollars: f64) -> usize {
    PAY_EDGES.partition_point(|edge| *edge <= dollars).saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_falls_into_the_bar_that_is_drawn_for_it() {
        assert_eq!((bucket(0.0), bucket(4.9), bucket(5.0), bucket(199.0)), (0, 0, 1, 13));
        assert_eq!(bucket(5_000.0), PAY_EDGES.len() - 1, "the last bar takes everything above");
    }
}
