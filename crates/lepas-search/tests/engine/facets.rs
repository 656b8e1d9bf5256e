//! Against a reference that looks at every document:
//! 1. Totals, facet counts, histograms and the order by a number are exact for any corpus and query.
//! 2. A facet is counted without its own filter, a number drawn without its own range: what is shown is what a click gives.
//! 3. An unknown value passes a filter or range only if that says so, and sorts last in both directions.

use lepas_search::{Document, FacetFilter, FacetRequest, Fact, HistogramRequest, Query, RangeFilter, Sort, Source};
use proptest::prelude::*;

use crate::support::{collection, document, estimated, stated};

const WORDS: [&str; 5] = ["alpha", "bravo", "golf", "kilo", "tango"];

pub(crate) fn documents() -> impl Strategy<Value = Vec<Document>> {
    let fact = || proptest::option::of((0..20_i32, any::<bool>()));
    let one = (
        proptest::collection::vec(0..WORDS.len(), 0..6),
        proptest::option::of(0..4_usize),
        proptest::collection::btree_set(0..6_usize, 0..4),
        fact(),
        fact(),
    );
    proptest::collection::vec(one, 0..60).prop_map(|rows| {
        let number = |fact: Option<(i32, bool)>| {
            fact.map(|(value, stated)| Fact {
                value: f64::from(value),
                source: if stated { Source::Stated } else { Source::Estimated },
            })
        };
        rows.into_iter()
            .enumerate()
            .map(|(at, (words, category, skills, pay, posted))| Document {
                // Ids in another order than the rows.
                id: format!("{:03}", (at * 37) % 101),
                title: words.iter().take(2).map(|&word| WORDS[word]).collect::<Vec<_>>().join(" "),
                body: words.iter().skip(2).map(|&word| WORDS[word]).collect::<Vec<_>>().join(" "),
                facets: vec![
                    category.map(|category| format!("category {category}")).into_iter().collect(),
                    skills.into_iter().map(|skill| format!("skill {skill}")).collect(),
                ],
                numbers: vec![number(pay), number(posted)],
                ..Document::default()
            })
            .collect()
    })
}

pub(crate) fn queries() -> impl Strategy<Value = Query> {
    let values = |name: &'static str, count: usize| {
        proptest::collection::vec(0..=count, 0..3).prop_map(move |values| FacetFilter {
            facet: name.to_owned(),
            values: values
                .into_iter()
                .map(|value| if value == count { String::new() } else { format!("{name} {value}") })
                .collect(),
        })
    };
    let range = |name: &'static str| {
        (proptest::option::of(0..20), proptest::option::of(0..20), any::<bool>(), any::<bool>()).prop_map(
            move |(min, max, estimated, unknown)| RangeFilter {
                number: name.to_owned(),
                min: min.map(f64::from),
                max: max.map(f64::from),
                estimated,
                unknown,
            },
        )
    };
    let sort = prop_oneof![
        Just(Sort::Relevance),
        any::<bool>().prop_map(|descending| Sort::Number { number: "pay".to_owned(), descending }),
    ];
    (
        proptest::collection::vec(0..WORDS.len(), 0..3),
        proptest::option::of(values("category", 4)),
        proptest::option::of(values("skill", 6)),
        proptest::option::of(range("pay")),
        proptest::option::of(range("posted")),
        sort,
        (0..10_usize, 0..80_usize),
    )
        .prop_map(|(words, category, skill, pay, posted, sort, (offset, limit))| Query {
            text: words.into_iter().map(|word| format!("{} ", WORDS[word])).collect(),
            filters: category.into_iter().chain(skill).collect(),
            ranges: pay.into_iter().chain(posted).collect(),
            sort,
            offset,
            limit,
            facets: ["category", "skill"].map(|facet| FacetRequest { facet: facet.to_owned(), limit: 3 }).into(),
            histograms: vec![HistogramRequest { number: "pay".to_owned(), edges: vec![2.0, 5.0, 10.0, 15.0] }],
            ..Query::default()
        })
}

/// Whether a document has the text, by the rule for up to two words.
fn text_matches(documents: &[Document], query: &Query) -> Vec<bool> {
    let mut words: Vec<&str> = query.text.split_whitespace().collect();
    words.sort_unstable();
    words.dedup();
    let count = |document: &Document| {
        let text = format!("{} {}", document.title, document.body);
        words.iter().filter(|word| text.split_whitespace().any(|other| other == **word)).count()
    };
    // Words that nobody wrote take no part.
    let known = words
        .iter()
        .filter(|word| {
            documents.iter().any(|document| format!("{} {}", document.title, document.body).contains(**word))
        })
        .count();
    if words.is_empty() {
        return vec![true; documents.len()];
    }
    let enough = documents.iter().filter(|document| count(document) >= known).count() >= 5;
    let needed = if enough { known.max(1) } else { 1 };
    documents.iter().map(|document| count(document) >= needed).collect()
}

fn passes(document: &Document, query: &Query, without: &str) -> bool {
    let facet = |filter: &FacetFilter| {
        let values = &document.facets[usize::from(filter.facet == "skill")];
        filter.facet == without
            || filter.values.is_empty()
            || filter
                .values
                .iter()
                .any(|value| if value.is_empty() { values.is_empty() } else { values.contains(value) })
    };
    let range = |range: &RangeFilter| {
        range.number == without
            || match document.numbers[usize::from(range.number == "posted")] {
                None => range.unknown,
                Some(fact) => {
                    (range.estimated || fact.source == Source::Stated)
                        && range.min.is_none_or(|min| fact.value >= min)
                        && range.max.is_none_or(|max| fact.value <= max)
                }
            }
    };
    query.filters.iter().all(facet) && query.ranges.iter().all(range)
}

proptest! {
    #[test]
    fn counts_and_order_are_exact(documents in documents(), query in queries()) {
        let collection = collection(&documents);
        let answer = collection.search(&query).unwrap();
        let text = text_matches(&documents, &query);
        let matching = |without: &str| -> Vec<&Document> {
            documents.iter().zip(&text).filter(|(document, text)| **text && passes(document, &query, without)).map(|(document, _)| document).collect()
        };
        let all = matching("");
        prop_assert_eq!(answer.total, all.len());
        prop_assert_eq!(answer.of, documents.len());
        prop_assert_eq!(answer.hits.len(), all.len().saturating_sub(query.offset).min(query.limit));

        for (column, counts) in answer.facets.iter().enumerate() {
            let documents = matching(&counts.facet);
            let count = |value: &String| documents.iter().filter(|document| document.facets[column].contains(value)).count() as u32;
            let mut expected: Vec<(String, u32)> = documents.iter().flat_map(|document| document.facets[column].clone())
                .collect::<std::collections::BTreeSet<_>>().into_iter().map(|value| { let count = count(&value); (value, count) }).collect();
            prop_assert_eq!(counts.distinct as usize, expected.len());
            expected.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
            expected.truncate(3);
            for value in query.filters.iter().filter(|filter| filter.facet == counts.facet).flat_map(|filter| &filter.values) {
                if !value.is_empty() && !expected.iter().any(|(shown, _)| shown == value) {
                    expected.push((value.clone(), count(value)));
                }
            }
            prop_assert_eq!(&counts.values, &expected);
            prop_assert_eq!(counts.unknown as usize, documents.iter().filter(|document| document.facets[column].is_empty()).count());
        }

        let drawn = &answer.histograms[0];
        let facts: Vec<Option<Fact>> = matching("pay").iter().map(|document| document.numbers[0]).collect();
        let values: Vec<f64> = facts.iter().flatten().map(|fact| fact.value).collect();
        let between = |low: f64, high: f64| values.iter().filter(|value| **value >= low && **value < high).count() as u32;
        prop_assert_eq!(&drawn.counts, &vec![between(2.0, 5.0), between(5.0, 10.0), between(10.0, 15.0)]);
        prop_assert_eq!((drawn.below, drawn.above), (between(-1.0, 2.0), between(15.0, 100.0)));
        prop_assert_eq!(drawn.stated as usize, facts.iter().flatten().filter(|fact| fact.source == Source::Stated).count());
        prop_assert_eq!(drawn.estimated as usize + drawn.stated as usize, values.len());
        prop_assert_eq!(drawn.unknown as usize, facts.len() - values.len());
        prop_assert_eq!(drawn.min, values.iter().copied().reduce(f64::min));
        prop_assert_eq!(drawn.max, values.iter().copied().reduce(f64::max));

        if let Sort::Number { descending, .. } = query.sort {
            let mut expected = all;
            expected.sort_by(|one, other| {
                let value = |document: &Document| document.numbers[0].map(|fact| if descending { -fact.value } else { fact.value });
                let key = |document: &Document| (value(document).is_none(), value(document).unwrap_or(0.0));
                key(one).partial_cmp(&key(other)).unwrap().then_with(|| one.id.cmp(&other.id))
            });
            let expected: Vec<&str> = expected.iter().skip(query.offset).take(query.limit).map(|document| document.id.as_str()).collect();
            prop_assert_eq!(answer.hits.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>(), expected);
        } else {
            prop_assert!(answer.hits.is_sorted_by(|one, next| one.score > next.score || one.score == next.score && one.id < next.id));
        }
    }

    #[test]
    fn the_count_shown_is_what_a_click_gives(documents in documents(), query in queries()) {
        let collection = collection(&documents);
        let answer = collection.search(&query).unwrap();
        for counts in &answer.facets {
            for (value, count) in &counts.values {
                let mut clicked = query.clone();
                clicked.filters.retain(|filter| filter.facet != counts.facet);
                clicked.filters.push(FacetFilter { facet: counts.facet.clone(), values: vec![value.clone()] });
                prop_assert_eq!(collection.search(&clicked).unwrap().total, *count as usize);
            }
        }
    }
}

proptest! {
    #[test]
    fn a_least_pay_passes_nobody_who_states_none(documents in documents(), query in queries(), least in -1..20_i32, estimated in any::<bool>()) {
        let least = f64::from(least);
        let range = RangeFilter { number: "pay".to_owned(), min: Some(least), estimated, ..RangeFilter::default() };
        let query = Query { ranges: vec![range], offset: 0, limit: 200, ..query };
        for hit in collection(&documents).search(&query).unwrap().hits {
            let document = documents.iter().find(|document| document.id == hit.id).unwrap();
            let fact = document.numbers[0];
            prop_assert!(fact.is_some_and(|fact| fact.value >= least && (estimated || fact.source == Source::Stated)), "{fact:?}");
        }
    }
}

#[test]
fn unknown_passes_only_where_it_is_asked_for() {
    let with = |id: &str, pay| Document { numbers: vec![pay], ..document(id, "job", "") };
    let collection =
        collection(&[with("stated", stated(50.0)), with("estimated", estimated(60.0)), with("unknown", None)]);
    let total = |estimated: bool, unknown: bool, min: Option<f64>| {
        let range = RangeFilter { number: "pay".to_owned(), min, max: None, estimated, unknown };
        collection.search(&Query { ranges: vec![range], ..Query::default() }).unwrap().total
    };
    assert_eq!(total(false, false, Some(40.0)), 1);
    assert_eq!(total(true, false, Some(40.0)), 2);
    assert_eq!(total(true, true, Some(40.0)), 3);
    assert_eq!(total(true, false, None), 2, "even a range without bounds does not pass an unknown silently");
    for descending in [true, false] {
        let sort = Sort::Number { number: "pay".to_owned(), descending };
        let answer = collection.search(&Query { sort, ..Query::default() }).unwrap();
        assert_eq!(answer.hits[2].id, "unknown");
    }
}
