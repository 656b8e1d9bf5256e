//! Any text as a query, plain and as the JSON that the worker reads: an answer or a named error, never a panic, and marks that
//! lie inside their texts.

#![no_main]

use std::sync::LazyLock;

use lepas_search::{Collection, Document, FacetField, FacetKind, Fact, Query, Schema, SegmentBuilder, Source};
use libfuzzer_sys::fuzz_target;

const TITLES: [&str; 8] = [
    "Senior C++ / C# engineer, .NET and Node.js",
    "Desainer grafis untuk kemasan",
    "Machine learning, AI dan data science",
    "UI/UX designer (Figma)",
    "Re\u{301}sume\u{301} writer for don't-panic Inc.",
    "日本語 translator 👩‍💻",
    "Kubernetes, PostgreSQL 15.2 and React",
    "Penulis konten jarak jauh",
];

static COLLECTION: LazyLock<Option<Collection>> = LazyLock::new(|| {
    let schema = Schema {
        facets: vec![
            FacetField { name: "skill".to_owned(), kind: FacetKind::Many },
            FacetField { name: "country".to_owned(), kind: FacetKind::One },
        ],
        numbers: vec!["pay".to_owned()],
    };
    let mut builder = SegmentBuilder::new(schema.clone());
    for at in 0..200_u32 {
        let title = TITLES[at as usize % TITLES.len()];
        let document = Document {
            id: at.to_string(),
            title: title.to_owned(),
            body: TITLES.iter().cycle().skip(at as usize).take(3).copied().collect::<Vec<_>>().join(". "),
            summary: title.to_lowercase(),
            facets: vec![vec![format!("skill {}", at % 5)], vec![["ID", "DE", "US"][at as usize % 3].to_owned()]],
            numbers: vec![(at % 4 > 0).then_some(Fact { value: f64::from(at), source: Source::Stated })],
            ..Document::default()
        };
        builder.add(document).ok()?;
    }
    let mut collection = Collection::new(schema);
    collection.push("base", builder.finish().open().ok()?).ok()?;
    Some(collection)
});

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let collection = COLLECTION.as_ref().expect("the fixed documents are valid");
    let plain = Query { text: text.to_owned(), ..Query::default() };
    for query in [Some(plain), serde_json::from_str::<Query>(text).ok()].into_iter().flatten() {
        let Ok(answer) = collection.search(&query) else { continue };
        assert!(answer.total <= answer.of && answer.hits.len() <= query.limit);
        for hit in &answer.hits {
            for marked in [&hit.title, &hit.summary] {
                let length = marked.text.chars().count() as u32;
                assert!(marked.marks.iter().all(|(start, end)| start < end && *end <= length));
            }
        }
    }
});
