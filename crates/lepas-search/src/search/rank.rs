//! Points, order and the page that is shown.
//!
//! Owns the arithmetic of a score. Relevance is the text score divided by the best one among the candidates, so that no other
//! part can outrange it; freshness halves every half-life; both are multiplied by the reader's weights and added in that order.

use std::cmp::Ordering;

use super::Scratch;
use super::mark::Marker;
use super::plan::Plan;
use crate::answer::{Hit, Part};
use crate::bitset::Bitset;
use crate::collection::Collection;
use crate::query::{Query, Sort};
use crate::segment::State;

/// One candidate: greater keys first, known before unknown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    known: bool,
    key: f64,
    segment: u32,
    document: u32,
}

/// How the documents of one query are ordered.
#[derive(Debug)]
pub(super) struct Ranking<'a> {
    collection: &'a Collection,
    query: &'a Query,
    scores: Option<&'a [f32]>,
    best: f32,
    freshness: Option<usize>,
    marker: Marker<'a>,
}

impl<'a> Ranking<'a> {
    pub(super) fn new(
        collection: &'a Collection,
        query: &'a Query,
        plan: &Plan,
        scratch: &'a Scratch,
        matches: &Bitset,
    ) -> Self {
        let scores = (!plan.groups.is_empty()).then_some(scratch.scores.as_slice());
        let score = |document: usize| scores.and_then(|scores| scores.get(document)).copied().unwrap_or(0.0);
        Self {
            collection,
            query,
            scores,
            best: matches.range(0, collection.documents).map(score).fold(0.0, f32::max),
            freshness: query.freshness.as_ref().and_then(|freshness| collection.schema.number(&freshness.number)),
            marker: Marker::new(&collection.analyzer),
        }
    }

    /// The documents from `offset` on, at most `limit`.
    pub(super) fn page(&self, matches: &Bitset) -> Vec<Place> {
        let wanted = self.query.offset.saturating_add(self.query.limit);
        if self.query.limit == 0 {
            return Vec::new();
        }
        let room = wanted.saturating_mul(2).max(256);
        let mut best: Vec<Place> = Vec::new();
        let mut worst: Option<Place> = None;
        for (segment, loaded) in self.collection.segments.iter().enumerate() {
            for document in matches.range(loaded.base, loaded.base + loaded.segment.len()) {
                let (known, key) = self.key(segment, document);
                let place = Place { known, key, segment: segment as u32, document: document as u32 };
                if worst.is_some_and(|worst| self.order(&place, &worst) == Ordering::Greater) {
                    continue;
                }
                best.push(place);
                if best.len() >= room {
                    best.select_nth_unstable_by(wanted - 1, |one, other| self.order(one, other));
                    best.truncate(wanted);
                    worst = best.last().copied();
                }
            }
        }
        best.sort_unstable_by(|one, other| self.order(one, other));
        best.truncate(wanted);
        best.split_off(self.query.offset.min(best.len()))
    }

    /// What is shown of a document.
    pub(super) fn hit(&self, plan: &Plan, place: Place) -> Option<Hit> {
        let loaded = self.collection.segments.get(place.segment as usize)?;
        let local = (place.document as usize).checked_sub(loaded.base)?;
        let record = loaded.segment.record(local)?;
        let parts = self.parts(place.segment as usize, place.document as usize);
        Some(Hit {
            id: loaded.segment.id_at(local)?.to_owned(),
            score: parts.iter().flatten().fold(0.0, |sum, part| sum + part.0),
            parts: self.named(parts),
            title: self.marker.mark(plan, record.title),
            summary: self.marker.mark(plan, record.summary),
            payload: String::from_utf8_lossy(record.payload).into_owned(),
        })
    }

    fn order(&self, one: &Place, other: &Place) -> Ordering {
        let by_key = other.known.cmp(&one.known).then_with(|| other.key.total_cmp(&one.key));
        by_key.then_with(|| {
            if one.segment == other.segment {
                // Documents of a segment are in the order of their ids.
                one.document.cmp(&other.document)
            } else {
                self.collection.id(one.document as usize).cmp(self.collection.id(other.document as usize))
            }
        })
    }

    fn key(&self, segment: usize, document: usize) -> (bool, f64) {
        match &self.query.sort {
            Sort::Relevance => {
                let sum = self.parts(segment, document).iter().flatten().fold(0.0_f32, |sum, part| sum + part.0);
                (true, f64::from(sum))
            }
            Sort::Number { number, descending } => {
                let value = self
                    .collection
                    .schema
                    .number(number)
                    .and_then(|column| self.number(segment, document, column).value());
                match value {
                    // Adding 0 makes -0 and 0 equal.
                    Some(value) => (true, if *descending { value + 0.0 } else { 0.0 - value }),
                    None => (false, 0.0),
                }
            }
        }
    }

    /// Points and whether they are known, of relevance and freshness, each if it plays a part.
    fn parts(&self, segment: usize, document: usize) -> [Option<(f32, bool)>; 2] {
        let relevance = self.scores.map(|scores| {
            let score = scores.get(document).copied().unwrap_or(0.0);
            let share = if self.best > 0.0 { score / self.best } else { 0.0 };
            (share * self.query.weights.relevance, true)
        });
        let freshness = self.freshness.zip(self.query.freshness.as_ref()).map(|(column, freshness)| {
            match self.number(segment, document, column).value() {
                None => (0.0, false),
                Some(date) => {
                    let age = (freshness.today - date).max(0.0);
                    ((-age / freshness.half_life_days).exp2() as f32 * self.query.weights.freshness, true)
                }
            }
        });
        [relevance, freshness]
    }

    fn named(&self, parts: [Option<(f32, bool)>; 2]) -> Vec<Part> {
        let weights = self.query.weights;
        [("relevance", weights.relevance), ("freshness", weights.freshness)]
            .into_iter()
            .zip(parts)
            .filter_map(|((name, maximum), part)| {
                part.map(|(points, known)| Part { name: name.to_owned(), points, maximum, known })
            })
            .collect()
    }

    fn number(&self, segment: usize, document: usize, column: usize) -> State {
        self.collection
            .segments
            .get(segment)
            .and_then(|loaded| Some(loaded.segment.number(column)?.get(document.checked_sub(loaded.base)?)))
            .unwrap_or(State::Unknown)
    }
}
