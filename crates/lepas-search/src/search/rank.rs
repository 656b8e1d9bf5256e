//! Points, order and the page that is shown.
//!
//! Owns the arithmetic of a score. Relevance is the text score divided by the best one among the candidates, so that no other
//! part can outrange it; freshness halves every half-life; both are multiplied by the reader's weights and added in that order.

use std::cmp::Ordering;

use super::candidates::Candidates;
use super::gate::Gates;
use super::mark::Marker;
use crate::answer::{Hit, Part};
use crate::collection::Collection;
use crate::query::{Query, Sort};
use crate::segment::State;

/// One candidate: greater keys first, known before unknown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    known: bool,
    key: f64,
    text: f32,
    segment: u32,
    document: u32,
}

fn best(candidates: &Candidates, gates: &Gates) -> f32 {
    let mut best = 0.0;
    for (at, &score) in candidates.scores.iter().enumerate() {
        if score > best && gates.pass(at) {
            best = score;
        }
    }
    best
}

/// How the documents of one query are ordered.
#[derive(Debug)]
pub(super) struct Ranking<'a> {
    collection: &'a Collection,
    query: &'a Query,
    /// Best text score of what passes; none when there is no text.
    best: Option<f32>,
    freshness: Option<usize>,
}

impl<'a> Ranking<'a> {
    pub(super) fn new(
        collection: &'a Collection,
        query: &'a Query,
        has_text: bool,
        candidates: &Candidates,
        gates: &Gates,
    ) -> Self {
        Self {
            collection,
            query,
            best: has_text.then(|| best(candidates, gates)),
            freshness: query.freshness.as_ref().and_then(|freshness| collection.schema.number(&freshness.number)),
        }
    }

    /// The documents from `offset` on, at most `limit`.
    pub(super) fn page(&self, candidates: &Candidates, gates: &Gates) -> Vec<Place> {
        let wanted = self.query.offset.saturating_add(self.query.limit);
        if self.query.limit == 0 {
            return Vec::new();
        }
        let room = wanted.saturating_mul(2).max(256);
        let mut best: Vec<Place> = Vec::new();
        let mut worst: Option<Place> = None;
        for segment in 0..self.collection.segments.len() {
            for at in candidates.of(segment).filter(|&at| gates.pass(at)) {
                let (Some(&document), Some(&text)) = (candidates.documents.get(at), candidates.scores.get(at)) else {
                    continue;
                };
                if worst.is_some_and(|worst| self.at_most(text) < worst.key) {
                    continue;
                }
                let (known, key) = self.key(segment, document as usize, text);
                let place = Place { known, key, text, segment: segment as u32, document };
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
    pub(super) fn hit(&self, marker: &mut Marker<'_>, place: Place) -> Option<Hit> {
        let loaded = self.collection.segments.get(place.segment as usize)?;
        let document = place.document as usize;
        let record = loaded.segment.record(document)?;
        let parts = self.parts(place.segment as usize, document, place.text);
        Some(Hit {
            id: loaded.segment.id_at(document)?.to_owned(),
            score: parts.iter().flatten().fold(0.0, |sum, part| sum + part.0),
            parts: self.named(parts),
            title: marker.mark(record.title),
            summary: marker.mark(record.summary),
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
                self.id(one).cmp(&self.id(other))
            }
        })
    }

    fn id(&self, place: &Place) -> Option<&[u8]> {
        self.collection.segments.get(place.segment as usize)?.segment.id_bytes(place.document as usize)
    }

    fn key(&self, segment: usize, document: usize, text: f32) -> (bool, f64) {
        match &self.query.sort {
            Sort::Relevance => {
                let parts = self.parts(segment, document, text);
                (true, f64::from(parts.iter().flatten().fold(0.0_f32, |sum, part| sum + part.0)))
            }
            Sort::Number { number, descending } => {
                let column = self.collection.schema.number(number);
                match column.and_then(|column| self.number(segment, document, column).value()) {
                    // Adding 0 makes -0 and 0 equal.
                    Some(value) => (true, if *descending { value + 0.0 } else { 0.0 - value }),
                    None => (false, 0.0),
                }
            }
        }
    }

    /// The greatest key that a document with this text score can have.
    fn at_most(&self, text: f32) -> f64 {
        if self.query.sort != Sort::Relevance {
            return f64::INFINITY;
        }
        let relevance = self.relevance(text).unwrap_or(0.0);
        f64::from(relevance + if self.freshness.is_some() { self.query.weights.freshness } else { 0.0 })
    }

    fn relevance(&self, text: f32) -> Option<f32> {
        self.best.map(|best| (if best > 0.0 { text / best } else { 0.0 }) * self.query.weights.relevance)
    }

    /// Points and whether they are known, of relevance and freshness, each if it plays a part.
    fn parts(&self, segment: usize, document: usize, text: f32) -> [Option<(f32, bool)>; 2] {
        let relevance = self.relevance(text).map(|points| (points, true));
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
            .and_then(|loaded| Some(loaded.segment.number(column)?.get(document)))
            .unwrap_or(State::Unknown)
    }
}
