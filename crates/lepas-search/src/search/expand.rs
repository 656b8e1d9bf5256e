//! Words like the one that was typed: its continuations and its nearest correction.
//!
//! Owns the limits (how many continuations, how many wrong letters) and the distance: inserted, missing, wrong and swapped
//! letters count one each. Both look at words as written, not at stems.

use std::collections::BTreeMap;

use crate::collection::Collection;
use crate::segment::{Alike, Term, WordKey};

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
    let allowed: u32 = if letters.len() < SHORTEST_WITH_TWO { 1 } else { 2 };
    let key = WordKey::new(wrong);
    let table = Distance::new(letters);
    // One wrong letter is the common slip and quickly looked for; two are looked for only where one explains nothing.
    let mut candidates = BTreeMap::new();
    for wrong_letters in 1..=allowed {
        if candidates.is_empty() {
            let near = Alike::Near(key, wrong_letters);
            candidates = nearest(collection, wrong_letters as usize, near, |word| table.measure(word).0);
        }
    }
    if candidates.is_empty() && unfinished {
        let begun = Alike::Begun(key, allowed);
        candidates = nearest(collection, allowed as usize, begun, |word| table.measure(word).1);
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

/// The words at the least distance, if that is allowed, and the documents of their terms.
fn nearest(
    collection: &Collection,
    allowed: usize,
    alike: Alike,
    distance: impl Fn(&str) -> usize,
) -> BTreeMap<String, u32> {
    let mut least = allowed;
    let mut words = BTreeMap::new();
    for loaded in &collection.segments {
        let segment = &loaded.segment;
        let near = segment.words().like(alike);
        segment.word_texts().each(near, |number, word| {
            let distance = distance(word);
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

/// Optimal string alignment, a column of the table at a time in the bits of a word (Hyyrö, "A bit-vector algorithm for computing
/// Levenshtein and Damerau edit distances", 2003).
#[derive(Debug)]
struct Distance {
    letters: Vec<char>,
    /// Places of `a` to `z` in the letters.
    ascii: [u64; 26],
}

impl Distance {
    /// `letters` must be at most 64; the tokenizer cuts words at 40.
    fn new(letters: Vec<char>) -> Self {
        let mut ascii = [0; 26];
        for (at, &letter) in letters.iter().enumerate() {
            if let Some(places) = (letter as usize).checked_sub('a' as usize).and_then(|index| ascii.get_mut(index)) {
                *places |= 1 << (at & 63);
            }
        }
        Self { letters, ascii }
    }

    fn places(&self, letter: char) -> u64 {
        match (letter as usize).checked_sub('a' as usize).and_then(|index| self.ascii.get(index)) {
            Some(&places) => places,
            None => (0..)
                .zip(&self.letters)
                .filter(|(_, other)| **other == letter)
                .fold(0, |all, (at, _)| all | 1 << (at & 63)),
        }
    }

    /// Distance of the letters to the whole of `word` and to its best beginning.
    fn measure(&self, word: &str) -> (usize, usize) {
        let last = 1_u64 << (self.letters.len().saturating_sub(1) & 63);
        let (mut positive, mut negative, mut diagonal, mut before) = (u64::MAX, 0_u64, 0_u64, 0_u64);
        let mut distance = self.letters.len();
        let mut beginning = distance;
        for letter in word.chars() {
            let places = self.places(letter);
            let swapped = (!diagonal & places) << 1 & before;
            diagonal = ((places & positive).wrapping_add(positive) ^ positive) | places | negative | swapped;
            let up = negative | !(diagonal | positive);
            let down = diagonal & positive;
            distance += usize::from(up & last != 0);
            distance -= usize::from(down & last != 0);
            beginning = beginning.min(distance);
            let up = up << 1 | 1;
            positive = down << 1 | !(diagonal | up);
            negative = up & diagonal;
            before = places;
        }
        (distance, beginning)
    }
}

#[cfg(test)]
mod tests {
    use super::Distance;

    fn distance(wrong: &str) -> Distance {
        Distance::new(wrong.chars().collect())
    }

    #[test]
    fn every_kind_of_slip_costs_one() {
        for (wrong, right, cost) in [
            ("react", "react", 0),
            ("raect", "react", 1),
            ("reat", "react", 1),
            ("reacct", "react", 1),
            ("reict", "react", 1),
            ("javascrpit", "javascript", 1),
            ("pyhtno", "python", 2),
            ("übung", "ubung", 1),
            ("c++", "c", 2),
        ] {
            assert_eq!(distance(wrong).measure(right).0, cost, "{wrong}");
        }
        assert!(distance("javasrc").measure("javascript").1 <= 1);
    }
}
