//! Which ids stand in several segments.
//!
//! Owns the finding of them: a new segment asks a filter (Bloom, "Space/time trade-offs in hash coding with allowable errors",
//! 1970) about each of its ids, and only those that it may have met are looked up in the other segments. Nothing leaves the
//! filter with a segment that goes; it is made anew when it has met twice what is there. Which copy is alive is decided by the
//! collection.

use super::{Ids, Loaded};
use crate::analysis::hash;

/// Bits for every id: with four of them set for each, one id in four hundred is looked up in vain.
const BITS: usize = 16;
/// Bits set for one id.
const SET: u32 = 4;
/// Fewest ids that there is room for.
const LEAST_ROOM: usize = 4096;

/// Ids that were met, and those that were met in several segments.
#[derive(Debug, Default)]
pub(super) struct Copies {
    /// The filter's bits, a power of two of them, so that a mask finds one.
    words: Vec<u64>,
    /// Ids that were added, those of segments that have gone included.
    met: usize,
    /// In how many segments each stood when it was found last.
    ids: Ids,
}

impl Copies {
    /// Takes in the segment at `at` of all, and returns those of its ids that stand in another one, too.
    pub(super) fn add(&mut self, segments: &[Loaded], at: usize) -> Vec<String> {
        let Some(own) = segments.get(at) else { return Vec::new() };
        if (self.met + own.segment.len()) * BITS > self.words.len() * 64 {
            self.make_anew(segments, at);
        }
        let mut found = Vec::new();
        for id in (0..own.segment.len()).filter_map(|document| own.segment.id_at(document)) {
            let copies = if self.insert(hash(id)) { count(segments, id) } else { 1 };
            if copies > 1 {
                self.ids.insert(id.to_owned(), copies);
                found.push(id.to_owned());
            }
        }
        self.met += own.segment.len();
        found
    }

    /// Forgets the ids that stand in one segment only by now.
    pub(super) fn forget(&mut self, segments: &[Loaded]) {
        self.ids.retain(|id, copies| {
            *copies = count(segments, id);
            *copies > 1
        });
    }

    /// Ids that stand in several segments.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.keys().map(String::as_str)
    }

    pub(super) fn memory(&self) -> usize {
        self.words.capacity() * 8 + self.ids.keys().map(|id| id.capacity() + size_of::<String>()).sum::<usize>()
    }

    /// Makes room for all segments twice over and puts in the ids of all but the one at `but`.
    fn make_anew(&mut self, segments: &[Loaded], but: usize) {
        let all: usize = segments.iter().map(|loaded| loaded.segment.len()).sum();
        let bits = (all.max(LEAST_ROOM) * 2 * BITS).next_power_of_two();
        self.words = vec![0; bits / 64];
        self.met = 0;
        for (_, other) in segments.iter().enumerate().filter(|(at, _)| *at != but) {
            for id in (0..other.segment.len()).filter_map(|document| other.segment.id_at(document)) {
                self.insert(hash(id));
            }
            self.met += other.segment.len();
        }
    }

    /// Whether this was met before, or seems so.
    fn insert(&mut self, hash: u64) -> bool {
        let mask = self.words.len() * 64 - 1;
        let (mut at, step) = (hash as usize, (hash >> 32) as usize | 1);
        let mut met = true;
        for _ in 0..SET {
            if let Some(word) = self.words.get_mut((at & mask) / 64) {
                let bit = 1 << (at & 63);
                met &= *word & bit != 0;
                *word |= bit;
            }
            at = at.wrapping_add(step);
        }
        met
    }
}

/// In how many segments an id stands.
fn count(segments: &[Loaded], id: &str) -> u32 {
    segments.iter().map(|loaded| u32::from(loaded.segment.find(id).is_some())).sum()
}
