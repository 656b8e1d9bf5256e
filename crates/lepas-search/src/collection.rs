//! Many segments searched as one.
//!
//! Owns which copy of a document is alive, the numbering of documents across segments and the shared facet dictionaries.
//! Leaves answering to `search`.
//!
//! Statistics (number of documents, documents per term, average length) are summed over all segments, dead copies included
//! until a segment is rebuilt without them. So cutting a collection into segments changes neither scores nor order.
//!
//! A change costs what changed: only ids of a segment that came, ids that stand in several segments and those of tombstones
//! that changed are looked up again.

mod advice;
mod copies;
mod facets;

use std::collections::HashMap;
use std::sync::Mutex;

use crate::analysis::{Analyzer, fold};
use crate::answer::{Answer, Spread};
use crate::bitset::Bitset;
use crate::query::{Query, QueryError};
use crate::schema::Schema;
use crate::search::{Scratch, positions_use, search, spread};
use crate::segment::{OpenError, Segment};
pub use advice::{AdviceError, Standing, Suggestion};
use copies::Copies;
pub(crate) use facets::FacetDictionary;

/// The segment was built for other columns than the collection has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the segment {segment:?} has other columns than the collection")]
pub struct SchemaMismatch {
    /// Name under which the segment was pushed.
    pub segment: String,
}

/// What a query makes of the places where words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PositionsUse {
    /// Nothing.
    None,
    /// Words that stand beside each other in a document as in the query would count for more.
    Better,
    /// A phrase: without positions there is no answer.
    Needed,
}

/// Ids, and a number of each. A set would do for most; but facets need this kind of table, and the code for a second kind would
/// be a percent of the browser's worker.
pub(crate) type Ids = HashMap<String, u32>;

/// One segment and its place in the collection.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) name: String,
    pub(crate) segment: Segment,
    /// Documents of the segment that can be found.
    pub(crate) live: Bitset,
    /// Per facet: code in the segment to code in the collection.
    pub(crate) codes: Vec<Vec<u32>>,
    /// Per facet: values that the collection had before this segment.
    values_before: Vec<usize>,
}

/// Segments searched as one. An id may stand in several: the copy in the segment pushed last wins.
#[derive(Debug)]
pub struct Collection {
    pub(crate) schema: Schema,
    pub(crate) segments: Vec<Loaded>,
    tombstones: Ids,
    copies: Copies,
    pub(crate) facets: Vec<FacetDictionary>,
    live_count: usize,
    pub(crate) documents: usize,
    pub(crate) analyzer: Analyzer,
    scratch: Mutex<Scratch>,
}

impl Collection {
    /// An empty collection with these columns.
    pub fn new(schema: Schema) -> Self {
        Self {
            facets: schema.facets.iter().map(|_| FacetDictionary::default()).collect(),
            schema,
            segments: Vec::new(),
            tombstones: Ids::new(),
            copies: Copies::default(),
            live_count: 0,
            documents: 0,
            analyzer: Analyzer::new(),
            scratch: Mutex::new(Scratch::default()),
        }
    }

    /// Adds a segment after all others, in place of one of the same name if there is one.
    ///
    /// # Errors
    /// When the segment has other columns; the collection is then as before.
    pub fn push(&mut self, name: &str, segment: Segment) -> Result<(), SchemaMismatch> {
        if segment.schema() != &self.schema {
            return Err(SchemaMismatch { segment: name.to_owned() });
        }
        if self.segments.iter().any(|loaded| loaded.name == name) {
            self.retain(|other| other != name);
        }
        self.segments.push(Loaded {
            name: name.to_owned(),
            live: Bitset::full(segment.len()),
            codes: Vec::new(),
            values_before: Vec::new(),
            segment,
        });
        let at = self.segments.len() - 1;
        self.number_facets(at);
        self.settle_ids_of(at);
        self.count();
        Ok(())
    }

    /// Takes in where the words of a segment stand. Without a segment of this name nothing happens.
    ///
    /// # Errors
    /// When the bytes are not the positions of this segment; the collection is then as before.
    pub fn add_positions(&mut self, name: &str, positions: Vec<u8>) -> Result<(), OpenError> {
        match self.segments.iter_mut().find(|loaded| loaded.name == name) {
            Some(loaded) => loaded.segment.add_positions(positions),
            None => Ok(()),
        }
    }

    /// Names of the segments of which it is not known where words stand.
    pub fn without_positions(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter(|loaded| !loaded.segment.has_positions()).map(|loaded| loaded.name.as_str())
    }

    /// What a query makes of the positions. A text that breaks a limit needs none.
    pub fn positions_use(&self, query: &Query) -> PositionsUse {
        positions_use(self, query)
    }

    /// Drops the segments whose name does not pass.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        let Some(first) = self.segments.iter().position(|loaded| !keep(&loaded.name)) else { return };
        let (kept, dropped) = std::mem::take(&mut self.segments).into_iter().partition(|loaded| keep(&loaded.name));
        self.segments = kept;
        let dropped: Vec<Loaded> = dropped;
        // Values that only segments from the first dropped one on have brought are forgotten, and those of the kept ones come back.
        if let Some(gone) = dropped.first() {
            for (facet, before) in self.facets.iter_mut().zip(&gone.values_before) {
                facet.truncate(*before);
            }
        }
        (first..self.segments.len()).for_each(|at| self.number_facets(at));
        self.settle_copies();
        self.copies.forget(&self.segments);
        self.count();
    }

    /// Puts the segments in another order, as if they had been pushed so: the smallest place first. Segments can then be
    /// pushed as they arrive and still override each other rightly.
    pub fn arrange(&mut self, place: impl Fn(&str) -> usize) {
        if self.segments.is_sorted_by_key(|loaded| place(&loaded.name)) {
            return;
        }
        self.segments.sort_by_key(|loaded| place(&loaded.name));
        self.facets.iter_mut().for_each(|facet| facet.truncate(0));
        (0..self.segments.len()).for_each(|at| self.number_facets(at));
        self.settle_copies();
        self.count();
    }

    /// Names of the segments, first pushed first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().map(|loaded| loaded.name.as_str())
    }

    /// Replaces the set of ids that are gone. They are dead in every segment, whether pushed before or after this call; an id
    /// that came back must not be in the set.
    pub fn set_tombstones(&mut self, ids: impl IntoIterator<Item = String>) {
        let before = std::mem::take(&mut self.tombstones);
        for (number, id) in (0..).zip(ids) {
            self.tombstones.insert(id, number);
        }
        let came = self.tombstones.keys().filter(|id| !before.contains_key(*id));
        let went = before.keys().filter(|id| !self.tombstones.contains_key(*id));
        for id in came.chain(went) {
            settle(&mut self.segments, &self.tombstones, id);
        }
        self.count();
    }

    /// Live documents.
    pub fn len(&self) -> usize {
        self.live_count
    }

    /// Whether there is no live document.
    pub fn is_empty(&self) -> bool {
        self.live_count == 0
    }

    /// Bytes held by segments, their columns and the scratch memory of searches.
    pub fn memory(&self) -> usize {
        let segments: usize = self
            .segments
            .iter()
            .map(|loaded| {
                let codes = loaded.codes.iter().map(|codes| codes.capacity() * 4).sum::<usize>();
                loaded.segment.memory() + loaded.live.memory() + codes
            })
            .sum();
        let facets: usize = self.facets.iter().map(FacetDictionary::memory).sum();
        let tombstones: usize = self.tombstones.keys().map(|id| id.capacity() + size_of::<String>()).sum();
        segments
            + facets
            + tombstones
            + self.copies.memory()
            + self.scratch.try_lock().map_or(0, |scratch| scratch.memory())
    }

    /// Answers a query. The same collection and query always give the same answer.
    ///
    /// # Errors
    /// When the query breaks a limit or names a column that is not there.
    pub fn search(&self, query: &Query) -> Result<Answer, QueryError> {
        // A search that runs beside another one pays for memory of its own instead of waiting.
        match self.scratch.try_lock() {
            Ok(mut scratch) => search(self, query, &mut scratch),
            Err(_) => search(self, query, &mut Scratch::default()),
        }
    }

    /// How the first number that `query` draws spreads over what answers it, whatever range of it is asked for. Empty without one.
    ///
    /// # Errors
    /// As [`Collection::search`].
    pub fn spread(&self, query: &Query) -> Result<Spread, QueryError> {
        query.histograms.first().map_or_else(|| Ok(Spread::default()), |request| spread(self, query, request))
    }

    /// Payload of the live document with this id.
    pub fn get(&self, id: &str) -> Option<&[u8]> {
        self.segments.iter().rev().find_map(|loaded| {
            let document = loaded.segment.find(id)?;
            loaded.live.contains(document).then(|| loaded.segment.record(document).map(|record| record.payload))?
        })
    }

    /// Values of a facet that begin with `prefix` (case and diacritics aside), sorted, at most `limit`. Empty for an unknown facet.
    pub fn facet_values(&self, facet: &str, prefix: &str, limit: usize) -> Vec<String> {
        let Some(dictionary) = self.schema.facet(facet).and_then(|column| self.facets.get(column)) else {
            return Vec::new();
        };
        let prefix = fold(prefix);
        let mut values: Vec<&str> = dictionary.values().filter(|value| fold(value).starts_with(&prefix)).collect();
        values.sort_unstable();
        values.into_iter().take(limit).map(str::to_owned).collect()
    }

    /// Finds the codes of a segment's facet values in the collection; its values come after those of the segments before.
    fn number_facets(&mut self, at: usize) {
        let Some(loaded) = self.segments.get_mut(at) else { return };
        loaded.values_before = self.facets.iter().map(FacetDictionary::len).collect();
        let numbered = self.facets.iter_mut().enumerate();
        loaded.codes = numbered.map(|(column, facet)| facet.add(&loaded.segment, column)).collect();
    }

    /// Decides for every id of a new segment which copy is alive.
    fn settle_ids_of(&mut self, at: usize) {
        let copied = self.copies.add(&self.segments, at);
        let Some(own) = self.segments.get(at) else { return };
        let gone: Vec<String> = self.tombstones.keys().filter(|id| own.segment.find(id).is_some()).cloned().collect();
        for id in copied.iter().chain(&gone) {
            settle(&mut self.segments, &self.tombstones, id);
        }
    }

    /// Decides anew for every id that stands in several segments.
    fn settle_copies(&mut self) {
        for id in self.copies.ids() {
            settle(&mut self.segments, &self.tombstones, id);
        }
    }

    fn count(&mut self) {
        self.documents = self.segments.iter().map(|loaded| loaded.segment.len()).sum();
        self.live_count = self.segments.iter().map(|loaded| loaded.live.count()).sum();
    }
}

/// The last copy of `id` is alive, unless a tombstone says that it is gone.
fn settle(segments: &mut [Loaded], tombstones: &Ids, id: &str) {
    let mut decided = tombstones.contains_key(id);
    for loaded in segments.iter_mut().rev() {
        let Some(document) = loaded.segment.find(id) else { continue };
        if decided {
            loaded.live.remove(document);
        } else {
            loaded.live.insert(document);
            decided = true;
        }
    }
}
