//! Beside the results: what matters to the reader, and how to read facts.

use leptos::prelude::*;

use super::{
    controller::Controller,
    state::{DEFAULT_FRESHNESS, MAX_FRESHNESS},
};
use crate::{
    i18n::{Key, text},
    state::locale::use_i18n,
    ui::{Button, ButtonSize, ButtonVariant, FactDot, FactSource, RankSlot, Slider, Swatch},
};

/// The side column.
///
/// | prop | meaning |
/// | --- | --- |
/// | `controller` | the search |
#[component]
pub(crate) fn Side(controller: Controller) -> impl IntoView {
    let i18n = use_i18n();
    let word = move |key: Key| move || text(i18n.locale(), key);
    view! {
        <Weights controller=controller />
        <section aria-labelledby="facts-title">
            <h2 class="lp-cap" id="facts-title">
                {word(Key::SearchFactsTitle)}
            </h2>
            <ul class="stack sm" data-gap="1">
                <li>
                    <FactDot source=FactSource::Stated>{word(Key::SearchFactsStated)}</FactDot>
                </li>
                <li>
                    <FactDot source=FactSource::Estimated>{word(Key::SearchFactsEstimated)}</FactDot>
                </li>
                <li>
                    <FactDot source=FactSource::Unknown>{word(Key::SearchFactsUnknown)}</FactDot>
                </li>
            </ul>
        </section>
    }
}

/// Two weights that always sum to 100: moving one moves the other.
#[component]
fn Weights(controller: Controller) -> impl IntoView {
    let i18n = use_i18n();
    let word = move |key: Key| move || text(i18n.locale(), key);
    let freshness = Memo::new(move |_| controller.state.with(|state| state.freshness));
    let set = move |points: u32| {
        let points = u8::try_from(points).unwrap_or(MAX_FRESHNESS).min(MAX_FRESHNESS);
        controller.edit(|state| state.freshness = points);
    };
    view! {
        <section class="lp-panel lp-weights" aria-labelledby="weights-title">
            <div class="row">
                <h2 class="lp-panel__title" id="weights-title">
                    {word(Key::SearchWeightsTitle)}
                </h2>
                <Button
                    class="push"
                    variant=ButtonVariant::Quiet
                    size=ButtonSize::Small
                    on_press=Callback::new(move |()| set(u32::from(DEFAULT_FRESHNESS)))
                >
                    {word(Key::SearchWeightsReset)}
                </Button>
            </div>
            <p class="sm soft">{word(Key::SearchWeightsText)}</p>
            <Slider
                minimum=u32::from(100 - MAX_FRESHNESS)
                maximum=100
                value=Signal::derive(move || 100 - u32::from(freshness.get()))
                on_change=Callback::new(move |points: u32| set(100 - points.min(100)))
            >
                <Swatch part=RankSlot::Skill />
                {word(Key::SearchPartRelevance)}
            </Slider>
            <Slider
                minimum=0
                maximum=u32::from(MAX_FRESHNESS)
                value=Signal::derive(move || u32::from(freshness.get()))
                on_change=Callback::new(set)
            >
                <Swatch part=RankSlot::Fresh />
                {word(Key::SearchPartFreshness)}
            </Slider>
            <p class="lp-weight__sum">
                <span>{word(Key::SearchWeightsSum)}</span>
                <b class="num">"100"</b>
            </p>
        </section>
    }
}
