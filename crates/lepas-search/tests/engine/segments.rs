//! 1. Cutting a collection into segments changes nothing in any answer.
//! 2. Of several copies of a document, the one pushed last is found; a tombstone hides all.
//! 3. Dropping a segment brings older copies back.
//! 4. The builder refuses what breaks a limit and is as before.

use lepas_search::{BuildError, Collection, Document, FacetField, Query, Schema, SegmentBuilder};
use proptest::prelude::*;

use crate::facets::{documents, queries};
use crate::support::{ask, collection, document, schema, segment};

proptest! {
    #[test]
    fn cutting_into_segments_changes_nothing(documents in documents(), query in queries(), cuts in proptest::collection::vec(0..4_usize, 60)) {
        let mut cut = Collection::new(schema());
        for part in 0..4 {
            let own: Vec<Document> = documents.iter().zip(&cuts).filter(|(_, at)| **at == part).map(|(document, _)| document.clone()).collect();
            cut.push(&format!("part {part}"), segment(&own)).unwrap();
        }
        let whole = collection(&documents);
        let unfinished = Query { text: query.text.trim_end().to_owned(), ..query.clone() };
        let beginning = Query { text: query.text.chars().take(2).collect(), ..query.clone() };
        let wrong = Query { text: "alphx kilo ".to_owned(), ..query.clone() };
        for query in [query, unfinished, beginning, wrong] {
            prop_assert_eq!(whole.search(&query).unwrap(), cut.search(&query).unwrap());
        }
    }
}

#[test]
fn the_copy_pushed_last_wins_and_tombstones_hide_all() {
    let with = |title: &str| Document { payload: title.as_bytes().to_vec(), ..document("a", title, "") };
    let mut collection = Collection::new(schema());
    collection.push("base", segment(&[with("old rust"), document("b", "rust", "")])).unwrap();
    collection.push("delta", segment(&[with("new rust")])).unwrap();
    assert_eq!(collection.len(), 2);
    assert_eq!(collection.get("a"), Some(b"new rust".as_slice()));
    assert_eq!(ask(&collection, "rust ").total, 2);
    assert_eq!(ask(&collection, "old ").total, 0);

    collection.set_tombstones(["a".to_owned()]);
    assert_eq!((collection.len(), collection.get("a")), (1, None));
    assert_eq!(ask(&collection, "new ").total, 0);
    collection.set_tombstones([]);

    collection.retain(|name| name != "delta");
    assert_eq!(collection.get("a"), Some(b"old rust".as_slice()));
    collection.push("base", segment(&[document("c", "only", "")])).unwrap();
    assert_eq!(collection.names().collect::<Vec<_>>(), ["base"]);
    assert_eq!((collection.len(), collection.get("b")), (1, None));
}

/// What can happen to a collection of segments `0` to `3`.
#[derive(Debug, Clone)]
enum Happening {
    Push(u8, Vec<u8>),
    Drop(u8),
    Bury(Vec<u8>),
    Arrange(u8),
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let ids = || proptest::collection::btree_set(0..6_u8, 0..5).prop_map(|ids| ids.into_iter().collect::<Vec<_>>());
    let one = prop_oneof![
        4 => (0..4_u8, ids()).prop_map(|(name, ids)| Happening::Push(name, ids)),
        2 => (0..4_u8).prop_map(Happening::Drop),
        1 => ids().prop_map(Happening::Bury),
        1 => (0..4_u8).prop_map(Happening::Arrange),
    ];
    proptest::collection::vec(one, 1..20)
}

proptest! {
    /// Held against a list of lists, which is looked through from its end.
    #[test]
    fn the_last_copies_are_found_whatever_happened(happenings in happenings()) {
        let mut collection = Collection::new(schema());
        let mut held: Vec<(u8, usize, Vec<u8>)> = Vec::new();
        let mut buried: Vec<u8> = Vec::new();
        for (at, happening) in happenings.into_iter().enumerate() {
            match happening {
                Happening::Push(name, ids) => {
                    let documents = ids.iter().map(|id| Document { payload: at.to_string().into_bytes(), ..document(&id.to_string(), "x", "") });
                    collection.push(&name.to_string(), segment(&documents.collect::<Vec<_>>())).unwrap();
                    held.retain(|(other, ..)| *other != name);
                    held.push((name, at, ids));
                }
                Happening::Drop(name) => {
                    collection.retain(|other| other != name.to_string());
                    held.retain(|(other, ..)| *other != name);
                }
                Happening::Bury(ids) => {
                    collection.set_tombstones(ids.iter().map(ToString::to_string));
                    buried = ids;
                }
                Happening::Arrange(by) => {
                    let place = |name: u8| usize::from((name + by) % 4);
                    collection.arrange(|name| place(name.parse().unwrap()));
                    held.sort_by_key(|(name, ..)| place(*name));
                }
            }
            let mut alive = 0;
            for id in 0..6_u8 {
                let last = held.iter().rev().find(|(.., ids)| ids.contains(&id)).filter(|_| !buried.contains(&id));
                let wanted = last.map(|(_, at, _)| at.to_string().into_bytes());
                alive += usize::from(wanted.is_some());
                prop_assert_eq!(collection.get(&id.to_string()), wanted.as_deref());
            }
            prop_assert_eq!((collection.len(), ask(&collection, "x ").total), (alive, alive));
        }
    }
}

#[test]
fn a_segment_of_other_columns_is_refused() {
    let mut collection = Collection::new(Schema::default());
    assert!(collection.push("base", segment(&[])).is_err());
    assert!(collection.is_empty());
}

#[test]
fn facet_values_are_offered_by_beginning() {
    let with = |id: &str, values: &[&str]| Document {
        facets: vec![Vec::new(), values.iter().map(|&value| value.to_owned()).collect()],
        ..document(id, "", "")
    };
    let collection = collection(&[with("a", &["Rust", "Résumé"]), with("b", &["React", "Rust", ""])]);
    assert_eq!(collection.facet_values("skill", "r", 10), ["React", "Rust", "Résumé"]);
    assert_eq!(collection.facet_values("skill", "RES", 10), ["Résumé"]);
    assert_eq!(collection.facet_values("skill", "", 1).len(), 1);
    assert!(collection.facet_values("nothing", "", 10).is_empty());
}

#[test]
fn the_builder_refuses_what_breaks_a_limit() {
    let mut builder = SegmentBuilder::new(schema());
    let good = document("a", "rust", "");
    builder.add(good.clone()).unwrap();
    assert_eq!(builder.add(good.clone()), Err(BuildError::DuplicateId("a".to_owned())));
    assert_eq!(builder.add(document("", "", "")), Err(BuildError::IdLength(0)));
    assert_eq!(builder.add(document(&"x".repeat(65), "", "")), Err(BuildError::IdLength(65)));
    let many = Document { facets: vec![vec!["x".to_owned(), "y".to_owned()]], ..document("b", "", "") };
    assert_eq!(builder.add(many), Err(BuildError::OneValue("category".to_owned())));
    let endless = Document { numbers: vec![crate::support::stated(f64::NAN)], ..document("b", "", "") };
    assert_eq!(builder.add(endless), Err(BuildError::NotFinite("pay".to_owned())));
    let heavy = Document { payload: vec![b' '; 65_537], ..document("b", "", "") };
    assert!(matches!(builder.add(heavy), Err(BuildError::TooLong { .. })));
    assert_eq!(builder.len(), 1);

    let twice = FacetField { name: "x".to_owned(), ..FacetField::default() };
    let mut builder = SegmentBuilder::new(Schema { facets: vec![twice.clone(), twice], numbers: Vec::new() });
    assert!(matches!(builder.add(good), Err(BuildError::Schema(_))));
}
