//! Small corpora and shorthands. Owns no property.

use lepas_search::{
    Answer, Collection, Document, FacetField, FacetKind, Fact, Query, Schema, Segment, SegmentBuilder, SegmentFiles,
    Source,
};

pub(crate) fn schema() -> Schema {
    Schema {
        facets: vec![
            FacetField { name: "category".to_owned(), kind: FacetKind::One },
            FacetField { name: "skill".to_owned(), kind: FacetKind::Many },
        ],
        numbers: vec!["pay".to_owned(), "posted".to_owned()],
    }
}

pub(crate) fn document(id: &str, title: &str, body: &str) -> Document {
    Document { id: id.to_owned(), title: title.to_owned(), body: body.to_owned(), ..Document::default() }
}

pub(crate) fn stated(value: f64) -> Option<Fact> {
    Some(Fact { value, source: Source::Stated })
}

pub(crate) fn estimated(value: f64) -> Option<Fact> {
    Some(Fact { value, source: Source::Estimated })
}

pub(crate) fn files(documents: &[Document]) -> SegmentFiles {
    let mut builder = SegmentBuilder::new(schema());
    for document in documents {
        builder.add(document.clone()).expect("the document is valid");
    }
    builder.finish()
}

pub(crate) fn segment(documents: &[Document]) -> Segment {
    files(documents).open().expect("the segment opens")
}

pub(crate) fn collection(documents: &[Document]) -> Collection {
    let mut collection = Collection::new(schema());
    collection.push("base", segment(documents)).expect("the schemas agree");
    collection
}

/// One document per title, ids `0`, `1`, …
pub(crate) fn titles(titles: &[&str]) -> Collection {
    let documents: Vec<Document> =
        titles.iter().enumerate().map(|(at, title)| document(&format!("{at:02}"), title, "")).collect();
    collection(&documents)
}

pub(crate) fn ask(collection: &Collection, text: &str) -> Answer {
    collection.search(&Query { text: text.to_owned(), limit: 200, ..Query::default() }).expect("the query is valid")
}

/// Titles of the hits in order.
pub(crate) fn found(collection: &Collection, text: &str) -> Vec<String> {
    ask(collection, text).hits.into_iter().map(|hit| hit.title.text).collect()
}
