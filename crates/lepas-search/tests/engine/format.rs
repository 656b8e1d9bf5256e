//! 1. The same documents give the same bytes in whatever order they were added.
//! 2. Damaged, foreign and hostile bytes are refused or searched without a panic, even where the checksum fits.
//! 3. A large list comes back whole: more than one block, dictionary block and code width.

use lepas_search::{
    Collection, Document, FacetRequest, HistogramRequest, OpenError, PositionsUse, Query, QueryError, Segment,
    SegmentFiles, Sort,
};
use proptest::prelude::*;

use crate::facets::documents;
use crate::support::{ask, collection, document, files, schema, stated};

/// Puts the right checksum into bytes of version 4, as a hostile writer would.
fn seal(bytes: &mut [u8]) {
    const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |state: u64, word: u64| {
        let product = (state ^ word).wrapping_mul(MULTIPLIER);
        product ^ (product >> 29)
    };
    if bytes.len() < 16 {
        return;
    }
    let checked = &bytes[16..];
    let mut lanes = [1_u64, 2, 3, 4].map(|seed| seed.wrapping_mul(MULTIPLIER));
    let whole = checked.len() / 32 * 32;
    for (at, word) in checked[..whole].chunks(8).enumerate() {
        lanes[at % 4] = mix(lanes[at % 4], u64::from_le_bytes(word.try_into().unwrap()));
    }
    let sum = lanes.into_iter().fold(checked.len() as u64, mix);
    let sum = checked[whole..].iter().fold(sum, |sum, &byte| mix(sum, u64::from(byte)));
    bytes[8..16].copy_from_slice(&sum.to_le_bytes());
}

fn bytes(documents: &[Document]) -> Vec<u8> {
    files(documents).index
}

/// Opens the bytes and, if they open, asks everything that reads them. Says whether they opened.
fn exercise(index: Vec<u8>, positions: Vec<u8>) -> bool {
    let Ok(mut segment) = Segment::open(index) else { return false };
    let opened = segment.add_positions(positions).is_ok();
    assert_eq!(segment.has_positions(), opened);
    let schema = segment.schema().clone();
    let mut collection = Collection::new(schema.clone());
    collection.push("hostile", segment).unwrap();
    for text in ["", "alpha ", "al", "alphx ", "\"alpha bravo\" -golf", "kilo tango golf bravo "] {
        let query = Query {
            text: text.to_owned(),
            limit: 200,
            facets: schema.facets.iter().map(|field| FacetRequest { facet: field.name.clone(), limit: 5 }).collect(),
            histograms: schema
                .numbers
                .iter()
                .map(|number| HistogramRequest { number: number.clone(), edges: vec![0.0, 5.0] })
                .collect(),
            sort: schema
                .numbers
                .first()
                .map_or(Sort::Relevance, |number| Sort::Number { number: number.clone(), descending: true }),
            ..Query::default()
        };
        match collection.search(&query) {
            Ok(answer) => assert!(answer.hits.len() <= 200 && answer.total <= answer.of),
            Err(error) => assert_eq!((error, opened), (QueryError::NoPositions, false)),
        }
    }
    let _ = (collection.get("000"), collection.facet_values("skill", "", 5), collection.memory());
    opened
}

#[test]
fn the_own_checksum_is_the_same_as_the_engines() {
    let good = bytes(&[document("a", "alpha", "")]);
    let mut sealed = good.clone();
    sealed[8..16].fill(0);
    seal(&mut sealed);
    assert_eq!(good, sealed);
}

#[test]
fn what_is_wrong_is_named() {
    let good = bytes(&[document("a", "alpha", "bravo")]);
    assert_eq!(Segment::open(Vec::new()).unwrap_err(), OpenError::NotASegment);
    assert_eq!(Segment::open(b"PK\x03\x04 something else".to_vec()).unwrap_err(), OpenError::NotASegment);
    let mut other = good.clone();
    other[4] = 9;
    assert_eq!(Segment::open(other).unwrap_err(), OpenError::Version { found: 9, expected: 4 });
    let mut damaged = good.clone();
    *damaged.last_mut().unwrap() ^= 1;
    assert_eq!(Segment::open(damaged).unwrap_err(), OpenError::Checksum);
    assert!(exercise(good, files(&[document("a", "alpha", "bravo")]).positions));
}

#[test]
fn positions_of_another_segment_and_damaged_ones_are_refused() {
    let (one, other) = (files(&[document("a", "alpha bravo", "")]), files(&[document("b", "alpha bravo", "")]));
    let mut segment = Segment::open(one.index).unwrap();
    assert_eq!(segment.add_positions(other.positions).unwrap_err(), OpenError::OtherSegment);
    let mut damaged = one.positions.clone();
    *damaged.last_mut().unwrap() ^= 1;
    assert_eq!(segment.add_positions(damaged).unwrap_err(), OpenError::Checksum);
    assert_eq!(segment.add_positions(other.index).unwrap_err(), OpenError::NotASegment);
    assert!(!segment.has_positions());
    segment.add_positions(one.positions).unwrap();
    assert!(segment.has_positions());
}

#[test]
fn without_positions_a_phrase_is_refused_and_everything_else_is_answered() {
    let documents = [document("apart", "Science of data", ""), document("together", "Data science", "")];
    let SegmentFiles { index, positions } = files(&documents);
    let mut collection = Collection::new(schema());
    collection.push("base", Segment::open(index).unwrap()).unwrap();
    let search = |collection: &Collection, text: &str| {
        collection.search(&Query { text: text.to_owned(), ..Query::default() }).map(|answer| answer.total)
    };
    let wants = |text: &str| collection.positions_use(&Query { text: text.to_owned(), ..Query::default() });
    assert_eq!((wants("data "), wants("\"data\"")), (PositionsUse::None, PositionsUse::None));
    assert_eq!((wants("data science "), wants("a -\"data science\"")), (PositionsUse::Better, PositionsUse::Needed));
    assert_eq!(search(&collection, "data science "), Ok(2));
    assert_eq!(search(&collection, "\"data\""), Ok(2));
    assert_eq!(search(&collection, "\"data science\""), Err(QueryError::NoPositions));
    assert_eq!(search(&collection, "data -\"data science\""), Err(QueryError::NoPositions));
    assert_eq!(collection.without_positions().collect::<Vec<_>>(), ["base"]);
    collection.add_positions("base", positions).unwrap();
    assert_eq!(collection.without_positions().count(), 0);
    assert_eq!(search(&collection, "\"data science\""), Ok(1));
    assert_eq!(search(&collection, "data -\"data science\""), Ok(1));
}

#[test]
fn any_one_byte_may_be_nothing() {
    // A count of nothing once brought a document twice: as the beginning of a word it is looked for in several lists.
    let documents: Vec<Document> =
        (0..12).map(|at| document(&format!("{at:03}"), "alpha alphabet", "bravo alphabetic kilo")).collect();
    let SegmentFiles { index, positions } = files(&documents);
    for at in 16..index.len() {
        let (mut index, mut positions) = (index.clone(), positions.clone());
        index[at] = 0;
        seal(&mut index);
        positions[16..24].copy_from_slice(&index[8..16]);
        seal(&mut positions);
        exercise(index, positions);
    }
}

#[test]
fn large_lists_come_back_whole() {
    let documents: Vec<Document> = (0..1_000)
        .map(|at| Document {
            facets: vec![vec![format!("category {at}")]],
            numbers: vec![stated(f64::from(at))],
            ..document(&format!("{at:04}"), "common", &format!("word{at} {}", if at % 3 == 0 { "third" } else { "" }))
        })
        .collect();
    let collection = collection(&documents);
    assert_eq!(ask(&collection, "common ").total, 1_000);
    assert_eq!(ask(&collection, "third ").total, 334);
    for at in [0, 7, 128, 500, 999] {
        assert_eq!(ask(&collection, &format!("word{at} ")).total, 1, "word{at}");
        assert_eq!(ask(&collection, &format!("\"word{at}\"")).total, 1);
        assert_eq!(ask(&collection, &format!("\"word{at} third\"")).total, usize::from(at % 3 == 0), "word{at}");
    }
    // Across blocks of one list, whose positions lie apart.
    assert_eq!(ask(&collection, "\"common third\"").total, 0);
    let facets = vec![FacetRequest { facet: "category".to_owned(), limit: 1_000 }];
    let answer = collection.search(&Query { facets, ..Query::default() }).unwrap();
    assert_eq!(answer.facets[0].distinct, 1_000);
    assert!(answer.facets[0].values.iter().all(|(_, count)| *count == 1));
}

proptest! {
    #[test]
    fn the_order_of_adding_leaves_no_trace(documents in documents()) {
        let mut reversed = documents.clone();
        reversed.reverse();
        prop_assert_eq!(bytes(&documents), bytes(&reversed));
    }

    #[test]
    fn changed_bytes_are_refused(documents in documents(), at in any::<prop::sample::Index>(), flip in 1_u8..) {
        let mut bytes = bytes(&documents);
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        prop_assert!(Segment::open(bytes).is_err());
    }

    #[test]
    fn cut_bytes_are_refused(documents in documents(), at in any::<prop::sample::Index>(), sealed in any::<bool>()) {
        let mut bytes = bytes(&documents);
        bytes.truncate(at.index(bytes.len()));
        if sealed {
            seal(&mut bytes);
        }
        prop_assert!(Segment::open(bytes).is_err());
    }

    #[test]
    fn random_bytes_are_refused(mut bytes in proptest::collection::vec(any::<u8>(), 0..400), header in any::<bool>()) {
        if header && bytes.len() > 8 {
            bytes[..8].copy_from_slice(b"LPSG\x03\0\0\0");
            seal(&mut bytes);
        }
        exercise(bytes.clone(), bytes);
    }

    #[test]
    fn hostile_bytes_with_the_right_checksum_never_panic(
        documents in documents(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let SegmentFiles { mut index, mut positions } = files(&documents);
        for (at, value) in changes {
            let at = at.index(index.len() + positions.len());
            let (file, at) = if at < index.len() { (&mut index, at) } else { (&mut positions, at - index.len()) };
            if at >= 16 {
                file[at] = value;
            }
        }
        seal(&mut index);
        // The positions name the segment by its checksum.
        positions[16..24].copy_from_slice(&index[8..16]);
        seal(&mut positions);
        exercise(index, positions);
    }
}
