//! A segment read from bytes, without trusting them.
//!
//! Owns validation at opening and access to every part. Nothing is decoded at opening but the schema: dictionaries, postings,
//! columns and records are read in place. What a checksum cannot promise (a hostile writer computes it too) is either checked
//! once at opening, so that memory stays a small multiple of the input, or checked where it is read.

mod columns;
mod dictionary;
mod positions;
mod postings;
mod vocabulary;

use std::ops::Range;

use crate::builder::check_schema;
pub use crate::format::OpenError;
use crate::format::{
    Cursor, FACET_SECTIONS, FIXED_SECTIONS, NUMBER_SECTIONS, Section, disassemble, stored_checksum, u32_at,
};
use crate::schema::{FacetField, FacetKind, Schema};

pub(crate) use columns::{FacetColumn, NumberColumn, State};
pub(crate) use dictionary::{DICTIONARY_BLOCK, Dictionary};
use positions::Positions;
pub(crate) use postings::{BLOCK, Block, PART, Places, Postings, SHORT_LIST, one_place};
pub(crate) use vocabulary::{Alike, Term, TermTable, WordKey, WordTable};

/// Most documents of one segment.
const MOST_DOCUMENTS: usize = 1 << 24;

/// An immutable set of documents with everything needed to search them.
#[derive(Debug)]
pub struct Segment {
    bytes: Vec<u8>,
    sections: Vec<Range<usize>>,
    schema: Schema,
    documents: usize,
    terms: TermTable,
    words: WordTable,
    total_length: u64,
    positions: Option<Positions>,
}

/// What is shown of a document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record<'a> {
    pub(crate) title: &'a str,
    pub(crate) summary: &'a str,
    pub(crate) payload: &'a [u8],
}

impl Segment {
    /// Opens the bytes of [`SegmentBuilder::finish`](crate::SegmentBuilder::finish), taking them over without a copy.
    ///
    /// # Errors
    /// When the bytes are not a segment, of another version, damaged, or contradict themselves.
    pub fn open(bytes: Vec<u8>) -> Result<Self, OpenError> {
        let (documents, sections) = disassemble(&bytes)?;
        let documents = documents as usize;
        if documents > MOST_DOCUMENTS {
            return Err(OpenError::Invalid("the number of documents"));
        }
        let mut segment = Self {
            bytes,
            sections,
            schema: Schema::default(),
            documents,
            terms: TermTable::default(),
            words: WordTable::default(),
            total_length: 0,
            positions: None,
        };
        segment.schema = segment.read_schema().ok_or(OpenError::Invalid("the schema"))?;
        check_schema(&segment.schema).map_err(|_| OpenError::Invalid("the schema"))?;
        segment.validate()?;
        Ok(segment)
    }

    /// Takes in where words stand, the other file of [`SegmentFiles`](crate::SegmentFiles). Without it, phrases cannot be
    /// looked for in this segment.
    ///
    /// # Errors
    /// When the bytes are no positions, damaged, or those of another segment; the segment is then as before.
    pub fn add_positions(&mut self, bytes: Vec<u8>) -> Result<(), OpenError> {
        let own = stored_checksum(&self.bytes).ok_or(OpenError::Checksum)?;
        self.positions = Some(Positions::open(bytes, own, self.terms.len())?);
        Ok(())
    }

    /// Whether it is known where words stand.
    pub fn has_positions(&self) -> bool {
        self.positions.is_some()
    }

    /// Documents, dead or alive.
    pub fn len(&self) -> usize {
        self.documents
    }

    /// Whether there is no document.
    pub fn is_empty(&self) -> bool {
        self.documents == 0
    }

    /// The columns.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Id of the document at `index`; documents are in the order of their ids.
    pub fn id_at(&self, index: usize) -> Option<&str> {
        std::str::from_utf8(self.row(Section::IdOffsets, Section::Ids, index)?).ok()
    }

    /// Bytes held.
    pub fn memory(&self) -> usize {
        self.bytes.capacity()
            + self.sections.capacity() * size_of::<Range<usize>>()
            + self.terms.memory()
            + self.words.memory()
            + self.positions.as_ref().map_or(0, Positions::memory)
    }

    /// Where the stored rows (title, summary, payload) lie in the bytes: what is shown, as against what is searched.
    pub fn rows(&self) -> Range<usize> {
        self.sections.get(Section::Records as usize).cloned().unwrap_or_default()
    }

    /// Number of the document with this id.
    pub(crate) fn find(&self, id: &str) -> Option<usize> {
        let id = id.as_bytes();
        let is_before = |document: usize| self.id_bytes(document).is_some_and(|other| other < id);
        let (mut low, mut high) = (0, self.documents);
        while low < high {
            let middle = low + (high - low) / 2;
            if is_before(middle) { low = middle + 1 } else { high = middle }
        }
        (self.id_bytes(low)? == id).then_some(low)
    }

    /// The bytes of an id.
    pub(crate) fn id_bytes(&self, index: usize) -> Option<&[u8]> {
        self.row(Section::IdOffsets, Section::Ids, index)
    }

    /// Title, summary and payload of a document.
    pub(crate) fn record(&self, index: usize) -> Option<Record<'_>> {
        let mut cursor = Cursor::new(self.row(Section::RecordOffsets, Section::Records, index)?);
        let (title, summary) = (cursor.text()?, cursor.text()?);
        Some(Record { title, summary, payload: cursor.rest() })
    }

    /// Length code of every document.
    pub(crate) fn lengths(&self) -> &[u8] {
        self.section(Section::Lengths)
    }

    /// Sum of all documents' lengths in half words.
    pub(crate) fn total_length(&self) -> u64 {
        self.total_length
    }

    /// The texts of terms.
    pub(crate) fn term_texts(&self) -> Dictionary<'_> {
        Dictionary { index: self.section(Section::TermIndex), bytes: self.section(Section::Terms) }
    }

    /// The numbers of terms.
    pub(crate) fn terms(&self) -> &TermTable {
        &self.terms
    }

    /// The term with this text.
    pub(crate) fn term(&self, text: &str) -> Option<Term> {
        self.terms.get(self.term_texts().find(text)?)
    }

    /// The texts of words as written.
    pub(crate) fn word_texts(&self) -> Dictionary<'_> {
        Dictionary { index: self.section(Section::WordIndex), bytes: self.section(Section::Words) }
    }

    /// The numbers of words as written, which lead to terms.
    pub(crate) fn words(&self) -> &WordTable {
        &self.words
    }

    /// The postings of a term.
    pub(crate) fn postings(&self, term: &Term) -> Postings<'_> {
        Postings::new(
            self.section(Section::Postings).get(term.postings.clone()).unwrap_or_default(),
            self.section(Section::Counts).get(term.counts.clone()).unwrap_or_default(),
        )
    }

    /// The postings of a term with the places in their documents, where those are known.
    pub(crate) fn places(&self, term: &Term) -> Option<Places<'_>> {
        Some(Places::new(self.postings(term), self.positions.as_ref()?.of(term.number)?))
    }

    /// A facet column of the schema.
    pub(crate) fn facet(&self, column: usize) -> Option<FacetColumn<'_>> {
        let kind = self.schema.facets.get(column)?.kind;
        let base = FIXED_SECTIONS + column * FACET_SECTIONS;
        Some(FacetColumn::new(kind, self.at(base), self.at(base + 1), self.at(base + 2), self.at(base + 3)))
    }

    /// A number column of the schema.
    pub(crate) fn number(&self, column: usize) -> Option<NumberColumn<'_>> {
        (column < self.schema.numbers.len()).then(|| {
            let base = FIXED_SECTIONS + self.schema.facets.len() * FACET_SECTIONS + column * NUMBER_SECTIONS;
            NumberColumn { values: self.at(base), states: self.at(base + 1) }
        })
    }

    fn section(&self, section: Section) -> &[u8] {
        self.at(section as usize)
    }

    fn at(&self, index: usize) -> &[u8] {
        self.sections.get(index).and_then(|range| self.bytes.get(range.clone())).unwrap_or_default()
    }

    fn row(&self, offsets: Section, bytes: Section, index: usize) -> Option<&[u8]> {
        let offsets = self.section(offsets);
        let (start, end) = (u32_at(offsets, index)?, u32_at(offsets, index + 1)?);
        self.section(bytes).get(start as usize..end as usize)
    }

    fn read_schema(&self) -> Option<Schema> {
        let mut cursor = Cursor::new(self.section(Section::Schema));
        let mut schema = Schema::default();
        for _ in 0..cursor.varint()? {
            let kind = match cursor.u8()? {
                0 => FacetKind::One,
                1 => FacetKind::Many,
                _ => return None,
            };
            schema.facets.push(FacetField { name: cursor.text()?.to_owned(), kind });
        }
        for _ in 0..cursor.varint()? {
            schema.numbers.push(cursor.text()?.to_owned());
        }
        cursor.is_empty().then_some(schema)
    }

    fn validate(&mut self) -> Result<(), OpenError> {
        let expected =
            FIXED_SECTIONS + self.schema.facets.len() * FACET_SECTIONS + self.schema.numbers.len() * NUMBER_SECTIONS;
        require(self.sections.len() == expected, "the number of sections")?;
        let total = self.section(Section::Statistics).try_into().map(u64::from_le_bytes);
        self.total_length = total.map_err(|_| OpenError::Invalid("the statistics"))?;
        require(self.total_length <= self.documents as u64 * u64::from(u32::MAX), "the statistics")?;
        require(self.lengths().len() == self.documents, "the lengths")?;
        require(rising(self.section(Section::IdOffsets), self.documents, self.section(Section::Ids).len()), "the ids")?;
        require(self.ids_are_sorted(), "the order of ids")?;
        let records = self.section(Section::RecordOffsets);
        require(rising(records, self.documents, self.section(Section::Records).len()), "the records")?;
        let terms = self.term_texts().validate(|_| {}).and_then(|terms| {
            let (postings, counts) = (self.section(Section::Postings), self.section(Section::Counts));
            TermTable::read(self.section(Section::TermNumbers), terms, self.documents, postings, counts.len())
        });
        self.terms = terms.ok_or(OpenError::Invalid("the dictionary of terms"))?;
        let words = WordTable::read(self.word_texts(), self.section(Section::WordTerms), &self.terms);
        self.words = words.ok_or(OpenError::Invalid("the dictionary of words"))?;
        for column in 0..self.schema.facets.len() {
            require(self.facet(column).is_some_and(|facet| facet.validate(self.documents)), "a facet")?;
        }
        for column in 0..self.schema.numbers.len() {
            require(self.number(column).is_some_and(|number| number.validate(self.documents)), "a number")?;
        }
        Ok(())
    }

    /// Whether every id is a text and comes after the one before it.
    fn ids_are_sorted(&self) -> bool {
        // Read once as a whole: a piece of a text between two of its characters is a text.
        let Ok(ids) = std::str::from_utf8(self.section(Section::Ids)) else { return false };
        let (offsets, _) = self.section(Section::IdOffsets).as_chunks::<4>();
        let (mut before, mut start) = ("", 0);
        offsets.iter().skip(1).all(|end| {
            let end = u32::from_le_bytes(*end) as usize;
            ids.get(start..end).is_some_and(|id| {
                let rises = before < id;
                (before, start) = (id, end);
                rises
            })
        })
    }
}

fn require(holds: bool, what: &'static str) -> Result<(), OpenError> {
    if holds { Ok(()) } else { Err(OpenError::Invalid(what)) }
}

/// Whether `offsets` are `rows + 1` values that begin at 0, never fall and end at `end`.
pub(crate) fn rising(offsets: &[u8], rows: usize, end: usize) -> bool {
    let (values, rest) = offsets.as_chunks::<4>();
    let mut before = 0;
    rest.is_empty()
        && values.len() == rows + 1
        && values.first() == Some(&[0; 4])
        && values.iter().all(|value| {
            let value = u32::from_le_bytes(*value);
            let rises = before <= value;
            before = value;
            rises
        })
        && before as usize == end
}

/// One byte for a length in half words: exact up to 32, then 16 steps for every doubling.
pub(crate) fn length_code(length: u32) -> u8 {
    if length < 32 {
        return length as u8;
    }
    let shift = 27 - length.leading_zeros();
    (16 + shift * 16 + ((length >> shift) - 16)).min(255) as u8
}

/// The least length that has this code, in half words.
pub(crate) fn length_of(code: u8) -> u32 {
    let code = u32::from(code);
    if code < 32 {
        return code;
    }
    let shift = code / 16 - 1;
    (16 + code % 16) << shift
}

#[cfg(test)]
mod tests {
    use super::{length_code, length_of};

    #[test]
    fn length_codes_rise_and_round_down_by_less_than_a_sixteenth() {
        for length in (0..5_000).chain([100_000, 400_000]) {
            let read = length_of(length_code(length));
            assert!(read <= length && length - read <= length / 16, "{length} {read}");
            assert!(length_code(length) <= length_code(length + 1));
        }
        assert_eq!(length_code(u32::MAX), 255);
    }
}
