//! The kawung petal, drawn as the logo, as the tier glyph and as the picture of an empty state.

use leptos::prelude::*;

/// One petal, pointing up from the origin.
const PETAL: &str = "M0-1.1C4.6-3.2 5.7-8.6 3.5-11.6 2-13.6-2-13.6-3.5-11.6-5.7-8.6-4.6-3.2 0-1.1Z";
/// The petal that was let go, up and to the right.
const LIFTED: &str = "translate(1.9 -1.9) rotate(45)";
/// Order in which the petals of a tier are filled.
const TIER_TURNS: [&str; 4] = ["rotate(315)", "rotate(45)", "rotate(135)", "rotate(225)"];

/// The three petals that stay and the one that is lifted; `class` decides their colours.
#[component]
pub(super) fn Kawung(class: &'static str) -> impl IntoView {
    view! {
        <svg class=class viewBox="-16 -16 32 32" aria-hidden="true">
            <path d=PETAL transform="rotate(135)"></path>
            <path d=PETAL transform="rotate(225)"></path>
            <path d=PETAL transform="rotate(315)"></path>
            <path d=PETAL transform=LIFTED data-on=""></path>
        </svg>
    }
}

/// How well something fits, as filled petals and a word.
///
/// | prop | meaning |
/// | --- | --- |
/// | `petals` | 4 strong, 3 good, 2 stretch; more counts as 4 |
/// | `label` | the word beside it |
#[component]
pub fn TierGlyph(petals: u8, #[prop(into)] label: String) -> impl IntoView {
    let drawn = TIER_TURNS
        .iter()
        .enumerate()
        .map(|(index, turn)| {
            view! {
                <path
                    d=PETAL
                    transform=*turn
                    data-on=(index < usize::from(petals)).then_some("")
                ></path>
            }
        })
        .collect_view();
    view! {
        <span class="lp-tier">
            <svg viewBox="-15 -15 30 30" aria-hidden="true">
                {drawn}
            </svg>
            {label}
        </span>
    }
}
