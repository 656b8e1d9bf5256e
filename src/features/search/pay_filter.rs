//! The range of pay with its histogram and the three states of the fact.

use lepas_api::{
    index::{IndexKind, field},
    rates::RATES_DATE,
};
use lepas_search::Histogram as Distribution;
use leptos::prelude::*;

use super::{
    controller::Controller,
    rank::whole,
    state::{PAY_EDGES, PayRange},
};
use crate::{
    i18n::{Key, fill, text},
    platform::{dom, turns::Turn},
    state::{locale::use_i18n, pay},
    ui::{Button, ButtonSize, CheckRow, FactDot, FactSource, Histogram, RangePair, TextField, in_turn, live, memo},
};

/// Bars of the histogram; the last one takes everything above the last edge.
const BARS: usize = PAY_EDGES.len();

/// The range filter.
///
/// | prop | meaning |
/// | --- | --- |
/// | `controller` | the search |
#[component]
pub(crate) fn PayFilter(controller: Controller) -> impl IntoView {
    let i18n = use_i18n();
    let word = move |key: Key| Signal::derive(move || text(i18n.locale(), key).to_owned());
    let range = memo(move || controller.state.with(|state| state.pay));
    let found = memo(move || {
        controller.answer.with(|answer| answer.as_ref().and_then(|answer| answer.histograms.first().cloned()))
    });
    let come = in_turn(move || found.with(|_| ()), || Turn::Later);
    let drawn = memo(move || {
        come.track();
        found.get_untracked()
    });
    let thumbs = memo(move || (thumb(range.get().minimum, 0), thumb(range.get().maximum, BARS)));
    let bars = Signal::derive(move || drawn.get().map(|drawn| bars(&drawn)).unwrap_or_default());
    let slide = move |(low, high): (f64, f64)| {
        controller.slide(|state| {
            state.pay = PayRange { minimum: value(low), maximum: value(high), ..state.pay };
        });
    };
    let spoken = move |position: f64| {
        let locale = i18n.locale();
        value(position)
            .map_or_else(|| text(locale, Key::SearchPayAny).to_owned(), |dollars| pay::dollars(locale, dollars))
    };
    let title = if controller.kind == IndexKind::Jobs { Key::SearchPayJobs } else { Key::SearchPayTalent };
    let count = move |pick: fn(&Distribution) -> u32| {
        Signal::derive(move || whole(i18n.locale(), drawn.with(|drawn| drawn.as_ref().map_or(0, pick)) as usize))
    };
    view! {
        <div class="lp-facet" role="group" aria-labelledby="pay-title">
            <h2 id="pay-title">{word(title)}</h2>
            <Histogram bars=bars inside=Signal::derive(move || thumbs.get()) />
            <RangePair
                minimum=0.0
                maximum=BARS as f64
                step=1.0
                low=Signal::derive(move || thumbs.get().0 as f64)
                high=Signal::derive(move || thumbs.get().1 as f64)
                low_label=word(Key::SearchPayLowest)
                high_label=word(Key::SearchPayHighest)
                spoken=Callback::new(spoken)
                on_change=Callback::new(slide)
                on_settle=Callback::new(move |()| controller.settle())
            />
            <div class="lp-pair">
                <Bound controller=controller upper=false />
                <Bound controller=controller upper=true />
            </div>
            <Removed controller=controller />
            <div class="lp-three">
                {counted(FactSource::Stated, Key::SearchPayStated, count(|drawn| drawn.stated))}
                {counted(FactSource::Estimated, Key::SearchPayEstimated, count(|drawn| drawn.estimated))}
                <CheckRow
                    checked=Signal::derive(move || range.get().is_open() || range.get().unknown)
                    on_change=Callback::new(move |on| controller.edit(|state| state.pay = state.pay.with_unknown(on)))
                    count=count(|drawn| drawn.unknown)
                >
                    <FactDot source=FactSource::Unknown>{word(Key::SearchPayUnknown)}</FactDot>
                </CheckRow>
            </div>
            <p class="xs quiet">
                {live(move || fill(text(i18n.locale(), Key::SearchPayNote), &[("date", RATES_DATE)]))}
            </p>
        </div>
    }
}

/// How many facts there are of a kind.
pub(super) fn counted(source: FactSource, key: Key, count: Signal<String>) -> AnyView {
    view! {
        <p class="lp-check">
            <FactDot source=source>{use_i18n().label(key)}</FactDot>
            <span class="num">{count}</span>
        </p>
    }
    .into_any()
}

/// What the range costs, and the way to let it go, while there are results; without any, the empty list says so.
#[component]
fn Removed(controller: Controller) -> impl IntoView {
    let i18n = use_i18n();
    let removed = memo(move || {
        controller.answer.with(|answer| {
            let answer = answer.as_ref().filter(|answer| answer.total > 0)?;
            let without = answer.loosened.iter().find(|way| way.name == field::PAY)?.total;
            (without > answer.total).then(|| (without - answer.total, without))
        })
    });
    let off = move |()| {
        // The button is about to go, and the focus would go with it.
        dom::focus_heading();
        controller.edit(|state| state.pay = PayRange::default());
    };
    move || {
        removed.get().map(|(removed, of)| {
            let locale = i18n.locale();
            let values = [("removed", whole(locale, removed)), ("total", whole(locale, of))];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            view! {
                <div class="stack" data-gap="2">
                    <p class="sm">{fill(text(locale, Key::SearchPayRemoves), &values)}</p>
                    <p>
                        <Button size=ButtonSize::Small on_press=Callback::new(off)>
                            {text(locale, Key::SearchPayLoosen)}
                        </Button>
                    </p>
                </div>
            }
        })
    }
}

/// A number field that says the same as a thumb; what cannot be read stays typed and is explained.
#[component]
fn Bound(controller: Controller, upper: bool) -> impl IntoView {
    let i18n = use_i18n();
    let typed = RwSignal::new(None::<String>);
    let held = memo(move || controller.state.with(|state| if upper { state.pay.maximum } else { state.pay.minimum }));
    let shown = move || typed.get().unwrap_or_else(|| held.get().map(|value| value.to_string()).unwrap_or_default());
    let error = move || {
        let wrong = typed.get().is_some_and(|typed| read(&typed).is_none());
        wrong.then(|| text(i18n.locale(), Key::SearchPayWrong).to_owned())
    };
    let commit = move |entered: String| match read(&entered) {
        Some(bound) => {
            typed.set(None);
            if bound != held.get_untracked() {
                controller.edit(|state| if upper { state.pay.maximum = bound } else { state.pay.minimum = bound });
            }
        }
        None => typed.set(Some(entered)),
    };
    let label = if upper { Key::SearchPayTo } else { Key::SearchPayFrom };
    view! {
        <TextField
            label=Signal::derive(move || text(i18n.locale(), label).to_owned())
            value=Signal::derive(shown)
            on_input=Callback::new(move |entered| typed.set(Some(entered)))
            on_commit=Callback::new(commit)
            error=Signal::derive(error)
            prefix="US$".to_owned()
            input_mode="decimal"
        />
    }
}

/// `Some(None)` is an open end, `None` is not a number.
pub(crate) fn read(text: &str) -> Option<Option<f64>> {
    let text = text.trim().replace(',', ".");
    if text.is_empty() {
        return Some(None);
    }
    text.parse::<f64>().ok().filter(|value| value.is_finite() && (0.0..=100_000.0).contains(value)).map(Some)
}

pub(super) fn bars(drawn: &Distribution) -> Vec<u32> {
    let mut bars = drawn.counts.clone();
    bars.push(drawn.above);
    bars
}

/// The edge nearest to a bound; an open end stands at `open`.
fn thumb(bound: Option<f64>, open: usize) -> usize {
    bound.map_or(open, |bound| {
        (0..PAY_EDGES.len())
            .min_by(|a, b| (PAY_EDGES[*a] - bound).abs().total_cmp(&(PAY_EDGES[*b] - bound).abs()))
            .unwrap_or(open)
    })
}

/// The bound that a thumb stands at; both far ends are open.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a thumb stands at 0 to 15")]
fn value(position: f64) -> Option<f64> {
    let index = position.round().max(0.0) as usize;
    if index == 0 { None } else { PAY_EDGES.get(index).copied() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thumb_and_its_bound_agree() {
        for index in 1..PAY_EDGES.len() {
            assert_eq!(thumb(value(index as f64), 99), index);
        }
        assert_eq!((value(0.0), value(BARS as f64)), (None, None));
    }

    #[test]
    fn what_cannot_be_read_is_told_apart_from_an_open_end() {
        assert_eq!(read(" "), Some(None));
        assert_eq!(read("12,5"), Some(Some(12.5)));
        assert_eq!((read("abc"), read("-1"), read("inf")), (None, None, None));
    }
}
