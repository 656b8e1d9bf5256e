//! Beside the results: what matters to the reader, and how to read facts.

use leptos::prelude::*;

use super::{
    about::About,
    controller::Controller,
    rank::name,
    weigh::{self, Piece},
};
use crate::{
    i18n::{Key, fill, text},
    state::locale::use_i18n,
    ui::{Button, ButtonSize, ButtonVariant, FactDot, FactSource, Slider, Swatch, live, memo},
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
        <About controller=controller />
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

/// One slider for each piece that counts. They always add up to 100: moving one moves the others.
#[component]
fn Weights(controller: Controller) -> impl IntoView {
    let i18n = use_i18n();
    let kind = controller.kind;
    let word = move |key: Key| move || text(i18n.locale(), key);
    let points = memo(move || {
        controller.state.with(|state| controller.reader.with(|reader| weigh::points(kind, state, reader)))
    });
    // Which sliders there are; moving one of them must not draw it anew.
    let counting = memo(move || points.with(|points| points.iter().map(|(piece, _)| *piece).collect::<Vec<_>>()));
    let set = move |piece: Piece, to: u32| {
        let to = u8::try_from(to).unwrap_or(100);
        controller.slide(|state| controller.reader.with_untracked(|reader| weigh::set(kind, state, reader, piece, to)));
    };
    let slider = move |piece: Piece| {
        let held =
            move || points.with(|points| points.iter().find(|(held, _)| *held == piece).map_or(0, |(_, to)| *to));
        view! {
            <Slider
                value=Signal::derive(move || u32::from(held()))
                on_change=Callback::new(move |to| set(piece, to))
                on_settle=Callback::new(move |()| controller.settle())
            >
                <Swatch part=piece.slot() />
                {live(move || name(i18n.locale(), kind, piece))}
            </Slider>
        }
    };
    let idle = move || {
        let silent = Piece::all(kind).iter().filter(|(piece, _)| counting.with(|counting| !counting.contains(piece)));
        let names: Vec<&str> = silent.map(|(piece, _)| name(i18n.locale(), kind, *piece)).collect();
        let words = || fill(text(i18n.locale(), Key::SearchWeightsIdle), &[("parts", &names.join(", "))]);
        (!names.is_empty()).then(|| view! { <p class="xs quiet">{words()}</p> })
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
                    on_press=Callback::new(move |()| controller.edit(|state| state.weights.clear()))
                >
                    {word(Key::SearchWeightsReset)}
                </Button>
            </div>
            <p class="sm soft">{word(Key::SearchWeightsText)}</p>
            {live(move || counting.get().into_iter().map(slider).collect_view())}
            <p class="lp-weight__sum">
                <span>{word(Key::SearchWeightsSum)}</span>
                <b class="num">"100"</b>
            </p>
            {live(idle)}
        </section>
    }
}
