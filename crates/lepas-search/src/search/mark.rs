//! Which pieces of a text matched. Owns spans; the text itself is never changed, so markup in it stays text.
//!
//! Most words of a row cannot have matched, and their first two letters say so: they are passed over without being read
//! ([`Beginnings`]). What is left is cut and stemmed like any text.

use super::plan::Plan;
use crate::analysis::{Analyzer, Beginnings, Kind, Name, Tokenizer, hash};
use crate::answer::Marked;

/// Words whose terms are remembered: a page of fifty rows has about a thousand, and the next page mostly the same ones.
const REMEMBERED: usize = 8192;

/// What words mean, kept from one search to the next. Both are hashes; a word overwrites the one that had its place.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    tokenizer: Tokenizer,
    terms: Vec<(u64, u64)>,
    spans: Vec<(usize, usize)>,
    sequence: Vec<(u64, usize, usize)>,
}

impl Memory {
    pub(super) fn memory(&self) -> usize {
        self.terms.capacity() * 16
    }
}

/// Marks the texts of one answer.
#[derive(Debug)]
pub(super) struct Marker<'a> {
    analyzer: &'a Analyzer,
    plan: &'a Plan,
    /// Of the terms to mark.
    hashes: Vec<u64>,
    /// Names of several words that the query found.
    names: Vec<&'a Name>,
    beginnings: Beginnings,
    memory: &'a mut Memory,
}

impl<'a> Marker<'a> {
    pub(super) fn new(analyzer: &'a Analyzer, plan: &'a Plan, memory: &'a mut Memory) -> Self {
        memory.terms.resize(REMEMBERED, (0, 0));
        let mut beginnings = analyzer.beginnings(&plan.marks);
        if let Some(beginning) = &plan.beginning {
            beginnings.add_open(beginning);
        }
        let hashes: Vec<u64> = plan.marks.iter().map(|term| hash(term)).collect();
        let names: Vec<&Name> = analyzer.names().iter().filter(|name| plan.marks.contains(&name.term)).collect();
        names.iter().flat_map(|name| &name.parts).for_each(|part| analyzer.add_beginnings(part, &mut beginnings));
        Self { analyzer, plan, hashes, names, beginnings, memory }
    }

    /// The text and the spans of it that the query found.
    pub(super) fn mark(&mut self, text: &str) -> Marked {
        let mut marked = Marked { text: text.to_owned(), marks: Vec::new() };
        if self.hashes.is_empty() && self.plan.beginning.is_none() {
            return marked;
        }
        self.memory.spans.clear();
        self.memory.sequence.clear();
        // No token holds a space, so a piece without one is read as the whole text would be.
        let mut from = 0;
        while let Some((start, end)) = self.beginnings.next_piece(text, from) {
            self.read(text.get(start..end).unwrap_or_default(), start);
            from = end;
        }
        let Memory { spans, sequence, .. } = &mut *self.memory;
        for (at, (_, start, _)) in sequence.iter().enumerate() {
            for name in &self.names {
                let here = sequence.get(at..at + name.part_hashes.len()).unwrap_or_default();
                if let Some((_, _, end)) = here.last()
                    && here.iter().zip(&name.part_hashes).all(|((term, ..), part)| term == part)
                {
                    spans.push((*start, *end));
                }
            }
        }
        marked.marks = in_characters(text, spans);
        marked
    }

    /// Looks for matches in a piece of the text that begins at `base`.
    fn read(&mut self, piece: &str, base: usize) {
        let Memory { tokenizer, terms, spans, sequence } = &mut *self.memory;
        tokenizer.run(piece, |token| {
            let word = hash(token.text);
            let mut term = word;
            if let Some(place) = terms.get_mut(word as usize >> 8 & (REMEMBERED - 1)) {
                if place.0 != word {
                    *place = (word, hash(&self.analyzer.term(token.text)));
                }
                term = place.1;
            }
            let begins =
                self.plan.beginning.as_ref().is_some_and(|beginning| token.text.starts_with(beginning.as_str()));
            if begins || self.hashes.contains(&term) {
                spans.push((base + token.start, base + token.end));
            }
            if !self.names.is_empty() && token.kind != Kind::Whole {
                sequence.push((term, base + token.start, base + token.end));
            }
        });
    }
}

/// Sorted, disjoint spans in characters.
fn in_characters(text: &str, spans: &mut [(usize, usize)]) -> Vec<(u32, u32)> {
    spans.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::with_capacity(spans.len());
    for &mut (start, end) in spans {
        match merged.last_mut() {
            Some((_, before)) if start <= *before => *before = end.max(*before),
            _ => merged.push((start, end)),
        }
    }
    let mut at = 0;
    let mut characters = 0;
    let mut count = |to: usize| {
        characters += text.get(at..to).map_or(0, |piece| piece.chars().count()) as u32;
        at = to;
        characters
    };
    merged.into_iter().map(|(start, end)| (count(start), count(end))).collect()
}
