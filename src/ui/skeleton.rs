//! Grey bars of the final size, still, while something is on its way.

use leptos::prelude::*;

use super::follow::live;

/// One bar.
///
/// | prop | meaning |
/// | --- | --- |
/// | `width` | 1 to 4: 18, 36, 58 or 84 percent of the room |
/// | `tall` | the height of a title |
#[component]
pub fn Skeleton(#[prop(default = 4)] width: u8, #[prop(optional)] tall: bool) -> impl IntoView {
    view! { <div class="lp-skel" data-w=width data-h=tall.then_some("2") aria-hidden="true"></div> }
}

/// Rows of a list on their way, announced once.
///
/// | prop | meaning |
/// | --- | --- |
/// | `rows` | how many |
/// | `label` | what is on its way, read out |
#[component]
pub fn SkeletonRows(#[prop(default = 4)] rows: usize, #[prop(into)] label: Signal<String>) -> impl IntoView {
    let lines = (0..rows)
        .map(|_| {
            view! {
                <li>
                    <Skeleton width=3 tall=true />
                    <Skeleton width=2 />
                    <Skeleton width=4 />
                </li>
            }
        })
        .collect_view();
    view! {
        <p class="vh" role="status">
            {live(move || label.get())}
        </p>
        <ul class="lp-boot__lines" aria-hidden="true">
            {lines}
        </ul>
    }
}
