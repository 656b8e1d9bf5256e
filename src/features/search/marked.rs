//! Text with its matched pieces marked. The text is always a text node, whatever it contains.

use lepas_search::Marked as MarkedText;
use leptos::prelude::*;

/// Pieces of a text in order: (piece, matched).
fn pieces(marked: &MarkedText) -> Vec<(String, bool)> {
    let mut out = Vec::new();
    let mut characters = marked.text.chars();
    let mut at = 0;
    for &(start, end) in &marked.marks {
        let before: String = characters.by_ref().take(start.saturating_sub(at) as usize).collect();
        let hit: String = characters.by_ref().take(end.saturating_sub(start.max(at)) as usize).collect();
        at = end.max(at);
        out.extend([(before, false), (hit, true)].into_iter().filter(|(piece, _)| !piece.is_empty()));
    }
    let rest: String = characters.collect();
    if !rest.is_empty() {
        out.push((rest, false));
    }
    out
}

/// Shows a text with marks.
///
/// | prop | meaning |
/// | --- | --- |
/// | `marked` | the text and where it matched |
#[component]
pub(crate) fn Marked(marked: MarkedText) -> impl IntoView {
    pieces(&marked)
        .into_iter()
        .map(|(piece, hit)| if hit { view! { <mark>{piece}</mark> }.into_any() } else { piece.into_any() })
        .collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, marks: &[(u32, u32)]) -> MarkedText {
        MarkedText { text: text.into(), marks: marks.to_vec() }
    }

    #[test]
    fn pieces_put_together_are_the_text() {
        let found = pieces(&marked("☕ kopi susu", &[(2, 6), (7, 11)]));
        assert_eq!(found, [("☕ ".into(), false), ("kopi".into(), true), (" ".into(), false), ("susu".into(), true)]);
    }

    #[test]
    fn marks_beyond_the_text_do_no_harm() {
        let found = pieces(&marked("<b>", &[(1, 900), (2, 3)]));
        assert_eq!(found.iter().map(|(piece, _)| piece.as_str()).collect::<String>(), "<b>");
    }
}
