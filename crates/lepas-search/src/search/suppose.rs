//! One document taken as if a column said something else of it.
//!
//! Owns what is supposed and how a column then reads, without a segment being written: the words of the document stay as they
//! are. Everybody else is measured as ever.

use super::gate::Subject;
use crate::collection::{Collection, Loaded};
use crate::query::{Change, Query, QueryError};
use crate::schema::FacetKind;
use crate::segment::State;

/// A change of one document, found in the collection.
#[derive(Debug)]
pub(super) struct Supposed<'a> {
    collection: &'a Collection,
    pub(super) segment: usize,
    pub(super) document: u32,
    subject: Subject,
    value: &'a str,
    number: f64,
}

impl<'a> Supposed<'a> {
    /// Finds the column of a change.
    pub(super) fn new(
        collection: &'a Collection,
        (segment, document): (usize, u32),
        change: &'a Change,
    ) -> Result<Self, QueryError> {
        let (subject, value, number) = match change {
            Change::Value { facet, value } => {
                let column = collection.schema.facet(facet).ok_or_else(|| QueryError::UnknownFacet(facet.clone()))?;
                (Subject::Facet(column), value.as_str(), 0.0)
            }
            Change::Number { number, value } => {
                let column = collection.schema.number(number);
                let column = column.ok_or_else(|| QueryError::UnknownNumber(number.clone()))?;
                if !value.is_finite() {
                    return Err(QueryError::BadNumber("a supposed value"));
                }
                (Subject::Number(column), "", *value)
            }
        };
        Ok(Self { collection, segment, document, subject, value, number })
    }

    /// The value that a facet has in addition.
    pub(super) fn value(&self, column: usize) -> Option<&'a str> {
        (self.subject == Subject::Facet(column)).then_some(self.value)
    }

    /// Calls `visit` with the code of every value of the document in a facet; `added` stands for the supposed one.
    pub(super) fn codes(&self, loaded: &Loaded, column: usize, added: usize, visit: &mut dyn FnMut(usize)) {
        let Some(facet) = loaded.segment.facet(column) else { return };
        let supposed = self.value(column);
        let mut had = false;
        let many = self.collection.schema.facets.get(column).is_some_and(|field| field.kind == FacetKind::Many);
        facet.each_code(&[self.document], |_, code| {
            let value = code.checked_sub(1).and_then(|index| facet.value(index));
            had |= value.is_some() && value == supposed;
            // What a document has but once gives way, and so does having nothing.
            if supposed.is_none() || many && code > 0 {
                visit(code);
            }
        });
        if supposed.is_some() && !(many && had) {
            visit(added);
        }
    }

    /// What is known of a number.
    pub(super) fn number(&self, loaded: &Loaded, column: usize) -> State {
        if self.subject == Subject::Number(column) {
            return State::Stated(self.number);
        }
        loaded.segment.number(column).map_or(State::Unknown, |number| number.get(self.document as usize))
    }

    /// Whether the document passes every filter and range.
    pub(super) fn passes(&self, query: &Query) -> bool {
        let Some(loaded) = self.collection.segments.get(self.segment) else { return false };
        let schema = &self.collection.schema;
        let facets = query.filters.iter().filter(|filter| !filter.values.is_empty()).all(|filter| {
            let mut passes = false;
            let Some(column) = schema.facet(&filter.facet) else { return true };
            let facet = loaded.segment.facet(column);
            self.codes(loaded, column, usize::MAX, &mut |code| {
                let own = code.checked_sub(1).and_then(|index| facet?.value(index)).unwrap_or_default();
                let value = if code == usize::MAX { self.value } else { own };
                passes |= filter.values.iter().any(|wanted| wanted == value);
            });
            passes
        });
        let ranges = query.ranges.iter().all(|range| {
            let Some(column) = schema.number(&range.number) else { return true };
            range.passes(self.number(loaded, column))
        });
        facets && ranges
    }
}
