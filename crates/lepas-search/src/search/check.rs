//! The limits of a query. Owns every [`QueryError`] but those of the text, which `text` finds while reading it.

use crate::collection::Collection;
use crate::query::{Measure, Query, QueryError, Sort};

/// Most hits of one answer.
const MOST_HITS: usize = 200;
/// Most facet values of one request, most values of one filter and most ids.
const MOST_VALUES: usize = 1_000;
/// Most filters, ranges, facets or histograms.
const MOST_REQUESTS: usize = 64;
/// Most parts beside relevance and freshness.
pub(super) const MOST_PARTS: usize = 8;
/// Longest name of a part in bytes.
const LONGEST_NAME: usize = 64;
/// Most edges of a histogram.
const MOST_EDGES: usize = 256;

pub(super) fn check(collection: &Collection, query: &Query) -> Result<(), QueryError> {
    at_most("a limit", query.limit, MOST_HITS)?;
    for (what, given) in [
        ("a number of filters", query.filters.len()),
        ("a number of ranges", query.ranges.len()),
        ("a number of facets", query.facets.len()),
        ("a number of histograms", query.histograms.len()),
    ] {
        at_most(what, given, MOST_REQUESTS)?;
    }
    at_most("a number of ids", query.hidden.len().max(query.only.len()), MOST_VALUES)?;
    for filter in &query.filters {
        facet(collection, &filter.facet)?;
        at_most("a number of filter values", filter.values.len(), MOST_VALUES)?;
    }
    for request in &query.facets {
        facet(collection, &request.facet)?;
        at_most("a facet limit", request.limit, MOST_VALUES)?;
    }
    for range in &query.ranges {
        number(collection, &range.number)?;
        let bounds = [range.min, range.max].into_iter().flatten();
        usable("a bound", bounds.into_iter().all(f64::is_finite))?;
    }
    for request in &query.histograms {
        number(collection, &request.number)?;
        at_most("a number of edges", request.edges.len(), MOST_EDGES)?;
        let rises =
            request.edges.iter().all(|edge| edge.is_finite()) && request.edges.is_sorted_by(|one, next| one < next);
        usable("an edge", rises && request.edges.len() != 1)?;
    }
    if let Sort::Number { number: name, .. } = &query.sort {
        number(collection, name)?;
    }
    if let Some(freshness) = &query.freshness {
        number(collection, &freshness.number)?;
        usable("today", freshness.today.is_finite())?;
        usable("a half-life", freshness.half_life_days.is_finite() && freshness.half_life_days > 0.0)?;
    }
    parts(collection, query)?;
    for weight in [query.weights.relevance, query.weights.freshness] {
        usable("a weight", weight.is_finite() && weight >= 0.0)?;
    }
    Ok(())
}

fn parts(collection: &Collection, query: &Query) -> Result<(), QueryError> {
    at_most("a number of parts", query.parts.len(), MOST_PARTS)?;
    usable("a weight", query.lowered.iter().all(|part| part.weight <= 1.0))?;
    for (at, part) in query.parts.iter().chain(&query.lowered).enumerate() {
        let taken = ["relevance", "freshness"].contains(&part.name.as_str())
            || query.parts.iter().take(at).any(|other| other.name == part.name);
        if taken || part.name.is_empty() || part.name.len() > LONGEST_NAME {
            return Err(QueryError::BadPart(part.name.clone()));
        }
        usable("a weight", part.weight.is_finite() && part.weight >= 0.0)?;
        let worth = |worth: f32| worth.is_finite() && worth >= 0.0;
        match &part.measure {
            Measure::Wanted { facet: name, wanted, related } => {
                facet(collection, name)?;
                at_most("a number of wanted values", wanted.len().max(related.len()), MOST_VALUES)?;
                usable("a worth", wanted.iter().all(|(_, value)| worth(*value) && *value > 0.0))?;
                usable("a share", related.iter().all(|(.., share)| worth(*share) && *share <= 1.0))?;
            }
            Measure::Covered { facet: name, had } => {
                facet(collection, name)?;
                at_most("a number of values", had.len(), MOST_VALUES)?;
                usable("a share", had.iter().all(|(_, share)| worth(*share) && *share <= 1.0))?;
            }
            Measure::Between { number: name, none, full } => {
                number(collection, name)?;
                usable("a bound", none.is_finite() && full.is_finite() && none != full)?;
            }
            Measure::Overlap { facet: name, hours, theirs, full } => {
                facet(collection, name)?;
                usable("working hours", hours.is_valid() && theirs.0 < theirs.1 && theirs.1 <= 1_440 && *full > 0)?;
            }
        }
    }
    Ok(())
}

fn at_most(what: &'static str, given: usize, maximum: usize) -> Result<(), QueryError> {
    if given > maximum { Err(QueryError::LimitTooLarge { what, given, maximum }) } else { Ok(()) }
}

fn usable(what: &'static str, holds: bool) -> Result<(), QueryError> {
    if holds { Ok(()) } else { Err(QueryError::BadNumber(what)) }
}

fn facet(collection: &Collection, name: &str) -> Result<(), QueryError> {
    collection.schema.facet(name).map(|_| ()).ok_or_else(|| QueryError::UnknownFacet(name.to_owned()))
}

fn number(collection: &Collection, name: &str) -> Result<(), QueryError> {
    collection.schema.number(name).map(|_| ()).ok_or_else(|| QueryError::UnknownNumber(name.to_owned()))
}
