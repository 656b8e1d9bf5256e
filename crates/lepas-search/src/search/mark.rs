//! Which pieces of a text matched. Owns spans; the text itself is never changed, so markup in it stays text.

use std::cell::RefCell;
use std::collections::HashMap;

use super::plan::Plan;
use crate::analysis::{Analyzer, Kind, Tokenizer};
use crate::answer::Marked;

/// Marks the texts of one answer, remembering what each word meant.
#[derive(Debug)]
pub(super) struct Marker<'a> {
    analyzer: &'a Analyzer,
    memory: RefCell<Memory>,
}

#[derive(Debug, Default)]
struct Memory {
    tokenizer: Tokenizer,
    terms: HashMap<String, (String, bool)>,
}

impl<'a> Marker<'a> {
    pub(super) fn new(analyzer: &'a Analyzer) -> Self {
        Self { analyzer, memory: RefCell::default() }
    }

    /// The text and the spans of it that the query found.
    pub(super) fn mark(&self, plan: &Plan, text: &str) -> Marked {
        let mut marked = Marked { text: text.to_owned(), marks: Vec::new() };
        if plan.marks.is_empty() {
            return marked;
        }
        let mut spans: Vec<(usize, usize)> = Vec::new();
        let mut terms: Vec<(String, usize, usize)> = Vec::new();
        let Memory { tokenizer, terms: known } = &mut *self.memory.borrow_mut();
        tokenizer.run(text, |token| {
            let (term, matches) = match known.get(token.text) {
                Some(found) => found,
                None => {
                    let term = self.analyzer.term(token.text);
                    let begins =
                        plan.beginning.as_ref().is_some_and(|beginning| token.text.starts_with(beginning.as_str()));
                    let matches = begins || plan.marks.contains(&term);
                    known.entry(token.text.to_owned()).or_insert((term, matches))
                }
            };
            if *matches {
                spans.push((token.start, token.end));
            }
            if !plan.names.is_empty() && token.kind != Kind::Whole {
                terms.push((term.clone(), token.start, token.end));
            }
        });
        for (at, (_, start, _)) in terms.iter().enumerate() {
            for name in &plan.names {
                let here = terms.get(at..at + name.parts.len()).unwrap_or_default();
                if let Some((_, _, end)) = here.last()
                    && here.iter().zip(&name.parts).all(|((term, ..), part)| term == part)
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
fn in_characters(text: &str, mut spans: Vec<(usize, usize)>) -> Vec<(u32, u32)> {
    spans.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for (start, end) in spans {
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
