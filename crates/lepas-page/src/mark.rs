//! The Lepas mark: four petals, one of them lifted.
//!
//! Owns its path once, for pages, cards and badges.

use maud::{Markup, html};

/// One petal, pointing up from the middle.
pub(crate) const PETAL: &str = "M0-1.1C4.6-3.2 5.7-8.6 3.5-11.6 2-13.6-2-13.6-3.5-11.6-5.7-8.6-4.6-3.2 0-1.1Z";
/// Where the four petals stand; the last one is lifted.
pub(crate) const PLACES: [&str; 4] = ["rotate(135)", "rotate(225)", "rotate(315)", "translate(1.9 -1.9) rotate(45)"];

/// The mark as an inline picture; CSS gives the colours.
pub(crate) fn mark(class: &str) -> Markup {
    html! {
        svg class=(class) viewBox="-16 -16 32 32" aria-hidden="true" {
            @for place in PLACES { path d=(PETAL) transform=(place) {} }
        }
    }
}
