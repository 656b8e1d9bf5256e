//! Text becomes terms: the same way when a segment is built, when a query is read and when a title is marked.
//!
//! Owns the order of the steps: cut into tokens (`token`), fold case and diacritics (`fold`), replace other names of the same
//! skill (`alias`), stem (`stem`), find names of several words (`alias` again). Leaves scoring and storage to others.
//! Terms are compared whole, so `ai` can never be found inside `maintain`.

mod alias;
mod beginnings;
mod english;
mod fold;
mod indonesian;
mod stem;
mod stop;
mod token;

use std::collections::HashMap;

pub(crate) use beginnings::Beginnings;
pub(crate) use fold::fold;
pub(crate) use stop::{is_stop_word, stop_words};
pub(crate) use token::{Kind, Tokenizer};

/// A name of several words: its terms and the term that stands for all of them.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    /// Terms that must follow each other.
    pub(crate) parts: Vec<String>,
    /// Their hashes.
    pub(crate) part_hashes: Vec<u64>,
    /// The term that is indexed beside them.
    pub(crate) term: String,
}

/// 64 bits that tell words apart where a mistake would only mark a word too many. Never 0.
pub(crate) fn hash(text: &str) -> u64 {
    const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;
    let (words, tail) = text.as_bytes().as_chunks::<8>();
    let rest = tail.iter().fold(text.len() as u64, |rest, &byte| rest << 8 | u64::from(byte));
    let mix = |state: u64, word: u64| {
        let product = (state ^ word).wrapping_mul(MULTIPLIER);
        product ^ product >> 32
    };
    let state = words.iter().fold(MULTIPLIER, |state, word| mix(state, u64::from_le_bytes(*word)));
    mix(mix(state, rest), 1) | 1
}

/// Turns folded words into terms. Cheap enough to make once per builder or collection, not per query.
pub(crate) struct Analyzer {
    /// Stems and their places among the translations.
    stems: HashMap<String, u32>,
    /// Words and stems of the tables, and the terms that they have.
    other_words: Vec<(String, String)>,
    names: Vec<Name>,
}

impl std::fmt::Debug for Analyzer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Analyzer").field("names", &self.names.len()).finish_non_exhaustive()
    }
}

impl Analyzer {
    /// With the built-in tables of both languages.
    pub(crate) fn new() -> Self {
        let mut analyzer = Self { stems: HashMap::new(), other_words: Vec::new(), names: Vec::new() };
        for (&(word, _), at) in alias::TRANSLATIONS.iter().zip(0..) {
            analyzer.stems.insert(stem::stem(word), at);
        }
        let spellings = alias::SPELLINGS.iter().map(|&(word, _)| (word.to_owned(), analyzer.term(word)));
        let stems = analyzer.stems.keys().map(|stem| (stem.clone(), analyzer.term(stem)));
        analyzer.other_words = spellings.chain(stems).collect();
        analyzer.names = alias::NAMES
            .iter()
            .map(|&(words, means)| {
                let parts: Vec<String> = words.iter().map(|word| analyzer.term(word)).collect();
                let part_hashes = parts.iter().map(|part| hash(part)).collect();
                Name { parts, part_hashes, term: analyzer.term(means) }
            })
            .collect();
        analyzer
    }

    /// The term of a folded word.
    pub(crate) fn term(&self, word: &str) -> String {
        let word = alias::same_word(word);
        let stem = stem::stem(word);
        let translated = self.stems.get(&stem).and_then(|&at| alias::TRANSLATIONS.get(at as usize));
        match translated {
            Some((_, means)) => stem::stem(alias::same_word(means)),
            None => stem,
        }
    }

    /// What words that may have one of these terms begin with.
    pub(crate) fn beginnings(&self, terms: &[String]) -> Beginnings {
        let mut beginnings = Beginnings::default();
        terms.iter().for_each(|term| self.add_beginnings(term, &mut beginnings));
        beginnings
    }

    /// Adds what words that may have this term begin with.
    pub(crate) fn add_beginnings(&self, term: &str, beginnings: &mut Beginnings) {
        beginnings.add(term);
        let other = self.other_words.iter().filter(|(_, means)| means == term);
        other.for_each(|(word, _)| beginnings.add(word));
    }

    /// All names of several words.
    pub(crate) fn names(&self) -> &[Name] {
        &self.names
    }

    /// Names that begin at `terms[0]`.
    pub(crate) fn names_at<'a, T: AsRef<str>>(&'a self, terms: &'a [T]) -> impl Iterator<Item = &'a Name> {
        self.names.iter().filter(move |name| {
            name.parts.len() <= terms.len()
                && name.parts.iter().zip(terms).all(|(part, term)| part.as_str() == term.as_ref())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_of_both_languages_meet_in_one_term() {
        let analyzer = Analyzer::new();
        for (one, other) in [
            ("desainer", "desain"),
            ("designers", "designer"),
            ("desain", "design"),
            ("penulis", "penulisan"),
            ("menulis", "tulisan"),
            ("pemasaran", "memasarkan"),
            ("pemasaran", "marketing"),
            ("pengembang", "mengembangkan"),
            ("pengembang", "developer"),
            ("pekerjaan", "bekerja"),
            ("memories", "memory"),
            ("musicians", "musician"),
            ("js", "javascript"),
            ("k8s", "kubernetes"),
            ("postgres", "postgresql"),
            ("nodejs", "node.js"),
        ] {
            assert_eq!(analyzer.term(one), analyzer.term(other), "{one} and {other}");
        }
    }

    #[test]
    fn different_words_stay_apart() {
        let analyzer = Analyzer::new();
        for (one, other) in [
            ("ai", "maintain"),
            ("perform", "form"),
            ("person", "son"),
            ("secure", "cure"),
            ("java", "javascript"),
            ("c", "c++"),
            ("c", "c#"),
            ("react", "reactor"),
            ("digital", "capital"),
            ("ios", "io"),
        ] {
            assert_ne!(analyzer.term(one), analyzer.term(other), "{one} and {other}");
        }
    }
}
