//! BM25F over all documents, segment by segment.
//!
//! Owns the formula and the dense memory of one segment: it is small enough to stay in a processor's cache, and only what was
//! written is cleared. Leaves to `coverage` which of the scored documents match.
//!
//! Score of a word: rarity · c · (k1 + 1) / (c + k1 · (1 − b + b · length / average length)), where c counts occurrences
//! weighted by field (title 2, tags 1.5, body 1) and lengths are weighted alike. A word of several lists takes the best of them.

use super::candidates::Candidates;
use super::plan::{List, Plan};
use crate::bitset::Bitset;
use crate::collection::{Collection, Loaded};
use crate::segment::{BLOCK, Block, length_of};

/// How fast repeated occurrences stop counting.
const K1: f32 = 1.2;
/// How much longer documents are held back.
const B: f32 = 0.75;

/// One entry per document of a segment. All 0 between segments.
#[derive(Debug, Default)]
pub(crate) struct Dense {
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
        if self.scores.len() < documents {
            self.scores.resize(documents, 0.0);
            self.matched.resize(documents, 0);
            self.group.resize(documents, 0.0);
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

    /// Appends the documents of a segment that are `allowed` and have a word of the plan.
    pub(super) fn segment(
        &mut self,
        plan: &Plan,
        segment: usize,
        loaded: &Loaded,
        allowed: &Bitset,
        dense: &mut Dense,
        candidates: &mut Candidates,
    ) {
        let documents = loaded.segment.len();
        dense.make_room(documents);
        if let [only] = plan.groups.as_slice() {
            match only.lists(segment) {
                [list] => self.each(loaded, list, |document, score| {
                    if allowed.contains(document) {
                        candidates.push(document as u32, score, 1);
                    }
                }),
                lists => self.best_of(loaded, lists, dense, |document, score| {
                    if allowed.contains(document) {
                        candidates.push(document as u32, score, 1);
                    }
                }),
            }
            return;
        }
        let (mut scores, mut matched) = (std::mem::take(&mut dense.scores), std::mem::take(&mut dense.matched));
        for group in &plan.groups {
            match group.lists(segment) {
                [list] => self.each(loaded, list, |document, score| add(&mut scores, &mut matched, document, score)),
                lists => self.best_of(loaded, lists, dense, |document, score| {
                    add(&mut scores, &mut matched, document, score);
                }),
            }
        }
        collect(&mut scores, &mut matched, documents, allowed, candidates);
        (dense.scores, dense.matched) = (scores, matched);
    }

    /// Calls `visit` with every document of a list and its score.
    #[inline]
    fn each(&mut self, loaded: &Loaded, list: &List, mut visit: impl FnMut(usize, f32)) {
        let weight = list.weight * (K1 + 1.0);
        let lengths = loaded.segment.lengths();
        let mut postings = loaded.segment.postings(&list.term);
        while postings.next_block(&mut self.block) {
            let own = self.block.documents.iter().zip(&self.block.counts).take(self.block.length);
            for ((&document, &count), points) in own.clone().zip(&mut self.points) {
                // A document outside comes from hostile bytes only, and is left out where it is added.
                let length = lengths.get(document as usize).copied().unwrap_or(0);
                let count = f32::from(count);
                *points = weight * count / (count + self.norms.get(usize::from(length)).copied().unwrap_or(1.0));
            }
            for ((&document, _), &points) in own.zip(&self.points) {
                visit(document as usize, points);
            }
        }
    }

    /// Calls `visit` with every document of any of the lists and its best score.
    fn best_of(&mut self, loaded: &Loaded, lists: &[List], dense: &mut Dense, mut visit: impl FnMut(usize, f32)) {
        let Dense { group, touched, .. } = dense;
        touched.clear();
        for list in lists {
            self.each(loaded, list, |document, score| {
                let Some(best) = group.get_mut(document) else { return };
                if *best == 0.0 {
                    touched.push(document as u32);
                }
                *best = best.max(score);
            });
        }
        for document in touched.iter().map(|&document| document as usize) {
            if let Some(best) = group.get_mut(document) {
                visit(document, std::mem::take(best));
            }
        }
    }
}

#[inline]
fn add(scores: &mut [f32], matched: &mut [u8], document: usize, score: f32) {
    let (Some(sum), Some(count)) = (scores.get_mut(document), matched.get_mut(document)) else { return };
    *sum += score;
    *count += 1;
}

/// Moves what was added up into the list of candidates, eight documents at a time where nothing matched.
fn collect(scores: &mut [f32], matched: &mut [u8], documents: usize, allowed: &Bitset, candidates: &mut Candidates) {
    for (chunk, (scores, matched)) in scores.chunks_mut(8).zip(matched.chunks_mut(8)).enumerate() {
        if matched.iter().fold(0, |any, count| any | count) == 0 {
            continue;
        }
        for (at, (score, count)) in scores.iter_mut().zip(matched).enumerate() {
            let document = chunk * 8 + at;
            if *count > 0 && document < documents && allowed.contains(document) {
                candidates.push(document as u32, *score, *count);
            }
            (*score, *count) = (0.0, 0);
        }
    }
}
