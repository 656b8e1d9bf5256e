//! The search engine of Lepas: analysis, immutable segments, ranking, facets and the explanation of a score.
//!
//! Owns everything between a list of [`Document`]s and an [`Answer`]. It does no I/O, reads no clock, starts no thread and
//! knows nothing of jobs or people: those are mapped to documents by the callers. The same code runs in the server, which
//! builds segments, and in the browser's worker, which opens and searches them.
//!
//! | module | question it answers |
//! | --- | --- |
//! | [`schema`](Schema) | what is a document? |
//! | `analysis` | which terms does a text have, in Indonesian and English? |
//! | `format` | how are numbers, sections and checksums written into bytes? |
//! | `builder` | how do documents become a segment? |
//! | `segment` | how is a segment read without trusting it? |
//! | `collection` | how are many segments one collection? |
//! | `search` | which documents answer a query, in which order, and why? |
//! | `zone` | which minutes do two working days share? |
//!
//! ```
//! use lepas_search::{Collection, Document, Query, Schema, SegmentBuilder};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut builder = SegmentBuilder::new(Schema::default());
//! builder.add(Document { id: "a".into(), title: "Desainer grafis".into(), ..Document::default() })?;
//! let mut collection = Collection::new(Schema::default());
//! collection.push("base", builder.finish().open()?)?;
//! let answer = collection.search(&Query { text: "desain".into(), ..Query::default() })?;
//! assert_eq!(answer.hits[0].id, "a");
//! # Ok(()) }
//! ```

mod analysis;
mod answer;
mod bitset;
mod builder;
mod collection;
mod format;
mod query;
mod schema;
mod search;
mod segment;
mod zone;

pub use answer::{Answer, Correction, FacetCounts, Histogram, Hit, Loosened, Marked, Part, Spread};
pub use builder::{BuildError, SegmentBuilder, SegmentFiles};
pub use collection::{AdviceError, Collection, PositionsUse, SchemaMismatch, Standing, Suggestion};
pub use query::{
    Change, FacetFilter, FacetRequest, Freshness, HistogramRequest, Measure, PartRequest, Query, QueryError,
    RangeFilter, Sort, Weights,
};
pub use schema::{Document, FacetField, FacetKind, Fact, Schema, Source};
pub use segment::{OpenError, Segment};
pub use zone::{Hours, of_country, offset_minutes, overlap_minutes};
