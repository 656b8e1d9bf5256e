//! A query becomes an answer.
//!
//! Owns the order of the steps. Each step is a file:
//!
//! 1. `text` reads the words, phrases and exclusions of the query,
//! 2. `plan` finds the posting lists of every word (`expand` completes and corrects),
//! 3. `score` adds up BM25F segment by segment, `phrase` finds word sequences, `coverage` decides who has enough of the words,
//!    what is left are `candidates`, and all later steps look at them only,
//! 4. `gate` filters, before anything is ranked; `pairs` adds what neighbouring words are worth,
//! 5. `count` counts facets and draws numbers over what is left,
//! 6. `points` adds up what each is given (`measure` knows the further parts), `rank` picks the page, `mark` marks its texts.
//!
//! Memory for all documents lies in [`Scratch`] and is reused: no step allocates per document.

mod candidates;
mod check;
mod count;
mod coverage;
mod expand;
mod gate;
mod mark;
mod measure;
mod pairs;
mod phrase;
mod plan;
mod points;
mod rank;
mod score;
mod suppose;
mod text;

use std::borrow::Cow;

use crate::answer::{Answer, Spread};
use crate::bitset::Bitset;
use crate::collection::{Collection, Loaded, PositionsUse, Standing};
use crate::query::{Change, HistogramRequest, Query, QueryError};

/// Memory that a search needs, kept from one to the next.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    dense: score::Dense,
    candidates: candidates::Candidates,
    gates: gate::Gates,
    marks: mark::Memory,
}

impl Scratch {
    /// Bytes held.
    pub(crate) fn memory(&self) -> usize {
        self.dense.memory() + self.candidates.memory() + self.gates.memory() + self.marks.memory()
    }
}

/// Answers `query` over `collection`.
pub(crate) fn search(collection: &Collection, query: &Query, scratch: &mut Scratch) -> Result<Answer, QueryError> {
    let plan = narrow(collection, query, scratch)?;
    let Scratch { candidates, gates, marks, .. } = scratch;
    let ranking = rank::Ranking::new(collection, query, !plan.groups.is_empty(), candidates, gates, None);
    let mut marker = mark::Marker::new(&collection.analyzer, &plan, marks);
    let places = ranking.page(candidates, gates).into_iter();
    Ok(Answer {
        total: gates.total(candidates),
        of: collection.len(),
        hits: places.filter_map(|place| ranking.hit(&mut marker, place)).collect(),
        facets: query
            .facets
            .iter()
            .map(|request| count::facet(collection, query, gates, candidates, request))
            .collect(),
        histograms: query
            .histograms
            .iter()
            .map(|request| count::histogram(collection, gates, candidates, request))
            .collect(),
        corrections: plan.corrections,
        ignored: plan.ignored,
        loosened: gates.loosened(collection, candidates),
        hidden: if query.hidden.is_empty() { 0 } else { gates.failing_ids() },
    })
}

/// What `query` makes of positions.
pub(crate) fn positions_use(collection: &Collection, query: &Query) -> PositionsUse {
    match text::parse(&collection.analyzer, &query.text) {
        Ok(parsed) if parsed.has_phrase() => PositionsUse::Needed,
        Ok(parsed) if parsed.words.len() > 1 => PositionsUse::Better,
        _ => PositionsUse::None,
    }
}

/// Where a document stands among all that answer `query`, as it is or with a change.
pub(crate) fn standing(
    collection: &Collection,
    query: &Query,
    at: (usize, u32),
    change: Option<&Change>,
) -> Result<Standing, QueryError> {
    let mut scratch = Scratch::default();
    let supposed = change.map(|change| suppose::Supposed::new(collection, at, change)).transpose()?;
    let plan = narrow(collection, query, &mut scratch)?;
    let Scratch { candidates, gates, .. } = &mut scratch;
    if let Some(supposed) = &supposed {
        let own = candidates.of(at.0).find(|&own| candidates.documents.get(own) == Some(&at.1));
        own.into_iter().for_each(|own| gates.suppose(collection, candidates, own, supposed.passes(query)));
    }
    let supposed = supposed.as_ref();
    let ranking = rank::Ranking::new(collection, query, !plan.groups.is_empty(), candidates, gates, supposed);
    let before = ranking.before(candidates, gates, at, supposed);
    Ok(Standing { place: before.map(|before| before + 1), of: gates.total(candidates) })
}

/// How a number spreads over what answers `query`.
pub(crate) fn spread(collection: &Collection, query: &Query, request: &HistogramRequest) -> Result<Spread, QueryError> {
    let mut scratch = Scratch::default();
    narrow(collection, query, &mut scratch)?;
    let Scratch { candidates, gates, .. } = &scratch;
    let histogram = count::histogram(collection, gates, candidates, request);
    Ok(Spread { quartiles: count::quartiles(collection, gates, candidates, &request.number), histogram })
}

/// Finds the candidates of a query, with their text scores and the gates they fail.
fn narrow(collection: &Collection, query: &Query, scratch: &mut Scratch) -> Result<plan::Plan, QueryError> {
    check::check(collection, query)?;
    let parsed = text::parse(&collection.analyzer, &query.text)?;
    let has_positions = collection.without_positions().next().is_none();
    if !has_positions && parsed.has_phrase() {
        return Err(QueryError::NoPositions);
    }
    let plan = plan::plan(collection, &parsed, query.correct);
    find(collection, &parsed, &plan, scratch);
    let Scratch { candidates, gates, .. } = scratch;
    gates.test(collection, query, candidates);
    if !candidates.matched.is_empty() {
        // With the positions of some segments alone, a document would gain by where it lies.
        if has_positions {
            pairs::add(collection, &pairs::pairs(&plan.known), gates, candidates);
        }
        coverage::put_all_words_first(plan.groups.len(), candidates);
    }
    Ok(plan)
}

/// Fills the candidates with the live documents that the text asks for, before any filter.
fn find(collection: &Collection, parsed: &text::Parsed, plan: &plan::Plan, scratch: &mut Scratch) {
    let Scratch { dense, candidates, .. } = scratch;
    candidates.clear();
    let words = plan.groups.len();
    if words > 1 {
        several_words(collection, parsed, plan, coverage::wanted(words), scratch);
        if scratch.candidates.len() < coverage::ENOUGH && coverage::wanted(words) > 1 {
            several_words(collection, parsed, plan, 1, scratch);
            coverage::keep_enough(words, &mut scratch.candidates);
        }
        return;
    }
    let mut scorer = score::Scorer::default();
    dense.prepare(collection);
    for (segment, loaded) in collection.segments.iter().enumerate() {
        let allowed = allowed(loaded, parsed);
        match plan.groups.first() {
            Some(group) => scorer.one_word(group.lists(segment), loaded, &allowed, dense, candidates),
            None if parsed.words.is_empty() => {
                candidates.documents.extend(allowed.iter().map(|document| document as u32));
                candidates.scores.resize(candidates.documents.len(), 0.0);
            }
            None => {}
        }
        candidates.end_segment();
    }
}

/// Finds the documents with at least `needed` words.
fn several_words(
    collection: &Collection,
    parsed: &text::Parsed,
    plan: &plan::Plan,
    needed: usize,
    scratch: &mut Scratch,
) {
    let Scratch { dense, candidates, .. } = scratch;
    candidates.clear();
    let mut scorer = score::Scorer::default();
    dense.prepare(collection);
    for (segment, loaded) in collection.segments.iter().enumerate() {
        scorer.several_words((plan, needed), (segment, loaded), &allowed(loaded, parsed), dense, candidates);
        candidates.end_segment();
    }
}

/// The live documents of a segment that have all phrases and nothing excluded.
fn allowed<'a>(loaded: &'a Loaded, parsed: &text::Parsed) -> Cow<'a, Bitset> {
    let mut allowed = Cow::Borrowed(&loaded.live);
    for phrase in &parsed.phrases {
        allowed.to_mut().intersect(&phrase::documents(loaded, phrase));
    }
    for phrase in &parsed.excluded {
        allowed.to_mut().subtract(&phrase::documents(loaded, phrase));
    }
    allowed
}
