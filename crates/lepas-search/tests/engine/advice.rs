//! 1. What is promised of a change is what happens when it is made; asking changes nothing.
//! 2. Loosening a filter gives what was said, and the one that removes most is named first.
//! 3. A suggested skill leads to the promised place.
//! 4. A place is where the document stands in the list.
//! 5. What is promised of a change of one column is what happens in a collection built with it, whatever was typed; a skill that is
//!    among the words as well leads there or higher.
//! 6. Quartiles are those of the numbers that are known, a range of the number aside.

use lepas_search::{Change, Document, FacetFilter, Fact, Measure, PartRequest, Query, QueryError, Source, Weights};
use proptest::prelude::*;

use crate::facets::{documents, queries};
use crate::support::{collection, document, schema, segment};

fn person(id: &str, title: &str, skills: &[&str]) -> Document {
    Document {
        tags: skills.iter().map(|&skill| skill.to_owned()).collect(),
        facets: vec![Vec::new(), skills.iter().map(|&skill| skill.to_owned()).collect()],
        ..document(id, title, "")
    }
}

#[test]
fn a_suggested_skill_leads_where_it_promises() {
    let mut people: Vec<Document> =
        (0..20).map(|at| person(&format!("p{at:02}"), "Designer", &["Figma", "Sketch"])).collect();
    people.push(person("me", "Designer", &["Sketch"]));
    let mut collection = collection(&people);
    let wanted = vec![("Figma".to_owned(), 1.0), ("Sketch".to_owned(), 1.0)];
    let measure = Measure::Wanted { facet: "skill".to_owned(), wanted, related: Vec::new() };
    let query = Query {
        text: "designer ".to_owned(),
        parts: vec![PartRequest { name: "skills".to_owned(), weight: 50.0, measure }],
        ..Query::default()
    };
    let me = people.last().unwrap().clone();
    assert_eq!(collection.standing(&query, "me").unwrap().unwrap().place, Some(21));
    let found = collection.suggest(&query, &me, "skill", 3).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].value.as_str(), found[0].standing.place), ("Figma", Some(1)), "the only change that helps");
    // Made real, as a delta would.
    collection.push("delta", segment(&[person("me", "Designer", &["Sketch", "Figma"])])).unwrap();
    assert_eq!(collection.standing(&query, "me").unwrap(), Some(found[0].standing));
}

#[test]
fn a_document_that_a_filter_leaves_out_has_no_place() {
    let mut collection = collection(&[person("a", "Designer", &["Figma"])]);
    let filter = FacetFilter { facet: "skill".to_owned(), values: vec!["Rust".to_owned()] };
    let query = Query { filters: vec![filter], ..Query::default() };
    assert_eq!(collection.standing(&query, "a").unwrap().unwrap().place, None);
    assert_eq!(collection.standing(&query, "nobody").unwrap(), None);
    let supposed = collection.what_if(&query, person("a", "Designer", &["Rust"])).unwrap();
    assert_eq!((supposed.place, supposed.of), (Some(1), 1));
    assert!(collection.what_if(&query, document("", "", "")).is_err());
    assert!(collection.suggest(&query, &person("a", "", &[]), "nothing", 3).is_err());
}

/// A query with every kind of part.
fn judged(words: Query, covered: bool) -> Query {
    let skills = ["skill 0", "skill 2", "skill 4"].map(|skill| (skill.to_owned(), 1.0));
    let facet = "skill".to_owned();
    let skills = if covered {
        Measure::Covered { facet, had: skills.to_vec() }
    } else {
        Measure::Wanted { facet, wanted: skills.to_vec(), related: Vec::new() }
    };
    let category = Measure::Wanted {
        facet: "category".to_owned(),
        wanted: vec![("category 1".to_owned(), 1.0)],
        related: Vec::new(),
    };
    let pay = Measure::Between { number: "pay".to_owned(), none: 20.0, full: 5.0 };
    let part = |name: &str, weight, measure| PartRequest { name: name.to_owned(), weight, measure };
    let parts = vec![part("skills", 25.0, skills), part("category", 10.0, category), part("pay", 15.0, pay)];
    Query { weights: Weights { relevance: 35.0, freshness: 0.0 }, parts, offset: 0, limit: 200, ..words }
}

/// Values that are had and values that nobody has.
fn changes() -> impl Strategy<Value = Change> {
    let value = |facet: &'static str| {
        (0..8_usize).prop_map(move |value| Change::Value { facet: facet.to_owned(), value: format!("{facet} {value}") })
    };
    let number = |number: &'static str| {
        (0..20_i32).prop_map(move |value| Change::Number { number: number.to_owned(), value: f64::from(value) })
    };
    prop_oneof![value("skill"), value("category"), number("pay"), number("posted")]
}

/// Makes a change real.
fn make(document: &mut Document, change: &Change) {
    match change {
        Change::Value { facet, value } if facet == "category" => document.facets[0] = vec![value.clone()],
        Change::Value { value, .. } if document.facets[1].contains(value) => {}
        Change::Value { value, .. } => document.facets[1].push(value.clone()),
        Change::Number { number, value } => {
            document.numbers[usize::from(number == "posted")] = Some(Fact { value: *value, source: Source::Stated });
        }
    }
}

#[test]
fn a_skill_that_is_filtered_by_brings_a_person_in() {
    let collection = collection(&[person("a", "Designer", &["Figma"]), person("b", "Designer", &["Rust"])]);
    let filter = FacetFilter { facet: "skill".to_owned(), values: vec!["Rust".to_owned()] };
    let query = Query { filters: vec![filter], ..Query::default() };
    let change = Change::Value { facet: "skill".to_owned(), value: "Rust".to_owned() };
    let standing = collection.suppose(&query, "a", Some(&change)).unwrap().unwrap();
    assert_eq!((standing.place, standing.of), (Some(1), 2));
    let unknown = Change::Number { number: "age".to_owned(), value: 7.0 };
    assert_eq!(collection.suppose(&query, "a", Some(&unknown)), Err(QueryError::UnknownNumber("age".to_owned())));
    assert_eq!(collection.suppose(&query, "nobody", Some(&change)), Ok(None));
}

proptest! {
    #[test]
    fn a_promise_is_kept_and_asking_leaves_no_trace(documents in documents(), query in queries(), changed in documents(), buried in any::<bool>()) {
        let Some(changed) = changed.into_iter().next() else { return Ok(()) };
        let mut collection = collection(&documents);
        if buried {
            collection.set_tombstones([changed.id.clone()]);
        }
        let before = collection.search(&query).unwrap();
        let promised = collection.what_if(&query, changed.clone()).unwrap();
        prop_assert_eq!(&before, &collection.search(&query).unwrap());
        collection.set_tombstones([]);
        let id = changed.id.clone();
        collection.push("delta", segment(&[changed])).unwrap();
        prop_assert_eq!(collection.standing(&query, &id).unwrap(), Some(promised));
        if let Some(place) = promised.place {
            let page = Query { offset: place - 1, limit: 1, ..query };
            prop_assert_eq!(&collection.search(&page).unwrap().hits[0].id, &id);
        }
    }

    #[test]
    fn a_change_of_one_column_keeps_its_promise(
        documents in documents(), words in queries(), at in any::<prop::sample::Index>(), change in changes(), covered in any::<bool>(),
    ) {
        prop_assume!(!documents.is_empty());
        let query = judged(words, covered);
        let at = at.index(documents.len());
        let promised = collection(&documents).suppose(&query, &documents[at].id, Some(&change)).unwrap();
        let mut changed = documents.clone();
        make(&mut changed[at], &change);
        let found = collection(&changed).standing(&query, &documents[at].id).unwrap();
        prop_assert_eq!(promised, found, "{:?} of {:?}", change, documents[at]);
    }

    #[test]
    fn a_skill_that_is_searched_for_leads_where_it_promises_or_higher(
        documents in documents(), words in queries(), at in any::<prop::sample::Index>(), skill in 0..6_usize,
    ) {
        prop_assume!(!documents.is_empty());
        let with_tags = |document: &Document| Document { tags: document.facets[1].clone(), ..document.clone() };
        let documents: Vec<Document> = documents.iter().map(with_tags).collect();
        let query = Query { text: format!("{}skill {skill} ", words.text), ..judged(words, false) };
        let at = at.index(documents.len());
        let change = Change::Value { facet: "skill".to_owned(), value: format!("skill {skill}") };
        let promised = collection(&documents).suppose(&query, &documents[at].id, Some(&change)).unwrap().unwrap();
        let mut changed = documents.clone();
        make(&mut changed[at], &change);
        changed[at] = with_tags(&changed[at]);
        let found = collection(&changed).standing(&query, &documents[at].id).unwrap().unwrap();
        if let Some(place) = promised.place {
            prop_assert!(found.place.is_some_and(|found| found <= place), "{:?}, then {:?}", promised, found);
        }
    }

    #[test]
    fn quartiles_are_those_of_what_is_known(documents in documents(), query in queries()) {
        let collection = collection(&documents);
        let spread = collection.spread(&query).unwrap();
        let whole = Query {
            ranges: query.ranges.iter().filter(|range| range.number != "pay").cloned().collect(),
            sort: lepas_search::Sort::Number { number: "pay".to_owned(), descending: false },
            offset: 0,
            limit: 200,
            ..query.clone()
        };
        let ids = collection.search(&whole).unwrap().hits;
        let known: Vec<f64> = ids.iter().filter_map(|hit| {
            let document = documents.iter().find(|document| document.id == hit.id)?;
            Some(document.numbers[0]?.value)
        }).collect();
        let histogram = &collection.search(&query).unwrap().histograms[0];
        prop_assert_eq!(&spread.histogram, histogram);
        prop_assert_eq!(known.len() as u32, histogram.stated + histogram.estimated);
        let Some(quartiles) = spread.quartiles else { prop_assert!(known.is_empty()); return Ok(()) };
        for (quarter, found) in (1..).zip(quartiles) {
            let place = quarter as f64 * (known.len() - 1) as f64 / 4.0;
            let (low, high) = (known[place.floor() as usize], known[place.ceil() as usize]);
            prop_assert!((low + (high - low) * place.fract() - found).abs() < 1e-9, "{:?} of {:?}", quartiles, known);
        }
    }

    #[test]
    fn loosening_gives_what_was_said(documents in documents(), query in queries()) {
        let collection = collection(&documents);
        let answer = collection.search(&query).unwrap();
        prop_assert!(answer.loosened.is_sorted_by(|one, next| one.total >= next.total));
        for loosened in &answer.loosened {
            let mut without = query.clone();
            without.filters.retain(|filter| filter.facet != loosened.name);
            without.ranges.retain(|range| range.number != loosened.name);
            prop_assert_eq!(collection.search(&without).unwrap().total, loosened.total);
        }
        let filtered = schema().facets.iter().filter(|field| query.filters.iter().any(|filter| filter.facet == field.name && !filter.values.is_empty())).count()
            + schema().numbers.iter().filter(|number| query.ranges.iter().any(|range| range.number == **number)).count();
        prop_assert_eq!(answer.loosened.len(), filtered);
    }
}
