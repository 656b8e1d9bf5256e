//! The two front-coded dictionaries of a segment, read in place.
//!
//! Owns look-up, walking and validation. `Terms` are what is indexed, `Words` what was written; words exist so that a half-typed
//! or misspelt word can be completed or corrected, which stems would make impossible (`developme` begins no stem).

use std::cmp::Ordering;
use std::ops::Range;

use crate::format::{Cursor, u32_at};

/// Entries of one front-coded block.
pub(crate) const DICTIONARY_BLOCK: usize = 16;
/// Longest entry in bytes that is accepted; the builder cuts words far below.
const LONGEST_ENTRY: usize = 512;

/// Where to find a term's postings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) documents: u32,
    pub(crate) postings: Range<usize>,
    pub(crate) positions: Range<usize>,
}

/// Walks entries, putting each together from the one before.
struct Entries<'a> {
    cursor: Cursor<'a>,
    text: Vec<u8>,
    at: usize,
}

impl<'a> Entries<'a> {
    fn new(bytes: &'a [u8], from: usize, block: usize) -> Self {
        Self {
            cursor: Cursor::new(bytes.get(from..).unwrap_or_default()),
            text: Vec::new(),
            at: block * DICTIONARY_BLOCK,
        }
    }

    /// Reads the next text into `self.text` and returns its number. What follows the text is the caller's to read.
    fn next(&mut self) -> Option<usize> {
        if self.at.is_multiple_of(DICTIONARY_BLOCK) {
            self.text.clear();
        }
        let shared = self.cursor.varint()? as usize;
        let length = self.cursor.varint()? as usize;
        if shared > self.text.len() || shared.saturating_add(length) > LONGEST_ENTRY {
            return None;
        }
        self.text.truncate(shared);
        self.text.extend_from_slice(self.cursor.take(length)?);
        self.at += 1;
        Some(self.at - 1)
    }
}

/// The text of the first entry of a block, which shares nothing.
fn first_text(bytes: &[u8], from: usize) -> Option<&[u8]> {
    let mut cursor = Cursor::new(bytes.get(from..)?);
    cursor.varint()?;
    let length = cursor.varint()? as usize;
    cursor.take(length)
}

/// The last block whose first text is not after `text`.
fn block_of(bytes: &[u8], blocks: usize, offset: impl Fn(usize) -> Option<usize>, text: &[u8]) -> Option<usize> {
    let (mut low, mut high) = (0, blocks);
    while low < high {
        let middle = low + (high - low) / 2;
        if first_text(bytes, offset(middle)?)? <= text { low = middle + 1 } else { high = middle }
    }
    low.checked_sub(1)
}

/// Terms to postings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms<'a> {
    pub(super) index: &'a [u8],
    pub(super) bytes: &'a [u8],
}

impl Terms<'_> {
    fn offset(&self, block: usize) -> Option<usize> {
        u32_at(self.index, block * 3).map(|offset| offset as usize)
    }

    /// Calls `visit` for every entry of a block until it returns false.
    fn walk(&self, block: usize, mut visit: impl FnMut(usize, &[u8], Term) -> bool) -> Option<()> {
        let mut entries = Entries::new(self.bytes, self.offset(block)?, block);
        let mut postings = u32_at(self.index, block * 3 + 1)? as usize;
        let mut positions = u32_at(self.index, block * 3 + 2)? as usize;
        for _ in 0..DICTIONARY_BLOCK {
            let at = entries.next()?;
            let documents = entries.cursor.varint()?;
            let postings_end = postings + entries.cursor.varint()? as usize;
            let positions_end = positions + entries.cursor.varint()? as usize;
            let term = Term { documents, postings: postings..postings_end, positions: positions..positions_end };
            if !visit(at, &entries.text, term) {
                return Some(());
            }
            (postings, positions) = (postings_end, positions_end);
        }
        Some(())
    }

    /// The term with exactly this text.
    pub(crate) fn find(&self, text: &str) -> Option<Term> {
        let blocks = self.index.len() / 12;
        let block = block_of(self.bytes, blocks, |block| self.offset(block), text.as_bytes())?;
        let mut found = None;
        self.walk(block, |_, entry, term| match entry.cmp(text.as_bytes()) {
            Ordering::Less => true,
            Ordering::Equal => {
                found = Some(term);
                false
            }
            Ordering::Greater => false,
        });
        found
    }

    /// Calls `visit` with the text and term of each of these numbers, which must rise.
    pub(crate) fn each(&self, ordinals: &[usize], mut visit: impl FnMut(&str, &Term)) {
        for group in ordinals.chunk_by(|one, next| one / DICTIONARY_BLOCK == next / DICTIONARY_BLOCK) {
            let mut wanted = group.iter().copied().peekable();
            let Some(&first) = group.first() else { continue };
            self.walk(first / DICTIONARY_BLOCK, |at, entry, term| {
                if wanted.next_if_eq(&at).is_some()
                    && let Ok(text) = std::str::from_utf8(entry)
                {
                    visit(text, &term);
                }
                wanted.peek().is_some()
            });
        }
    }

    /// How many terms there are, if every entry is in order and its postings and positions are where they must be.
    pub(super) fn validate(&self, documents: usize, postings: usize, positions: usize) -> Option<usize> {
        if !self.index.len().is_multiple_of(12) {
            return None;
        }
        let mut entries = Entries::new(self.bytes, 0, 0);
        let mut before: Vec<u8> = Vec::new();
        let (mut postings_at, mut positions_at) = (0_usize, 0_usize);
        while !entries.cursor.is_empty() {
            if entries.at.is_multiple_of(DICTIONARY_BLOCK) {
                let here = self.bytes.len() - entries.cursor.rest().len();
                for (column, expected) in [here, postings_at, positions_at].into_iter().enumerate() {
                    let stored = u32_at(self.index, entries.at / DICTIONARY_BLOCK * 3 + column)?;
                    (stored as usize == expected).then_some(())?;
                }
            }
            let at = entries.next()?;
            let count = entries.cursor.varint()? as usize;
            let bytes = entries.cursor.varint()? as usize;
            // Every posting takes a byte and more, so that a count cannot promise more than is there.
            (count >= 1 && count <= documents && count <= bytes).then_some(())?;
            postings_at = postings_at.checked_add(bytes)?;
            positions_at = positions_at.checked_add(entries.cursor.varint()? as usize)?;
            (at == 0 || before < entries.text).then_some(())?;
            std::str::from_utf8(&entries.text).ok()?;
            before.clone_from(&entries.text);
        }
        let blocks = entries.at.div_ceil(DICTIONARY_BLOCK);
        (self.index.len() == blocks * 12 && postings_at == postings && positions_at == positions).then_some(entries.at)
    }
}

/// Words to numbers of terms.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(super) index: &'a [u8],
    pub(super) bytes: &'a [u8],
    pub(super) keys: &'a [u32],
}

/// What can be said of a word's spelling in 32 bits: which letters it has and how many characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordKey(u32);

impl WordKey {
    /// 26 bits for a to z and one for anything else; above them the length, up to 31.
    const LETTERS: u32 = (1 << 27) - 1;

    pub(crate) fn new(word: &str) -> Self {
        let bit = |byte: u8| if byte.is_ascii_lowercase() { byte - b'a' } else { 26 };
        let letters = word.bytes().fold(0, |letters, byte| letters | 1 << bit(byte));
        Self(letters | (word.chars().count().min(31) as u32) << 27)
    }

    pub(crate) fn length(self) -> usize {
        (self.0 >> 27) as usize
    }

    /// How many letters of this word the other lacks. Each costs a change.
    pub(crate) fn missing_in(self, other: Self) -> usize {
        (self.0 & !other.0 & Self::LETTERS).count_ones() as usize
    }
}

impl Words<'_> {
    fn offset(&self, block: usize) -> Option<usize> {
        u32_at(self.index, block).map(|offset| offset as usize)
    }

    /// Calls `visit` for every word that begins with `prefix`, in order, with the number of its term.
    pub(crate) fn with_prefix(&self, prefix: &str, mut visit: impl FnMut(&str, usize)) {
        let blocks = self.index.len() / 4;
        let block = block_of(self.bytes, blocks, |block| self.offset(block), prefix.as_bytes()).unwrap_or(0);
        let Some(offset) = self.offset(block) else { return };
        let mut entries = Entries::new(self.bytes, offset, block);
        while entries.next().is_some() {
            let Some(term) = entries.cursor.varint() else { return };
            if entries.text.starts_with(prefix.as_bytes()) {
                if let Ok(word) = std::str::from_utf8(&entries.text) {
                    visit(word, term as usize);
                }
            } else if entries.text.as_slice() > prefix.as_bytes() {
                return;
            }
        }
    }

    /// Calls `visit` with every word whose key passes, in order.
    pub(crate) fn with_key(&self, passes: impl Fn(WordKey) -> bool, mut visit: impl FnMut(&str)) {
        for (block, keys) in self.keys.chunks(DICTIONARY_BLOCK).enumerate() {
            if !keys.iter().any(|&key| passes(WordKey(key))) {
                continue;
            }
            let Some(offset) = self.offset(block) else { return };
            let mut entries = Entries::new(self.bytes, offset, block);
            for &key in keys {
                if entries.next().is_none() || entries.cursor.varint().is_none() {
                    return;
                }
                if passes(WordKey(key))
                    && let Ok(word) = std::str::from_utf8(&entries.text)
                {
                    visit(word);
                }
            }
        }
    }

    /// The key of every word, if all entries are in order and lead to one of `terms` terms.
    pub(super) fn validate(&self, terms: usize) -> Option<Vec<u32>> {
        let mut entries = Entries::new(self.bytes, 0, 0);
        let mut before: Vec<u8> = Vec::new();
        let mut keys = Vec::with_capacity(self.index.len() / 4 * DICTIONARY_BLOCK);
        while !entries.cursor.is_empty() {
            if entries.at.is_multiple_of(DICTIONARY_BLOCK) {
                let here = self.bytes.len() - entries.cursor.rest().len();
                (self.offset(entries.at / DICTIONARY_BLOCK)? == here).then_some(())?;
            }
            let at = entries.next()?;
            ((entries.cursor.varint()? as usize) < terms).then_some(())?;
            (at == 0 || before < entries.text).then_some(())?;
            keys.push(WordKey::new(std::str::from_utf8(&entries.text).ok()?).0);
            before.clone_from(&entries.text);
        }
        (self.index.len() == entries.at.div_ceil(DICTIONARY_BLOCK) * 4).then_some(keys)
    }
}
