//! Where the words of a segment stand: the file beside it. Owns its validation; the walk over it is in `postings`.

use std::ops::Range;

use crate::format::{Cursor, OpenError, disassemble_positions};

/// The positions of every term.
#[derive(Debug)]
pub(super) struct Positions {
    bytes: Vec<u8>,
    all: Range<usize>,
    /// One more than there are terms: the last says where everything ends.
    starts: Vec<u32>,
}

impl Positions {
    /// Opens the positions of the segment with this checksum and number of terms.
    pub(super) fn open(bytes: Vec<u8>, segment: u64, terms: usize) -> Result<Self, OpenError> {
        let (lengths, all) = disassemble_positions(&bytes, segment)?;
        let lengths = bytes.get(lengths).unwrap_or_default();
        let starts = starts(lengths, terms, all.len()).ok_or(OpenError::Invalid("the positions"))?;
        Ok(Self { bytes, all, starts })
    }

    /// The positions of a term.
    pub(super) fn of(&self, term: usize) -> Option<&[u8]> {
        let [start, end] = self.starts.get(term..)?.first_chunk::<2>()?;
        self.bytes.get(self.all.clone())?.get(*start as usize..*end as usize)
    }

    pub(super) fn memory(&self) -> usize {
        self.bytes.capacity() + self.starts.capacity() * 4
    }
}

fn starts(lengths: &[u8], terms: usize, end: usize) -> Option<Vec<u32>> {
    (terms <= lengths.len()).then_some(())?;
    let mut cursor = Cursor::new(lengths);
    let mut at = 0_u32;
    let mut starts = Vec::with_capacity(terms + 1);
    starts.push(0);
    for _ in 0..terms {
        at = at.checked_add(cursor.varint()?)?;
        starts.push(at);
    }
    (cursor.is_empty() && at as usize == end).then_some(starts)
}
