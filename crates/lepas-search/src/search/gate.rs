//! Filters and ranges, over the candidates only.
//!
//! Owns the meaning of "unknown": a facet filter passes it only if it names the empty string, a range only if it says so. Gates
//! hold before ranking, and each can be left out, so that a facet or number is counted without its own: every candidate
//! remembers whether it fails no gate, gates about one subject only, or more.

use super::candidates::{Candidates, Selection};
use crate::collection::Collection;
use crate::query::{FacetFilter, Query, RangeFilter};
use crate::segment::State;

/// What a gate is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Facet(usize),
    Number(usize),
}

impl Subject {
    /// A number above 0 for each of the at most 32 facets and 32 numbers.
    fn mark(self) -> u8 {
        match self {
            Self::Facet(column) => column as u8 + 1,
            Self::Number(column) => column as u8 + 33,
        }
    }
}

/// Fails gates about more than one subject.
const SEVERAL: u8 = u8::MAX;

/// Which gates the candidates fail.
#[derive(Debug, Default)]
pub(crate) struct Gates {
    subjects: Vec<Subject>,
    /// Per candidate 0, the mark of the only subject whose gates it fails, or [`SEVERAL`].
    failed: Vec<u8>,
    /// Per candidate of the segment at hand: whether it passes the gate at hand.
    passed: Vec<bool>,
    /// The candidates that fail nothing.
    pub(super) passing: Selection,
}

impl Gates {
    /// Tests all candidates.
    pub(super) fn test(&mut self, collection: &Collection, query: &Query, candidates: &Candidates) {
        self.subjects.clear();
        self.failed.clear();
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
        let mut passing = std::mem::take(&mut self.passing);
        self.select(collection, candidates, None, &mut passing);
        self.passing = passing;
    }

    /// Whether the candidate fails nothing.
    #[inline]
    pub(super) fn pass(&self, candidate: usize) -> bool {
        self.failed.get(candidate) == Some(&0)
    }

    /// What is left of the candidates behind all gates but those about `except`; `None` if that is [`Self::passing`].
    pub(super) fn without(
        &self,
        collection: &Collection,
        candidates: &Candidates,
        except: Subject,
    ) -> Option<Selection> {
        self.subjects.contains(&except).then(|| {
            let mut selection = Selection::default();
            self.select(collection, candidates, Some(except), &mut selection);
            selection
        })
    }

    fn select(
        &self,
        collection: &Collection,
        candidates: &Candidates,
        except: Option<Subject>,
        selection: &mut Selection,
    ) {
        selection.clear();
        let mark = except.map_or(0, Subject::mark);
        for segment in 0..collection.segments.len() {
            let own = candidates.of(segment);
            let documents = candidates.documents.get(own.clone()).unwrap_or_default();
            if self.subjects.is_empty() {
                selection.documents.extend_from_slice(documents);
            } else {
                let failed = self.failed.get(own).unwrap_or_default();
                let left = documents.iter().zip(failed).filter(|(_, failed)| **failed == 0 || **failed == mark);
                selection.documents.extend(left.map(|(&document, _)| document));
            }
            selection.end_segment();
        }
    }

    fn facet(&mut self, collection: &Collection, candidates: &Candidates, column: usize, filter: &FacetFilter) {
        let Some(dictionary) = collection.facets.get(column) else { return };
        let wanted: Vec<u32> = filter.values.iter().filter_map(|value| dictionary.code(value)).collect();
        for (segment, loaded) in collection.segments.iter().enumerate() {
            let own = candidates.of(segment);
            let documents = candidates.documents.get(own.clone()).unwrap_or_default();
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
        let (min, max) = (range.min.unwrap_or(f64::NEG_INFINITY), range.max.unwrap_or(f64::INFINITY));
        let inside = |value: f64| value >= min && value <= max;
        for (segment, loaded) in collection.segments.iter().enumerate() {
            let own = candidates.of(segment);
            let documents = candidates.documents.get(own.clone()).unwrap_or_default();
            self.passed.clear();
            if let Some(number) = loaded.segment.number(column) {
                self.passed.extend(documents.iter().map(|&document| match number.get(document as usize) {
                    State::Unknown => range.unknown,
                    State::Stated(value) => inside(value),
                    State::Estimated(value) => range.estimated && inside(value),
                }));
            }
            self.mark(own, Subject::Number(column));
        }
        self.subjects.push(Subject::Number(column));
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
