//! Scroll positions of one scrolling element: the end, the top, and holding what is before the reader's eyes in place
//! while things above it change.

use web_sys::{Element, HtmlElement, wasm_bindgen::JsCast};

/// How far from the end still counts as the end, in CSS pixels.
const NEAR_END: i32 = 48;

/// An element and how far its top edge stands from the top of the visible part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    id: String,
    distance: i32,
}

/// True when the end is in sight.
#[must_use]
pub fn is_at_end(scroller: &Element) -> bool {
    scroller.scroll_height() - scroller.scroll_top() - scroller.client_height() <= NEAR_END
}

/// Scrolls to the end.
pub fn to_end(scroller: &Element) {
    scroller.set_scroll_top(scroller.scroll_height());
}

/// Distance between the visible part and the beginning, in CSS pixels.
#[must_use]
pub fn from_start(scroller: &Element) -> i32 {
    scroller.scroll_top()
}

/// Distance between the visible part and the end, in CSS pixels.
#[must_use]
pub fn from_end(scroller: &Element) -> i32 {
    scroller.scroll_height() - scroller.scroll_top() - scroller.client_height()
}

/// The first item of a list that is in sight, among the children of `list` that have an id.
#[must_use]
pub fn anchor(scroller: &Element, list: &Element) -> Option<Anchor> {
    let top = scroller.get_bounding_client_rect().top();
    let children = list.children();
    (0..children.length()).filter_map(|at| children.item(at)).find_map(|child| {
        let place = child.get_bounding_client_rect();
        let id = child.id();
        (!id.is_empty() && place.bottom() > top).then(|| Anchor { id, distance: pixels(place.top() - top) })
    })
}

/// Scrolls so that the anchor stands where it stood. False when it is gone.
pub fn hold(scroller: &Element, anchor: &Anchor) -> bool {
    let Some(child) = scroller.owner_document().and_then(|document| document.get_element_by_id(&anchor.id)) else {
        return false;
    };
    let distance = pixels(child.get_bounding_client_rect().top() - scroller.get_bounding_client_rect().top());
    if distance != anchor.distance {
        scroller.set_scroll_top(scroller.scroll_top() + distance - anchor.distance);
    }
    true
}

/// Scrolls so that the element with this id stands so far below the top of the visible part. False when there is none.
pub fn show(scroller: &Element, id: &str, distance: i32) -> bool {
    hold(scroller, &Anchor { id: id.to_owned(), distance })
}

/// Lets a text area grow to its text, up to what the style sheet allows.
pub fn fit_height(area: &Element) {
    let Some(area) = area.dyn_ref::<HtmlElement>() else { return };
    let style = area.style();
    // Through the object model, which a strict policy allows. A browser that refuses leaves the height as it is.
    let _ = style.set_property("block-size", "auto");
    let frame = area.offset_height() - area.client_height();
    let _ = style.set_property("block-size", &format!("{}px", area.scroll_height() + frame));
}

#[expect(clippy::cast_possible_truncation, reason = "positions on a screen")]
fn pixels(length: f64) -> i32 {
    length.round() as i32
}
