//! One stem for a word whose language is not known.
//!
//! Owns the rule: the English Snowball stemmer (Porter2) first, then the light Indonesian one on what it leaves, and English
//! again if Indonesian changed anything. English first, so that whatever English joins stays joined; the Indonesian steps are
//! conservative enough to leave English alone (see `indonesian`). Words of up to three letters and words with digits, signs or
//! letters beyond a to z are left as they are.

use super::{english, indonesian};

/// Shortest word that is stemmed.
const SHORTEST: usize = 4;

/// The stem of a folded word.
pub(super) fn stem(word: &str) -> String {
    if !stemmable(word) {
        return word.to_owned();
    }
    let first = english::stem(word);
    match indonesian::stem(&first) {
        Some(root) if stemmable(&root) => english::stem(&root),
        Some(root) => root,
        None => first,
    }
}

fn stemmable(word: &str) -> bool {
    word.len() >= SHORTEST && word.bytes().all(|byte| byte.is_ascii_lowercase())
}
