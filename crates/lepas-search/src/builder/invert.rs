//! From texts to postings: which term stands in which document, how often and where.
//!
//! Owns field weights, positions and the vocabulary. Postings are kept as bytes per term while the segment grows, because a
//! vector of structs would need several times the memory of the finished segment.

use std::collections::HashMap;

use crate::analysis::{Analyzer, Kind, Tokenizer, is_stop_word};
use crate::format::put_varint;
use crate::schema::Document;

/// Weights of a word in half words: what one occurrence adds to its count and, but for tags, to the document's length.
const TITLE: u32 = 4;
const TAGS: u32 = 3;
const BODY: u32 = 2;
/// Positions left free between fields and between tags, so that no pair reaches across and hardly a phrase with stop words. Small,
/// because a position up to 127 takes one byte.
const GAP: u32 = 4;

/// The postings of one term in the order in which documents came.
#[derive(Debug, Default)]
pub(super) struct Growing {
    /// Per document: number of it, count in half words, number of positions, positions as differences.
    pub(super) bytes: Vec<u8>,
    pub(super) documents: u32,
}

#[derive(Debug, Clone, Copy)]
struct Word {
    term: u32,
    is_stop: bool,
}

#[derive(Debug, Clone, Copy)]
struct Occurrence {
    term: u32,
    position: u32,
    weight: u32,
}

/// Counts terms.
#[derive(Debug)]
pub(super) struct Inverter {
    analyzer: Analyzer,
    tokenizer: Tokenizer,
    /// Word to its number in `words`.
    pub(super) vocabulary: HashMap<String, u32>,
    words: Vec<Word>,
    /// Term to its number in `postings`.
    pub(super) terms: HashMap<String, u32>,
    pub(super) postings: Vec<Growing>,
    names: HashMap<u32, Vec<(Vec<u32>, u32)>>,
    /// Length of each document in half words.
    pub(super) lengths: Vec<u32>,
    occurrences: Vec<Occurrence>,
    field: Vec<(u32, u32)>,
}

impl Inverter {
    pub(super) fn new() -> Self {
        let mut inverter = Self {
            analyzer: Analyzer::new(),
            tokenizer: Tokenizer::default(),
            vocabulary: HashMap::new(),
            words: Vec::new(),
            terms: HashMap::new(),
            postings: Vec::new(),
            names: HashMap::new(),
            lengths: Vec::new(),
            occurrences: Vec::new(),
            field: Vec::new(),
        };
        for name in inverter.analyzer.names().to_vec() {
            let parts: Vec<u32> = name.parts.iter().map(|part| inverter.term(part)).collect();
            let term = inverter.term(&name.term);
            if let Some(&first) = parts.first() {
                inverter.names.entry(first).or_default().push((parts, term));
            }
        }
        inverter
    }

    /// Adds the next document.
    pub(super) fn add(&mut self, document: &Document) {
        let number = self.lengths.len() as u32;
        self.occurrences.clear();
        let mut length = 0;
        let mut position = self.field(&document.title, 0, TITLE, &mut length) + GAP;
        position += self.field(&document.body, position, BODY, &mut length) + GAP;
        for tag in &document.tags {
            // Tags lengthen nothing: one more skill must never take from what the words of a document are worth.
            position += self.field(tag, position, TAGS, &mut 0) + GAP;
        }
        self.lengths.push(length);
        self.occurrences.sort_unstable_by_key(|occurrence| (occurrence.term, occurrence.position));
        for group in self.occurrences.chunk_by(|one, next| one.term == next.term) {
            let Some(growing) = group.first().and_then(|first| self.postings.get_mut(first.term as usize)) else {
                continue;
            };
            let count: u32 = group.iter().map(|occurrence| occurrence.weight).sum();
            growing.documents += 1;
            put_varint(&mut growing.bytes, number);
            growing.bytes.push(count.min(255) as u8);
            let mut places = group.iter().map(|occurrence| occurrence.position).collect::<Vec<_>>();
            places.dedup();
            put_varint(&mut growing.bytes, places.len() as u32);
            let mut before = 0;
            for place in places {
                put_varint(&mut growing.bytes, place - before);
                before = place;
            }
        }
    }

    /// Takes in one field from `base` on and returns how many positions it used.
    ///
    /// Stop words are not indexed in the body: they would be a third of all postings and never decide anything there. In titles
    /// and tags they are, so that a query of nothing else can find something.
    fn field(&mut self, text: &str, base: u32, weight: u32, length: &mut u32) -> u32 {
        let mut tokenizer = std::mem::take(&mut self.tokenizer);
        self.field.clear();
        let used = tokenizer.run(text, |token| {
            let word = self.word(token.text);
            let position = base + token.position;
            if token.kind != Kind::Whole {
                self.field.push((word.term, position));
            }
            if word.is_stop && weight == BODY {
                return;
            }
            self.occurrences.push(Occurrence { term: word.term, position, weight });
            if token.kind != Kind::Whole {
                *length += weight;
            }
        });
        self.tokenizer = tokenizer;
        self.add_names(weight);
        used
    }

    /// Adds the term of every name of several words that stands in the field.
    fn add_names(&mut self, weight: u32) {
        for (at, &(first, position)) in self.field.iter().enumerate() {
            let Some(names) = self.names.get(&first) else { continue };
            for (parts, term) in names {
                let here = self.field.get(at..at + parts.len()).unwrap_or_default();
                if here.len() == parts.len() && here.iter().zip(parts).all(|((term, _), part)| term == part) {
                    self.occurrences.push(Occurrence { term: *term, position, weight });
                }
            }
        }
    }

    fn word(&mut self, text: &str) -> Word {
        if let Some(word) = self.vocabulary.get(text).and_then(|&number| self.words.get(number as usize)) {
            return *word;
        }
        let stem = self.analyzer.term(text);
        let word = Word { term: self.term(&stem), is_stop: is_stop_word(text) };
        self.vocabulary.insert(text.to_owned(), self.words.len() as u32);
        self.words.push(word);
        word
    }

    fn term(&mut self, stem: &str) -> u32 {
        if let Some(&term) = self.terms.get(stem) {
            return term;
        }
        let term = self.postings.len() as u32;
        self.terms.insert(stem.to_owned(), term);
        self.postings.push(Growing::default());
        term
    }

    /// Term of a word of the vocabulary.
    pub(super) fn term_of(&self, word: u32) -> u32 {
        self.words.get(word as usize).map_or(0, |word| word.term)
    }
}
