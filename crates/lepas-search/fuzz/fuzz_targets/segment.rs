//! Any bytes as a segment. The checksum is put right first, as a hostile writer would, so that everything behind it is reached:
//! the bytes are refused, or every kind of question is answered without a panic.

#![no_main]

use lepas_search::{Collection, Document, FacetRequest, HistogramRequest, Query, Segment, Sort};
use libfuzzer_sys::fuzz_target;

/// Puts the right checksum into the header.
fn seal(bytes: &mut [u8]) {
    const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |state: u64, word: u64| {
        let product = (state ^ word).wrapping_mul(MULTIPLIER);
        product ^ (product >> 29)
    };
    if bytes.len() < 16 {
        return;
    }
    let (blocks, tail) = bytes[16..].as_chunks::<32>();
    let mut lanes = [1_u64, 2, 3, 4].map(|seed| seed.wrapping_mul(MULTIPLIER));
    for block in blocks {
        for (lane, word) in lanes.iter_mut().zip(block.as_chunks::<8>().0) {
            *lane = mix(*lane, u64::from_le_bytes(*word));
        }
    }
    let sum = lanes.into_iter().fold((bytes.len() - 16) as u64, mix);
    let sum = tail.iter().fold(sum, |sum, &byte| mix(sum, u64::from(byte)));
    bytes[8..16].copy_from_slice(&sum.to_le_bytes());
}

fuzz_target!(|data: &[u8]| {
    // Both files of a segment, one behind the other.
    let cut = data.windows(4).position(|window| window == b"LPSP").unwrap_or(data.len());
    let (index, positions) = data.split_at(cut);
    let (mut index, mut positions) = (index.to_vec(), positions.to_vec());
    seal(&mut index);
    if let (Some(own), Some(named)) = (index.get(8..16), positions.get_mut(16..24)) {
        named.copy_from_slice(own);
    }
    seal(&mut positions);
    let Ok(mut segment) = Segment::open(index) else { return };
    let _ = segment.add_positions(positions);
    let schema = segment.schema().clone();
    let mut collection = Collection::new(schema.clone());
    if collection.push("hostile", segment).is_err() {
        return;
    }
    let facets = schema.facets.iter().map(|field| FacetRequest { facet: field.name.clone(), limit: 5 });
    let histograms =
        schema.numbers.iter().map(|number| HistogramRequest { number: number.clone(), edges: vec![0.0, 5.0] });
    let by_number = schema.numbers.first().map(|number| Sort::Number { number: number.clone(), descending: true });
    for text in ["", "alpha ", "al", "alphx ", "\"alpha bravo\" -golf", "kilo tango golf bravo "] {
        for sort in [Some(Sort::Relevance), by_number.clone()].into_iter().flatten() {
            let query = Query {
                text: text.to_owned(),
                limit: 200,
                facets: facets.clone().collect(),
                histograms: histograms.clone().collect(),
                sort,
                ..Query::default()
            };
            if let Ok(answer) = collection.search(&query) {
                assert!(answer.hits.len() <= answer.total && answer.total <= answer.of);
            }
        }
    }
    let _ = (collection.get("000"), collection.memory());
    let supposed = Document { id: "000".to_owned(), title: "alpha".to_owned(), ..Document::default() };
    let _ = collection.what_if(&Query { text: "alpha ".to_owned(), ..Query::default() }, supposed);
});
