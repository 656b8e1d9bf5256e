//! What counts towards a score, and how much of it: the pieces, their points, and the question to the engine.
//!
//! Owns the fixed order of the pieces, their points (always 100 together, over those that can be judged at all), and the
//! measures that stand behind them. Pure. Leaves the arithmetic of a measure to the engine and its wording to `rank`.

use lepas_api::index::{IndexKind, field};
use lepas_search::{Freshness, Hours, Measure, PartRequest, Query, Weights};

use super::{reader::Reader, state::SearchState};
use crate::ui::RankSlot;

/// Days after which a posting has lost half of its freshness.
const HALF_LIFE_DAYS: f64 = 21.0;
/// The working day that is assumed of both sides, in minutes after midnight.
pub(crate) const DAY: (u16, u16) = (9 * 60, 17 * 60);
/// Shared minutes that give all points: a whole working day.
pub(crate) const WHOLE_DAY: u16 = DAY.1 - DAY.0;
/// Share of the wanted pay below which it gives nothing.
const FAR_BELOW: f64 = 0.4;
/// How often the budget a rate may be before it gives nothing.
const FAR_ABOVE: f64 = 2.0;
/// What somebody who is free from a day on is worth, of somebody who is free now.
const FREE_LATER: f32 = 0.5;

/// A part of a score, in the order in which parts are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    /// The words that were typed.
    Words,
    /// The reader's skills, or those that are wanted.
    Skills,
    /// Pay, or a rate within the budget.
    Pay,
    /// Working hours in common.
    Hours,
    /// How new a posting is.
    Fresh,
    /// Whether somebody is free.
    Free,
    /// Languages in common.
    Languages,
}

use Piece::{Free, Fresh, Hours as Shared, Languages, Pay, Skills, Words};

impl Piece {
    /// The pieces of an index with their points while the reader has not moved a slider.
    pub(crate) fn all(kind: IndexKind) -> &'static [(Self, u8)] {
        match kind {
            IndexKind::Jobs => &[(Words, 40), (Skills, 25), (Pay, 15), (Shared, 10), (Fresh, 10)],
            IndexKind::Talent => &[(Words, 35), (Skills, 25), (Pay, 15), (Shared, 10), (Free, 10), (Languages, 5)],
        }
    }

    /// The engine's name of it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Words => "relevance",
            Skills => "skills",
            Pay => "pay",
            Shared => "hours",
            Fresh => "freshness",
            Free => "free",
            Languages => "languages",
        }
    }

    /// The piece with an engine's name.
    pub(crate) fn of(name: &str) -> Option<Self> {
        [Words, Skills, Pay, Shared, Fresh, Free, Languages].into_iter().find(|piece| piece.name() == name)
    }

    /// Its colour.
    pub(crate) fn slot(self) -> RankSlot {
        match self {
            Words => RankSlot::Word,
            Skills => RankSlot::Skill,
            Pay => RankSlot::Pay,
            Shared => RankSlot::Overlap,
            Fresh | Free => RankSlot::Fresh,
            Languages => RankSlot::Trust,
        }
    }

    /// Whether there is anything to judge it by.
    fn counts(self, state: &SearchState, reader: &Reader) -> bool {
        match self {
            Words => !state.text.trim().is_empty(),
            Skills => !wanted(state, reader).is_empty(),
            Pay => reader.dollars.is_some(),
            Shared => reader.zone.is_some(),
            Fresh | Free => true,
            Languages => !reader.languages.is_empty(),
        }
    }
}

/// Skills that are looked for: those that are filtered by, and those that the reader named.
pub(crate) fn wanted(state: &SearchState, reader: &Reader) -> Vec<String> {
    let mut skills = reader.skills.clone();
    let chosen = state.filters.iter().filter(|(facet, _)| facet == field::SKILL).flat_map(|(_, values)| values);
    skills.extend(chosen.filter(|value| !value.is_empty()).cloned());
    skills.sort_unstable();
    skills.dedup();
    skills
}

/// The pieces that count for a search with their points, which add up to 100.
pub(crate) fn points(kind: IndexKind, state: &SearchState, reader: &Reader) -> Vec<(Piece, u8)> {
    let held = Piece::all(kind).iter().enumerate();
    let held = held.map(|(at, (piece, points))| (*piece, state.weights.get(at).copied().unwrap_or(*points)));
    let mut counting: Vec<(Piece, u8)> = held.filter(|(piece, _)| piece.counts(state, reader)).collect();
    share_out(&mut counting, 100);
    counting
}

/// Gives one piece so many points and shares the rest of 100 out to the others, in the proportion they had. What does not
/// count at present keeps its points for when it does.
pub(crate) fn set(kind: IndexKind, state: &mut SearchState, reader: &Reader, moved: Piece, to: u8) {
    let to = to.min(100);
    let (own, mut others): (Vec<_>, Vec<_>) =
        points(kind, state, reader).into_iter().partition(|(piece, _)| *piece == moved);
    if own.is_empty() || others.is_empty() {
        return;
    }
    share_out(&mut others, 100 - to);
    others.push((moved, to));
    let all = Piece::all(kind).iter().enumerate();
    state.weights = all
        .map(|(at, (piece, points))| {
            let new = others.iter().find(|(other, _)| other == piece).map(|(_, points)| *points);
            new.or(state.weights.get(at).copied()).unwrap_or(*points)
        })
        .collect();
}

/// Makes points add up to a sum in their present proportion: whole numbers, the largest remainders rounded up, equal shares
/// where there were none.
fn share_out(points: &mut [(Piece, u8)], sum: u8) {
    let before: u32 = points.iter().map(|(_, points)| u32::from(*points)).sum();
    let count = u32::try_from(points.len()).unwrap_or(1).max(1);
    let whole = |points: u8| match before {
        0 => (u32::from(sum) / count, u32::from(sum) % count),
        before => (u32::from(points) * u32::from(sum) / before, u32::from(points) * u32::from(sum) % before),
    };
    let mut left = u32::from(sum);
    let mut remainders = Vec::with_capacity(points.len());
    for (_, points) in points.iter_mut() {
        let (value, remainder) = whole(*points);
        left -= value.min(left);
        *points = u8::try_from(value).unwrap_or(sum);
        remainders.push(remainder);
    }
    while left > 0 {
        let Some(at) = (0..remainders.len()).max_by_key(|at| (remainders[*at], usize::MAX - at)) else { return };
        points[at].1 += 1;
        remainders[at] = 0;
        left -= 1;
    }
}

/// Adds the pieces that count to a question. `today` counts days since 1970-01-01.
pub(crate) fn ask(query: &mut Query, kind: IndexKind, state: &SearchState, reader: &Reader, today: f64) {
    query.weights = Weights { relevance: 0.0, freshness: 0.0 };
    for (piece, points) in points(kind, state, reader) {
        let weight = f32::from(points);
        match piece {
            Words => query.weights.relevance = weight,
            Fresh => {
                query.weights.freshness = weight;
                let number = field::POSTED.to_owned();
                query.freshness = Some(Freshness { number, today, half_life_days: HALF_LIFE_DAYS });
            }
            // A part without points would be shown with nothing to say.
            _ if points == 0 => {}
            _ => {
                let measure = measure(piece, kind, state, reader, today);
                query.parts.extend(measure.map(|measure| PartRequest {
                    name: piece.name().to_owned(),
                    weight,
                    measure,
                }));
            }
        }
    }
}

fn measure(piece: Piece, kind: IndexKind, state: &SearchState, reader: &Reader, today: f64) -> Option<Measure> {
    let whole = |values: Vec<String>| values.into_iter().map(|value| (value, 1.0)).collect::<Vec<_>>();
    Some(match (piece, kind) {
        (Skills, IndexKind::Jobs) => {
            Measure::Covered { facet: field::SKILL.to_owned(), had: whole(wanted(state, reader)) }
        }
        (Skills, IndexKind::Talent) => Measure::Wanted {
            facet: field::SKILL.to_owned(),
            wanted: whole(wanted(state, reader)),
            related: Vec::new(),
        },
        (Pay, _) => {
            let full = reader.dollars?;
            let none = full * if kind == IndexKind::Jobs { FAR_BELOW } else { FAR_ABOVE };
            Measure::Between { number: field::PAY.to_owned(), none, full }
        }
        (Shared, _) => Measure::Overlap {
            facet: field::COUNTRY.to_owned(),
            hours: hours(reader.zone.clone()?, today),
            theirs: DAY,
            full: WHOLE_DAY,
        },
        (Free, _) => Measure::Wanted {
            facet: field::AVAILABILITY.to_owned(),
            wanted: vec![("now".to_owned(), 1.0)],
            related: vec![("now".to_owned(), "from".to_owned(), FREE_LATER)],
        },
        (Languages, _) => Measure::Wanted {
            facet: field::LANGUAGE.to_owned(),
            wanted: whole(reader.languages.clone()),
            related: Vec::new(),
        },
        (Words | Fresh, _) => return None,
    })
}

#[expect(clippy::cast_possible_truncation, reason = "days since 1970 are far below 2^31")]
fn hours(zone: String, today: f64) -> Hours {
    Hours { zone, from: DAY.0, to: DAY.1, day: today.floor() as i32 }
}

/// A zone as a reader's, if the engine knows it: with any other it would refuse the whole question.
pub(crate) fn known_zone(zone: Option<String>, today: f64) -> Option<String> {
    zone.filter(|zone| hours(zone.clone(), today).is_valid())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reader() -> Reader {
        Reader {
            skills: vec!["Figma".into()],
            dollars: Some(25.0),
            zone: Some("Asia/Jakarta".into()),
            languages: vec!["Bahasa Indonesia".into()],
            ..Reader::default()
        }
    }

    fn search(address: &str) -> SearchState {
        SearchState::from_address(IndexKind::Jobs, address)
    }

    #[test]
    fn a_stranger_is_asked_for_nothing_and_ranked_by_what_is_there() {
        assert_eq!(points(IndexKind::Jobs, &search(""), &Reader::default()), [(Fresh, 100)]);
        assert_eq!(points(IndexKind::Jobs, &search("?q=kopi"), &Reader::default()), [(Words, 80), (Fresh, 20)]);
        let mut query = Query::default();
        ask(&mut query, IndexKind::Jobs, &search("?q=kopi"), &Reader::default(), 20_000.0);
        assert_eq!((query.weights.relevance, query.weights.freshness, query.parts.len()), (80.0, 20.0, 0));
    }

    #[test]
    fn whoever_says_more_is_judged_by_more() {
        let mut query = Query::default();
        ask(&mut query, IndexKind::Jobs, &search("?q=kopi"), &reader(), 20_000.0);
        let parts: Vec<_> = query.parts.iter().map(|part| (part.name.as_str(), part.weight)).collect();
        assert_eq!(parts, [("skills", 25.0), ("pay", 15.0), ("hours", 10.0)]);
        let Measure::Between { none, full, .. } = query.parts[1].measure else { panic!("pay is a range") };
        assert_eq!((none, full), (10.0, 25.0));
    }

    #[test]
    fn a_budget_prefers_the_lower_rate() {
        let mut query = Query::default();
        ask(&mut query, IndexKind::Talent, &search(""), &reader(), 20_000.0);
        let pay = query.parts.iter().find(|part| part.name == "pay").unwrap();
        assert!(matches!(pay.measure, Measure::Between { none, full, .. } if none > full));
    }

    #[test]
    fn a_zone_that_the_engine_does_not_know_is_left_out() {
        assert_eq!(known_zone(Some("Mars/Olympus".into()), 20_000.0), None);
        assert_eq!(known_zone(Some("Asia/Jakarta".into()), 20_000.0).as_deref(), Some("Asia/Jakarta"));
    }

    #[test]
    fn what_does_not_count_keeps_its_points() {
        let mut state = search("?q=kopi");
        set(IndexKind::Jobs, &mut state, &Reader::default(), Words, 30);
        assert_eq!(state.weights, [30, 25, 15, 10, 70]);
        assert_eq!(points(IndexKind::Jobs, &state, &Reader::default()), [(Words, 30), (Fresh, 70)]);
    }

    proptest! {
        #[test]
        fn points_are_always_a_hundred_and_a_slider_stays_where_it_is_put(
            weights in proptest::collection::vec(0..=100_u8, 5), at in 0..5_usize, to in 0..=100_u8,
        ) {
            let mut state = SearchState { weights, ..search("?q=kopi") };
            let sum = |points: &[(Piece, u8)]| points.iter().map(|(_, points)| u32::from(*points)).sum::<u32>();
            prop_assert_eq!(sum(&points(IndexKind::Jobs, &state, &reader())), 100);
            let moved = Piece::all(IndexKind::Jobs)[at].0;
            set(IndexKind::Jobs, &mut state, &reader(), moved, to);
            let after = points(IndexKind::Jobs, &state, &reader());
            prop_assert_eq!(sum(&after), 100);
            prop_assert!(after.contains(&(moved, to)), "{after:?}");
        }
    }
}
