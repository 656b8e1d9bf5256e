//! Filters and ranges, over the candidates only.
//!
//! Owns the meaning of "unknown": a facet filter passes it only if it names the empty string, a range only if it says so. Gates
//! hold before ranking, and each can be left out, so that a facet or number is counted without its own: every candidate
//! remembers whether it fails no gate, gates about one subject only, or more.

use super::candidates::{Candidates, Selection};
use crate::answer::Loosened;
use crate::bitset::Bitset;
use crate::collection::Collection;
use crate::query::{FacetFilter, Query, RangeFilter};
use crate::segment::State;

impl RangeFilter {
    /// Whether a number passes.
    #[inline]
    pub(super) fn passes(&self, state: State) -> bool {
        let (min, max) = (self.min.unwrap_or(f64::NEG_INFINITY), self.max.unwrap_or(f64::INFINITY));
        let inside = |value: f64| value >= min && value <= max;
        match state {
            State::Unknown => self.unknown,
            State::Stated(value) => inside(value),
            State::Estimated(value) => self.estimated && inside(value),
        }
    }
}

/// What a gate is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Facet(usize),
    Number(usize),
    Id,
}

impl Subject {
    /// A number above 0 for each of the at most 32 facets and 32 numbers.
    fn mark(self) -> u8 {
        match self {
            Self::Facet(column) => column as u8 + 1,
            Self::Number(column) => column as u8 + 33,
            Self::Id => 65,
        }
    }
}

/// Classes of scores by which the best are told from the rest: 64 for every doubling, from 2⁻¹² on.
const CLASSES: usize = 2048;
/// Bits of a score below those that name its class.
const CLASS_SHIFT: u32 = 17;
/// The bits of the least score of class 1, without those below.
const FIRST_CLASS: u32 = (1.0_f32 / 4096.0).to_bits() >> CLASS_SHIFT;

/// Positive numbers are in the order of their bits, so that the upper ones make classes that grow with the score.
#[inline]
fn class_of(score: f32) -> usize {
    ((score.to_bits() >> CLASS_SHIFT).saturating_sub(FIRST_CLASS - 1) as usize).min(CLASSES - 1)
}

/// The least score of a class.
fn least_of(class: usize) -> f32 {
    if class == 0 { 0.0 } else { f32::from_bits((class as u32 + FIRST_CLASS - 1) << CLASS_SHIFT) }
}

/// What a walk over the text scores found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Survey {
    pub(super) best: f32,
    /// What the best so many reach, and few others.
    pub(super) least: f32,
}

/// Fails gates about more than one subject.
const SEVERAL: u8 = u8::MAX;

/// What is left of the candidates behind some gates.
#[derive(Debug)]
pub(super) enum Left<'a> {
    All(&'a Candidates),
    Passing(&'a Selection),
    Other(Selection),
}

impl Left<'_> {
    /// The documents of a segment.
    pub(super) fn documents_of(&self, segment: usize) -> &[u32] {
        match self {
            Self::All(candidates) => candidates.documents_of(segment),
            Self::Passing(selection) => selection.documents_of(segment),
            Self::Other(selection) => selection.documents_of(segment),
        }
    }
}

/// Which gates the candidates fail.
#[derive(Debug, Default)]
pub(crate) struct Gates {
    subjects: Vec<Subject>,
    /// Per candidate 0, the mark of the only subject whose gates it fails, or [`SEVERAL`].
    failed: Vec<u8>,
    /// Per candidate of the segment at hand: whether it passes the gate at hand.
    passed: Vec<bool>,
    /// The candidates that fail nothing; empty and not asked where there is no gate.
    passing: Selection,
}

impl Gates {
    /// Tests all candidates.
    pub(super) fn test(&mut self, collection: &Collection, query: &Query, candidates: &Candidates) {
        self.subjects.clear();
        self.failed.clear();
        let has_ids = !query.hidden.is_empty() || !query.only.is_empty();
        if !has_ids && query.ranges.is_empty() && query.filters.iter().all(|filter| filter.values.is_empty()) {
            self.passing.clear();
            return;
        }
        self.failed.resize(candidates.len(), 0);
        for filter in query.filters.iter().filter(|filter| !filter.values.is_empty()) {
            if let Some(column) = collection.schema.facet(&filter.facet) {
                self.facet(collection, candidates, column, filter);
            }
        }
        for range in &query.ranges {
            if let Some(column) = collection.schema.number(&range.number) {
                self.number(collection, candidates, column, range);
            }
        }
        if has_ids {
            self.ids(collection, candidates, query);
        }
        let mut passing = std::mem::take(&mut self.passing);
        passing.clear();
        if !self.subjects.is_empty() {
            self.select(collection, candidates, 0, &mut passing);
        }
        self.passing = passing;
    }

    /// Takes a candidate as passing or failing, whatever was tested.
    pub(super) fn suppose(&mut self, collection: &Collection, candidates: &Candidates, at: usize, passes: bool) {
        if let Some(failed) = self.failed.get_mut(at) {
            *failed = if passes { 0 } else { SEVERAL };
            let mut passing = std::mem::take(&mut self.passing);
            passing.clear();
            self.select(collection, candidates, 0, &mut passing);
            self.passing = passing;
        }
    }

    /// How many candidates fail nothing.
    pub(super) fn total(&self, candidates: &Candidates) -> usize {
        if self.subjects.is_empty() { candidates.documents.len() } else { self.passing.documents.len() }
    }

    /// How many candidates fail nothing but the gates about ids.
    pub(super) fn failing_ids(&self) -> usize {
        self.failed.iter().filter(|&&failed| failed == Subject::Id.mark()).count()
    }

    /// Whether the candidate fails nothing.
    #[inline]
    pub(super) fn pass(&self, candidate: usize) -> bool {
        self.failed.get(candidate).is_none_or(|&failed| failed == 0)
    }

    /// What is left of the candidates behind all gates but those about `except`.
    pub(super) fn without<'a>(
        &'a self,
        collection: &Collection,
        candidates: &'a Candidates,
        except: Subject,
    ) -> Left<'a> {
        if self.subjects.is_empty() {
            Left::All(candidates)
        } else if self.subjects.contains(&except) {
            let mut selection = Selection::default();
            self.select(collection, candidates, except.mark(), &mut selection);
            Left::Other(selection)
        } else {
            Left::Passing(&self.passing)
        }
    }

    /// The best text score of the passing candidates, and one that at least `number` of them reach, if there are as many, and
    /// not many more: by classes of scores, in one walk instead of a sort.
    pub(super) fn survey(&self, candidates: &Candidates, number: usize) -> Survey {
        let mut sizes = [0_u32; CLASSES];
        let mut best = 0.0_f32;
        let mut add = |score: f32| {
            best = if score > best { score } else { best };
            if let Some(size) = sizes.get_mut(class_of(score)) {
                *size += 1;
            }
        };
        if self.failed.is_empty() {
            candidates.scores.iter().for_each(|&score| add(score));
        } else {
            let passing = candidates.scores.iter().zip(&self.failed).filter(|(_, failed)| **failed == 0);
            passing.for_each(|(&score, _)| add(score));
        }
        let mut sum = 0;
        let class = sizes.iter().rposition(|&size| {
            sum += size as usize;
            sum >= number
        });
        Survey { best, least: class.map_or(0.0, least_of) }
    }

    /// For every facet and number with a gate: how many candidates pass all others.
    pub(super) fn loosened(&self, collection: &Collection, candidates: &Candidates) -> Vec<Loosened> {
        let mut marks: Vec<Subject> = Vec::new();
        self.subjects.iter().for_each(|subject| {
            if !marks.contains(subject) {
                marks.push(*subject);
            }
        });
        let total = self.total(candidates);
        let name = |subject: Subject| match subject {
            Subject::Facet(column) => collection.schema.facets.get(column).map(|field| field.name.clone()),
            Subject::Number(column) => collection.schema.numbers.get(column).cloned(),
            // No field that could be loosened; `Answer::hidden` tells of it.
            Subject::Id => None,
        };
        let without = |subject: Subject| self.failed.iter().filter(|&&failed| failed == subject.mark()).count();
        let mut loosened: Vec<Loosened> = marks
            .into_iter()
            .filter_map(|subject| Some(Loosened { name: name(subject)?, total: total + without(subject) }))
            .collect();
        loosened.sort_by_key(|loosened| std::cmp::Reverse(loosened.total));
        loosened
    }

    /// The candidates that fail nothing but what has this mark.
    fn select(&self, collection: &Collection, candidates: &Candidates, mark: u8, selection: &mut Selection) {
        for segment in 0..collection.segments.len() {
            let failed = self.failed.get(candidates.of(segment)).unwrap_or_default();
            let left = candidates.documents_of(segment).iter().zip(failed);
            let left = left.filter(|(_, failed)| **failed == 0 || **failed == mark);
            selection.documents.extend(left.map(|(&document, _)| document));
            selection.end_segment();
        }
    }

    fn facet(&mut self, collection: &Collection, candidates: &Candidates, column: usize, filter: &FacetFilter) {
        let Some(dictionary) = collection.facets.get(column) else { return };
        let wanted: Vec<u32> = filter.values.iter().filter_map(|value| dictionary.code(value)).collect();
        for (segment, loaded) in collection.segments.iter().enumerate() {
            let own = candidates.of(segment);
            let documents = candidates.documents_of(segment);
            self.passed.clear();
            self.passed.resize(documents.len(), false);
            let codes = loaded.codes.get(column).map_or(&[][..], Vec::as_slice);
            let passes: Vec<bool> = codes.iter().map(|code| wanted.contains(code)).collect();
            if let Some(facet) = loaded.segment.facet(column).filter(|_| passes.contains(&true)) {
                let passed = &mut self.passed;
                facet.each_code(documents, |at, code| {
                    if let (Some(passed), Some(passes)) = (passed.get_mut(at), passes.get(code)) {
                        *passed |= passes;
                    }
                });
            }
            self.mark(own, Subject::Facet(column));
        }
        self.subjects.push(Subject::Facet(column));
    }

    fn number(&mut self, collection: &Collection, candidates: &Candidates, column: usize, range: &RangeFilter) {
        for (segment, loaded) in collection.segments.iter().enumerate() {
            let own = candidates.of(segment);
            let documents = candidates.documents_of(segment);
            self.passed.clear();
            if let Some(number) = loaded.segment.number(column) {
                self.passed.extend(documents.iter().map(|&document| range.passes(number.get(document as usize))));
            }
            self.mark(own, Subject::Number(column));
        }
        self.subjects.push(Subject::Number(column));
    }

    fn ids(&mut self, collection: &Collection, candidates: &Candidates, query: &Query) {
        for (segment, loaded) in collection.segments.iter().enumerate() {
            let found = |ids: &[String]| {
                let mut found = Bitset::empty(loaded.segment.len());
                ids.iter().filter_map(|id| loaded.segment.find(id)).for_each(|document| found.insert(document));
                found
            };
            let (hidden, only) = (found(&query.hidden), found(&query.only));
            let passes =
                |document: usize| !hidden.contains(document) && (query.only.is_empty() || only.contains(document));
            self.passed.clear();
            self.passed.extend(candidates.documents_of(segment).iter().map(|&document| passes(document as usize)));
            self.mark(candidates.of(segment), Subject::Id);
        }
        self.subjects.push(Subject::Id);
    }

    /// Notes who did not pass a gate about `subject`.
    fn mark(&mut self, own: std::ops::Range<usize>, subject: Subject) {
        let mark = subject.mark();
        for (failed, &passed) in self.failed.get_mut(own).unwrap_or_default().iter_mut().zip(&self.passed) {
            let worse = if *failed == 0 || *failed == mark { mark } else { SEVERAL };
            *failed = if passed { *failed } else { worse };
        }
    }

    pub(super) fn memory(&self) -> usize {
        self.failed.capacity() + self.passed.capacity() + self.passing.memory()
    }
}
