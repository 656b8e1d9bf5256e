//! What a reader passed by.
//!
//! 1. A hidden document is in no hit, total, count or drawing, and the answer says how many are missing for that reason.
//! 2. A facet's count is what a click gives, whatever is hidden.
//! 3. Asking for some ids only finds those of them that pass everything else.
//! 4. What lowers takes at most its share, is a part that adds up with the others, and never hides a better result.
//! 5. Limits are named.

use lepas_search::{FacetFilter, Measure, PartRequest, Query, QueryError, Sort};
use proptest::prelude::*;

use crate::facets::{documents, queries};
use crate::support::collection;

/// Most that is taken away.
const MOST: f32 = 0.15;

fn lowered(values: impl IntoIterator<Item = (usize, f32)>) -> PartRequest {
    let had = values.into_iter().map(|(value, share)| (format!("skill {value}"), share)).collect();
    PartRequest {
        name: "passed".to_owned(),
        weight: MOST,
        measure: Measure::Covered { facet: "skill".to_owned(), had },
    }
}

fn ids(places: &[usize]) -> Vec<String> {
    places.iter().map(|place| format!("{place:02}")).collect()
}

proptest! {
    #[test]
    fn hidden_documents_are_counted_nowhere(documents in documents(), query in queries(), places in proptest::collection::vec(0..60_usize, 1..12)) {
        let known: Vec<String> = documents.iter().map(|document| document.id.clone()).collect();
        let hidden: Vec<String> = places.iter().filter_map(|place| known.get(*place).cloned()).chain(ids(&[99])).collect();
        let collection = collection(&documents);
        let whole = Query { offset: 0, limit: 200, ..query };
        let all = collection.search(&whole).unwrap();
        let left = Query { hidden: hidden.clone(), ..whole.clone() };
        let answer = collection.search(&left).unwrap();
        prop_assert_eq!(answer.total + answer.hidden, all.total);
        prop_assert_eq!(answer.hits.len(), answer.total);
        prop_assert!(answer.hits.iter().all(|hit| !hidden.contains(&hit.id)));
        let only = collection.search(&Query { only: hidden.clone(), ..whole }).unwrap();
        prop_assert_eq!(only.total, answer.hidden);
        prop_assert!(only.hits.iter().all(|hit| hidden.contains(&hit.id)));
        // A histogram is drawn without the range on its own number, so its sum is the total where there is none.
        let open = Query { ranges: Vec::new(), ..left };
        let answer = collection.search(&open).unwrap();
        let drawn = &answer.histograms[0];
        prop_assert_eq!((drawn.stated + drawn.estimated + drawn.unknown) as usize, answer.total);
        for counts in &answer.facets {
            for (value, count) in &counts.values {
                let mut clicked = open.clone();
                clicked.filters.retain(|filter| filter.facet != counts.facet);
                clicked.filters.push(FacetFilter { facet: counts.facet.clone(), values: vec![value.clone()] });
                prop_assert_eq!(collection.search(&clicked).unwrap().total, *count as usize);
            }
        }
    }

    #[test]
    fn lowering_adds_up_and_stays_in_its_bounds(
        documents in documents(), query in queries(), passed in proptest::collection::btree_map(0..6_usize, 0.0_f32..=1.0, 1..4), limit in 1..8_usize,
    ) {
        let query = Query { sort: Sort::Relevance, offset: 0, limit: 200, lowered: Some(lowered(passed)), ..query };
        let collection = collection(&documents);
        let answer = collection.search(&query).unwrap();
        for hit in &answer.hits {
            let sum = hit.parts.iter().fold(0.0_f32, |sum, part| sum + part.points);
            prop_assert_eq!(sum.to_bits(), hit.score.to_bits());
            let (last, others) = hit.parts.split_last().unwrap();
            let others: f32 = others.iter().map(|part| part.points).sum();
            prop_assert_eq!((last.name.as_str(), last.maximum), ("passed", 0.0));
            prop_assert!(last.points <= 0.0 && -last.points <= others * MOST * 1.0001, "{} of {}", last.points, others);
            prop_assert!(last.known || last.points == 0.0);
        }
        prop_assert!(answer.hits.is_sorted_by(|one, next| one.score > next.score || one.score == next.score && one.id < next.id));
        // Who cannot be on a page is not looked at; lowering must not make that wrong.
        let page = collection.search(&Query { limit, ..query }).unwrap();
        let names = |hits: &[lepas_search::Hit]| hits.iter().map(|hit| hit.id.clone()).collect::<Vec<_>>();
        prop_assert_eq!(names(&page.hits), names(&answer.hits[..limit.min(answer.hits.len())]));
    }
}

#[test]
fn too_much_is_refused() {
    let collection = collection(&[]);
    let ask = |query: Query| collection.search(&query).unwrap_err();
    let many = vec![String::new(); 1_001];
    assert!(matches!(ask(Query { hidden: many.clone(), ..Query::default() }), QueryError::LimitTooLarge { .. }));
    assert!(matches!(ask(Query { only: many, ..Query::default() }), QueryError::LimitTooLarge { .. }));
    let heavy = PartRequest { weight: 1.1, ..lowered([(0, 1.0)]) };
    assert_eq!(ask(Query { lowered: Some(heavy), ..Query::default() }), QueryError::BadNumber("a weight"));
    let nameless = PartRequest { name: String::new(), ..lowered([(0, 1.0)]) };
    assert_eq!(ask(Query { lowered: Some(nameless), ..Query::default() }), QueryError::BadPart(String::new()));
}
