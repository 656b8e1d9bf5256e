//! The sections of a finished segment, except its columns.
//!
//! Owns front coding of the dictionaries and the packing of postings; `segment` reads exactly this.
//!
//! - Dictionary: blocks of 16 entries; in a block each entry says how many bytes it shares with the one before. Beside the terms
//!   lie their numbers of documents; beside the words the numbers of their terms.
//! - Postings: up to 7 documents as differences; more in blocks of 128: bits per difference, difference to the last document,
//!   packed differences. There are no bounds per block: counts of facets and of results need every match, so nothing is skipped.
//! - Counts: one byte for every posting.
//! - Positions, in a file of their own: the bytes of every block of the term but the last, then for every posting how many there
//!   are, unless the count says it (see [`one_place`]), and their differences.

use super::invert::Growing;
use super::{SegmentBuilder, SegmentFiles};
use crate::format::{
    Cursor, FIXED_SECTIONS, Section, assemble, assemble_positions, put_text, put_u32, put_varint, stored_checksum,
};
use crate::schema::{Document, FacetKind, Schema};
use crate::segment::{BLOCK, DICTIONARY_BLOCK, PART, SHORT_LIST, length_code, one_place};

/// Title, summary and payload as stored.
pub(super) fn put_record(bytes: &mut Vec<u8>, document: &Document) {
    put_text(bytes, &document.title);
    put_text(bytes, &document.summary);
    bytes.extend_from_slice(&document.payload);
}

pub(super) fn write(builder: SegmentBuilder) -> SegmentFiles {
    let mut order: Vec<u32> = (0..builder.ids.len() as u32).collect();
    order.sort_unstable_by_key(|&document| builder.ids.get(document as usize));
    let mut sections = vec![Vec::new(); FIXED_SECTIONS];
    let mut set = |section: Section, bytes: Vec<u8>| {
        if let Some(place) = sections.get_mut(section as usize) {
            *place = bytes;
        }
    };
    set(Section::Schema, schema(&builder.schema));
    let total: u64 = builder.inverter.lengths.iter().map(|&length| u64::from(length)).sum();
    set(Section::Statistics, total.to_le_bytes().to_vec());
    let ids = rows(&order, |document| builder.ids.get(document).map_or(&[], |id| id.as_bytes()));
    set(Section::IdOffsets, ids.0);
    set(Section::Ids, ids.1);
    let records = rows(&order, |document| {
        let start = document.checked_sub(1).and_then(|before| builder.record_ends.get(before)).copied().unwrap_or(0);
        let end = builder.record_ends.get(document).copied().unwrap_or(start);
        builder.records.get(start..end).unwrap_or_default()
    });
    set(Section::RecordOffsets, records.0);
    set(Section::Records, records.1);
    let lengths: Vec<u8> = order
        .iter()
        .map(|&document| length_code(builder.inverter.lengths.get(document as usize).copied().unwrap_or(0)))
        .collect();

    let mut places = vec![0_u32; order.len()];
    for (place, &document) in order.iter().enumerate() {
        if let Some(slot) = places.get_mut(document as usize) {
            *slot = place as u32;
        }
    }
    let mut terms: Vec<(&str, u32)> =
        builder.inverter.terms.iter().map(|(term, &number)| (term.as_str(), number)).collect();
    // Terms that only the table of names knows have no document.
    terms.retain(|&(_, number)| {
        builder.inverter.postings.get(number as usize).is_some_and(|growing| growing.documents > 0)
    });
    terms.sort_unstable();
    let mut ordinals = vec![0_u32; builder.inverter.postings.len()];
    let (mut dictionary, mut numbers) = (FrontCoder::default(), Vec::new());
    let (mut postings, mut counts) = (Vec::new(), Vec::new());
    let (mut positions, mut lengths_of_positions) = (Vec::new(), Vec::new());
    for (ordinal, &(term, number)) in terms.iter().enumerate() {
        let Some(growing) = builder.inverter.postings.get(number as usize) else { continue };
        if let Some(slot) = ordinals.get_mut(number as usize) {
            *slot = ordinal as u32;
        }
        let list = sorted(growing, &places);
        put_postings(&list, &mut postings);
        counts.extend(list.iter().map(|posting| posting.count));
        let before = positions.len();
        put_positions(&list, &mut positions);
        put_varint(&mut lengths_of_positions, (positions.len() - before) as u32);
        dictionary.put(term.as_bytes());
        put_varint(&mut numbers, growing.documents);
    }
    set(Section::TermIndex, dictionary.index);
    set(Section::Terms, dictionary.bytes);
    set(Section::TermNumbers, numbers);
    set(Section::Postings, postings);
    set(Section::Counts, counts);
    set(Section::Lengths, lengths);

    let mut words: Vec<(&str, u32)> = builder
        .inverter
        .vocabulary
        .iter()
        .map(|(word, &number)| (word.as_str(), builder.inverter.term_of(number)))
        .filter(|&(_, term)| builder.inverter.postings.get(term as usize).is_some_and(|growing| growing.documents > 0))
        .collect();
    words.sort_unstable();
    let (mut dictionary, mut numbers) = (FrontCoder::default(), Vec::new());
    for (word, term) in words {
        dictionary.put(word.as_bytes());
        put_varint(&mut numbers, ordinals.get(term as usize).copied().unwrap_or(0));
    }
    set(Section::WordIndex, dictionary.index);
    set(Section::Words, dictionary.bytes);
    set(Section::WordTerms, numbers);
    sections.extend(builder.facets.iter().flat_map(|facet| facet.write(&order)));
    sections.extend(builder.numbers.iter().flat_map(|number| number.write(&order)));
    let index = assemble(order.len() as u32, &sections);
    let sum = stored_checksum(&index).unwrap_or_default();
    SegmentFiles { positions: assemble_positions(sum, &lengths_of_positions, &positions), index }
}

fn schema(schema: &Schema) -> Vec<u8> {
    let mut bytes = Vec::new();
    put_varint(&mut bytes, schema.facets.len() as u32);
    for field in &schema.facets {
        bytes.push(u8::from(field.kind == FacetKind::Many));
        put_text(&mut bytes, &field.name);
    }
    put_varint(&mut bytes, schema.numbers.len() as u32);
    schema.numbers.iter().for_each(|name| put_text(&mut bytes, name));
    bytes
}

/// Offsets and bytes of one row per document.
fn rows<'a>(order: &[u32], row: impl Fn(usize) -> &'a [u8]) -> (Vec<u8>, Vec<u8>) {
    let (mut offsets, mut bytes) = (Vec::new(), Vec::new());
    put_u32(&mut offsets, 0);
    for &document in order {
        bytes.extend_from_slice(row(document as usize));
        put_u32(&mut offsets, bytes.len() as u32);
    }
    (offsets, bytes)
}

#[derive(Debug, Default)]
struct FrontCoder {
    index: Vec<u8>,
    bytes: Vec<u8>,
    before: Vec<u8>,
    entries: usize,
}

impl FrontCoder {
    fn put(&mut self, text: &[u8]) {
        if self.entries.is_multiple_of(DICTIONARY_BLOCK) {
            put_u32(&mut self.index, self.bytes.len() as u32);
            self.before.clear();
        }
        self.entries += 1;
        let shared = self.before.iter().zip(text).take_while(|(one, other)| one == other).count();
        put_varint(&mut self.bytes, shared as u32);
        let rest = text.get(shared..).unwrap_or_default();
        put_varint(&mut self.bytes, rest.len() as u32);
        self.bytes.extend_from_slice(rest);
        self.before.clear();
        self.before.extend_from_slice(text);
    }
}

#[derive(Debug)]
struct Posting<'a> {
    document: u32,
    count: u8,
    /// Number of positions and the differences between them, as they are stored.
    positions: &'a [u8],
}

/// The postings of a term under the documents' final numbers.
fn sorted<'a>(growing: &'a Growing, places: &[u32]) -> Vec<Posting<'a>> {
    let mut postings = Vec::with_capacity(growing.documents as usize);
    let mut cursor = Cursor::new(&growing.bytes);
    while let Some(posting) = next(&mut cursor, places) {
        postings.push(posting);
    }
    postings.sort_unstable_by_key(|posting| posting.document);
    postings
}

fn next<'a>(cursor: &mut Cursor<'a>, places: &[u32]) -> Option<Posting<'a>> {
    let document = places.get(cursor.varint()? as usize).copied()?;
    let count = cursor.u8()?;
    let mut before = cursor.rest();
    let number = cursor.varint()?;
    if one_place(count) {
        before = cursor.rest();
    }
    for _ in 0..number {
        cursor.varint()?;
    }
    let positions = before.get(..before.len() - cursor.rest().len())?;
    Some(Posting { document, count, positions })
}

fn put_positions(list: &[Posting<'_>], positions: &mut Vec<u8>) {
    let parts = list.chunks(PART).map(|part| part.iter().map(|posting| posting.positions.len() as u32).sum());
    parts.take(list.len().div_ceil(PART).saturating_sub(1)).for_each(|length| put_varint(positions, length));
    list.iter().for_each(|posting| positions.extend_from_slice(posting.positions));
}

fn put_postings(list: &[Posting<'_>], postings: &mut Vec<u8>) {
    let mut before: i64 = -1;
    let mut difference = |posting: &Posting<'_>| {
        let difference = (i64::from(posting.document) - before - 1) as u32;
        before = i64::from(posting.document);
        difference
    };
    if list.len() < SHORT_LIST {
        for posting in list {
            put_varint(postings, difference(posting));
        }
        return;
    }
    for block in list.chunks(BLOCK) {
        let differences: Vec<u32> = block.iter().map(&mut difference).collect();
        let span = differences.iter().sum::<u32>() + block.len() as u32 - 1;
        let width = 32 - differences.iter().fold(0, |all, difference| all | difference).leading_zeros();
        postings.push(width as u8);
        put_varint(postings, span);
        put_packed(postings, &differences, width);
    }
}

fn put_packed(bytes: &mut Vec<u8>, values: &[u32], width: u32) {
    let (mut waiting, mut bits) = (0_u64, 0);
    for &value in values {
        waiting |= u64::from(value) << bits;
        bits += width;
        while bits >= 8 {
            bytes.push(waiting as u8);
            waiting >>= 8;
            bits -= 8;
        }
    }
    if bits > 0 {
        bytes.push(waiting as u8);
    }
}
