//! Which posting lists answer a word, and how much each weighs.
//!
//! Owns the order of trust: the exact word, another name of it, its continuations while it is unfinished, its parts if it is a
//! compound nobody wrote, and, only if there is none of these, its nearest correction.

use super::expand;
use super::text::{Parsed, Word};
use crate::answer::Correction;
use crate::collection::Collection;
use crate::segment::Term;

/// Weight of a name of several words that the word is part of.
const NAME: f32 = 0.9;
/// Weight of a continuation of an unfinished word.
const CONTINUED: f32 = 0.7;
/// Weight of a corrected word.
const CORRECTED: f32 = 0.8;

/// One posting list of one segment, and its weight: inverse document frequency times trust.
#[derive(Debug)]
pub(super) struct List {
    pub(super) weight: f32,
    pub(super) term: Term,
}

/// The lists of one word per segment; a document takes the best of them.
#[derive(Debug)]
pub(super) struct Group {
    segments: Vec<Vec<List>>,
    /// How many postings the lists have.
    postings: u64,
}

impl Group {
    fn new(collection: &Collection) -> Self {
        Self { segments: collection.segments.iter().map(|_| Vec::new()).collect(), postings: 0 }
    }

    /// The lists of a segment.
    pub(super) fn lists(&self, segment: usize) -> &[List] {
        self.segments.get(segment).map_or(&[], Vec::as_slice)
    }

    fn push(&mut self, weight: f32, terms: impl IntoIterator<Item = Vec<Term>>) {
        for (lists, terms) in self.segments.iter_mut().zip(terms) {
            self.postings += terms.iter().map(|term| u64::from(term.documents)).sum::<u64>();
            lists.extend(terms.into_iter().map(|term| List { weight, term }));
        }
    }
}

/// A word that stands in documents as it is, or as corrected.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) position: u32,
    /// Inverse document frequency.
    pub(super) rarity: f32,
    /// Its term per segment.
    pub(super) terms: Vec<Option<Term>>,
}

/// Everything found out about the words of a query.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The one with the fewest postings first.
    pub(super) groups: Vec<Group>,
    pub(super) known: Vec<Known>,
    /// Terms to mark in texts.
    pub(super) marks: Vec<String>,
    /// Words that begin with this are marked, too.
    pub(super) beginning: Option<String>,
    pub(super) corrections: Vec<Correction>,
    pub(super) ignored: Vec<String>,
}

/// Finds the lists of every word.
pub(super) fn plan(collection: &Collection, parsed: &Parsed, correct: bool) -> Plan {
    let mut planner = Planner { collection, correct, plan: Plan::default() };
    for word in &parsed.words {
        planner.add(word);
    }
    let mut plan = planner.plan;
    // The rarest word first; who stands in no document of it need not be looked at again (see `score`).
    plan.groups.sort_by_key(|group| group.postings);
    plan
}

struct Planner<'a> {
    collection: &'a Collection,
    correct: bool,
    plan: Plan,
}

impl Planner<'_> {
    fn add(&mut self, word: &Word) {
        let mut group = Group::new(self.collection);
        let mut found = self.push(&mut group, &word.term, 1.0, Some(word.position));
        let exact = found;
        for name in &word.names {
            found += self.push(&mut group, name, NAME, None);
        }
        if word.unfinished {
            found += self.push_continuations(&mut group, word, exact);
        }
        if found > 0 {
            self.plan.groups.push(group);
            return;
        }
        let mut known_part = false;
        for (_, term) in &word.parts {
            let mut group = Group::new(self.collection);
            if self.push(&mut group, term, 1.0, None) > 0 {
                known_part = true;
                self.plan.groups.push(group);
            }
        }
        if !known_part && !self.correct(word) {
            self.plan.ignored.push(word.surface.clone());
        }
    }

    /// Adds the lists of a term and returns its number of documents. With a position the term is the word itself.
    fn push(&mut self, group: &mut Group, term: &str, trust: f32, position: Option<u32>) -> u32 {
        let terms: Vec<Option<Term>> =
            self.collection.segments.iter().map(|loaded| loaded.segment.term(term)).collect();
        let documents = terms.iter().flatten().map(|term| term.documents).sum();
        if documents > 0 {
            let rarity = self.rarity(documents);
            group.push(trust * rarity, terms.iter().map(|term| term.iter().cloned().collect()));
            self.plan.known.extend(position.map(|position| Known { position, rarity, terms }));
            self.plan.marks.push(term.to_owned());
        }
        documents
    }

    /// All continuations share one rarity, that of any of them occurring: else the rarest would win.
    fn push_continuations(&mut self, group: &mut Group, word: &Word, exact: u32) -> u32 {
        let continued = expand::continuations(self.collection, &word.surface, &word.term);
        let documents = continued.iter().flatten().fold(0_u32, |sum, term| sum.saturating_add(term.documents));
        if documents > 0 {
            let weight = CONTINUED * self.rarity(documents.saturating_add(exact));
            group.push(weight, continued);
            self.plan.beginning = Some(word.surface.clone());
        }
        documents
    }

    fn correct(&mut self, word: &Word) -> bool {
        let Some((surface, term)) = (self.correct && word.correctable)
            .then(|| expand::correction(self.collection, &word.surface, word.unfinished))
            .flatten()
        else {
            return false;
        };
        let mut group = Group::new(self.collection);
        if self.push(&mut group, &term, CORRECTED, Some(word.position)) == 0 {
            return false;
        }
        self.plan.groups.push(group);
        self.plan.corrections.push(Correction { from: word.surface.clone(), to: surface });
        true
    }

    /// Inverse document frequency of BM25, above 0 for every term.
    fn rarity(&self, documents: u32) -> f32 {
        let all = self.collection.documents as f32;
        let with = (documents as f32).min(all);
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }
}
