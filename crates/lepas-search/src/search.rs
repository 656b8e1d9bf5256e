//! A query becomes an answer.
//!
//! Owns the order of the steps. Each step is a file:
//!
//! 1. `text` reads the words, phrases and exclusions of the query,
//! 2. `plan` finds the posting lists of every word (`expand` completes and corrects),
//! 3. `score` adds up BM25F over all documents, `phrase` finds word sequences,
//! 4. `gate` filters, before anything is ranked,
//! 5. `count` counts facets and draws numbers over what is left,
//! 6. `rank` gives points and picks the page, `mark` marks its texts.
//!
//! Memory for all documents lies in [`Scratch`] and is reused: no step allocates per document.

mod check;
mod count;
mod expand;
mod gate;
mod mark;
mod phrase;
mod plan;
mod rank;
mod score;
mod text;

use crate::answer::Answer;
use crate::bitset::Bitset;
use crate::collection::Collection;
use crate::query::{Query, QueryError};

/// Memory that a search needs, kept from one to the next.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// Text score per document, valid where `matched` is above 0.
    scores: Vec<f32>,
    /// Matched words per document.
    matched: Vec<u8>,
    /// Best score per document while one word of several lists is added up.
    group: Vec<f32>,
    touched: Vec<u32>,
}

/// Answers `query` over `collection`.
pub(crate) fn search(collection: &Collection, query: &Query, scratch: &mut Scratch) -> Result<Answer, QueryError> {
    check::check(collection, query)?;
    let parsed = text::parse(&collection.analyzer, &query.text)?;
    let plan = plan::plan(collection, &parsed);
    let text_matches = text_matches(collection, &parsed, &plan, scratch);
    let gates = gate::Gates::new(collection, query);
    let matches = gates.apply(&text_matches, None);
    let ranking = rank::Ranking::new(collection, query, &plan, scratch, &matches);
    Ok(Answer {
        total: matches.count(),
        of: collection.len(),
        hits: ranking.page(&matches).into_iter().filter_map(|place| ranking.hit(&plan, place)).collect(),
        facets: query
            .facets
            .iter()
            .map(|request| count::facet(collection, query, &gates, &text_matches, request))
            .collect(),
        histograms: query
            .histograms
            .iter()
            .map(|request| count::histogram(collection, &gates, &text_matches, request))
            .collect(),
        corrections: plan.corrections,
        ignored: plan.ignored,
    })
}

/// The live documents that the text asks for, before any filter.
fn text_matches(collection: &Collection, parsed: &text::Parsed, plan: &plan::Plan, scratch: &mut Scratch) -> Bitset {
    let mut matches = collection.live.clone();
    for phrase in &parsed.phrases {
        matches.intersect(&phrase::documents(collection, phrase));
    }
    for phrase in &parsed.excluded {
        matches.subtract(&phrase::documents(collection, phrase));
    }
    if parsed.words.is_empty() {
        return matches;
    }
    if plan.groups.is_empty() {
        return Bitset::empty(collection.documents);
    }
    score::add_up(collection, plan, scratch);
    score::keep_matching(plan.groups.len(), scratch, &mut matches);
    matches
}
