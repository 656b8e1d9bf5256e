//! Misspelt queries by a fixed rule.
//!
//! The first of the longest words of a query gets one slip, if it has at least four letters: by kind two neighbours swapped, a
//! letter missing, one too many, or a wrong one (also where the neighbours to swap would be equal or include the first). The
//! first letter is never touched. Kind, place and letter come from SplitMix64, in this order; the seed is that of the set plus
//! the query's number in its file.

use crate::seeded::Seeded;

/// Fewest letters of a word that is misspelt.
const SHORTEST: usize = 4;

/// The query with a slip; `None` when no word is long enough.
pub(crate) fn misspelt(text: &str, seed: u64) -> Option<String> {
    let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    let length = |word: &str| word.chars().filter(|letter| letter.is_ascii_alphabetic()).count();
    let longest = words.iter().map(|word| length(word)).max().filter(|&longest| longest >= SHORTEST)?;
    let word = words.iter_mut().find(|word| length(word) == longest)?;
    *word = slip(word, &mut Seeded::new(seed));
    Some(words.join(" "))
}

fn slip(word: &str, seeded: &mut Seeded) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let places: Vec<usize> = (1..letters.len()).filter(|&at| letters[at].is_ascii_alphabetic()).collect();
    let kind = seeded.below(4);
    let at = places[seeded.below(places.len())];
    let other = char::from(b'a' + seeded.below(26) as u8);
    let before = letters[at - 1];
    match kind {
        0 if at > 1 && before.is_ascii_alphabetic() && before != letters[at] => letters.swap(at - 1, at),
        1 => {
            letters.remove(at);
        }
        2 => letters.insert(at, other),
        _ => {
            let same = letters[at].eq_ignore_ascii_case(&other);
            letters[at] = if same { if other == 'z' { 'a' } else { char::from(other as u8 + 1) } } else { other };
        }
    }
    letters.into_iter().collect()
}
