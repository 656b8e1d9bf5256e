//! The further parts of a score, ready to be taken of many documents.
//!
//! Owns the arithmetic of every [`Measure`]: what does not depend on the document is worked out once per query and segment, so
//! that a document costs a look at its column and a sum.

use super::suppose::Supposed;
use crate::collection::{Collection, Loaded};
use crate::query::{Measure, PartRequest};
use crate::segment::State;
use crate::zone::{of_country, overlap_minutes};

/// A share of 0 to 1 and what it rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Share {
    pub(super) value: f32,
    pub(super) known: bool,
    pub(super) estimated: bool,
}

impl Share {
    pub(super) const UNKNOWN: Self = Self { value: 0.0, known: false, estimated: false };

    pub(super) fn stated(value: f32) -> Self {
        Self { value, known: true, estimated: false }
    }
}

/// One part of one query.
#[derive(Debug)]
pub(super) enum Prepared {
    /// Per segment and code: which wanted values it gives and how much of each.
    Wanted {
        column: usize,
        gives: Vec<Vec<Vec<(usize, f32)>>>,
        total: f32,
        count: usize,
    },
    /// Per segment and code: how well it counts.
    Covered {
        column: usize,
        counts: Vec<Vec<f32>>,
    },
    Between {
        column: usize,
        none: f64,
        full: f64,
    },
    /// Per segment and code.
    Overlap {
        column: usize,
        shares: Vec<Vec<Share>>,
    },
}

/// Works out what a part needs, for what is supposed of a document as well; `None` when its column is not there.
pub(super) fn prepare(
    collection: &Collection,
    part: &PartRequest,
    supposed: Option<&Supposed<'_>>,
) -> Option<Prepared> {
    match &part.measure {
        Measure::Wanted { facet, wanted, related } => {
            let column = collection.schema.facet(facet)?;
            let give = |value: &str| {
                let own = wanted.iter().enumerate().filter_map(|(at, (name, worth))| {
                    let share = if name == value { Some(1.0) } else { related_share(related, name, value) };
                    Some((at, share? * worth))
                });
                own.collect::<Vec<_>>()
            };
            let total = wanted.iter().map(|(_, worth)| worth).sum();
            Some(Prepared::Wanted {
                column,
                gives: per_code(collection, column, supposed, give),
                total,
                count: wanted.len(),
            })
        }
        Measure::Covered { facet, had } => {
            let column = collection.schema.facet(facet)?;
            let count =
                |value: &str| had.iter().filter(|(name, _)| name == value).map(|(_, share)| *share).fold(0.0, f32::max);
            Some(Prepared::Covered { column, counts: per_code(collection, column, supposed, count) })
        }
        Measure::Between { number, none, full } => {
            Some(Prepared::Between { column: collection.schema.number(number)?, none: *none, full: *full })
        }
        Measure::Overlap { facet, hours, theirs, full } => {
            let column = collection.schema.facet(facet)?;
            let share = |place: &str| {
                let zone = of_country(place);
                overlap_minutes(hours, zone.unwrap_or(place), *theirs).map_or(Share::UNKNOWN, |minutes| Share {
                    value: (f32::from(minutes) / f32::from(*full)).min(1.0),
                    known: true,
                    estimated: zone.is_some(),
                })
            };
            Some(Prepared::Overlap { column, shares: per_code(collection, column, supposed, share) })
        }
    }
}

fn related_share(related: &[(String, String, f32)], wanted: &str, had: &str) -> Option<f32> {
    related.iter().filter(|(one, other, _)| one == wanted && other == had).map(|(.., share)| *share).reduce(f32::max)
}

/// What `of` makes of every value, by segment and code in it. Code 0, unknown, is the empty text; a supposed value comes last.
fn per_code<T>(
    collection: &Collection,
    column: usize,
    supposed: Option<&Supposed<'_>>,
    of: impl Fn(&str) -> T,
) -> Vec<Vec<T>> {
    let added = supposed.and_then(|supposed| supposed.value(column));
    let segment = |loaded: &Loaded| {
        let facet = loaded.segment.facet(column);
        let count = facet.map_or(0, |facet| facet.len());
        let value = |index: usize| facet.and_then(|facet| facet.value(index)).unwrap_or_default();
        std::iter::once("").chain((0..count).map(value)).chain(added).map(&of).collect()
    };
    collection.segments.iter().map(segment).collect()
}

/// The share of a document, or of what is supposed of it.
#[inline]
pub(super) fn share(
    prepared: &Prepared,
    segment: usize,
    loaded: &Loaded,
    document: u32,
    supposed: Option<&Supposed<'_>>,
) -> Share {
    let codes = |column: usize, visit: &mut dyn FnMut(usize)| {
        if let Some(supposed) = supposed {
            let added = loaded.segment.facet(column).map_or(0, |facet| facet.len()) + 1;
            supposed.codes(loaded, column, added, visit);
        } else if let Some(facet) = loaded.segment.facet(column) {
            facet.each_code(&[document], |_, code| visit(code));
        }
    };
    match prepared {
        Prepared::Wanted { column, gives, total, count } => {
            let Some(gives) = gives.get(segment) else { return Share::UNKNOWN };
            // Two values that stand in for the same wanted one give the better of them, not both.
            let mut best = [0.0_f32; 64];
            let mut more = if *count > best.len() { vec![0.0_f32; *count] } else { Vec::new() };
            let got = if more.is_empty() { &mut best[..] } else { &mut more[..] };
            let mut known = false;
            codes(*column, &mut |code| {
                known |= code > 0;
                for &(at, worth) in gives.get(code).into_iter().flatten() {
                    if let Some(got) = got.get_mut(at) {
                        *got = got.max(worth);
                    }
                }
            });
            let sum: f32 = got.iter().take(*count).sum();
            if known && *total > 0.0 { Share::stated((sum / total).min(1.0)) } else { Share::UNKNOWN }
        }
        Prepared::Covered { column, counts } => {
            let Some(counts) = counts.get(segment) else { return Share::UNKNOWN };
            let (mut sum, mut number) = (0.0, 0.0);
            codes(*column, &mut |code| {
                if code > 0 {
                    sum += counts.get(code).copied().unwrap_or(0.0);
                    number += 1.0;
                }
            });
            if number > 0.0 { Share::stated((sum / number).min(1.0)) } else { Share::UNKNOWN }
        }
        Prepared::Between { column, none, full } => {
            let state = match supposed {
                Some(supposed) => supposed.number(loaded, *column),
                None => loaded.segment.number(*column).map_or(State::Unknown, |number| number.get(document as usize)),
            };
            let Some(value) = state.value() else { return Share::UNKNOWN };
            let share = ((value - none) / (full - none)).clamp(0.0, 1.0) as f32;
            Share { value: share, known: true, estimated: matches!(state, State::Estimated(_)) }
        }
        Prepared::Overlap { column, shares } => {
            let Some(shares) = shares.get(segment) else { return Share::UNKNOWN };
            let mut best = Share::UNKNOWN;
            codes(*column, &mut |code| {
                let share = shares.get(code).copied().unwrap_or(Share::UNKNOWN);
                // A stated zone counts before one guessed from a country, the better of equals first.
                let better = (share.known, !share.estimated) > (best.known, !best.estimated)
                    || (share.known, share.estimated) == (best.known, best.estimated) && share.value > best.value;
                if better {
                    best = share;
                }
            });
            best
        }
    }
}
