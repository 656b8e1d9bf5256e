//! BM25F over all documents, segment by segment.
//!
//! Owns the formula and the dense memory of one segment: it is small enough to stay in a processor's cache, and all 0 again when
//! the segment is done. Leaves to `coverage` how many words are enough.
//!
//! Score of a word: rarity · c · (k1 + 1) / (c + k1 · (1 − b + b · length / average length)), where c counts occurrences
//! weighted by field (title 2, tags 1.5, body 1) and lengths of title and body are weighted alike. A word of several lists takes the best of them.

use super::candidates::Candidates;
use super::plan::{List, Plan};
use crate::bitset::Bitset;
use crate::collection::{Collection, Loaded};
use crate::segment::{BLOCK, Block, length_of};

/// How fast repeated occurrences stop counting.
const K1: f32 = 2.0;
/// How much longer documents are held back.
const B: f32 = 0.75;

/// One entry per document of a segment. Counts are all 0 between segments.
#[derive(Debug, Default)]
pub(crate) struct Dense {
    /// Sums, meaningful only where `matched` is above 0.
    scores: Vec<f32>,
    matched: Vec<u8>,
    /// Best score while one word of several lists is added up, and where it is above 0.
    group: Vec<f32>,
    touched: Vec<u32>,
}

impl Dense {
    pub(super) fn memory(&self) -> usize {
        self.scores.capacity() * 4 + self.matched.capacity() + self.group.capacity() * 4 + self.touched.capacity() * 4
    }

    fn make_room(&mut self, documents: usize) {
        let documents = documents.next_multiple_of(8);
        if self.scores.len() < documents {
            self.scores.resize(documents, 0.0);
            self.matched.resize(documents, 0);
            self.group.resize(documents, 0.0);
            // One more: where nothing new is touched, the place after the last is written and forgotten.
            self.touched.resize(documents + 1, 0);
        }
    }
}

/// Scores documents of a collection.
#[derive(Debug)]
pub(super) struct Scorer {
    norms: [f32; 256],
    block: Block,
    points: [f32; BLOCK],
}

impl Scorer {
    pub(super) fn new(collection: &Collection) -> Self {
        let total: u64 = collection.segments.iter().map(|loaded| loaded.segment.total_length()).sum();
        let average = (total as f64 / collection.documents.max(1) as f64).max(1.0) as f32;
        let norm = |code: usize| 2.0 * K1 * (1.0 - B + B * length_of(code as u8) as f32 / average);
        Self { norms: std::array::from_fn(norm), block: Block::default(), points: [0.0; BLOCK] }
    }

    /// Appends the documents of a segment that are `allowed` and have a plan's only word.
    pub(super) fn one_word(
        &mut self,
        lists: &[List],
        loaded: &Loaded,
        allowed: &Bitset,
        dense: &mut Dense,
        candidates: &mut Candidates,
    ) {
        let all = allowed.count() == loaded.segment.len();
        let mut push = |document: u32, score: f32| {
            if allowed.contains(document as usize) {
                candidates.documents.push(document);
                candidates.scores.push(score);
            }
        };
        match lists {
            [list] => self.each_block(loaded, list, |documents, points| {
                // Documents rise: when the last is inside, all are.
                if all && documents.last().is_some_and(|&last| allowed.contains(last as usize)) {
                    candidates.documents.extend_from_slice(documents);
                    candidates.scores.extend_from_slice(points);
                } else {
                    for (&document, &score) in documents.iter().zip(points) {
                        if allowed.contains(document as usize) {
                            candidates.documents.push(document);
                            candidates.scores.push(score);
                        }
                    }
                }
            }),
            lists => self.best_of(loaded, lists, dense, &mut push),
        }
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
        let (mut scores, mut matched) = (std::mem::take(&mut dense.scores), std::mem::take(&mut dense.matched));
        for group in &plan.groups {
            let mut add = |document: u32, score: f32| {
                let document = document as usize;
                if let (Some(sum), Some(count)) = (scores.get_mut(document), matched.get_mut(document)) {
                    // Sums are not cleared between segments: what is there without a match is old and masked away, which
                    // costs less than a branch that nobody can foresee.
                    let mask = 0_u32.wrapping_sub(u32::from(*count != 0));
                    *sum = score + f32::from_bits(sum.to_bits() & mask);
                    *count += 1;
                }
            };
            match group.lists(segment) {
                [list] => self.each_block(loaded, list, |documents, points| {
                    documents.iter().zip(points).for_each(|(&document, &score)| add(document, score));
                }),
                lists => self.best_of(loaded, lists, dense, &mut add),
            }
        }
        // Eight counts at a time: adding this sets the highest bit of each that is large enough.
        let lift = u64::from_le_bytes([128_u8.saturating_sub(needed.clamp(1, 127) as u8); 8]);
        let (groups, _) = matched.as_chunks::<8>();
        for (at, counts) in groups.iter().enumerate() {
            let mut enough = u64::from_le_bytes(*counts).wrapping_add(lift) & 0x8080_8080_8080_8080;
            while enough != 0 {
                let place = enough.trailing_zeros() as usize / 8;
                enough &= enough - 1;
                let document = at * 8 + place;
                if let (Some(&count), Some(&score)) = (counts.get(place), scores.get(document))
                    && allowed.contains(document)
                {
                    candidates.documents.push(document as u32);
                    candidates.scores.push(score);
                    candidates.matched.push(count);
                }
            }
        }
        matched.fill(0);
        (dense.scores, dense.matched) = (scores, matched);
    }

    /// Calls `visit` with the documents of every block of a list, rising, and their scores.
    #[inline]
    fn each_block(&mut self, loaded: &Loaded, list: &List, mut visit: impl FnMut(&[u32], &[f32])) {
        let weight = list.weight * (K1 + 1.0);
        let lengths = loaded.segment.lengths();
        let mut postings = loaded.segment.postings(&list.term);
        while postings.next_block(&mut self.block) {
            let documents = self.block.documents.get(..self.block.length).unwrap_or_default();
            for ((&document, &count), points) in documents.iter().zip(&self.block.counts).zip(&mut self.points) {
                // A document outside comes from hostile bytes only, and is left out where it is added.
                let length = lengths.get(document as usize).copied().unwrap_or(0);
                let count = f32::from(count);
                *points = weight * count / (count + self.norms.get(usize::from(length)).copied().unwrap_or(1.0));
            }
            visit(documents, self.points.get(..documents.len()).unwrap_or_default());
        }
    }

    /// Calls `visit` with every document of any of the lists and its best score.
    fn best_of(&mut self, loaded: &Loaded, lists: &[List], dense: &mut Dense, visit: &mut impl FnMut(u32, f32)) {
        dense.make_room(loaded.segment.len());
        let Dense { group, touched, .. } = dense;
        let mut count = 0;
        for list in lists {
            self.each_block(loaded, list, |documents, points| {
                for (&document, &score) in documents.iter().zip(points) {
                    let Some(best) = group.get_mut(document as usize) else { return };
                    if let Some(place) = touched.get_mut(count) {
                        *place = document;
                    }
                    count += usize::from(*best == 0.0);
                    // Above 0 from here on, whatever hostile bytes count: a document is touched once.
                    *best = best.max(score).max(f32::MIN_POSITIVE);
                }
            });
        }
        for &document in touched.iter().take(count) {
            if let Some(best) = group.get_mut(document as usize) {
                visit(document, std::mem::take(best));
            }
        }
    }
}
