//! Facet counts and distributions, exact over every matching document.
//!
//! Owns the rule that a facet is counted without its own filter and a number drawn without its own range.

use super::candidates::Candidates;
use super::gate::{Gates, Subject};
use crate::answer::{FacetCounts, Histogram};
use crate::collection::Collection;
use crate::query::{FacetRequest, HistogramRequest, Query};
use crate::segment::State;

/// Counts one facet.
pub(super) fn facet(
    collection: &Collection,
    query: &Query,
    gates: &Gates,
    candidates: &Candidates,
    request: &FacetRequest,
) -> FacetCounts {
    let mut answer = FacetCounts { facet: request.facet.clone(), ..FacetCounts::default() };
    let Some(column) = collection.schema.facet(&request.facet) else { return answer };
    let Some(dictionary) = collection.facets.get(column) else { return answer };
    let documents = gates.without(collection, candidates, Subject::Facet(column));
    let mut counts = vec![0_u32; dictionary.len() + 1];
    let mut own: Vec<u32> = Vec::new();
    for (segment, loaded) in collection.segments.iter().enumerate() {
        let (Some(facet), Some(codes)) = (loaded.segment.facet(column), loaded.codes.get(column)) else { continue };
        own.clear();
        own.resize(codes.len(), 0);
        facet.each_code(documents.documents_of(segment), |_, code| {
            if let Some(count) = own.get_mut(code) {
                *count += 1;
            }
        });
        for (&count, &code) in own.iter().zip(codes) {
            if let Some(total) = counts.get_mut(code as usize) {
                *total += count;
            }
        }
    }
    answer.unknown = counts.first().copied().unwrap_or(0);
    let mut found: Vec<(u32, usize)> = counts
        .iter()
        .enumerate()
        .skip(1)
        .filter(|&(_, &count)| count > 0)
        .map(|(code, &count)| (count, code))
        .collect();
    answer.distinct = found.len() as u32;
    let order = |one: &(u32, usize), other: &(u32, usize)| {
        other.0.cmp(&one.0).then_with(|| dictionary.value(one.1).cmp(dictionary.value(other.1)))
    };
    if request.limit > 0 && request.limit < found.len() {
        found.select_nth_unstable_by(request.limit - 1, order);
    }
    found.truncate(request.limit);
    found.sort_unstable_by(order);
    answer.values = found.iter().map(|&(count, code)| (dictionary.value(code).to_owned(), count)).collect();
    add_selected(query, request, &mut answer, |value| {
        dictionary.code(value).and_then(|code| counts.get(code as usize)).copied().unwrap_or(0)
    });
    answer
}

/// Values that are filtered by stay visible, so that the filter can be taken off.
fn add_selected(query: &Query, request: &FacetRequest, answer: &mut FacetCounts, count: impl Fn(&str) -> u32) {
    for value in query.filters.iter().filter(|filter| filter.facet == request.facet).flat_map(|filter| &filter.values) {
        if !value.is_empty() && !answer.values.iter().any(|(shown, _)| shown == value) {
            answer.values.push((value.clone(), count(value)));
        }
    }
}

/// Draws one number.
pub(super) fn histogram(
    collection: &Collection,
    gates: &Gates,
    candidates: &Candidates,
    request: &HistogramRequest,
) -> Histogram {
    let mut answer = Histogram {
        number: request.number.clone(),
        counts: vec![0; request.edges.len().saturating_sub(1)],
        ..Histogram::default()
    };
    let Some(column) = collection.schema.number(&request.number) else { return answer };
    let documents = gates.without(collection, candidates, Subject::Number(column));
    for (segment, loaded) in collection.segments.iter().enumerate() {
        let Some(number) = loaded.segment.number(column) else { continue };
        for &document in documents.documents_of(segment) {
            let state = number.get(document as usize);
            match state {
                State::Unknown => answer.unknown += 1,
                State::Stated(_) => answer.stated += 1,
                State::Estimated(_) => answer.estimated += 1,
            }
            if let Some(value) = state.value() {
                add(&mut answer, &request.edges, value);
            }
        }
    }
    answer
}

/// The quartiles of one number; `None` where it is known of nobody.
pub(super) fn quartiles(
    collection: &Collection,
    gates: &Gates,
    candidates: &Candidates,
    number: &str,
) -> Option<[f64; 3]> {
    let column = collection.schema.number(number)?;
    let documents = gates.without(collection, candidates, Subject::Number(column));
    let mut values: Vec<f64> = Vec::new();
    for (segment, loaded) in collection.segments.iter().enumerate() {
        let Some(number) = loaded.segment.number(column) else { continue };
        let documents = documents.documents_of(segment).iter();
        values.extend(documents.filter_map(|&document| number.get(document as usize).value()));
    }
    values.sort_unstable_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    // Between the two values around it, as most programs do it (Hyndman and Fan 1996, definition 7).
    let at = |quarter: usize| {
        let (whole, rest) = (quarter * last / 4, (quarter * last % 4) as f64 / 4.0);
        let low = values.get(whole)?;
        Some(low + (values.get(whole + 1).unwrap_or(low) - low) * rest)
    };
    Some([at(1)?, at(2)?, at(3)?])
}

fn add(answer: &mut Histogram, edges: &[f64], value: f64) {
    answer.min = Some(answer.min.map_or(value, |min| min.min(value)));
    answer.max = Some(answer.max.map_or(value, |max| max.max(value)));
    if edges.is_empty() {
        return;
    }
    match edges.partition_point(|&edge| edge <= value).checked_sub(1) {
        None => answer.below += 1,
        Some(bin) => match answer.counts.get_mut(bin) {
            Some(count) => *count += 1,
            None => answer.above += 1,
        },
    }
}
