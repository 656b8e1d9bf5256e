//! Which posting lists answer a word, and how much each weighs.
//!
//! Owns the order of trust: the exact word, another name of it, its continuations while it is unfinished, its parts if it is a
//! compound nobody wrote, and, only if there is none of these, its nearest correction.

use std::collections::HashSet;

use super::expand;
use super::text::{Parsed, Word};
use crate::analysis::Name;
use crate::answer::Correction;
use crate::collection::Collection;
use crate::segment::Term;

/// Weight of a name of several words that the word is part of.
const NAME: f32 = 0.9;
/// Weight of a continuation of an unfinished word.
const CONTINUED: f32 = 0.7;
/// Weight of a corrected word.
const CORRECTED: f32 = 0.8;

/// One posting list in every segment that has it, and its weight: inverse document frequency times trust.
#[derive(Debug)]
pub(super) struct List {
    pub(super) weight: f32,
    pub(super) terms: Vec<Option<Term>>,
}

/// The lists of one word; a document takes the best of them.
pub(super) type Group = Vec<List>;

/// Everything found out about the words of a query.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) groups: Vec<Group>,
    /// Terms to mark in texts.
    pub(super) marks: HashSet<String>,
    /// Names of several words to mark in texts.
    pub(super) names: Vec<Name>,
    /// Words that begin with this are marked, too.
    pub(super) beginning: Option<String>,
    pub(super) corrections: Vec<Correction>,
    pub(super) ignored: Vec<String>,
}

/// A term in all segments.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) terms: Vec<Option<Term>>,
    pub(super) documents: u32,
}

/// Looks a term up in all segments.
pub(super) fn find(collection: &Collection, term: &str) -> Option<Found> {
    let terms: Vec<Option<Term>> = collection.segments.iter().map(|loaded| loaded.segment.terms().find(term)).collect();
    let documents = terms.iter().flatten().map(|term| term.documents).sum();
    (documents > 0).then_some(Found { terms, documents })
}

/// Finds the lists of every word.
pub(super) fn plan(collection: &Collection, parsed: &Parsed) -> Plan {
    let mut planner = Planner { collection, plan: Plan::default() };
    for word in &parsed.words {
        planner.add(word);
    }
    let mut plan = planner.plan;
    plan.names = collection.analyzer.names().iter().filter(|name| plan.marks.contains(&name.term)).cloned().collect();
    plan
}

struct Planner<'a> {
    collection: &'a Collection,
    plan: Plan,
}

impl Planner<'_> {
    fn add(&mut self, word: &Word) {
        let mut group = Group::new();
        let exact = self.push(&mut group, &word.term, 1.0);
        for name in &word.names {
            self.push(&mut group, name, NAME);
        }
        if word.unfinished {
            self.push_continuations(&mut group, word, exact);
        }
        if !group.is_empty() {
            self.plan.groups.push(group);
            return;
        }
        let mut known_part = false;
        for (_, term) in &word.parts {
            let mut group = Group::new();
            if self.push(&mut group, term, 1.0) > 0 {
                known_part = true;
                self.plan.groups.push(group);
            }
        }
        if !known_part && !self.correct(word) {
            self.plan.ignored.push(word.surface.clone());
        }
    }

    /// Adds the lists of a term and returns its number of documents.
    fn push(&mut self, group: &mut Group, term: &str, trust: f32) -> u32 {
        let Some(found) = find(self.collection, term) else { return 0 };
        group.push(List { weight: trust * self.rarity(found.documents), terms: found.terms });
        self.plan.marks.insert(term.to_owned());
        found.documents
    }

    /// All continuations share one rarity, that of any of them occurring: else the rarest would win.
    fn push_continuations(&mut self, group: &mut Group, word: &Word, exact: u32) {
        let continued = expand::continuations(self.collection, &word.surface, &word.term);
        if continued.is_empty() {
            return;
        }
        let documents = continued.iter().fold(exact, |sum, (_, documents)| sum.saturating_add(*documents));
        let weight = CONTINUED * self.rarity(documents);
        for (term, _) in continued {
            if let Some(found) = find(self.collection, &term) {
                group.push(List { weight, terms: found.terms });
                self.plan.marks.insert(term);
            }
        }
        self.plan.beginning = Some(word.surface.clone());
    }

    fn correct(&mut self, word: &Word) -> bool {
        let Some((surface, term)) =
            word.correctable.then(|| expand::correction(self.collection, &word.surface, word.unfinished)).flatten()
        else {
            return false;
        };
        let mut group = Group::new();
        if self.push(&mut group, &term, CORRECTED) == 0 {
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
