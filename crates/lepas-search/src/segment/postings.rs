//! Postings and positions of one term, a block at a time.
//!
//! Owns unpacking; `builder::write` is its mirror. Bytes that do not make sense end the list early.

use crate::format::Cursor;

/// Documents of one block.
pub(crate) const BLOCK: usize = 128;
/// Lists shorter than this have no blocks.
pub(crate) const SHORT_LIST: usize = 8;
/// Most bytes of one packed block, and room to read eight bytes from any place in it.
const PACKED: usize = BLOCK * 4 + 8;

/// Documents and counts (in half words) of one block, reused from block to block.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) documents: [u32; BLOCK],
    pub(crate) counts: [u8; BLOCK],
    pub(crate) length: usize,
}

impl Default for Block {
    fn default() -> Self {
        Self { documents: [0; BLOCK], counts: [0; BLOCK], length: 0 }
    }
}

impl Block {
    /// The pairs of document and count.
    #[inline]
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, u8)> + '_ {
        self.documents.iter().zip(&self.counts).take(self.length).map(|(&document, &count)| (document as usize, count))
    }
}

/// Reads a list from its beginning.
#[derive(Debug)]
pub(crate) struct Postings<'a> {
    bytes: Cursor<'a>,
    positions: &'a [u8],
    left: usize,
    is_short: bool,
    /// First document that may come, which is the last one plus 1.
    next: u32,
}

impl<'a> Postings<'a> {
    pub(super) fn new(bytes: &'a [u8], positions: &'a [u8], documents: usize) -> Self {
        Self { bytes: Cursor::new(bytes), positions, left: documents, is_short: documents < SHORT_LIST, next: 0 }
    }

    /// Unpacks the next block; false at the end.
    pub(crate) fn next_block(&mut self, block: &mut Block) -> bool {
        if self.left == 0 {
            return false;
        }
        let read = if self.is_short { self.read_short(block) } else { self.read_block(block) };
        self.left = self.left.saturating_sub(BLOCK);
        if read.is_none() {
            self.left = 0;
        }
        read.is_some()
    }

    fn read_short(&mut self, block: &mut Block) -> Option<()> {
        block.length = 0;
        for (document, count) in block.documents.iter_mut().zip(&mut block.counts).take(self.left) {
            *document = self.next.checked_add(self.bytes.varint()?)?;
            *count = self.bytes.u8()?;
            self.next = document.checked_add(1)?;
            block.length += 1;
        }
        Some(())
    }

    fn read_block(&mut self, block: &mut Block) -> Option<()> {
        let length = self.left.min(BLOCK);
        let width = usize::from(self.bytes.u8()?);
        if width > 32 {
            return None;
        }
        let packed = self.bytes.take((length * width).div_ceil(8))?;
        let mut window = [0_u8; PACKED];
        window.get_mut(..packed.len())?.copy_from_slice(packed);
        let mask = (1_u64 << width) - 1;
        let mut next = u64::from(self.next);
        for (at, document) in block.documents.iter_mut().enumerate().take(length) {
            let bit = at * width;
            let word = window.get(bit / 8..).and_then(|rest| rest.first_chunk::<8>())?;
            let difference = (u64::from_le_bytes(*word) >> (bit % 8)) & mask;
            *document = (next + difference) as u32;
            next += difference + 1;
        }
        block.counts.get_mut(..length)?.copy_from_slice(self.bytes.take(length)?);
        block.length = length;
        // Numbers that wrapped around would come twice.
        self.next = u32::try_from(next).ok()?;
        Some(())
    }

    /// The positions of the documents, in the same order, from the beginning of the list.
    pub(crate) fn positions(&self) -> Positions<'a> {
        Positions { bytes: Cursor::new(self.positions) }
    }
}

/// Whether a count (in half words) can only come from one place, a word of a body or of a tag, so that the number of places need
/// not be stored.
pub(crate) fn one_place(count: u8) -> bool {
    count < 4
}

/// Reads positions document by document.
#[derive(Debug)]
pub(crate) struct Positions<'a> {
    bytes: Cursor<'a>,
}

impl Positions<'_> {
    /// Appends the positions of the next document, which has this count, to `into`.
    pub(crate) fn read(&mut self, count: u8, into: &mut Vec<u32>) -> Option<()> {
        let number = if one_place(count) { 1 } else { self.bytes.varint()? };
        let mut position = 0_u32;
        for _ in 0..number {
            position = position.wrapping_add(self.bytes.varint()?);
            into.push(position);
        }
        Some(())
    }
}
