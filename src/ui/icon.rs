//! Icons from the sprite in the page. Owns nothing but the reference; the names are listed in `style/icons.txt`.

use leptos::prelude::*;

/// A picture that says the same as the word beside it, so it is hidden from assistive technology.
///
/// | prop | meaning |
/// | --- | --- |
/// | `name` | name in `style/icons.txt`, for example `"bookmark"` |
/// | `large` | drawn a fifth larger |
#[component]
pub fn Icon(name: &'static str, #[prop(optional)] large: bool) -> impl IntoView {
    view! {
        <svg class="lp-icon" data-size=large.then_some("lg") aria-hidden="true">
            <use href=format!("#i-{name}")></use>
        </svg>
    }
}
