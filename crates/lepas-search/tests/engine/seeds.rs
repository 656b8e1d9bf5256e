//! 1. What the fuzzer of segments starts from are segments of this version: it mends checksums, but it would never guess a
//!    whole file, and from files of another version it gets nowhere without anybody noticing.
//!
//! After a change of the format, `LEPAS_WRITE_SEEDS=1 cargo nextest run -p lepas-search seeds` writes them anew.

use std::path::Path;

use lepas_search::{Document, SegmentFiles};

use crate::support::{document, estimated, files, stated};

/// Name and bytes of every seed: a segment and its positions, one behind the other, as the fuzzer takes them apart.
fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let words = ["alpha", "bravo", "golf", "kilo", "tango", "alphabet", "bravissimo"];
    let many = |count: usize| -> Vec<Document> {
        (0..count)
            .map(|at| Document {
                tags: vec![words[at % 3].to_owned()],
                summary: words[at % 5].to_owned(),
                facets: vec![
                    (at % 4 > 0).then(|| format!("category {}", at % 3)).into_iter().collect(),
                    (0..at % 4).map(|skill| format!("skill {}", skill * at)).collect(),
                ],
                numbers: vec![
                    [None, stated(at as f64), estimated(at as f64 / 3.0)][at % 3],
                    (at % 7 > 0).then(|| stated(20_000.0).unwrap()),
                ],
                payload: b"{}".to_vec(),
                ..document(&format!("{at:03}"), words[at % 7], &format!("{} alpha bravo", words[at % 2]))
            })
            .collect()
    };
    let joined = |documents: &[Document]| {
        let SegmentFiles { mut index, positions } = files(documents);
        index.extend(positions);
        index
    };
    vec![
        ("seed-none", joined(&[])),
        ("seed-one", joined(&[document("000", "alpha", "bravo")])),
        ("seed-some", joined(&many(20))),
        // More than one block of a list.
        ("seed-blocks", joined(&many(140))),
    ]
}

#[test]
fn the_fuzzer_starts_from_segments_of_this_version() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/segment");
    for (name, bytes) in seeds() {
        let path = folder.join(name);
        if std::env::var_os("LEPAS_WRITE_SEEDS").is_some() {
            std::fs::write(&path, &bytes).unwrap();
        }
        let kept = std::fs::read(&path).unwrap_or_default();
        assert!(kept == bytes, "{name} is of another version; LEPAS_WRITE_SEEDS=1 with this test writes it anew");
    }
}
