//! The front-coded dictionaries of a segment, read in place.
//!
//! Owns look-up, ranges and validation of a sorted list of texts. A segment has two: terms are what is indexed, words what was
//! written; words exist so that a half-typed or misspelt word can be completed or corrected, which stems would make impossible
//! (`developme` begins no stem). What belongs to an entry lies in columns beside the texts, by its number.

use std::cmp::Ordering;

use crate::format::{Cursor, u32_at};

/// Entries of one front-coded block.
pub(crate) const DICTIONARY_BLOCK: usize = 16;
/// Longest entry in bytes that is accepted; the builder cuts words far below.
const LONGEST_ENTRY: usize = 512;

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
            text: Vec::with_capacity(32),
            at: block * DICTIONARY_BLOCK,
        }
    }

    /// Reads the next text into `self.text` and returns its number.
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

/// Sorted texts, numbered from 0.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dictionary<'a> {
    pub(super) index: &'a [u8],
    pub(super) bytes: &'a [u8],
}

impl<'a> Dictionary<'a> {
    fn offset(&self, block: usize) -> Option<usize> {
        u32_at(self.index, block).map(|offset| offset as usize)
    }

    /// The text of the first entry of a block, which shares nothing.
    fn first_text(&self, block: usize) -> Option<&'a [u8]> {
        let mut cursor = Cursor::new(self.bytes.get(self.offset(block)?..)?);
        cursor.varint()?;
        let length = cursor.varint()? as usize;
        cursor.take(length)
    }

    fn entries(&self, block: usize) -> Entries<'a> {
        Entries::new(self.bytes, self.offset(block).unwrap_or(self.bytes.len()), block)
    }

    /// The last block whose first text satisfies `before`, which holds for a beginning of the list only.
    fn last_block(&self, before: impl Fn(&[u8]) -> bool) -> Option<usize> {
        let (mut low, mut high) = (0, self.index.len() / 4);
        while low < high {
            let middle = low + (high - low) / 2;
            if before(self.first_text(middle)?) { low = middle + 1 } else { high = middle }
        }
        low.checked_sub(1)
    }

    /// How many entries satisfy `before`, which holds for a beginning of the list only.
    fn count_while(&self, before: impl Fn(&[u8]) -> bool) -> usize {
        let Some(block) = self.last_block(&before) else { return 0 };
        let mut entries = self.entries(block);
        for _ in 0..DICTIONARY_BLOCK {
            match entries.next() {
                Some(at) if !before(&entries.text) => return at,
                Some(_) => {}
                None => break,
            }
        }
        entries.at
    }

    /// The number of this text.
    pub(crate) fn find(&self, text: &str) -> Option<usize> {
        let mut entries = self.entries(self.last_block(|entry| entry <= text.as_bytes())?);
        for _ in 0..DICTIONARY_BLOCK {
            let at = entries.next()?;
            match entries.text.as_slice().cmp(text.as_bytes()) {
                Ordering::Less => {}
                Ordering::Equal => return Some(at),
                Ordering::Greater => return None,
            }
        }
        None
    }

    /// First number of the entries that begin with `prefix`, and the number after the last.
    pub(crate) fn with_prefix(&self, prefix: &str) -> (usize, usize) {
        let prefix = prefix.as_bytes();
        let start = self.count_while(|entry| entry < prefix);
        let end = self.count_while(|entry| entry < prefix || entry.starts_with(prefix));
        (start, end.max(start))
    }

    /// Calls `visit` with the number and text of each of these entries, which must rise.
    pub(crate) fn each(&self, numbers: impl IntoIterator<Item = usize>, mut visit: impl FnMut(usize, &str)) {
        let mut entries: Option<Entries<'_>> = None;
        for number in numbers {
            let block = number / DICTIONARY_BLOCK;
            let reuse = entries.as_ref().is_some_and(|entries| {
                entries.at <= number && entries.at > 0 && (entries.at - 1) / DICTIONARY_BLOCK == block
            });
            if !reuse {
                entries = Some(self.entries(block));
            }
            let Some(entries) = entries.as_mut() else { return };
            while entries.at <= number {
                if entries.next().is_none() {
                    return;
                }
            }
            if let Ok(text) = std::str::from_utf8(&entries.text) {
                visit(number, text);
            }
        }
    }

    /// How many entries there are, if every one is in order, UTF-8 and where the index says. `visit` sees all of them.
    pub(super) fn validate(&self, mut visit: impl FnMut(&str)) -> Option<usize> {
        let mut cursor = Cursor::new(self.bytes);
        let mut text: Vec<u8> = Vec::with_capacity(LONGEST_ENTRY);
        let mut at = 0_usize;
        while !cursor.is_empty() {
            let begins = at.is_multiple_of(DICTIONARY_BLOCK);
            if begins {
                let here = self.bytes.len() - cursor.rest().len();
                (self.offset(at / DICTIONARY_BLOCK)? == here).then_some(())?;
            }
            let (shared, length) = (cursor.varint()? as usize, cursor.varint()? as usize);
            let is_entry = (shared == 0 || !begins) && shared.saturating_add(length) <= LONGEST_ENTRY;
            is_entry.then_some(())?;
            let ending = cursor.take(length)?;
            // What both share cannot tell them apart, so the endings do.
            (at == 0 || text.get(shared..)? < ending).then_some(())?;
            text.truncate(shared);
            text.extend_from_slice(ending);
            visit(std::str::from_utf8(&text).ok()?);
            at += 1;
        }
        (self.index.len() == at.div_ceil(DICTIONARY_BLOCK) * 4).then_some(at)
    }
}
