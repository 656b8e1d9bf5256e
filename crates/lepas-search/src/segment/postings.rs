//! Postings and positions of one term, a block at a time.
//!
//! Owns unpacking; `builder::write` is its mirror. Bytes that do not make sense end the list early. Counts lie apart from the
//! documents because bytes of one kind beside each other pack better (a segment on the wire is a tenth smaller for it).

use crate::format::Cursor;

/// Documents of one block.
pub(crate) const BLOCK: usize = 128;
/// Documents whose positions lie together under one length: who looks for one document reads those of a few others only.
pub(crate) const PART: usize = 32;
/// Lists shorter than this have no blocks.
pub(crate) const SHORT_LIST: usize = 8;
/// Most bits of a difference of which four lie in eight bytes, wherever in a byte the first begins.
const WIDTH_OF_FOUR: usize = 14;
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
    /// Unpacks the differences of `length` documents from `next` on and returns the number behind the last. `packed` goes on
    /// for eight bytes behind them at least.
    #[inline]
    fn unpack(&mut self, packed: &[u8], width: usize, next: u32, length: usize) -> Option<u64> {
        let mask = (1_u64 << width) - 1;
        let mut next = u64::from(next);
        let word = |bit: usize| {
            let word = packed.get(bit / 8..)?.first_chunk::<8>()?;
            Some(u64::from_le_bytes(*word) >> (bit % 8))
        };
        let documents = self.documents.get_mut(..length)?;
        if width > WIDTH_OF_FOUR {
            for (at, document) in documents.iter_mut().enumerate() {
                let difference = word(at * width)? & mask;
                *document = (next + difference) as u32;
                next += difference + 1;
            }
            return Some(next);
        }
        let (fours, rest) = documents.as_chunks_mut::<4>();
        let mut bit = 0;
        for four in fours {
            let mut differences = word(bit)?;
            for document in four {
                let difference = differences & mask;
                *document = (next + difference) as u32;
                next += difference + 1;
                differences >>= width;
            }
            bit += 4 * width;
        }
        for document in rest {
            let difference = word(bit)? & mask;
            *document = (next + difference) as u32;
            next += difference + 1;
            bit += width;
        }
        Some(next)
    }
}

/// Walks over a list without unpacking it; `None` where it does not make sense.
pub(super) fn pass_over(lists: &mut Cursor<'_>, documents: usize) -> Option<()> {
    if documents < SHORT_LIST {
        return lists.pass_varints(documents);
    }
    let mut left = documents;
    while left > 0 {
        let length = left.min(BLOCK);
        let width = usize::from(lists.u8()?);
        (width <= 32).then_some(())?;
        lists.varint()?;
        lists.take((length * width).div_ceil(8))?;
        left -= length;
    }
    Some(())
}

/// Reads a list from its beginning.
#[derive(Debug)]
pub(crate) struct Postings<'a> {
    bytes: Cursor<'a>,
    counts: Cursor<'a>,
    left: usize,
    is_short: bool,
    /// First document that may come, which is the last one plus 1.
    next: u32,
    /// Blocks unpacked or passed over.
    blocks: usize,
}

impl<'a> Postings<'a> {
    pub(super) fn new(bytes: &'a [u8], counts: &'a [u8]) -> Self {
        Self {
            bytes: Cursor::new(bytes),
            left: counts.len(),
            is_short: counts.len() < SHORT_LIST,
            counts: Cursor::new(counts),
            next: 0,
            blocks: 0,
        }
    }

    /// Unpacks the next block; false at the end.
    pub(crate) fn next_block(&mut self, block: &mut Block) -> bool {
        self.next_block_with(0, block)
    }

    /// Unpacks the next block that ends at `document` or behind it; false at the end.
    pub(crate) fn next_block_with(&mut self, document: u32, block: &mut Block) -> bool {
        while self.left > 0 {
            let read = if self.is_short { self.read_short(block) } else { self.read_block(document, block) };
            self.left = self.left.saturating_sub(BLOCK);
            self.blocks += 1;
            match read {
                Some(true) => return true,
                Some(false) => {}
                None => self.left = 0,
            }
        }
        false
    }

    fn read_short(&mut self, block: &mut Block) -> Option<bool> {
        block.length = 0;
        for (document, count) in block.documents.iter_mut().zip(&mut block.counts).take(self.left) {
            *document = self.next.checked_add(self.bytes.varint()?)?;
            *count = self.counts.u8()?;
            self.next = document.checked_add(1)?;
            block.length += 1;
        }
        Some(true)
    }

    /// Unpacks a block, or passes over it when it ends before `document`.
    fn read_block(&mut self, document: u32, block: &mut Block) -> Option<bool> {
        let length = self.left.min(BLOCK);
        let width = usize::from(self.bytes.u8()?);
        let last = self.next.checked_add(self.bytes.varint()?)?;
        if width > 32 {
            return None;
        }
        let rest = self.bytes.rest();
        let packed = self.bytes.take((length * width).div_ceil(8))?;
        let counts = self.counts.take(length)?;
        if last < document {
            self.next = last.checked_add(1)?;
            return Some(false);
        }
        // Numbers that wrapped around would come twice, and so would those of a block that ends elsewhere than it says.
        let end = if rest.len() >= packed.len() + 8 {
            block.unpack(rest, width, self.next, length)?
        } else {
            let mut window = [0_u8; PACKED];
            window.get_mut(..packed.len())?.copy_from_slice(packed);
            block.unpack(&window, width, self.next, length)?
        };
        (end == u64::from(last) + 1).then_some(())?;
        block.counts.get_mut(..length)?.copy_from_slice(counts);
        block.length = length;
        self.next = u32::try_from(end).ok()?;
        Some(true)
    }
}

/// Whether a count (in half words) can only come from one place, a word of a body or of a tag, so that the number of places need
/// not be stored.
pub(crate) fn one_place(count: u8) -> bool {
    count < 4
}

/// Walks a list document by document and reads positions where they are asked for.
#[derive(Debug)]
pub(crate) struct Places<'a> {
    postings: Postings<'a>,
    block: Block,
    /// The posting at hand, in the block.
    at: usize,
    /// Positions from those of the posting `read` of the block on.
    bytes: Cursor<'a>,
    read: usize,
    /// How many bytes the positions of each further part have, and those of all parts from the `passed`-th on.
    lengths: Cursor<'a>,
    passed: usize,
    rest: Cursor<'a>,
}

impl<'a> Places<'a> {
    /// Before the first document of the list, whose positions are `positions`.
    pub(super) fn new(postings: Postings<'a>, positions: &'a [u8]) -> Self {
        let lengths = Cursor::new(positions);
        let mut rest = lengths;
        // The last part ends where the list does.
        if rest.pass_varints(postings.left.div_ceil(PART).saturating_sub(1)).is_none() {
            rest = Cursor::new(&[]);
        }
        Self { postings, block: Block::default(), at: 0, bytes: rest, read: 0, lengths, passed: 0, rest }
    }

    /// Goes on to the first document that is not before `document`, and says whether it is that one.
    pub(crate) fn seek(&mut self, document: u32) -> bool {
        loop {
            let rest = self.block.documents.get(self.at..self.block.length).unwrap_or_default();
            // Eight at a time first.
            let (eights, _) = rest.as_chunks::<8>();
            let before = eights.iter().take_while(|[.., last]| *last < document).count() * 8;
            let left = rest.get(before..).unwrap_or_default();
            self.at += before + left.iter().take_while(|&&other| other < document).count();
            if self.at < self.block.length {
                return self.document() == Some(document);
            }
            if !self.next_block(document) {
                return false;
            }
        }
    }

    /// Goes on to the next document and returns it.
    pub(crate) fn next(&mut self) -> Option<u32> {
        self.at += 1;
        if self.at >= self.block.length && !self.next_block(0) {
            return None;
        }
        self.document()
    }

    fn document(&self) -> Option<u32> {
        self.block.documents.get(self.at).copied()
    }

    fn next_block(&mut self, document: u32) -> bool {
        let found = self.postings.next_block_with(document, &mut self.block);
        self.block.length = if found { self.block.length } else { 0 };
        self.at = 0;
        found
    }

    /// Appends the positions of the document at hand, rising. Once per document.
    pub(crate) fn read(&mut self, into: &mut Vec<u32>) -> Option<()> {
        self.go_to_part()?;
        // Those of the documents before are passed over, most of them one place.
        let mut passed = 0_usize;
        for &count in self.block.counts.get(self.read..self.at)? {
            if one_place(count) {
                passed += 1;
            } else {
                self.bytes.pass_varints(passed)?;
                passed = self.bytes.varint()? as usize;
            }
        }
        self.bytes.pass_varints(passed)?;
        self.read = self.at + 1;
        let number = if one_place(self.block.counts.get(self.at).copied()?) { 1 } else { self.bytes.varint()? };
        let mut position = 0_u32;
        for _ in 0..number {
            position = position.saturating_add(self.bytes.varint()?);
            into.push(position);
        }
        Some(())
    }

    /// Goes to the part with the posting at hand, unless it is the one that was read last.
    fn go_to_part(&mut self) -> Option<()> {
        let before = self.postings.blocks.checked_sub(1)? * BLOCK;
        let part = (before + self.at) / PART;
        if part > self.passed {
            while self.passed < part {
                self.passed += 1;
                self.rest.take(self.lengths.varint()? as usize)?;
            }
            self.bytes = self.rest;
            self.read = part * PART - before;
        }
        Some(())
    }
}
