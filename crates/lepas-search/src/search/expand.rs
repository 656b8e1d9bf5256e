//! Words like the one that was typed: its continuations and its nearest correction.
//!
//! Owns the limits (how many continuations, how many wrong letters) and the distance: inserted, missing, wrong and swapped
//! letters count one each. Both look at words as written, not at stems.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::find;
use crate::analysis::is_stop_word;
use crate::collection::Collection;
use crate::segment::WordKey;

/// Most continuations of one word, the most frequent first.
const MOST_CONTINUATIONS: usize = 64;
/// Fewest letters of a word that is corrected.
const SHORTEST_CORRECTED: usize = 4;
/// Fewest letters of a word that may have two wrong letters.
const SHORTEST_WITH_TWO: usize = 8;

/// Terms, and their numbers of documents, of words that begin with `beginning`, without the term `exact`.
pub(super) fn continuations(collection: &Collection, beginning: &str, exact: &str) -> Vec<(String, u32)> {
    let mut found: BTreeMap<String, u32> = BTreeMap::new();
    let mut ordinals = Vec::new();
    for loaded in &collection.segments {
        ordinals.clear();
        loaded.segment.words().with_prefix(beginning, |word, term| {
            if !is_stop_word(word) {
                ordinals.push(term);
            }
        });
        ordinals.sort_unstable();
        ordinals.dedup();
        loaded.segment.terms().each(&ordinals, |text, term| {
            if text != exact {
                match found.get_mut(text) {
                    Some(documents) => *documents += term.documents,
                    None => {
                        found.insert(text.to_owned(), term.documents);
                    }
                }
            }
        });
    }
    let mut found: Vec<(String, u32)> = found.into_iter().collect();
    found.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    found.truncate(MOST_CONTINUATIONS);
    found
}

/// The word, and its term, that `wrong` most likely stands for: the nearest, of those the most frequent, of those the first.
/// An `unfinished` word may also resemble the beginning of a longer one, if no whole word is near.
pub(super) fn correction(collection: &Collection, wrong: &str, unfinished: bool) -> Option<(String, String)> {
    let letters: Vec<char> = wrong.chars().collect();
    if letters.len() < SHORTEST_CORRECTED {
        return None;
    }
    let allowed = if letters.len() < SHORTEST_WITH_TWO { 1 } else { 2 };
    let key = WordKey::new(wrong);
    let whole = |other: WordKey| {
        other.length().abs_diff(key.length()) <= allowed
            && key.missing_in(other) <= allowed
            && other.missing_in(key) <= allowed
    };
    let longer = |other: WordKey| other.length() > key.length() && key.missing_in(other) <= allowed;
    let mut table = Distance::default();
    let mut candidates = nearest(collection, allowed, whole, |word| table.measure(&letters, word, allowed).0);
    if candidates.is_empty() && unfinished {
        candidates = nearest(collection, allowed, longer, |word| table.measure(&letters, word, allowed).1);
    }
    let mut best: Option<(u32, String, String)> = None;
    for word in candidates {
        let term = collection.analyzer.term(&word);
        let documents = find(collection, &term).map_or(0, |found| found.documents);
        if documents > best.as_ref().map_or(0, |(documents, ..)| *documents) {
            best = Some((documents, word, term));
        }
    }
    best.map(|(_, word, term)| (word, term))
}

/// The words at the least distance, if that is allowed.
fn nearest(
    collection: &Collection,
    allowed: usize,
    passes: impl Fn(WordKey) -> bool,
    mut distance: impl FnMut(&str) -> usize,
) -> BTreeSet<String> {
    let mut least = allowed;
    let mut words = BTreeSet::new();
    for loaded in &collection.segments {
        loaded.segment.words().with_key(&passes, |word| {
            let distance = distance(word);
            if distance > least || is_stop_word(word) {
                return;
            }
            if distance < least {
                least = distance;
                words.clear();
            }
            words.insert(word.to_owned());
        });
    }
    words
}

/// Optimal string alignment, with its rows kept from word to word.
#[derive(Debug, Default)]
struct Distance {
    rows: [Vec<usize>; 3],
}

impl Distance {
    /// Distance of `letters` to the whole of `word` and to its best beginning.
    fn measure(&mut self, letters: &[char], word: &str, allowed: usize) -> (usize, usize) {
        let width = letters.len();
        let [before, above, row] = &mut self.rows;
        above.clear();
        above.extend(0..=width);
        let mut beginning = width;
        let mut last = width;
        let mut previous = None;
        let mut count = 0;
        for (at, letter) in word.chars().enumerate() {
            count += 1;
            if at >= width + allowed {
                // Only the whole can still differ, and it is too long by now.
                return (usize::MAX, beginning);
            }
            row.clear();
            row.push(at + 1);
            let mut left = at + 1;
            let mut previous_letter = None;
            for (column, &other) in letters.iter().enumerate() {
                let diagonal = above.get(column).copied().unwrap_or(usize::MAX - 1);
                let up = above.get(column + 1).copied().unwrap_or(usize::MAX - 1);
                let mut cost = (diagonal + usize::from(letter != other)).min(up + 1).min(left + 1);
                if previous == Some(other) && previous_letter == Some(letter) {
                    let swapped = column.checked_sub(1).and_then(|column| before.get(column));
                    cost = cost.min(swapped.map_or(usize::MAX, |swapped| swapped + 1));
                }
                row.push(cost);
                left = cost;
                previous_letter = Some(other);
            }
            last = left;
            beginning = beginning.min(left);
            previous = Some(letter);
            std::mem::swap(before, above);
            std::mem::swap(above, row);
        }
        (if count == 0 { width } else { last }, beginning)
    }
}

#[cfg(test)]
mod tests {
    use super::Distance;

    #[test]
    fn every_kind_of_slip_costs_one() {
        let mut table = Distance::default();
        for (wrong, right, cost) in [
            ("react", "react", 0),
            ("raect", "react", 1),
            ("reat", "react", 1),
            ("reacct", "react", 1),
            ("reict", "react", 1),
            ("javascrpit", "javascript", 1),
            ("pyhtno", "python", 2),
        ] {
            let letters: Vec<char> = wrong.chars().collect();
            assert_eq!(table.measure(&letters, right, 2).0, cost, "{wrong}");
        }
        let letters: Vec<char> = "javasrc".chars().collect();
        assert!(table.measure(&letters, "javascript", 2).1 <= 1);
    }
}
