//! 1. The parts of a score add up to it, and the list is in its order.
//! 2. The best text match gets all points of relevance; freshness halves every half-life; an unknown date gets none and says so.
//! 3. In texts of one length title counts more than tags, tags more than body.
//! 4. In a short query, documents with all words come first.
//! 5. The same query gives the same answer.

use lepas_search::{Document, Freshness, Query, Weights};
use proptest::prelude::*;

use crate::facets::{documents, queries};
use crate::support::{collection, document, found, stated, titles};

fn fresh() -> Option<Freshness> {
    Some(Freshness { number: "posted".to_owned(), today: 20_000.0, half_life_days: 10.0 })
}

#[test]
fn points_are_what_the_rule_says() {
    let dated = |id: &str, posted| Document { numbers: vec![None, posted], ..document(id, "rust", "") };
    let collection =
        collection(&[dated("new", stated(20_000.0)), dated("old", stated(19_990.0)), dated("undated", None)]);
    let answer =
        collection.search(&Query { text: "rust ".to_owned(), freshness: fresh(), ..Query::default() }).unwrap();
    let scores: Vec<f32> = answer.hits.iter().map(|hit| hit.score).collect();
    assert_eq!(scores, [100.0, 92.5, 85.0]);
    let undated = &answer.hits[2].parts[1];
    assert_eq!(
        (undated.name.as_str(), undated.points, undated.maximum, undated.known),
        ("freshness", 0.0, 15.0, false)
    );
    let answer = collection.search(&Query { freshness: fresh(), ..Query::default() }).unwrap();
    assert!(answer.hits.iter().all(|hit| hit.parts.len() == 1), "no text, no relevance");
}

#[test]
fn fields_count_in_their_order() {
    let collection = collection(&[
        document("body", "nothing here", "rust"),
        Document { tags: vec!["rust".to_owned()], ..document("tags", "nothing here", "nothing") },
        document("title", "rust here", "nothing"),
    ]);
    let answer = collection.search(&Query { text: "rust ".to_owned(), ..Query::default() }).unwrap();
    assert_eq!(answer.hits.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>(), ["title", "tags", "body"]);
}

#[test]
fn documents_with_all_words_come_first() {
    let collection = titles(&[
        "Elixir Elixir Elixir",
        "A long title about many things and also an elixir in the office",
        "Office",
        "Office office",
    ]);
    assert!(found(&collection, "elixir office ")[0].starts_with("A long title"));
}

#[test]
fn freshness_cannot_outrange_relevance_beyond_its_weight() {
    let collection = collection(&[
        Document { numbers: vec![None, stated(20_000.0)], ..document("new", "nothing much about this", "rust") },
        Document { numbers: vec![None, stated(10_000.0)], ..document("fitting", "Rust rust", "rust") },
    ]);
    let answer =
        collection.search(&Query { text: "rust ".to_owned(), freshness: fresh(), ..Query::default() }).unwrap();
    assert_eq!(answer.hits[0].id, "fitting");
}

proptest! {
    #[test]
    fn parts_add_up_and_answers_repeat(documents in documents(), query in queries(), relevance in 0.0_f32..100.0, freshness in 0.0_f32..100.0) {
        let query = Query {
            weights: Weights { relevance, freshness },
            freshness: Some(Freshness { number: "posted".to_owned(), today: 20.0, half_life_days: 3.0 }),
            sort: Default::default(),
            ..query
        };
        let one = collection(&documents).search(&query).unwrap();
        let mut reversed = documents;
        reversed.reverse();
        let other = collection(&reversed);
        prop_assert_eq!(&one, &other.search(&query).unwrap(), "the order of adding does not matter");
        prop_assert_eq!(&one, &other.search(&query).unwrap(), "nor does what was searched before");
        for hit in &one.hits {
            let sum = hit.parts.iter().fold(0.0_f32, |sum, part| sum + part.points);
            prop_assert_eq!(sum.to_bits(), hit.score.to_bits());
            prop_assert!(hit.parts.iter().all(|part| part.points >= 0.0 && part.points <= part.maximum));
        }
        prop_assert!(one.hits.is_sorted_by(|one, next| one.score > next.score || one.score == next.score && one.id < next.id));
    }
}
