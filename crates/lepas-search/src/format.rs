//! The bytes of a segment: header, sections, checksum, and the small codes inside them.
//!
//! Owns the order of the file and nothing of its meaning. All integers are little-endian.
//!
//! | bytes | what |
//! | --- | --- |
//! | 4 | `LPSG` |
//! | 2 | version |
//! | 2 | reserved, 0 |
//! | 8 | checksum of everything after it |
//! | 4 | documents |
//! | 4 | sections |
//! | 4 each | length of every section, in the order of [`Section`], then four per facet, then two per number |
//! | … | the sections, one after the other, and nothing after them |
//!
//! Where words stand lies in a file of its own, because only phrases and neighbouring words need it:
//!
//! | bytes | what |
//! | --- | --- |
//! | 4 | `LPSP` |
//! | 2 | version |
//! | 2 | reserved, 0 |
//! | 8 | checksum of everything after it |
//! | 8 | checksum of the segment that it belongs to |
//! | 4 | bytes of the lengths |
//! | … | for every term of the segment the bytes of its positions, then the positions of all terms: lengths of all parts of 32 documents but the last, then the parts |

mod bytes;
mod checksum;

use std::ops::Range;

pub(crate) use bytes::{Cursor, put_text, put_u32, put_varint, u32_at};
use checksum::checksum;

/// First bytes of every segment.
const MAGIC: [u8; 4] = *b"LPSG";
/// First bytes of every file of positions.
const POSITIONS_MAGIC: [u8; 4] = *b"LPSP";
/// Version of the layout that this code writes, and the only one it reads.
pub(crate) const VERSION: u16 = 4;
/// Bytes before the section lengths.
const HEADER: usize = 24;
/// Where the part covered by the checksum begins.
const CHECKED_FROM: usize = 16;
/// Bytes of a file of positions before the lengths.
const POSITIONS_HEADER: usize = 28;

/// The sections that every segment has, in file order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Schema,
    Statistics,
    IdOffsets,
    Ids,
    RecordOffsets,
    Records,
    Lengths,
    TermIndex,
    Terms,
    TermNumbers,
    Postings,
    Counts,
    WordIndex,
    Words,
    WordTerms,
}

/// How many sections every segment has.
pub(crate) const FIXED_SECTIONS: usize = Section::WordTerms as usize + 1;
/// Sections per facet: value offsets, values, code offsets (empty for facets of one value), codes.
pub(crate) const FACET_SECTIONS: usize = 4;
/// Sections per number: values, states.
pub(crate) const NUMBER_SECTIONS: usize = 2;

/// Why bytes are not a segment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The first bytes are not those of a segment.
    #[error("this is not a search segment")]
    NotASegment,
    /// A segment of another version of the format.
    #[error("the segment has format version {found}, this engine reads version {expected}")]
    Version {
        /// Version found.
        found: u16,
        /// Version read.
        expected: u16,
    },
    /// The bytes changed since they were written.
    #[error("the segment is damaged: its checksum does not fit")]
    Checksum,
    /// A length or offset points outside, or values contradict each other.
    #[error("the segment is damaged: {0} is not valid")]
    Invalid(&'static str),
    /// Positions of another segment.
    #[error("the positions belong to another segment")]
    OtherSegment,
}

/// Puts sections together into one segment.
pub(crate) fn assemble(documents: u32, sections: &[Vec<u8>]) -> Vec<u8> {
    let total: usize = sections.iter().map(Vec::len).sum();
    let mut bytes = Vec::with_capacity(HEADER + sections.len() * 4 + total);
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&[0; 10]);
    put_u32(&mut bytes, documents);
    put_u32(&mut bytes, sections.len() as u32);
    for section in sections {
        put_u32(&mut bytes, section.len() as u32);
    }
    for section in sections {
        bytes.extend_from_slice(section);
    }
    seal(&mut bytes);
    bytes
}

/// Writes the checksum into its place.
fn seal(bytes: &mut [u8]) {
    let sum = checksum(bytes.get(CHECKED_FROM..).unwrap_or_default());
    if let Some(place) = bytes.get_mut(8..CHECKED_FROM) {
        place.copy_from_slice(&sum.to_le_bytes());
    }
}

/// The checksum that a segment or a file of positions says it has.
pub(crate) fn stored_checksum(bytes: &[u8]) -> Option<u64> {
    Cursor::new(bytes.get(8..)?).u64()
}

/// Puts positions together into the file that belongs to the segment with this checksum.
pub(crate) fn assemble_positions(segment: u64, lengths: &[u8], positions: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(POSITIONS_HEADER + lengths.len() + positions.len());
    bytes.extend_from_slice(&POSITIONS_MAGIC);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&[0; 10]);
    bytes.extend_from_slice(&segment.to_le_bytes());
    put_u32(&mut bytes, lengths.len() as u32);
    bytes.extend_from_slice(lengths);
    bytes.extend_from_slice(positions);
    seal(&mut bytes);
    bytes
}

/// Where lengths and positions lie, after checking magic, version, checksum and that they belong to this segment.
pub(crate) fn disassemble_positions(bytes: &[u8], segment: u64) -> Result<(Range<usize>, Range<usize>), OpenError> {
    let header = OpenError::Invalid("the header of the positions");
    let mut cursor = checked(bytes, POSITIONS_MAGIC, &header)?;
    if cursor.u64().ok_or(header.clone())? != segment {
        return Err(OpenError::OtherSegment);
    }
    let lengths = cursor.u32().ok_or(header.clone())? as usize;
    let end = POSITIONS_HEADER.checked_add(lengths).filter(|&end| end <= bytes.len()).ok_or(header)?;
    Ok((POSITIONS_HEADER..end, end..bytes.len()))
}

/// What comes behind the checksum, after checking everything up to it.
fn checked<'a>(bytes: &'a [u8], magic: [u8; 4], header: &OpenError) -> Result<Cursor<'a>, OpenError> {
    if bytes.get(..4) != Some(&magic) {
        return Err(OpenError::NotASegment);
    }
    let mut cursor = Cursor::new(bytes.get(4..).unwrap_or_default());
    let found = cursor.u16().ok_or(header.clone())?;
    if found != VERSION {
        return Err(OpenError::Version { found, expected: VERSION });
    }
    let reserved = cursor.u16().ok_or(header.clone())?;
    let stored = cursor.u64().ok_or(header.clone())?;
    if reserved != 0 {
        return Err(header.clone());
    }
    if checksum(cursor.rest()) != stored {
        return Err(OpenError::Checksum);
    }
    Ok(cursor)
}

/// Number of documents and the place of every section, after checking magic, version, checksum and lengths.
pub(crate) fn disassemble(bytes: &[u8]) -> Result<(u32, Vec<Range<usize>>), OpenError> {
    let header = OpenError::Invalid("the header");
    let mut cursor = checked(bytes, MAGIC, &header)?;
    let documents = cursor.u32().ok_or(header.clone())?;
    let count = cursor.u32().ok_or(header.clone())? as usize;
    if count > (bytes.len() - HEADER) / 4 {
        return Err(header);
    }
    let mut at = HEADER + count * 4;
    let mut sections = Vec::with_capacity(count);
    for _ in 0..count {
        let length = cursor.u32().ok_or(OpenError::Invalid("the section table"))? as usize;
        let end = at.checked_add(length).filter(|&end| end <= bytes.len());
        let end = end.ok_or(OpenError::Invalid("the section table"))?;
        sections.push(at..end);
        at = end;
    }
    if at != bytes.len() {
        return Err(OpenError::Invalid("the end of the file"));
    }
    Ok((documents, sections))
}
