//! 1. What is promised of a change is what happens when it is made; asking changes nothing.
//! 2. Loosening a filter gives what was said, and the one that removes most is named first.
//! 3. A suggested skill leads to the promised place.
//! 4. A place is where the document stands in the list.

use lepas_search::{Document, Measure, PartRequest, Query};
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
    let filter = lepas_search::FacetFilter { facet: "skill".to_owned(), values: vec!["Rust".to_owned()] };
    let query = Query { filters: vec![filter], ..Query::default() };
    assert_eq!(collection.standing(&query, "a").unwrap().unwrap().place, None);
    assert_eq!(collection.standing(&query, "nobody").unwrap(), None);
    let supposed = collection.what_if(&query, person("a", "Designer", &["Rust"])).unwrap();
    assert_eq!((supposed.place, supposed.of), (Some(1), 1));
    assert!(collection.what_if(&query, document("", "", "")).is_err());
    assert!(collection.suggest(&query, &person("a", "", &[]), "nothing", 3).is_err());
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
