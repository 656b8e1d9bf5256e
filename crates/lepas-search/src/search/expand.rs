//! Words like the one that was typed: its continuations and its nearest correction.
//!
//! Owns the limits (how many continuations, how many wrong letters) and the distance: inserted, missing, wrong and swapped
//! letters count one each. Both look at words as written, not at stems.

use std::collections::BTreeMap;

use crate::collection::Collection;
use crate::segment::{Term, WordKey};

/// Most continuations of one word in a segment, the most frequent first.
const MOST_CONTINUATIONS: usize = 64;
/// Fewest letters of a word that is corrected.
const SHORTEST_CORRECTED: usize = 4;
/// Fewest letters of a word that may have two wrong letters.
const SHORTEST_WITH_TWO: usize = 8;

/// Per segment the terms of words that begin with `beginning`, without the term `exact`.
pub(super) fn continuations(collection: &Collection, beginning: &str, exact: &str) -> Vec<Vec<Term>> {
    let in_segment = |segment: &crate::segment::Segment| {
        let (start, end) = segment.word_texts().with_prefix(beginning);
        if start == end {
            return Vec::new();
        }
        let exact = segment.term_texts().find(exact);
        let numbers = segment.words().terms_of(start, end, MOST_CONTINUATIONS).into_iter();
        numbers.filter(|&number| Some(number) != exact).filter_map(|number| segment.terms().get(number)).collect()
    };
    collection.segments.iter().map(|loaded| in_segment(&loaded.segment)).collect()
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
    let mut table = Distance::default();
    let whole = |other: WordKey| key.is_near(other, allowed);
    let mut candidates =
        nearest(collection, allowed as usize, whole, |word, least| table.measure(&letters, word, least).0);
    if candidates.is_empty() && unfinished {
        let longer = |other: WordKey| key.may_begin(other, allowed);
        candidates =
            nearest(collection, allowed as usize, longer, |word, least| table.measure(&letters, word, least).1);
    }
    let mut best: Option<(u32, String)> = None;
    for (word, documents) in candidates {
        if documents > best.as_ref().map_or(0, |(documents, _)| *documents) {
            best = Some((documents, word));
        }
    }
    best.map(|(_, word)| {
        let term = collection.analyzer.term(&word);
        (word, term)
    })
}

/// The words at the least distance, if that is allowed, and the documents of their terms. `distance` is told how far is too far.
fn nearest(
    collection: &Collection,
    allowed: usize,
    passes: impl Fn(WordKey) -> bool,
    mut distance: impl FnMut(&str, usize) -> usize,
) -> BTreeMap<String, u32> {
    let mut least = allowed;
    let mut words = BTreeMap::new();
    for loaded in &collection.segments {
        let segment = &loaded.segment;
        let near = segment.words().with_key(&passes);
        segment.word_texts().each(near, |number, word| {
            let distance = distance(word, least);
            if distance > least {
                return;
            }
            if distance < least {
                least = distance;
                words.clear();
            }
            let documents = segment.words().term(number).map_or(0, |term| segment.terms().documents(term));
            match words.get_mut(word) {
                Some(sum) => *sum += documents,
                None => {
                    words.insert(word.to_owned(), documents);
                }
            }
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
