//! How many of a query's words a document must have.
//!
//! Owns the rule, and how the share of matched words counts:
//!
//! - A query of one or two words wants all of them, one of three to six words half of them, a longer one a quarter. Where fewer
//!   than five documents have that many, one word less is enough, and so on: a page is never nearly empty for want of one word.
//! - In a query of two words, documents with both come before all others: the others' sums are halved, and scaled down together
//!   to stay below. A longer query is a bag of hints, and a factor for having more of them only hurts (Cranfield: 0.366 of
//!   nDCG@10 with it, 0.400 without; upwork-skills: 0.275 with it for up to four words, 0.280 without).
//!
//! Which documents match does not depend on filters: a count beside a filter is then what a click on it shows.

use super::candidates::Candidates;

/// Fewest matching documents that make the number of required words stand.
pub(super) const ENOUGH: usize = 5;
/// Most words of a query whose writer surely means every one of them.
const SHORT_QUERY: usize = 2;
/// How near the best document without all words may come to the worst one with all.
const BELOW_ALL: f32 = 0.95;

/// How many of `words` a document should have.
pub(super) fn wanted(words: usize) -> usize {
    match words {
        0..=2 => words,
        3..=6 => words.div_ceil(2),
        _ => words / 4,
    }
    .max(1)
}

/// Keeps the candidates with as many of `words` as enough documents have.
pub(super) fn keep_enough(words: usize, candidates: &mut Candidates) {
    let needed = needed(words, &candidates.matched);
    if needed > 1 {
        candidates.retain(|count| usize::from(count) >= needed);
    }
}

/// How many of `words` a document must have when documents have as many as `matched` says.
fn needed(words: usize, matched: &[u8]) -> usize {
    let mut needed = wanted(words);
    while needed > 1 && matched.iter().filter(|&&count| usize::from(count) >= needed).count() < ENOUGH {
        needed -= 1;
    }
    needed
}

/// Puts candidates with all words of a short query before those without.
pub(super) fn put_all_words_first(words: usize, candidates: &mut Candidates) {
    if words < 2 || words > SHORT_QUERY {
        return;
    }
    let has_all = |count: u8| usize::from(count) >= words;
    // Mostly all have all, which is quicker to see than what is to be done about it.
    if candidates.matched.iter().fold(u8::MAX, |least, &count| least.min(count)) as usize >= words {
        return;
    }
    let (mut worst_of_all, mut best_of_some) = (f32::INFINITY, 0.0_f32);
    for (&count, &score) in candidates.matched.iter().zip(&candidates.scores) {
        if has_all(count) {
            worst_of_all = worst_of_all.min(score);
        } else {
            best_of_some = best_of_some.max(score);
        }
    }
    if best_of_some == 0.0 {
        return;
    }
    let held_back = (BELOW_ALL * worst_of_all / best_of_some).min(1.0);
    for (&count, score) in candidates.matched.iter().zip(&mut candidates.scores) {
        if !has_all(count) {
            *score *= held_back * f32::from(count) / words as f32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::needed;

    #[test]
    fn short_queries_want_every_word_and_long_ones_a_quarter() {
        for (words, wanted) in [(1, 1), (2, 2), (3, 2), (5, 3), (8, 2), (20, 5)] {
            assert_eq!(needed(words, &[wanted; 100]), usize::from(wanted), "{words}");
        }
    }

    #[test]
    fn too_few_documents_make_one_word_less_enough() {
        assert_eq!(needed(2, &[2; 4]), 1);
        assert_eq!(needed(8, &[1; 100]), 1);
        assert_eq!(needed(6, &[2; 100]), 2);
    }
}
