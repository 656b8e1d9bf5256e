//! The bar of parts: what was earned, in fixed order and colour, out of a track of 100.

use leptos::prelude::*;

/// Colour of a part. The names are those of the job search; the talent search uses the same places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RankSlot {
    /// Before all others: the words that were typed.
    Word,
    /// First part: skills.
    Skill,
    /// Second part: pay, or budget.
    Pay,
    /// Third part: shared hours.
    Overlap,
    /// Fourth part: freshness, or availability.
    Fresh,
    /// Fifth part: client facts, or track record.
    Trust,
}

impl RankSlot {
    pub(super) fn attribute(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Skill => "skill",
            Self::Pay => "pay",
            Self::Overlap => "overlap",
            Self::Fresh => "fresh",
            Self::Trust => "trust",
        }
    }
}

/// One part of a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankPart {
    /// Its place and colour.
    pub slot: RankSlot,
    /// Points earned, 0 to `maximum`.
    pub points: f64,
    /// Points there were; all maxima add up to 100.
    pub maximum: f64,
    /// False when nothing is known to judge it by: drawn as a dashed box of its full width.
    pub judged: bool,
}

/// Room between two parts, in points.
const GAP: f64 = 0.7;

/// A part as drawn: left edge and width in points.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    slot: Option<RankSlot>,
    start: f64,
    width: f64,
}

/// Lays the parts out from the left. What cannot be judged takes its full width, so that it is not mistaken for zero.
fn pieces(parts: &[RankPart]) -> Vec<Piece> {
    let mut start = 0.0;
    let mut pieces = Vec::with_capacity(parts.len());
    for part in parts {
        let points = if part.judged { part.points.clamp(0.0, part.maximum) } else { part.maximum };
        if points > GAP {
            pieces.push(Piece { slot: part.judged.then_some(part.slot), start, width: points - GAP });
        }
        start += points;
    }
    pieces
}

/// The picture of a score.
///
/// | prop | meaning |
/// | --- | --- |
/// | `parts` | in the order of [`RankSlot`] |
/// | `label` | reads all parts out |
#[component]
pub fn RankBar(parts: Vec<RankPart>, #[prop(into)] label: String) -> impl IntoView {
    let drawn = pieces(&parts)
        .into_iter()
        .map(|piece| match piece.slot {
            Some(slot) => view! {
                <rect
                    data-part=slot.attribute()
                    x=format!("{:.1}", piece.start)
                    width=format!("{:.1}", piece.width)
                    height="10"
                ></rect>
            }
            .into_any(),
            None => view! {
                <rect
                    data-part="unknown"
                    x=format!("{:.1}", piece.start + 0.3)
                    y="0.5"
                    width=format!("{:.1}", (piece.width - 0.6).max(0.1))
                    height="9"
                ></rect>
            }
            .into_any(),
        })
        .collect_view();
    view! {
        <svg
            class="lp-parts"
            viewBox="0 0 100 10"
            preserveAspectRatio="none"
            role="img"
            aria-label=label
        >
            <rect width="100" height="10"></rect>
            {drawn}
        </svg>
    }
}

/// The square of a part's colour that stands before its name.
///
/// | prop | meaning |
/// | --- | --- |
/// | `part` | which part |
#[component]
pub fn Swatch(part: RankSlot) -> impl IntoView {
    view! {
        <svg class="lp-swatch" viewBox="0 0 10 10" aria-hidden="true">
            <rect width="10" height="10" data-swatch=part.attribute()></rect>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::{GAP, Piece, RankPart, RankSlot, pieces};

    fn part(slot: RankSlot, points: f64, maximum: f64, judged: bool) -> RankPart {
        RankPart { slot, points, maximum, judged }
    }

    #[test]
    fn an_unjudged_part_takes_its_full_width_and_no_colour() {
        let drawn = pieces(&[part(RankSlot::Skill, 40.0, 40.0, true), part(RankSlot::Pay, 0.0, 25.0, false)]);
        assert_eq!(drawn[1], Piece { slot: None, start: 40.0, width: 25.0 - GAP });
    }

    #[test]
    fn a_part_without_points_is_not_drawn() {
        assert!(pieces(&[part(RankSlot::Fresh, 0.0, 10.0, true)]).is_empty());
    }

    #[test]
    fn points_beyond_the_maximum_do_not_leave_the_track() {
        let drawn = pieces(&[part(RankSlot::Trust, 130.0, 10.0, true)]);
        assert_eq!(drawn, [Piece { slot: Some(RankSlot::Trust), start: 0.0, width: 10.0 - GAP }]);
    }
}
