//! Where a document stands for a query, and what would change that.
//!
//! Owns the question "what if": the changed document is put into the collection as a small segment, exactly as it would be if the
//! change were made, its place is read and the segment is taken out again. So what is promised is what happens. A change of one
//! column needs no segment ([`Collection::suppose`]), which is what a reader that holds no builder and no whole document asks.

use crate::builder::{BuildError, SegmentBuilder};
use crate::collection::{Collection, settle};
use crate::query::{Change, Query, QueryError};
use crate::schema::Document;
use crate::search::standing;
use crate::segment::OpenError;

/// Name of the segment that holds a supposed document.
const SUPPOSED: &str = "\u{0}supposed";

/// Where a document stands in the whole answer to a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Standing {
    /// Place from 1; `None` when the text or a filter leaves the document out.
    pub place: Option<usize>,
    /// Documents found.
    pub of: usize,
}

/// One change and where it would lead.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Suggestion {
    /// The value to add to the facet.
    pub value: String,
    /// Standing with it.
    pub standing: Standing,
}

/// Why a supposition cannot be tried.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AdviceError {
    /// The query is not valid.
    #[error("{0}")]
    Query(#[from] QueryError),
    /// The changed document is not valid.
    #[error("{0}")]
    Document(#[from] BuildError),
    /// The changed document's segment could not be read back.
    #[error("{0}")]
    Segment(#[from] OpenError),
}

impl Collection {
    /// Where the live document `id` stands; `None` when there is none.
    ///
    /// # Errors
    /// When the query is not valid.
    pub fn standing(&self, query: &Query, id: &str) -> Result<Option<Standing>, QueryError> {
        self.suppose(query, id, None)
    }

    /// Where the live document `id` would stand with a change of one column, its words as they are; `None` when there is none.
    /// Exact for a collection that is built with the changed document in its place.
    ///
    /// # Errors
    /// When the query is not valid, or the change names a column that is not there.
    pub fn suppose(&self, query: &Query, id: &str, change: Option<&Change>) -> Result<Option<Standing>, QueryError> {
        let found = self.segments.iter().enumerate().find_map(|(at, loaded)| {
            let document = loaded.segment.find(id)?;
            loaded.live.contains(document).then_some((at, document as u32))
        });
        found.map(|at| standing(self, query, at, change)).transpose()
    }

    /// Where `document` would stand if it took the place of the one with its id. The collection is as before afterwards.
    ///
    /// # Errors
    /// When the query or the document is not valid.
    pub fn what_if(&mut self, query: &Query, document: Document) -> Result<Standing, AdviceError> {
        let id = document.id.clone();
        let mut builder = SegmentBuilder::new(self.schema.clone());
        builder.add(document)?;
        let segment = builder.finish().open()?;
        // A tombstone would hide the supposed document; making the change real takes it away as well.
        let buried = self.tombstones.remove(&id);
        let pushed = self.push(SUPPOSED, segment);
        let standing = self.standing(query, &id);
        self.retain(|name| name != SUPPOSED);
        if let Some(number) = buried {
            self.tombstones.insert(id.clone(), number);
            settle(&mut self.segments, &self.tombstones, &id);
            self.count();
        }
        debug_assert!(pushed.is_ok(), "the segment was built for this schema");
        Ok(standing?.unwrap_or(Standing { place: None, of: 0 }))
    }

    /// The values of a facet that would move `document` up most if it had them, best first, at most `limit`: what a profile or
    /// posting could honestly add. Tried are values that documents before it have, the most frequent first.
    ///
    /// # Errors
    /// When the query, the document or the facet is not valid.
    pub fn suggest(
        &mut self,
        query: &Query,
        document: &Document,
        facet: &str,
        limit: usize,
    ) -> Result<Vec<Suggestion>, AdviceError> {
        let column = self.schema.facet(facet).ok_or_else(|| QueryError::UnknownFacet(facet.to_owned()))?;
        let now = self.what_if(query, document.clone())?;
        let own = document.facets.get(column).cloned().unwrap_or_default();
        let mut suggestions = Vec::new();
        for value in self.common_values(query, column)?.into_iter().filter(|value| !own.contains(value)) {
            let mut changed = document.clone();
            changed.facets.resize(self.schema.facets.len(), Vec::new());
            if let Some(values) = changed.facets.get_mut(column) {
                values.push(value.clone());
            }
            changed.tags.push(value.clone());
            let standing = self.what_if(query, changed)?;
            let better = match (standing.place, now.place) {
                (Some(place), Some(before)) => place < before,
                (place, before) => place.is_some() && before.is_none(),
            };
            if better {
                suggestions.push(Suggestion { value, standing });
            }
        }
        suggestions.sort_by(|one, other| {
            one.standing.place.cmp(&other.standing.place).then_with(|| one.value.cmp(&other.value))
        });
        suggestions.truncate(limit);
        Ok(suggestions)
    }

    /// What the documents of an answer have most often in a facet, and what the query itself asks for in it.
    fn common_values(&self, query: &Query, column: usize) -> Result<Vec<String>, QueryError> {
        const TRIED: usize = 24;
        let Some(name) = self.schema.facets.get(column).map(|field| field.name.clone()) else { return Ok(Vec::new()) };
        let counting = Query {
            limit: 0,
            facets: vec![crate::query::FacetRequest { facet: name.clone(), limit: TRIED }],
            histograms: Vec::new(),
            ..query.clone()
        };
        let mut values: Vec<String> = query
            .filters
            .iter()
            .filter(|filter| filter.facet == name)
            .flat_map(|filter| filter.values.clone())
            .collect();
        for part in &query.parts {
            if let crate::query::Measure::Wanted { facet, wanted, .. } = &part.measure
                && *facet == name
            {
                values.extend(wanted.iter().map(|(value, _)| value.clone()));
            }
        }
        let counted = self.search(&counting)?.facets.into_iter().flat_map(|counts| counts.values);
        values.extend(counted.map(|(value, _)| value));
        let mut seen = std::collections::HashSet::new();
        values.retain(|value| !value.is_empty() && seen.insert(value.clone()));
        values.truncate(TRIED);
        Ok(values)
    }
}
