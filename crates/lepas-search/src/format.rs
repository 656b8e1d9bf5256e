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

mod bytes;
mod checksum;

use std::ops::Range;

pub(crate) use bytes::{Cursor, put_text, put_u32, put_varint, u32_at};
use checksum::checksum;

/// First bytes of every segment.
const MAGIC: [u8; 4] = *b"LPSG";
/// Version of the layout that this code writes, and the only one it reads.
pub(crate) const VERSION: u16 = 2;
/// Bytes before the section lengths.
const HEADER: usize = 24;
/// Where the part covered by the checksum begins.
const CHECKED_FROM: usize = 16;

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
    Positions,
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
    let sum = checksum(bytes.get(CHECKED_FROM..).unwrap_or_default());
    if let Some(place) = bytes.get_mut(8..CHECKED_FROM) {
        place.copy_from_slice(&sum.to_le_bytes());
    }
    bytes
}

/// Number of documents and the place of every section, after checking magic, version, checksum and lengths.
pub(crate) fn disassemble(bytes: &[u8]) -> Result<(u32, Vec<Range<usize>>), OpenError> {
    if bytes.get(..4) != Some(&MAGIC) {
        return Err(OpenError::NotASegment);
    }
    let mut cursor = Cursor::new(bytes.get(4..).unwrap_or_default());
    let header = OpenError::Invalid("the header");
    let found = cursor.u16().ok_or(header.clone())?;
    if found != VERSION {
        return Err(OpenError::Version { found, expected: VERSION });
    }
    let reserved = cursor.u16().ok_or(header.clone())?;
    let stored = cursor.u64().ok_or(header.clone())?;
    let documents = cursor.u32().ok_or(header.clone())?;
    let count = cursor.u32().ok_or(header.clone())? as usize;
    if reserved != 0 || count > (bytes.len() - HEADER) / 4 {
        return Err(header);
    }
    if checksum(bytes.get(CHECKED_FROM..).unwrap_or_default()) != stored {
        return Err(OpenError::Checksum);
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
