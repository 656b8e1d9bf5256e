//! Documents become a segment.
//!
//! Owns the limits of a document, the counting of terms and the order of documents (by id). Leaves the bytes of each part to
//! `write` and of the file to `format`.

mod columns;
mod invert;
mod write;

use std::collections::HashSet;

use crate::schema::{Document, FacetKind, Schema};
use crate::segment::{OpenError, Segment};
use columns::{FacetWriter, NumberWriter};
use invert::Inverter;

pub(crate) use columns::code_width;

/// Longest id in bytes.
const LONGEST_ID: usize = 64;
/// Longest payload in bytes.
const LONGEST_PAYLOAD: usize = 64 * 1024;
/// Most bytes of title, tags, body and summary together.
const LONGEST_TEXT: usize = 1024 * 1024;
/// Longest facet value or column name in bytes.
const LONGEST_VALUE: usize = 256;
/// Most values of one facet in one document.
const MOST_VALUES: usize = 1_000;
/// Most facets, and most numbers.
const MOST_COLUMNS: usize = 32;
/// Most bytes that one segment may be made from: every offset then fits into 32 bits with room to spare.
const LARGEST_SEGMENT: usize = 1 << 30;

/// Why a document cannot be added. The builder is as before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The id is empty or longer than 64 bytes.
    #[error("the id has {0} bytes, 1 to {LONGEST_ID} are allowed")]
    IdLength(usize),
    /// The id was added before.
    #[error("the id {0:?} was added before")]
    DuplicateId(String),
    /// A text, payload or value is too long.
    #[error("{what} has {length} bytes, at most {maximum} are allowed")]
    TooLong {
        /// Which part.
        what: &'static str,
        /// Bytes given.
        length: usize,
        /// Bytes allowed.
        maximum: usize,
    },
    /// The schema itself has too many columns, or names that are empty, too long or not unique.
    #[error("the schema is not valid: {0}")]
    Schema(&'static str),
    /// More facets or numbers than the schema has.
    #[error("{what} has {given} columns, the schema has {columns}")]
    Columns {
        /// Facets or numbers.
        what: &'static str,
        /// Columns given.
        given: usize,
        /// Columns of the schema.
        columns: usize,
    },
    /// Several values in a facet of one.
    #[error("the facet {0:?} takes one value")]
    OneValue(String),
    /// More than 1,000 values in one facet.
    #[error("the facet {0:?} has too many values")]
    ManyValues(String),
    /// A number that is infinite or not a number.
    #[error("the number {0:?} is not finite")]
    NotFinite(String),
    /// The payload is not UTF-8.
    #[error("the payload is not UTF-8")]
    Payload,
    /// The segment is full: begin another.
    #[error("the segment is full")]
    Full,
}

/// The two files of a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentFiles {
    /// What [`Segment::open`] takes: everything but the positions.
    pub index: Vec<u8>,
    /// What [`Segment::add_positions`] takes: where words stand, for phrases and neighbouring words.
    pub positions: Vec<u8>,
}

impl SegmentFiles {
    /// Opens both.
    ///
    /// # Errors
    /// When the bytes are not those of a segment and its positions.
    pub fn open(self) -> Result<Segment, OpenError> {
        let mut segment = Segment::open(self.index)?;
        segment.add_positions(self.positions)?;
        Ok(segment)
    }
}

/// Collects documents and writes them as one immutable segment.
#[derive(Debug)]
pub struct SegmentBuilder {
    schema: Schema,
    schema_error: Option<BuildError>,
    known: HashSet<String>,
    ids: Vec<String>,
    records: Vec<u8>,
    record_ends: Vec<usize>,
    inverter: Inverter,
    facets: Vec<FacetWriter>,
    numbers: Vec<NumberWriter>,
    size: usize,
}

impl SegmentBuilder {
    /// An empty segment with these columns. A schema that breaks a rule is reported by the first [`add`](Self::add).
    pub fn new(schema: Schema) -> Self {
        Self {
            schema_error: check_schema(&schema).err(),
            known: HashSet::new(),
            ids: Vec::new(),
            records: Vec::new(),
            record_ends: Vec::new(),
            inverter: Inverter::new(),
            facets: schema.facets.iter().map(|field| FacetWriter::new(field.kind)).collect(),
            numbers: schema.numbers.iter().map(|_| NumberWriter::default()).collect(),
            size: 0,
            schema,
        }
    }

    /// Adds a document, whole or not at all.
    ///
    /// # Errors
    /// When the document breaks a limit or does not fit the schema.
    pub fn add(&mut self, document: Document) -> Result<(), BuildError> {
        let size = self.check(&document)?;
        self.size += size;
        self.inverter.add(&document);
        for (column, writer) in self.facets.iter_mut().enumerate() {
            writer.add(document.facets.get(column).map_or(&[], Vec::as_slice));
        }
        for (column, writer) in self.numbers.iter_mut().enumerate() {
            writer.add(document.numbers.get(column).copied().flatten());
        }
        write::put_record(&mut self.records, &document);
        self.record_ends.push(self.records.len());
        self.known.insert(document.id.clone());
        self.ids.push(document.id);
        Ok(())
    }

    /// Documents added.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether no document was added.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The files of the segment. The same documents give the same bytes in whatever order they were added.
    pub fn finish(self) -> SegmentFiles {
        write::write(self)
    }

    fn check(&self, document: &Document) -> Result<usize, BuildError> {
        if let Some(error) = &self.schema_error {
            return Err(error.clone());
        }
        if document.id.is_empty() || document.id.len() > LONGEST_ID {
            return Err(BuildError::IdLength(document.id.len()));
        }
        if self.known.contains(&document.id) {
            return Err(BuildError::DuplicateId(document.id.clone()));
        }
        let tags: usize = document.tags.iter().map(String::len).sum();
        let text = document.title.len() + tags + document.body.len() + document.summary.len();
        within("the text", text, LONGEST_TEXT)?;
        within("the payload", document.payload.len(), LONGEST_PAYLOAD)?;
        if std::str::from_utf8(&document.payload).is_err() {
            return Err(BuildError::Payload);
        }
        let values = self.check_facets(document)?;
        self.check_numbers(document)?;
        let size = text * 2 + document.payload.len() + values + 512;
        if self.size + size > LARGEST_SEGMENT {
            return Err(BuildError::Full);
        }
        Ok(size)
    }

    fn check_facets(&self, document: &Document) -> Result<usize, BuildError> {
        columns("facets", document.facets.len(), self.schema.facets.len())?;
        let mut bytes = 0;
        for (field, values) in self.schema.facets.iter().zip(&document.facets) {
            if field.kind == FacetKind::One && values.len() > 1 {
                return Err(BuildError::OneValue(field.name.clone()));
            }
            if values.len() > MOST_VALUES {
                return Err(BuildError::ManyValues(field.name.clone()));
            }
            for value in values {
                within("a facet value", value.len(), LONGEST_VALUE)?;
                bytes += value.len() + 8;
            }
        }
        Ok(bytes)
    }

    fn check_numbers(&self, document: &Document) -> Result<(), BuildError> {
        columns("numbers", document.numbers.len(), self.schema.numbers.len())?;
        for (name, fact) in self.schema.numbers.iter().zip(&document.numbers) {
            if fact.is_some_and(|fact| !fact.value.is_finite()) {
                return Err(BuildError::NotFinite(name.clone()));
            }
        }
        Ok(())
    }
}

fn within(what: &'static str, length: usize, maximum: usize) -> Result<(), BuildError> {
    if length > maximum { Err(BuildError::TooLong { what, length, maximum }) } else { Ok(()) }
}

fn columns(what: &'static str, given: usize, columns: usize) -> Result<(), BuildError> {
    if given > columns { Err(BuildError::Columns { what, given, columns }) } else { Ok(()) }
}

/// The rules of a schema, for builders and for segments read from bytes.
pub(crate) fn check_schema(schema: &Schema) -> Result<(), BuildError> {
    if schema.facets.len() > MOST_COLUMNS || schema.numbers.len() > MOST_COLUMNS {
        return Err(BuildError::Schema("it has more than 32 facets or numbers"));
    }
    let facets = schema.facets.iter().map(|field| (0, &field.name));
    let numbers = schema.numbers.iter().map(|name| (1, name));
    let mut seen = HashSet::new();
    for (kind, name) in facets.chain(numbers) {
        if name.is_empty() || name.len() > LONGEST_ID {
            return Err(BuildError::Schema("a name is empty or longer than 64 bytes"));
        }
        if !seen.insert((kind, name)) {
            return Err(BuildError::Schema("a name stands twice"));
        }
    }
    Ok(())
}
