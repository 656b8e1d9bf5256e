//! Why a result stands where it stands: tier, score, bar and receipt.
//!
//! Owns turning the engine's parts into numbers that a reader can add up. Displayed numbers are rounded to one decimal so
//! that they sum to the displayed score (largest remainder), in every row.

use lepas_api::{Locale, PartialDate, index::IndexKind};
use lepas_search::Part;
use leptos::prelude::*;

use super::{
    passed,
    reader::Reader,
    weigh::{Piece, WHOLE_DAY},
};
use crate::{
    i18n::{Key, fill, text},
    platform::intl,
    state::pay,
    ui::{RankBar, RankPart, RankSlot, ReceiptLine, TierGlyph},
};

/// Tenths of points for each part; they add up to the rounded sum.
pub(crate) fn tenths(parts: &[Part]) -> Vec<i64> {
    let exact: Vec<f64> = parts.iter().map(|part| f64::from(part.points) * 10.0).collect();
    let wanted = rounded(exact.iter().sum());
    let mut shown: Vec<i64> = exact.iter().map(|value| floor(*value)).collect();
    let missing = usize::try_from(wanted - shown.iter().sum::<i64>()).unwrap_or(0);
    // The largest remainders first. Each is taken once; there are as many parts as fingers, so nothing is sorted.
    let mut remainders: Vec<f64> = exact.iter().map(|value| value - value.floor()).collect();
    for _ in 0..missing.min(remainders.len()) {
        let mut largest = 0;
        for index in 1..remainders.len() {
            if remainders[index] > remainders[largest] {
                largest = index;
            }
        }
        shown[largest] += 1;
        remainders[largest] = f64::NEG_INFINITY;
    }
    shown
}

#[expect(clippy::cast_possible_truncation, reason = "scores are at most 100 points")]
fn floor(value: f64) -> i64 {
    value.floor() as i64
}

#[expect(clippy::cast_possible_truncation, reason = "scores are at most 100 points")]
fn rounded(value: f64) -> i64 {
    value.round() as i64
}

#[expect(clippy::cast_precision_loss, reason = "scores are at most 1,000 tenths")]
fn points(locale: Locale, tenths: i64) -> String {
    intl::number(locale, tenths as f64 / 10.0, 1)
}

/// A count in the reader's digits.
#[expect(clippy::cast_precision_loss, reason = "counts of results are far below 2^53")]
pub(crate) fn whole(locale: Locale, count: usize) -> String {
    intl::number(locale, count as f64, 0)
}

/// What the reasons of a row's parts are made of.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Reasons {
    /// When it was posted.
    pub(crate) posted: Option<PartialDate>,
    /// Skills asked for or had.
    pub(crate) skills: Vec<String>,
    /// Pay or rate in words.
    pub(crate) pay: Option<String>,
    /// Whether somebody is free, in words.
    pub(crate) free: String,
    /// Languages spoken.
    pub(crate) languages: Vec<String>,
}

/// The parts in the order in which they are shown.
pub(crate) fn in_order(mut parts: Vec<Part>) -> Vec<Part> {
    let pieces = |part: &Part| Piece::of(&part.name).map_or(u8::MAX, |piece| piece as u8);
    // What could have lowered and did not is no part worth a line.
    parts.retain(|part| part.maximum > 0.0 || part.points != 0.0);
    parts.sort_by_key(pieces);
    parts
}

fn slot(part: &Part) -> RankSlot {
    Piece::of(&part.name).map_or(RankSlot::Word, Piece::slot)
}

/// What a piece is called.
pub(crate) fn name(locale: Locale, kind: IndexKind, piece: Piece) -> &'static str {
    let key = match (piece, kind) {
        (Piece::Words, _) => Key::SearchPartRelevance,
        (Piece::Skills, _) => Key::SearchFacetSkill,
        (Piece::Pay, IndexKind::Jobs) => Key::SearchPartPay,
        (Piece::Pay, IndexKind::Talent) => Key::SearchPartBudget,
        (Piece::Hours, _) => Key::SearchPartHours,
        (Piece::Fresh, _) => Key::SearchPartFreshness,
        (Piece::Free, _) => Key::SearchFacetAvailability,
        (Piece::Languages, _) => Key::SearchFacetLanguage,
    };
    text(locale, key)
}

/// What a part is called.
fn part_name(locale: Locale, kind: IndexKind, part: &Part) -> &'static str {
    match Piece::of(&part.name) {
        Some(piece) => name(locale, kind, piece),
        None if part.name == passed::NAME => text(locale, Key::SearchPartPassed),
        None => "",
    }
}

/// Hours in common, as a part of the score tells them: `3`, `2,5`.
pub(crate) fn shared_hours(locale: Locale, part: &Part) -> String {
    let hours = f64::from(part.points / part.maximum.max(f32::MIN_POSITIVE)) * f64::from(WHOLE_DAY) / 60.0;
    let tenths = (hours * 10.0).round() / 10.0;
    intl::number(locale, tenths, u8::from(tenths.fract() != 0.0))
}

fn reason(locale: Locale, kind: IndexKind, part: &Part, reasons: &Reasons, reader: &Reader) -> String {
    let Some(piece) = Piece::of(&part.name) else {
        return if part.name == passed::NAME {
            text(locale, Key::SearchPartPassedReason).to_owned()
        } else {
            String::new()
        };
    };
    let unknown = if piece == Piece::Fresh { Key::SearchPartFreshnessUnknown } else { Key::SearchPartUnknown };
    if !part.known {
        return text(locale, unknown).to_owned();
    }
    let shared = |theirs: &[String], ours: &[String]| {
        let both: Vec<&str> = theirs.iter().filter(|one| ours.contains(one)).map(String::as_str).collect();
        // A row names the first few only; points without a name come from those that it leaves out.
        let silent = if part.points > 0.0 { Key::SearchPartBeyond } else { Key::SearchPartNone };
        if both.is_empty() { text(locale, silent).to_owned() } else { both.join(", ") }
    };
    let words = match piece {
        Piece::Words => text(locale, Key::SearchPartRelevanceReason).to_owned(),
        Piece::Skills => shared(&reasons.skills, &reader.skills),
        Piece::Languages => shared(&reasons.languages, &reader.languages),
        Piece::Pay => {
            let key = if kind == IndexKind::Jobs { Key::SearchPartPayReason } else { Key::SearchPartBudgetReason };
            let wanted = pay::dollars(locale, reader.dollars.unwrap_or_default());
            let stated = reasons.pay.as_deref().unwrap_or_default();
            fill(text(locale, key), &[("pay", stated), ("wanted", &wanted)])
        }
        Piece::Hours => {
            let zone = reader.zone.as_deref().unwrap_or_default();
            let hours = shared_hours(locale, part);
            fill(text(locale, Key::SearchPartHoursReason), &[("hours", &hours), ("zone", zone)])
        }
        Piece::Fresh => {
            let date = reasons.posted.map(|date| pay::posted(locale, date)).unwrap_or_default();
            fill(text(locale, Key::SearchPartFreshnessReason), &[("date", &date)])
        }
        Piece::Free => reasons.free.clone(),
    };
    if part.estimated { fill(text(locale, Key::SearchPartEstimated), &[("reason", &words)]) } else { words }
}

/// The lines of the receipt and its total.
pub(crate) fn receipt(
    locale: Locale,
    kind: IndexKind,
    parts: &[Part],
    reasons: &Reasons,
    reader: &Reader,
) -> (Vec<ReceiptLine>, String) {
    let shown = tenths(parts);
    let lines = parts
        .iter()
        .zip(&shown)
        .map(|(part, tenths)| ReceiptLine {
            slot: (part.maximum > 0.0).then(|| slot(part)),
            name: part_name(locale, kind, part).to_owned(),
            reason: reason(locale, kind, part, reasons, reader),
            points: points(locale, *tenths),
            maximum: (part.maximum > 0.0).then(|| intl::number(locale, f64::from(part.maximum), 0)),
        })
        .collect();
    let maximum: f64 = parts.iter().map(|part| f64::from(part.maximum)).sum();
    (lines, format!("{} / {}", points(locale, shown.iter().sum()), intl::number(locale, maximum, 0)))
}

/// Petals and word of a tier: a share of the possible points.
fn tier(locale: Locale, parts: &[Part]) -> (u8, &'static str) {
    let maximum: f32 = parts.iter().map(|part| part.maximum).sum();
    let share = parts.iter().map(|part| part.points).sum::<f32>() / maximum.max(f32::MIN_POSITIVE);
    match share {
        share if share >= 0.75 => (4, text(locale, Key::SearchTierStrong)),
        share if share >= 0.5 => (3, text(locale, Key::SearchTierGood)),
        _ => (2, text(locale, Key::SearchTierStretch)),
    }
}

/// Tier, score and bar of a row.
///
/// | prop | meaning |
/// | --- | --- |
/// | `locale` | language of the numbers and words |
/// | `kind` | what is searched |
/// | `parts` | the engine's parts of the score, in order |
#[component]
pub(crate) fn Rank(locale: Locale, kind: IndexKind, parts: Vec<Part>) -> impl IntoView {
    let shown = tenths(&parts);
    let score = points(locale, shown.iter().sum());
    let (petals, word) = tier(locale, &parts);
    let spoken = parts
        .iter()
        .zip(&shown)
        .map(|(part, tenths)| format!("{} {}", part_name(locale, kind, part), points(locale, *tenths)))
        .collect::<Vec<_>>()
        .join(", ");
    let label = fill(text(locale, Key::SearchScore), &[("score", &score), ("parts", &spoken)]);
    let bar: Vec<RankPart> = parts
        .iter()
        .filter(|part| part.maximum > 0.0)
        .map(|part| RankPart {
            slot: slot(part),
            points: f64::from(part.points),
            maximum: f64::from(part.maximum),
            judged: part.known,
        })
        .collect();
    view! {
        <p class="lp-job__score">
            <TierGlyph petals=petals label=word.to_owned() />
            <span class="num lp-job__num">{score}</span>
        </p>
        <RankBar parts=bar label=label />
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn part(points: f32) -> Part {
        Part { name: "relevance".into(), points, maximum: 50.0, known: true, estimated: false }
    }

    #[test]
    fn what_is_shown_adds_up() {
        assert_eq!(tenths(&[part(33.34), part(33.33), part(23.33)]).iter().sum::<i64>(), 900);
    }

    proptest! {
        #[test]
        fn shown_parts_always_sum_to_the_shown_score(values in proptest::collection::vec(0.0_f32..50.0, 0..6), lowered in 0.0_f32..0.15) {
            let mut parts: Vec<Part> = values.iter().copied().map(part).collect();
            parts.push(part(-lowered * values.iter().sum::<f32>()));
            let exact: f64 = parts.iter().map(|part| f64::from(part.points)).sum();
            let sum = tenths(&parts).iter().sum::<i64>();
            prop_assert_eq!(sum, rounded(exact * 10.0));
        }
    }
}
