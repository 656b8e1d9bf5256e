//! BM25F over all documents, and which of them match the text.
//!
//! Owns the formula, how many words a document must have and how the share of matched words counts.
//!
//! - Score of a word: rarity · c · (k1 + 1) / (c + k1 · (1 − b + b · length / average length)), where c counts occurrences
//!   weighted by field (title 2, tags 1.5, body 1) and lengths are weighted alike.
//! - A query of one or two words wants all of them, one of three to six words half of them, a longer one a quarter. Where fewer
//!   than five documents have that many, one word less is enough, and so on: a page is never nearly empty for want of one word.
//! - In a query of up to four words, documents with all of them come before all others: the others' sums are multiplied by the
//!   share of words that they have, and scaled down together to stay below. A longer query is a bag of hints, and a factor for
//!   having more of them only hurts (Cranfield: 0.366 of nDCG@10 with it, 0.400 without).
//!
//! Which documents match does not depend on filters: a count beside a filter is then what a click on it shows.

use super::Scratch;
use super::plan::{Group, List, Plan};
use crate::bitset::Bitset;
use crate::collection::Collection;
use crate::segment::{Block, length_of};

/// How fast repeated occurrences stop counting.
const K1: f32 = 1.2;
/// How much longer documents are held back.
const B: f32 = 0.75;
/// Fewest matching documents that make the number of required words stand.
const ENOUGH: u32 = 5;
/// Most words of a query whose writer means every one of them.
const SHORT_QUERY: usize = 4;
/// How near the best document without all words may come to the worst one with all.
const BELOW_ALL: f32 = 0.95;

/// Fills `scratch` with the sums and numbers of matched words of every document.
pub(super) fn add_up(collection: &Collection, plan: &Plan, scratch: &mut Scratch) {
    scratch.scores.resize(collection.documents, 0.0);
    scratch.group.resize(collection.documents, 0.0);
    scratch.matched.clear();
    scratch.matched.resize(collection.documents, 0);
    let norms = norms(collection);
    let mut block = Block::default();
    for group in &plan.groups {
        match group.as_slice() {
            [only] => add_list(collection, only, &norms, scratch, &mut block),
            _ => add_group(collection, group, &norms, scratch, &mut block),
        }
    }
}

/// `k1 · (1 − b + b · length / average)` in half words, per length code.
fn norms(collection: &Collection) -> [f32; 256] {
    let total: u64 = collection.segments.iter().map(|loaded| loaded.segment.total_length()).sum();
    let average = (total as f64 / collection.documents.max(1) as f64).max(1.0) as f32;
    std::array::from_fn(|code| 2.0 * K1 * (1.0 - B + B * length_of(code as u8) as f32 / average))
}

/// Calls `visit` with every document of a list, numbered in the collection, and its score.
#[inline]
fn each(
    collection: &Collection,
    list: &List,
    norms: &[f32; 256],
    block: &mut Block,
    mut visit: impl FnMut(usize, f32),
) {
    let weight = list.weight * (K1 + 1.0);
    for (loaded, term) in collection.segments.iter().zip(&list.terms) {
        let Some(term) = term else { continue };
        let lengths = loaded.segment.lengths();
        let mut postings = loaded.segment.postings(term);
        while postings.next_block(block) {
            for (document, count) in block.iter() {
                // A document outside comes from hostile bytes only.
                let Some(&length) = lengths.get(document) else { continue };
                let count = f32::from(count);
                let norm = norms.get(usize::from(length)).copied().unwrap_or(1.0);
                visit(loaded.base + document, weight * count / (count + norm));
            }
        }
    }
}

fn add_list(collection: &Collection, list: &List, norms: &[f32; 256], scratch: &mut Scratch, block: &mut Block) {
    let Scratch { scores, matched, .. } = scratch;
    each(collection, list, norms, block, |document, score| add(scores, matched, document, score));
}

fn add_group(collection: &Collection, group: &Group, norms: &[f32; 256], scratch: &mut Scratch, block: &mut Block) {
    let Scratch { scores, matched, group: best, touched } = scratch;
    touched.clear();
    for list in group {
        each(collection, list, norms, block, |document, score| {
            let Some(best) = best.get_mut(document) else { return };
            if *best == 0.0 {
                touched.push(document as u32);
            }
            *best = best.max(score);
        });
    }
    for document in touched.iter().map(|&document| document as usize) {
        let Some(best) = best.get_mut(document) else { continue };
        add(scores, matched, document, std::mem::take(best));
    }
}

#[inline]
fn add(scores: &mut [f32], matched: &mut [u8], document: usize, score: f32) {
    let (Some(sum), Some(count)) = (scores.get_mut(document), matched.get_mut(document)) else { return };
    *sum = if *count == 0 { score } else { *sum + score };
    *count = count.saturating_add(1);
}

/// Keeps the documents of `matches` that have enough of the `words`, those with all of a short query first.
pub(super) fn keep_matching(words: usize, scratch: &mut Scratch, matches: &mut Bitset) {
    if words == 1 {
        each_word(matches, &mut scratch.matched, &mut scratch.scores, |count, _| *count > 0);
        return;
    }
    let mut with = [0_u32; 256];
    let (mut worst_of_all, mut best_of_some) = (f32::INFINITY, 0.0_f32);
    let has_all = |count: &u8| usize::from(*count) >= words;
    each_word(matches, &mut scratch.matched, &mut scratch.scores, |count, score| {
        if let Some(documents) = with.get_mut(usize::from(*count)) {
            *documents += 1;
        }
        if has_all(count) {
            worst_of_all = worst_of_all.min(*score);
        } else {
            best_of_some = best_of_some.max(*score);
        }
        *count > 0
    });
    let needed = needed(words, &with);
    let is_short = words <= SHORT_QUERY;
    let held_back = if best_of_some > 0.0 { (BELOW_ALL * worst_of_all / best_of_some).min(1.0) } else { 1.0 };
    each_word(matches, &mut scratch.matched, &mut scratch.scores, |count, score| {
        if is_short && !has_all(count) {
            *score *= held_back * f32::from(*count) / words as f32;
        }
        usize::from(*count) >= needed
    });
}

/// How many of `words` a document must have when `with[n]` documents have `n` of them.
fn needed(words: usize, with: &[u32]) -> usize {
    let mut needed = match words {
        0..=2 => words,
        3..=6 => words.div_ceil(2),
        _ => words / 4,
    };
    while needed > 1 && with.iter().skip(needed).sum::<u32>() < ENOUGH {
        needed -= 1;
    }
    needed.max(1)
}

/// Calls `keep` for every document of `matches`, 64 at a time where nothing matched.
fn each_word(
    matches: &mut Bitset,
    matched: &mut [u8],
    scores: &mut [f32],
    mut keep: impl FnMut(&u8, &mut f32) -> bool,
) {
    for ((word, matched), scores) in matches.words_mut().zip(matched.chunks_mut(64)).zip(scores.chunks_mut(64)) {
        if *word == 0 || matched.iter().fold(0, |any, count| any | count) == 0 {
            *word = 0;
            continue;
        }
        let mut rest = *word;
        while rest != 0 {
            let bit = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            let kept = match (matched.get(bit), scores.get_mut(bit)) {
                (Some(count), Some(score)) => keep(count, score),
                _ => false,
            };
            if !kept {
                *word &= !(1 << bit);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::needed;

    /// Counts in which `documents` documents have exactly `matched` words.
    fn with(matched: usize, documents: u32) -> [u32; 256] {
        std::array::from_fn(|count| if count == matched { documents } else { 0 })
    }

    #[test]
    fn short_queries_want_every_word_and_long_ones_a_quarter() {
        for (words, wanted) in [(1, 1), (2, 2), (3, 2), (5, 3), (8, 2), (20, 5)] {
            assert_eq!(needed(words, &with(words, 100)), wanted, "{words}");
        }
    }

    #[test]
    fn too_few_documents_make_one_word_less_enough() {
        assert_eq!(needed(2, &with(2, 4)), 1);
        assert_eq!(needed(8, &with(1, 100)), 1);
        assert_eq!(needed(6, &with(2, 100)), 2);
    }
}
