//! Order and the page that is shown.
//!
//! Owns who comes before whom: by the sum of the parts (see `points`) or by a number, known before unknown, equals by id.

use std::cmp::Ordering;

use super::candidates::Candidates;
use super::gate::Gates;
use super::mark::Marker;
use super::points::Points;
use super::suppose::Supposed;
use crate::answer::Hit;
use crate::collection::Collection;
use crate::query::{Query, Sort};

/// One candidate: greater keys first, known before unknown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    known: bool,
    key: f64,
    text: f32,
    segment: u32,
    document: u32,
}

/// How the documents of one query are ordered.
#[derive(Debug)]
pub(super) struct Ranking<'a> {
    collection: &'a Collection,
    query: &'a Query,
    points: Points<'a>,
    /// Column to sort by, if not by points.
    column: Option<usize>,
    /// A text score that enough for the page reach.
    least: f32,
}

impl<'a> Ranking<'a> {
    pub(super) fn new(
        collection: &'a Collection,
        query: &'a Query,
        has_text: bool,
        candidates: &Candidates,
        gates: &Gates,
        supposed: Option<&Supposed<'_>>,
    ) -> Self {
        let column = match &query.sort {
            Sort::Relevance => None,
            Sort::Number { number, .. } => collection.schema.number(number),
        };
        let survey = gates.survey(candidates, query.offset.saturating_add(query.limit));
        let points = Points::new(collection, query, has_text.then_some(survey.best), supposed);
        Self { collection, query, points, column, least: survey.least }
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
        // Points of `wanted` documents or more: who cannot reach them is not looked at, which the text score alone mostly says.
        let by_points = self.column.is_none();
        let mut floor = if by_points { self.points.least(self.least) } else { 0.0 };
        let mut text_floor = if by_points { self.points.text_for(floor) } else { 0.0 };
        for segment in 0..self.collection.segments.len() {
            let own = candidates.of(segment);
            let texts = candidates.scores.get(own.clone()).unwrap_or_default();
            for ((at, &text), &document) in own.zip(texts).zip(candidates.documents_of(segment)) {
                if text < text_floor || !gates.pass(at) || by_points && self.points.at_most(text) < floor {
                    continue;
                }
                let place = self.place(segment, document, text);
                if worst.is_some_and(|worst| self.order(&place, &worst) == Ordering::Greater) {
                    continue;
                }
                best.push(place);
                if best.len() >= room {
                    // The same sort as at the end: a selection would be quicker, but few get here, and it is code.
                    best.sort_unstable_by(|one, other| self.order(one, other));
                    best.truncate(wanted);
                    worst = best.last().copied();
                    if let (true, Some(worst)) = (by_points, worst) {
                        floor = worst.key;
                        text_floor = self.points.text_for(floor);
                    }
                }
            }
        }
        best.sort_unstable_by(|one, other| self.order(one, other));
        best.truncate(wanted);
        best.split_off(self.query.offset.min(best.len()))
    }

    /// How many of the passing candidates come before a document, which need not be one of them, or before what is supposed of
    /// it; `None` if it is not among them.
    pub(super) fn before(
        &self,
        candidates: &Candidates,
        gates: &Gates,
        (segment, document): (usize, u32),
        supposed: Option<&Supposed<'_>>,
    ) -> Option<usize> {
        let place = |segment: usize, at: usize| {
            let (&document, &text) = (candidates.documents.get(at)?, candidates.scores.get(at)?);
            Some(self.place(segment, document, text))
        };
        let own =
            candidates.of(segment).find(|&at| candidates.documents.get(at) == Some(&document) && gates.pass(at))?;
        let own = match supposed {
            Some(supposed) => self.supposed_place(supposed, *candidates.scores.get(own)?)?,
            None => place(segment, own)?,
        };
        let segments = 0..self.collection.segments.len();
        let passing = segments.flat_map(|segment| {
            candidates.of(segment).filter(|&at| gates.pass(at)).filter_map(move |at| place(segment, at))
        });
        // The document as it is does not stand in its own way.
        let other = |place: &Place| (place.segment, place.document) != (own.segment, own.document);
        Some(passing.filter(|place| other(place) && self.order(place, &own) == Ordering::Less).count())
    }

    /// What is shown of a document.
    pub(super) fn hit(&self, marker: &mut Marker<'_>, place: Place) -> Option<Hit> {
        let loaded = self.collection.segments.get(place.segment as usize)?;
        let record = loaded.segment.record(place.document as usize)?;
        let (given, score) = self.points.of(place.segment as usize, place.document, place.text);
        Some(Hit {
            id: loaded.segment.id_at(place.document as usize)?.to_owned(),
            score,
            parts: self.points.named(&given),
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

    fn place(&self, segment: usize, document: u32, text: f32) -> Place {
        let (known, key) = match (&self.query.sort, self.column) {
            (Sort::Number { descending, .. }, Some(column)) => {
                let loaded = self.collection.segments.get(segment);
                let number = loaded.and_then(|loaded| loaded.segment.number(column));
                by_number(number.and_then(|number| number.get(document as usize).value()), *descending)
            }
            _ => (true, f64::from(self.points.score(segment, document, text))),
        };
        Place { known, key, text, segment: segment as u32, document }
    }

    fn supposed_place(&self, supposed: &Supposed<'_>, text: f32) -> Option<Place> {
        let loaded = self.collection.segments.get(supposed.segment)?;
        let (known, key) = match (&self.query.sort, self.column) {
            (Sort::Number { descending, .. }, Some(column)) => {
                by_number(supposed.number(loaded, column).value(), *descending)
            }
            _ => (true, f64::from(self.points.supposed(supposed, text))),
        };
        Some(Place { known, key, text, segment: supposed.segment as u32, document: supposed.document })
    }
}

/// Whether the number that sorts is known, and the key it gives.
fn by_number(value: Option<f64>, descending: bool) -> (bool, f64) {
    match value {
        // Adding 0 makes -0 and 0 equal.
        Some(value) => (true, if descending { value + 0.0 } else { 0.0 - value }),
        None => (false, 0.0),
    }
}
