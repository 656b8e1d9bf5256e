//! A range between two thumbs and the histogram above it. Owns the arithmetic that keeps the thumbs apart.
//! Number fields that say the same belong to the caller: they are the accessible way to an exact value.

use leptos::prelude::*;

use super::follow::{attr, heard, live};

/// Bars of equal width; those inside the chosen range are strong. A picture only: hidden from assistive technology.
///
/// | prop | meaning |
/// | --- | --- |
/// | `bars` | how many results fall into each bucket |
/// | `inside` | first and one past the last bucket inside the range |
#[component]
pub fn Histogram(#[prop(into)] bars: Signal<Vec<u32>>, #[prop(into)] inside: Signal<(usize, usize)>) -> impl IntoView {
    let rectangles = move || {
        let bars = bars.get();
        let (from, to) = inside.get();
        heights(&bars)
            .into_iter()
            .enumerate()
            .map(|(index, height)| {
                view! {
                    <rect
                        x=format!("{:.1}", index as f64 * 10.0 + 0.6)
                        y=format!("{:.1}", 40.0 - height)
                        width="8.8"
                        height=format!("{height:.1}")
                        data-in=(from..to).contains(&index).then_some("")
                    ></rect>
                }
            })
            .collect_view()
    };
    view! {
        <svg
            class="lp-hist"
            viewBox=move || format!("0 0 {} 40", bars.with(Vec::len).max(1) * 10)
            preserveAspectRatio="none"
            aria-hidden="true"
        >
            {live(rectangles)}
        </svg>
    }
}

/// Heights out of 38. A bucket that holds anything stays visible.
fn heights(bars: &[u32]) -> Vec<f64> {
    let highest = bars.iter().copied().max().unwrap_or(0).max(1);
    bars.iter().map(|&bar| if bar == 0 { 0.0 } else { (f64::from(bar) / f64::from(highest) * 38.0).max(2.0) }).collect()
}

/// Two sliders on one track.
///
/// | prop | meaning |
/// | --- | --- |
/// | `minimum`, `maximum`, `step` | the scale, in the caller's unit |
/// | `low`, `high` | the controlled ends |
/// | `low_label`, `high_label` | names of the thumbs |
/// | `spoken` | turns a value into the words that are read out |
/// | `on_change` | both ends after a move; `low` never passes `high` |
/// | `on_settle` | a thumb was let go, or moved by a key |
#[component]
pub fn RangePair(
    #[prop(into)] minimum: Signal<f64>,
    #[prop(into)] maximum: Signal<f64>,
    #[prop(into)] step: Signal<f64>,
    #[prop(into)] low: Signal<f64>,
    #[prop(into)] high: Signal<f64>,
    #[prop(into)] low_label: Signal<String>,
    #[prop(into)] high_label: Signal<String>,
    #[prop(into)] spoken: Callback<f64, String>,
    #[prop(into)] on_change: Callback<(f64, f64)>,
    #[prop(optional, into)] on_settle: Option<Callback<()>>,
) -> impl IntoView {
    let settle = move |_| settled(on_settle);
    let move_low = move |event| {
        let wanted = number(&event_target_value(&event));
        on_change.run(after_moving_low(wanted, high.get_untracked()));
    };
    let move_high = move |event| {
        let wanted = number(&event_target_value(&event));
        on_change.run(after_moving_high(low.get_untracked(), wanted));
    };
    view! {
        <div class="lp-range-pair">
            <input
                class="lp-range"
                type="range"
                min=attr(move || minimum.get())
                max=attr(move || maximum.get())
                step=attr(move || step.get())
                aria-label=attr(move || low_label.get())
                aria-valuetext=attr(move || spoken.run(low.get()))
                prop:value=attr(move || low.get())
                on:input=heard(move_low)
                on:change=heard(settle)
            />
            <input
                class="lp-range"
                type="range"
                min=attr(move || minimum.get())
                max=attr(move || maximum.get())
                step=attr(move || step.get())
                aria-label=attr(move || high_label.get())
                aria-valuetext=attr(move || spoken.run(high.get()))
                prop:value=attr(move || high.get())
                on:input=heard(move_high)
                on:change=heard(settle)
            />
        </div>
    }
}

/// A slider reports a decimal number; anything else cannot come from it and counts as its lower end.
fn number(text: &str) -> f64 {
    text.parse().unwrap_or(0.0)
}

/// A thumb that meets the other one pushes it along.
fn after_moving_low(wanted: f64, high: f64) -> (f64, f64) {
    (wanted, high.max(wanted))
}

fn after_moving_high(low: f64, wanted: f64) -> (f64, f64) {
    (low.min(wanted), wanted)
}

/// One slider with its name and its value, for weights.
///
/// | prop | meaning |
/// | --- | --- |
/// | `value`, `on_change` | whole number between `minimum` and `maximum` |
/// | `on_settle` | the thumb was let go, or moved by a key |
/// | children | the label: a swatch and a name |
#[component]
pub fn Slider(
    #[prop(into)] value: Signal<u32>,
    #[prop(into)] on_change: Callback<u32>,
    #[prop(optional, into)] on_settle: Option<Callback<()>>,
    #[prop(optional)] minimum: u32,
    #[prop(default = 100)] maximum: u32,
    children: Children,
) -> impl IntoView {
    let id = super::ids::unique_id("slider");
    view! {
        <div class="lp-weight">
            <label for=id.clone()>{children()}</label>
            <output for=id.clone()>{live(move || value.get())}</output>
            <input
                class="lp-range"
                id=id
                type="range"
                min=minimum
                max=maximum
                prop:value=attr(move || value.get().to_string())
                on:input=heard(move |event| {
                    if let Ok(value) = event_target_value(&event).parse() {
                        on_change.run(value);
                    }
                })
                on:change=heard(move |_| settled(on_settle))
            />
        </div>
    }
}

fn settled(on_settle: Option<Callback<()>>) {
    if let Some(on_settle) = on_settle {
        on_settle.run(());
    }
}

#[cfg(test)]
mod tests {
    use super::{after_moving_high, after_moving_low, heights};

    #[test]
    fn a_thumb_pushes_the_other_along() {
        assert_eq!(after_moving_low(7.0, 5.0), (7.0, 7.0));
        assert_eq!(after_moving_high(5.0, 2.0), (2.0, 2.0));
        assert_eq!(after_moving_low(1.0, 5.0), (1.0, 5.0));
    }

    #[test]
    fn a_rare_bucket_stays_visible_and_an_empty_one_does_not() {
        assert_eq!(heights(&[0, 1, 1000]), [0.0, 2.0, 38.0]);
    }

    #[test]
    fn no_results_draw_nothing() {
        assert_eq!(heights(&[0, 0]), [0.0, 0.0]);
        assert!(heights(&[]).is_empty());
    }
}
