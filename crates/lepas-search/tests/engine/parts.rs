//! 1. Parts are shares of 0 to 1 times their weight, in the order asked for, and their sum is the score that sorts.
//! 2. Adding a wanted skill never ranks a person lower, with or without words, however many are wanted.
//! 3. Changing the currency of amounts and bounds together never changes the order.
//! 4. Unknown gives no points and says so; an estimate says so.
//! 5. A related skill counts its share, and never on top of the wanted one.
//! 6. Parts that make no sense are named.

use lepas_search::{Document, Fact, Hours, Measure, PartRequest, Query, QueryError, Source, Weights};
use proptest::prelude::*;

use crate::facets::{documents, queries};
use crate::support::{collection, document, estimated, stated};

fn part(name: &str, weight: f32, measure: Measure) -> PartRequest {
    PartRequest { name: name.to_owned(), weight, measure }
}

fn wanted(values: &[(&str, f32)], related: &[(&str, &str, f32)]) -> Measure {
    Measure::Wanted {
        facet: "skill".to_owned(),
        wanted: values.iter().map(|(value, worth)| ((*value).to_owned(), *worth)).collect(),
        related: related.iter().map(|(one, other, share)| ((*one).to_owned(), (*other).to_owned(), *share)).collect(),
    }
}

fn pay(none: f64, full: f64) -> Measure {
    Measure::Between { number: "pay".to_owned(), none, full }
}

fn skilled(id: &str, skills: &[&str]) -> Document {
    Document {
        facets: vec![Vec::new(), skills.iter().map(|&skill| skill.to_owned()).collect()],
        ..document(id, "job", "")
    }
}

/// Points of the part called `name` by id.
fn points(documents: &[Document], request: PartRequest) -> Vec<(String, f32, bool, bool)> {
    let name = request.name.clone();
    let query = Query { parts: vec![request], limit: 200, ..Query::default() };
    let mut found: Vec<(String, f32, bool, bool)> = collection(documents)
        .search(&query)
        .unwrap()
        .hits
        .into_iter()
        .map(|hit| {
            let part = hit.parts.iter().find(|part| part.name == name).unwrap();
            (hit.id.clone(), part.points, part.known, part.estimated)
        })
        .collect();
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}

#[test]
fn wanted_and_related_skills_count_their_share() {
    let documents = [
        skilled("all", &["Rust", "SQL"]),
        skilled("none", &["Go"]),
        skilled("related", &["Postgres", "SQL"]),
        skilled("silent", &[]),
    ];
    let request =
        part("skills", 40.0, wanted(&[("Rust", 1.0), ("SQL", 1.0)], &[("SQL", "Postgres", 0.5), ("Rust", "Go", 0.5)]));
    let found = points(&documents, request);
    let expected = [("all", 40.0, true), ("none", 10.0, true), ("related", 20.0, true), ("silent", 0.0, false)];
    for ((id, given, known, _), wanted) in found.iter().zip(expected) {
        assert_eq!((id.as_str(), *given, *known), wanted);
    }
}

#[test]
fn a_posting_is_measured_by_the_share_of_its_skills_that_a_person_has() {
    let documents = [skilled("half", &["Rust", "SQL"]), skilled("silent", &[]), skilled("whole", &["Rust"])];
    let had = vec![("Rust".to_owned(), 1.0), ("Go".to_owned(), 1.0)];
    let found = points(&documents, part("fit", 10.0, Measure::Covered { facet: "skill".to_owned(), had }));
    let given: Vec<f32> = found.iter().map(|found| found.1).collect();
    assert_eq!(given, [5.0, 0.0, 10.0]);
    assert!(!found[1].2, "a posting without skills is unknown, not unfit");
}

#[test]
fn pay_lies_between_its_bounds_and_says_where_it_comes_from() {
    let with = |id: &str, pay| Document { numbers: vec![pay], ..document(id, "job", "") };
    let documents =
        [with("above", stated(90.0)), with("guess", estimated(30.0)), with("low", stated(10.0)), with("silent", None)];
    let found = points(&documents, part("pay", 20.0, pay(20.0, 40.0)));
    let expected = [(20.0, true, false), (10.0, true, true), (0.0, true, false), (0.0, false, false)];
    for ((_, given, known, guessed), wanted) in found.into_iter().zip(expected) {
        assert_eq!((given, known, guessed), wanted);
    }
    // The other way round: a budget that must not be passed.
    let found = points(&documents, part("budget", 20.0, pay(60.0, 30.0)));
    assert_eq!(found.iter().map(|found| found.1).collect::<Vec<_>>(), [0.0, 20.0, 20.0, 0.0]);
}

#[test]
fn overlap_is_true_to_summer_time_and_a_country_only_estimates_it() {
    let in_zone = |id: &str, zone: &str| Document {
        facets: vec![if zone.is_empty() { Vec::new() } else { vec![zone.to_owned()] }],
        ..document(id, "job", "")
    };
    let documents = [
        in_zone("berlin", "Europe/Berlin"),
        in_zone("country", "DE"),
        in_zone("mars", "Mars/Olympus"),
        in_zone("silent", ""),
    ];
    for (day, minutes) in [(20_468, 120.0), (20_649, 180.0)] {
        let hours = Hours { zone: "Asia/Jakarta".to_owned(), from: 540, to: 1_020, day };
        let measure = Measure::Overlap { facet: "category".to_owned(), hours, theirs: (540, 1_020), full: 240 };
        let found = points(&documents, part("overlap", 240.0, measure));
        let given: Vec<(f32, bool, bool)> = found.into_iter().map(|found| (found.1, found.2, found.3)).collect();
        assert_eq!(given, [(minutes, true, false), (minutes, true, true), (0.0, false, false), (0.0, false, false)]);
    }
}

#[test]
fn parts_that_make_no_sense_are_named() {
    let collection = collection(&[]);
    let search = |parts: Vec<PartRequest>| collection.search(&Query { parts, ..Query::default() });
    let good = part("pay", 1.0, pay(0.0, 1.0));
    assert!(search(vec![good.clone()]).is_ok());
    assert_eq!(search(vec![good.clone(), good]), Err(QueryError::BadPart("pay".to_owned())));
    assert_eq!(search(vec![part("relevance", 1.0, pay(0.0, 1.0))]), Err(QueryError::BadPart("relevance".to_owned())));
    assert_eq!(search(vec![part("", 1.0, pay(0.0, 1.0))]), Err(QueryError::BadPart(String::new())));
    assert!(matches!(search(vec![part("pay", f32::NAN, pay(0.0, 1.0))]), Err(QueryError::BadNumber(_))));
    assert!(matches!(search(vec![part("pay", 1.0, pay(1.0, 1.0))]), Err(QueryError::BadNumber(_))));
    let nine = (0..9).map(|at| part(&at.to_string(), 1.0, pay(0.0, 1.0))).collect();
    assert!(matches!(search(nine), Err(QueryError::LimitTooLarge { .. })));
    let nowhere = Hours { zone: "Nowhere".to_owned(), from: 0, to: 60, day: 0 };
    let measure = Measure::Overlap { facet: "category".to_owned(), hours: nowhere, theirs: (0, 60), full: 60 };
    assert!(matches!(search(vec![part("overlap", 1.0, measure)]), Err(QueryError::BadNumber(_))));
}

#[test]
fn one_of_many_wanted_skills_never_costs_a_place() {
    // A short text and a long list of wishes: each skill is worth little, and as a tag it must not dilute the words.
    let wants: Vec<String> = (0..30).map(|at| format!("wish {at}")).collect();
    let wanted = wants.iter().map(|value| (value.clone(), 1.0)).collect();
    let query = Query {
        text: "designer ".to_owned(),
        weights: Weights { relevance: 35.0, freshness: 0.0 },
        parts: vec![part("skills", 25.0, Measure::Wanted { facet: "skill".to_owned(), wanted, related: Vec::new() })],
        ..Query::default()
    };
    let person = |id: &str, skills: &[String]| Document {
        tags: skills.to_vec(),
        facets: vec![Vec::new(), skills.to_vec()],
        ..document(id, "person", "designer from Solo")
    };
    let people: Vec<Document> = (0..20).map(|at| person(&format!("{at:02}"), &wants[..1])).collect();
    let mut collection = collection(&people);
    assert_eq!(collection.standing(&query, "05").unwrap().unwrap().place, Some(6));
    for more in 2..=30 {
        assert_eq!(collection.what_if(&query, person("05", &wants[..more])).unwrap().place, Some(1), "{more} skills");
    }
}

fn some_parts() -> impl Strategy<Value = Vec<PartRequest>> {
    let values = || proptest::collection::btree_map(0..6_usize, 0.1_f32..3.0, 1..4);
    (values(), values(), -5..25_i32, 1..20_i32, proptest::collection::vec(0.0_f32..100.0, 3)).prop_map(
        |(wants, has, none, span, weights)| {
            let named = |(value, worth): (usize, f32)| (format!("skill {value}"), worth);
            let related = vec![("skill 0".to_owned(), "skill 5".to_owned(), 0.5)];
            let had = has.into_iter().map(|(value, share)| (format!("skill {value}"), share.min(1.0))).collect();
            let wants = wants.into_iter().map(named).collect();
            vec![
                part("wanted", weights[0], Measure::Wanted { facet: "skill".to_owned(), wanted: wants, related }),
                part("covered", weights[1], Measure::Covered { facet: "skill".to_owned(), had }),
                part("pay", weights[2], pay(f64::from(none), f64::from(none + span))),
            ]
        },
    )
}

proptest! {
    #[test]
    fn parts_add_up_to_the_score_that_sorts(documents in documents(), query in queries(), parts in some_parts()) {
        let query = Query { parts: parts.clone(), sort: Default::default(), ..query };
        let answer = collection(&documents).search(&query).unwrap();
        for hit in &answer.hits {
            let sum = hit.parts.iter().fold(0.0_f32, |sum, part| sum + part.points);
            prop_assert_eq!(sum.to_bits(), hit.score.to_bits());
            prop_assert!(hit.parts.iter().all(|part| part.points >= 0.0 && part.points <= part.maximum));
            prop_assert!(hit.parts.iter().all(|part| part.known || part.points == 0.0));
            let asked: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
            let given: Vec<&str> = hit.parts.iter().map(|part| part.name.as_str()).filter(|name| *name != "relevance").collect();
            prop_assert_eq!(given, asked);
        }
        prop_assert!(answer.hits.is_sorted_by(|one, next| one.score > next.score || one.score == next.score && one.id < next.id));
    }

    #[test]
    fn adding_a_wanted_skill_never_ranks_a_person_lower(
        documents in documents(), at in any::<prop::sample::Index>(), wants in proptest::collection::btree_set(0..6_usize, 1..5), add in any::<prop::sample::Index>(),
    ) {
        prop_assume!(!documents.is_empty());
        let wants: Vec<String> = wants.into_iter().map(|value| format!("skill {value}")).collect();
        let values = wants.iter().map(|value| (value.clone(), 1.0)).collect();
        let measure = Measure::Wanted { facet: "skill".to_owned(), wanted: values, related: vec![("skill 0".to_owned(), "skill 5".to_owned(), 0.5)] };
        let query = Query { parts: vec![part("skills", 40.0, measure), part("pay", 10.0, pay(0.0, 20.0))], ..Query::default() };
        let mut person = documents[at.index(documents.len())].clone();
        let added = &wants[add.index(wants.len())];
        prop_assume!(!person.facets[1].contains(added));
        let mut collection = collection(&documents);
        let before = collection.standing(&query, &person.id).unwrap().unwrap().place.unwrap();
        person.facets[1].push(added.clone());
        let after = collection.what_if(&query, person).unwrap().place.unwrap();
        prop_assert!(after <= before, "{} then {}", before, after);
    }

    #[test]
    fn adding_a_wanted_skill_never_ranks_a_person_lower_whatever_was_typed(
        documents in documents(), words in queries(), at in any::<prop::sample::Index>(), wants in proptest::collection::btree_set(0..6_usize, 1..4), add in any::<prop::sample::Index>(),
    ) {
        prop_assume!(!documents.is_empty());
        // As the server makes documents of people: skills are searched, too, so that one more makes a text longer.
        let with_tags = |document: &Document| Document { tags: document.facets[1].clone(), ..document.clone() };
        let documents: Vec<Document> = documents.iter().map(with_tags).collect();
        let wants: Vec<String> = wants.into_iter().map(|value| format!("skill {value}")).collect();
        let wanted = wants.iter().map(|value| (value.clone(), 1.0)).collect();
        let measure = Measure::Wanted { facet: "skill".to_owned(), wanted, related: Vec::new() };
        let query = Query {
            text: words.text,
            weights: Weights { relevance: 35.0, freshness: 0.0 },
            parts: vec![part("skills", 25.0, measure), part("pay", 15.0, pay(0.0, 20.0))],
            ..Query::default()
        };
        let mut collection = collection(&documents);
        let mut person = documents[at.index(documents.len())].clone();
        let added = &wants[add.index(wants.len())];
        prop_assume!(!person.facets[1].contains(added));
        // Both are supposed: the copy beneath still counts in the statistics, which in a handful of documents decide by themselves.
        let Some(before) = collection.what_if(&query, person.clone()).unwrap().place else { return Ok(()) };
        person.facets[1].push(added.clone());
        let after = collection.what_if(&query, with_tags(&person)).unwrap().place;
        prop_assert!(after.is_some_and(|after| after <= before), "{} then {:?}", before, after);
    }

    #[test]
    fn another_currency_gives_the_same_order(documents in documents(), query in queries(), none in -5..25_i32, span in 1..20_i32, rate in 1_u32..20) {
        // Amounts and bounds are whole numbers times a power of two, so that both currencies are exact.
        let rate = f64::from(1_u32 << rate);
        let in_dollars = Query {
            text: query.text, filters: query.filters, limit: 200,
            parts: vec![part("pay", 30.0, pay(f64::from(none), f64::from(none + span)))],
            ..Query::default()
        };
        let in_rupiah = Query { parts: vec![part("pay", 30.0, pay(f64::from(none) * rate, f64::from(none + span) * rate))], ..in_dollars.clone() };
        let converted: Vec<Document> = documents.iter().map(|document| Document {
            numbers: document.numbers.iter().map(|fact| fact.map(|Fact { value, .. }| Fact { value: value * rate, source: Source::Estimated })).collect(),
            ..document.clone()
        }).collect();
        let order = |documents: &[Document], query: &Query| -> Vec<(String, f32)> {
            collection(documents).search(query).unwrap().hits.into_iter().map(|hit| (hit.id, hit.score)).collect()
        };
        prop_assert_eq!(order(&documents, &in_dollars), order(&converted, &in_rupiah));
    }
}
