//! BM25F over all documents, segment by segment.
//!
//! Owns the formula and the dense memory of one segment: it is small enough to stay in a processor's cache, and all 0 again when
//! the segment is done. Leaves to `coverage` how many words are enough.
//!
//! Score of a word: rarity · c · (k1 + 1) / (c + k1 · (1 − b + b · length / average length)), where c counts occurrences
//! weighted by field (title 2, tags 1.5, body 1) and lengths of title and body are weighted alike. A word of several lists takes the best of them.
//!
//! The plan names the rarest word first. Once fewer words are left than a document needs, only documents that were found before
//! can still have enough, so the long lists of common words are read where those stand and passed over elsewhere.

use super::candidates::Candidates;
use super::plan::{List, Plan};
use crate::bitset::Bitset;
use crate::collection::{Collection, Loaded};
use crate::segment::{BLOCK, Block, length_of};

/// How fast repeated occurrences stop counting.
const K1: f32 = 2.0;
/// How much longer documents are held back.
const B: f32 = 0.75;

/// One in so many documents is many.
const DENSE: usize = 10;

/// What a document has of a word's weight, by count and length code: a look-up is cheaper than a division, and the average
/// length changes only with the collection.
#[derive(Debug)]
struct Shares {
    average: f32,
    table: Box<[f32; 1 << 16]>,
}

impl Default for Shares {
    fn default() -> Self {
        // Not on the stack first: it is small in a browser.
        let table = vec![0.0; 1 << 16].into_boxed_slice().try_into();
        Self { average: 0.0, table: table.unwrap_or_else(|_| Box::new([0.0; 1 << 16])) }
    }
}

impl Shares {
    fn prepare(&mut self, collection: &Collection) {
        let total: u64 = collection.segments.iter().map(|loaded| loaded.segment.total_length()).sum();
        let average = (total as f64 / collection.documents.max(1) as f64).max(1.0) as f32;
        if average == self.average {
            return;
        }
        self.average = average;
        let norms: [f32; 256] =
            std::array::from_fn(|code| 2.0 * K1 * (1.0 - B + B * length_of(code as u8) as f32 / average));
        for (count, shares) in (0..=u8::MAX).map(f32::from).zip(self.table.as_chunks_mut::<256>().0) {
            *shares = norms.map(|norm| count * (K1 + 1.0) / (count + norm));
        }
    }

    #[inline]
    fn of(&self, count: u8, length: u8) -> f32 {
        self.table.get(usize::from(u16::from_be_bytes([count, length]))).copied().unwrap_or(0.0)
    }
}

/// One entry per document of a segment. All 0 between segments but for the sums.
#[derive(Debug, Default)]
pub(crate) struct Dense {
    shares: Shares,
    /// Sums, meaningful only where `matched` is above 0.
    scores: Vec<f32>,
    matched: Vec<u8>,
    group: Best,
}

impl Dense {
    /// Makes ready for the segments of `collection`.
    pub(super) fn prepare(&mut self, collection: &Collection) {
        self.shares.prepare(collection);
    }

    pub(super) fn memory(&self) -> usize {
        self.shares.table.len() * 4 + self.scores.capacity() * 4 + self.matched.capacity() + self.group.memory()
    }

    fn make_room(&mut self, documents: usize) {
        let documents = documents.next_multiple_of(8);
        if self.scores.len() < documents {
            self.scores.resize(documents, 0.0);
            self.matched.resize(documents, 0);
        }
    }
}

/// The best score of every document while one word of several lists is added up.
#[derive(Debug, Default)]
struct Best {
    scores: Vec<f32>,
    /// Which documents have one, a bit each: they come out rising, and nothing is sorted or looked at in vain.
    found: Vec<u64>,
}

impl Best {
    fn make_room(&mut self, documents: usize) {
        let words = documents.div_ceil(64);
        if self.found.len() < words {
            self.found.resize(words, 0);
            self.scores.resize(words * 64, 0.0);
        }
    }

    /// A document outside comes from hostile bytes only.
    #[inline]
    fn add(&mut self, document: u32, score: f32) {
        let document = document as usize;
        if let (Some(best), Some(found)) = (self.scores.get_mut(document), self.found.get_mut(document / 64)) {
            *best = if score > *best { score } else { *best };
            *found |= 1 << (document % 64);
        }
    }

    /// Calls `visit` with every document and its score, and forgets them.
    #[inline]
    fn take(&mut self, mut visit: impl FnMut(u32, f32)) {
        for (word, (found, scores)) in self.found.iter_mut().zip(self.scores.as_chunks_mut::<64>().0).enumerate() {
            let mut rest = std::mem::take(found);
            while rest != 0 {
                let bit = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                if let Some(score) = scores.get_mut(bit) {
                    visit((word * 64 + bit) as u32, std::mem::take(score));
                }
            }
        }
    }

    fn memory(&self) -> usize {
        self.scores.capacity() * 4 + self.found.capacity() * 8
    }
}

/// Scores documents of a collection.
#[derive(Debug, Default)]
pub(super) struct Scorer {
    block: Block,
    points: Points,
}

/// Scores of one block.
#[derive(Debug)]
struct Points([f32; BLOCK]);

impl Default for Points {
    fn default() -> Self {
        Self([0.0; BLOCK])
    }
}

impl Scorer {
    /// Appends the documents of a segment that are `allowed` and have a plan's only word.
    pub(super) fn one_word(
        &mut self,
        lists: &[List],
        loaded: &Loaded,
        allowed: &Bitset,
        dense: &mut Dense,
        candidates: &mut Candidates,
    ) {
        let Candidates { documents: found, scores, .. } = candidates;
        let Dense { shares, group, .. } = dense;
        let [list] = lists else {
            self.best_of(loaded, lists, shares, group);
            group.take(|document, score| {
                if allowed.contains(document as usize) {
                    found.push(document);
                    scores.push(score);
                }
            });
            return;
        };
        let all = allowed.count() == loaded.segment.len();
        self.each_block(loaded, list, shares, |documents, points| {
            // Documents rise: when the last is inside, all are.
            if all && documents.last().is_some_and(|&last| allowed.contains(last as usize)) {
                found.extend_from_slice(documents);
                scores.extend_from_slice(points);
                return;
            }
            for (&document, &score) in documents.iter().zip(points) {
                if allowed.contains(document as usize) {
                    found.push(document);
                    scores.push(score);
                }
            }
        });
    }

    /// Appends the documents of a segment that are `allowed` and have at least `needed` (up to 127) words of the plan.
    pub(super) fn several_words(
        &mut self,
        (plan, needed): (&Plan, usize),
        (segment, loaded): (usize, &Loaded),
        allowed: &Bitset,
        dense: &mut Dense,
        candidates: &mut Candidates,
    ) {
        dense.make_room(loaded.segment.len());
        let Dense { shares, scores, matched, group: best } = dense;
        // Documents that have a word already, at most.
        let mut found = 0;
        for (at, group) in plan.groups.iter().enumerate() {
            let lists = group.lists(segment);
            let is_enough = plan.groups.len() - at < needed;
            if !is_enough {
                found += lists.iter().map(|list| list.term.documents as usize).sum::<usize>();
            }
            match lists {
                _ if is_enough => self.add_to_found(lists, loaded, shares, (scores, matched), (found, best)),
                [list] => self.each(loaded, list, shares, |document, score| add(scores, matched, document, score)),
                lists => {
                    self.best_of(loaded, lists, shares, best);
                    best.take(|document, score| add(scores, matched, document, score));
                }
            }
        }
        collect((scores, matched), needed, allowed, candidates);
        matched.fill(0);
    }

    /// Adds a word to the documents that have another already, and to no others.
    fn add_to_found(
        &mut self,
        lists: &[List],
        loaded: &Loaded,
        shares: &Shares,
        (scores, matched): (&mut [f32], &mut [u8]),
        (found, best): (usize, &mut Best),
    ) {
        if let [list] = lists {
            // Where many documents have another word, nobody could foresee which: adding nothing is cheaper than asking.
            if found * DENSE > loaded.segment.len() {
                self.each(loaded, list, shares, |document, score| add_to_found(scores, matched, document, score));
                return;
            }
            self.each_found(loaded, list, shares, matched, |document, score, count| {
                if let Some(sum) = scores.get_mut(document as usize) {
                    *sum += score;
                    *count += 1;
                }
            });
            return;
        }
        best.make_room(loaded.segment.len());
        for list in lists {
            self.each_found(loaded, list, shares, matched, |document, score, _| best.add(document, score));
        }
        best.take(|document, score| {
            if let (Some(sum), Some(count)) = (scores.get_mut(document as usize), matched.get_mut(document as usize)) {
                *sum += score;
                *count += 1;
            }
        });
    }

    /// Calls `visit` with the documents of every block of a list, rising, and their scores.
    #[inline]
    fn each_block(&mut self, loaded: &Loaded, list: &List, shares: &Shares, mut visit: impl FnMut(&[u32], &[f32])) {
        let lengths = loaded.segment.lengths();
        let mut postings = loaded.segment.postings(&list.term);
        while postings.next_block(&mut self.block) {
            let documents = self.block.documents.get(..self.block.length).unwrap_or_default();
            for ((&document, &count), points) in documents.iter().zip(&self.block.counts).zip(&mut self.points.0) {
                // A document outside comes from hostile bytes only, and is left out where it is added.
                let length = lengths.get(document as usize).copied().unwrap_or(0);
                *points = list.weight * shares.of(count, length);
            }
            visit(documents, self.points.0.get(..documents.len()).unwrap_or_default());
        }
    }

    /// Calls `visit` with the documents of a list, rising, and their scores.
    #[inline]
    fn each(&mut self, loaded: &Loaded, list: &List, shares: &Shares, mut visit: impl FnMut(u32, f32)) {
        let lengths = loaded.segment.lengths();
        let mut postings = loaded.segment.postings(&list.term);
        while postings.next_block(&mut self.block) {
            let documents = self.block.documents.get(..self.block.length).unwrap_or_default();
            for (&document, &count) in documents.iter().zip(&self.block.counts) {
                // A document outside comes from hostile bytes only.
                if let Some(&length) = lengths.get(document as usize) {
                    visit(document, list.weight * shares.of(count, length));
                }
            }
        }
    }

    /// Calls `visit` with the documents of a list whose number of `matched` words is above 0, their scores and that number.
    /// Blocks between them are not unpacked.
    #[inline]
    fn each_found(
        &mut self,
        loaded: &Loaded,
        list: &List,
        shares: &Shares,
        matched: &mut [u8],
        mut visit: impl FnMut(u32, f32, &mut u8),
    ) {
        let lengths = loaded.segment.lengths();
        let mut postings = loaded.segment.postings(&list.term);
        let mut next = 0;
        while let Some(from) = next_found(matched, next) {
            if !postings.next_block_with(from as u32, &mut self.block) {
                return;
            }
            let documents = self.block.documents.get(..self.block.length).unwrap_or_default();
            for (&document, &count) in documents.iter().zip(&self.block.counts) {
                if let Some(words) = matched.get_mut(document as usize).filter(|words| **words > 0) {
                    let length = lengths.get(document as usize).copied().unwrap_or(0);
                    visit(document, list.weight * shares.of(count, length), words);
                }
            }
            next = documents.last().map_or(usize::MAX, |&last| last as usize + 1);
        }
    }

    /// Adds up the best score of every document of any of the lists.
    fn best_of(&mut self, loaded: &Loaded, lists: &[List], shares: &Shares, best: &mut Best) {
        best.make_room(loaded.segment.len());
        for list in lists {
            self.each(loaded, list, shares, |document, score| best.add(document, score));
        }
    }
}

/// Adds a word to a document, whatever it has already.
#[inline]
fn add(scores: &mut [f32], matched: &mut [u8], document: u32, score: f32) {
    let document = document as usize;
    if let (Some(sum), Some(count)) = (scores.get_mut(document), matched.get_mut(document)) {
        // Sums are not cleared between segments: what is there without a match is old and masked away, which costs less than
        // a branch that nobody can foresee.
        let mask = 0_u32.wrapping_sub(u32::from(*count != 0));
        *sum = score + f32::from_bits(sum.to_bits() & mask);
        *count += 1;
    }
}

/// Adds a word to a document if it has another, without a branch.
#[inline]
fn add_to_found(scores: &mut [f32], matched: &mut [u8], document: u32, score: f32) {
    let document = document as usize;
    if let (Some(sum), Some(count)) = (scores.get_mut(document), matched.get_mut(document)) {
        let has = u8::from(*count != 0);
        *sum += f32::from_bits(score.to_bits() & 0_u32.wrapping_sub(u32::from(has)));
        *count += has;
    }
}

/// Appends the `allowed` documents with at least `needed` (up to 127) matched words.
fn collect((scores, matched): (&[f32], &[u8]), needed: usize, allowed: &Bitset, candidates: &mut Candidates) {
    let first = candidates.documents.len();
    // Eight counts at a time: adding this sets the highest bit of each that is large enough.
    let lift = u64::from_le_bytes([128_u8.saturating_sub(needed.clamp(1, 127) as u8); 8]);
    let (eights, _) = matched.as_chunks::<8>();
    for (at, counts) in eights.iter().enumerate() {
        let mut enough = u64::from_le_bytes(*counts).wrapping_add(lift) & 0x8080_8080_8080_8080;
        while enough != 0 {
            let document = at * 8 + enough.trailing_zeros() as usize / 8;
            enough &= enough - 1;
            if allowed.contains(document) {
                candidates.documents.push(document as u32);
            }
        }
    }
    let found = candidates.documents.get(first..).unwrap_or_default().iter();
    candidates.scores.extend(found.clone().map(|&document| scores.get(document as usize).copied().unwrap_or(0.0)));
    candidates.matched.extend(found.map(|&document| matched.get(document as usize).copied().unwrap_or(0)));
}

/// The first place from `from` on that is not 0. `matched` has a multiple of eight entries.
#[inline]
fn next_found(matched: &[u8], from: usize) -> Option<usize> {
    let (eights, _) = matched.as_chunks::<8>();
    let first = from / 8;
    // What lies before `from` in its eight is shifted away.
    let mut mask = u64::MAX << (from % 8 * 8);
    for (at, eight) in eights.iter().enumerate().skip(first) {
        let set = u64::from_le_bytes(*eight) & mask;
        if set != 0 {
            return Some(at * 8 + set.trailing_zeros() as usize / 8);
        }
        mask = u64::MAX;
    }
    None
}
