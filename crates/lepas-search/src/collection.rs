//! Many segments searched as one.
//!
//! Owns which copy of a document is alive, the numbering of documents across segments and the shared facet dictionaries.
//! Leaves answering to `search`.
//!
//! Statistics (number of documents, documents per term, average length) are summed over all segments, dead copies included
//! until a segment is rebuilt without them. So cutting a collection into segments changes neither scores nor order.

mod facets;

use std::collections::HashSet;
use std::sync::Mutex;

use crate::analysis::{Analyzer, fold};
use crate::answer::Answer;
use crate::bitset::Bitset;
use crate::query::{Query, QueryError};
use crate::schema::Schema;
use crate::search::{Scratch, search};
use crate::segment::Segment;
pub(crate) use facets::FacetDictionary;

/// The segment was built for other columns than the collection has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the segment {segment:?} has other columns than the collection")]
pub struct SchemaMismatch {
    /// Name under which the segment was pushed.
    pub segment: String,
}

/// One segment and its place in the collection.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) name: String,
    pub(crate) segment: Segment,
    /// Number of the segment's first document in the collection.
    pub(crate) base: usize,
    /// Per facet: code in the segment to code in the collection.
    pub(crate) codes: Vec<Vec<u32>>,
}

/// Segments searched as one. An id may stand in several: the copy in the segment pushed last wins.
#[derive(Debug)]
pub struct Collection {
    pub(crate) schema: Schema,
    pub(crate) segments: Vec<Loaded>,
    tombstones: HashSet<String>,
    pub(crate) facets: Vec<FacetDictionary>,
    /// Documents that can be found, by number in the collection.
    pub(crate) live: Bitset,
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
            tombstones: HashSet::new(),
            live: Bitset::default(),
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
        let codes = self.facets.iter_mut().enumerate().map(|(column, facet)| facet.add(&segment, column)).collect();
        self.segments.push(Loaded { name: name.to_owned(), segment, base: self.documents, codes });
        self.refresh();
        Ok(())
    }

    /// Drops the segments whose name does not pass.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        let before = self.segments.len();
        self.segments.retain(|loaded| keep(&loaded.name));
        if self.segments.len() == before {
            return;
        }
        self.rebuild();
    }

    /// Numbers facets and documents anew after the list of segments changed other than at its end.
    fn rebuild(&mut self) {
        self.facets = self.schema.facets.iter().map(|_| FacetDictionary::default()).collect();
        for loaded in &mut self.segments {
            loaded.codes =
                self.facets.iter_mut().enumerate().map(|(column, facet)| facet.add(&loaded.segment, column)).collect();
        }
        self.refresh();
    }

    /// Puts the segments in another order, as if they had been pushed so: the smallest place first. Segments can then be
    /// pushed as they arrive and still override each other rightly.
    pub fn arrange(&mut self, place: impl Fn(&str) -> usize) {
        if self.segments.is_sorted_by_key(|loaded| place(&loaded.name)) {
            return;
        }
        self.segments.sort_by_key(|loaded| place(&loaded.name));
        self.rebuild();
    }

    /// Names of the segments, first pushed first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().map(|loaded| loaded.name.as_str())
    }

    /// Replaces the set of ids that are gone. They are dead in every segment, whether pushed before or after this call; an id
    /// that came back must not be in the set.
    pub fn set_tombstones(&mut self, ids: impl IntoIterator<Item = String>) {
        self.tombstones = ids.into_iter().collect();
        self.refresh();
    }

    /// Live documents.
    pub fn len(&self) -> usize {
        self.live_count
    }

    /// Whether there is no live document.
    pub fn is_empty(&self) -> bool {
        self.live_count == 0
    }

    /// Bytes held by segments and their columns, without the scratch memory of searches.
    pub fn memory(&self) -> usize {
        let segments: usize = self
            .segments
            .iter()
            .map(|loaded| {
                loaded.segment.memory() + loaded.codes.iter().map(|codes| codes.capacity() * 4).sum::<usize>()
            })
            .sum();
        let facets: usize = self.facets.iter().map(FacetDictionary::memory).sum();
        let tombstones: usize = self.tombstones.iter().map(|id| id.capacity() + size_of::<String>()).sum();
        segments + facets + tombstones + self.live.memory()
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

    /// Payload of the live document with this id.
    pub fn get(&self, id: &str) -> Option<&[u8]> {
        self.segments.iter().rev().find_map(|loaded| {
            let document = loaded.segment.find(id)?;
            self.live
                .contains(loaded.base + document)
                .then(|| loaded.segment.record(document).map(|record| record.payload))?
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

    /// Segment and number in it of a document of the collection.
    pub(crate) fn locate(&self, document: usize) -> Option<(&Loaded, usize)> {
        let after = self.segments.partition_point(|loaded| loaded.base <= document);
        let loaded = self.segments.get(after.checked_sub(1)?)?;
        Some((loaded, document - loaded.base))
    }

    /// Id of a document of the collection.
    pub(crate) fn id(&self, document: usize) -> &str {
        self.locate(document).and_then(|(loaded, local)| loaded.segment.id_at(local)).unwrap_or_default()
    }

    /// Numbers the documents anew and finds out which are alive.
    fn refresh(&mut self) {
        let mut base = 0;
        for loaded in &mut self.segments {
            loaded.base = base;
            base += loaded.segment.len();
        }
        self.documents = base;
        let mut live = Bitset::full(base);
        for (at, later) in self.segments.iter().enumerate().skip(1) {
            let earlier = self.segments.get(..at).unwrap_or_default();
            for id in (0..later.segment.len()).filter_map(|document| later.segment.id_at(document)) {
                kill(&mut live, earlier, id);
            }
        }
        for id in &self.tombstones {
            kill(&mut live, &self.segments, id);
        }
        self.live_count = live.count();
        self.live = live;
    }
}

fn kill(live: &mut Bitset, segments: &[Loaded], id: &str) {
    for loaded in segments {
        if let Some(document) = loaded.segment.find(id) {
            live.remove(loaded.base + document);
        }
    }
}
