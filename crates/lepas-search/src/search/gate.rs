//! Filters and ranges, as sets of documents.
//!
//! Owns the meaning of "unknown": a facet filter passes it only if it names the empty string, a range only if it says so. Gates
//! hold before ranking, and each can be left out, so that a facet or number is counted without its own.

use crate::bitset::Bitset;
use crate::collection::Collection;
use crate::query::{FacetFilter, Query, RangeFilter};
use crate::segment::State;

/// What a gate is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Facet(usize),
    Number(usize),
}

/// The gates of a query.
#[derive(Debug)]
pub(super) struct Gates {
    gates: Vec<(Subject, Bitset)>,
}

impl Gates {
    /// Evaluates all filters and ranges.
    pub(super) fn new(collection: &Collection, query: &Query) -> Self {
        let facets = query.filters.iter().filter(|filter| !filter.values.is_empty()).filter_map(|filter| {
            let column = collection.schema.facet(&filter.facet)?;
            Some((Subject::Facet(column), facet(collection, column, filter)))
        });
        let numbers = query.ranges.iter().filter_map(|range| {
            let column = collection.schema.number(&range.number)?;
            Some((Subject::Number(column), number(collection, column, range)))
        });
        Self { gates: facets.chain(numbers).collect() }
    }

    /// What is left of `documents` after all gates but those about `except`.
    pub(super) fn apply(&self, documents: &Bitset, except: Option<Subject>) -> Bitset {
        let mut left = documents.clone();
        for (_, gate) in self.gates.iter().filter(|(subject, _)| Some(*subject) != except) {
            left.intersect(gate);
        }
        left
    }
}

fn facet(collection: &Collection, column: usize, filter: &FacetFilter) -> Bitset {
    let mut passing = Bitset::empty(collection.documents);
    let Some(dictionary) = collection.facets.get(column) else { return passing };
    let wanted: Vec<u32> = filter.values.iter().filter_map(|value| dictionary.code(value)).collect();
    for loaded in &collection.segments {
        let (Some(facet), Some(codes)) = (loaded.segment.facet(column), loaded.codes.get(column)) else { continue };
        let passes: Vec<bool> = codes.iter().map(|code| wanted.contains(code)).collect();
        if !passes.contains(&true) {
            continue;
        }
        for document in 0..loaded.segment.len() {
            facet.each_code(document, |code| {
                if passes.get(code).copied().unwrap_or(false) {
                    passing.insert(loaded.base + document);
                }
            });
        }
    }
    passing
}

fn number(collection: &Collection, column: usize, range: &RangeFilter) -> Bitset {
    let mut passing = Bitset::empty(collection.documents);
    let inside = |value: f64| range.min.is_none_or(|min| value >= min) && range.max.is_none_or(|max| value <= max);
    for loaded in &collection.segments {
        let Some(number) = loaded.segment.number(column) else { continue };
        for document in 0..loaded.segment.len() {
            let passes = match number.get(document) {
                State::Unknown => range.unknown,
                State::Stated(value) => inside(value),
                State::Estimated(value) => range.estimated && inside(value),
            };
            if passes {
                passing.insert(loaded.base + document);
            }
        }
    }
    passing
}
