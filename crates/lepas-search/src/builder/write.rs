//! The sections of a finished segment, except its columns.
//!
//! Owns front coding of the dictionaries and the packing of postings; `segment` reads exactly this.
//!
//! - Dictionary: blocks of 16 entries; in a block each entry says how many bytes it shares with the one before. Beside the terms
//!   lie their numbers of documents, bytes of postings and bytes of positions; beside the words the numbers of their terms.
//! - Postings: up to 7 documents as pairs of difference and count; more in blocks of 128: bits per difference,
//!   difference to the last document, bytes of positions, packed differences, counts. There are no bounds per block: counts of facets and of results need every match, so nothing is skipped.
//! - Positions: how many there are, unless the count says it (see [`one_place`]), then their differences.

use super::SegmentBuilder;
use super::invert::Growing;
use crate::format::{Cursor, FIXED_SECTIONS, Section, assemble, put_text, put_u32, put_varint};
use crate::schema::{Document, FacetKind, Schema};
use crate::segment::{BLOCK, DICTIONARY_BLOCK, SHORT_LIST, length_code, one_place};

/// Title, summary and payload as stored.
pub(super) fn put_record(bytes: &mut Vec<u8>, document: &Document) {
    put_text(bytes, &document.title);
    put_text(bytes, &document.summary);
    bytes.extend_from_slice(&document.payload);
}

pub(super) fn write(builder: SegmentBuilder) -> Vec<u8> {
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
    let (mut postings, mut positions) = (Vec::new(), Vec::new());
    for (ordinal, &(term, number)) in terms.iter().enumerate() {
        let Some(growing) = builder.inverter.postings.get(number as usize) else { continue };
        if let Some(slot) = ordinals.get_mut(number as usize) {
            *slot = ordinal as u32;
        }
        let (postings_before, positions_before) = (postings.len(), positions.len());
        put_postings(&sorted(growing, &places), &mut postings, &mut positions);
        dictionary.put(term.as_bytes());
        put_varint(&mut numbers, growing.documents);
        put_varint(&mut numbers, (postings.len() - postings_before) as u32);
        put_varint(&mut numbers, (positions.len() - positions_before) as u32);
    }
    set(Section::TermIndex, dictionary.index);
    set(Section::Terms, dictionary.bytes);
    set(Section::TermNumbers, numbers);
    set(Section::Postings, postings);
    set(Section::Positions, positions);
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
    assemble(order.len() as u32, &sections)
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

fn put_postings(list: &[Posting<'_>], postings: &mut Vec<u8>, positions: &mut Vec<u8>) {
    let mut before: i64 = -1;
    list.iter().for_each(|posting| positions.extend_from_slice(posting.positions));
    let mut difference = |posting: &Posting<'_>| {
        let difference = (i64::from(posting.document) - before - 1) as u32;
        before = i64::from(posting.document);
        difference
    };
    if list.len() < SHORT_LIST {
        for posting in list {
            put_varint(postings, difference(posting));
            postings.push(posting.count);
        }
        return;
    }
    for block in list.chunks(BLOCK) {
        let differences: Vec<u32> = block.iter().map(&mut difference).collect();
        let span = differences.iter().sum::<u32>() + block.len() as u32 - 1;
        let width = 32 - differences.iter().fold(0, |all, difference| all | difference).leading_zeros();
        postings.push(width as u8);
        put_varint(postings, span);
        put_varint(postings, block.iter().map(|posting| posting.positions.len() as u32).sum());
        put_packed(postings, &differences, width);
        postings.extend(block.iter().map(|posting| posting.count));
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
