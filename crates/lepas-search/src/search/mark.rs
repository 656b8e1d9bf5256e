//! Which pieces of a text matched. Owns spans; the text itself is never changed, so markup in it stays text.

use super::plan::Plan;
use crate::analysis::{Analyzer, Kind, Name, Tokenizer, hash};
use crate::answer::Marked;

/// Words whose terms are remembered: a page of fifty rows has about a thousand, most of them again and again.
const REMEMBERED: usize = 4096;

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
    /// Names of several words that the query found.
    names: Vec<&'a Name>,
    memory: &'a mut Memory,
}

impl<'a> Marker<'a> {
    pub(super) fn new(analyzer: &'a Analyzer, plan: &'a Plan, memory: &'a mut Memory) -> Self {
        memory.terms.resize(REMEMBERED, (0, 0));
        let found = |name: &&Name| plan.marks.contains(&hash(&name.term));
        Self { analyzer, plan, names: analyzer.names().iter().filter(found).collect(), memory }
    }

    /// The text and the spans of it that the query found.
    pub(super) fn mark(&mut self, text: &str) -> Marked {
        let mut marked = Marked { text: text.to_owned(), marks: Vec::new() };
        if self.plan.marks.is_empty() && self.plan.beginning.is_none() {
            return marked;
        }
        let Memory { tokenizer, terms, spans, sequence } = &mut *self.memory;
        spans.clear();
        sequence.clear();
        tokenizer.run(text, |token| {
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
            if begins || self.plan.marks.contains(&term) {
                spans.push((token.start, token.end));
            }
            if !self.names.is_empty() && token.kind != Kind::Whole {
                sequence.push((term, token.start, token.end));
            }
        });
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
