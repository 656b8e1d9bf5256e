//! 1. The last word is completed while it is unfinished, no other word is, and an exact word comes first.
//! 2. Only words that the collection lacks are corrected, by one letter from four letters on and by two from eight, and it is said.
//! 3. Quoted words must stand together; a word after a minus must not occur.
//! 4. 200 characters and 32 words are the limit, and one more is an error.
//! 5. No text is everything; a text nobody wrote is nothing and is named.
//! 6. Two words mean both of them, if five documents have both.

use lepas_search::{Query, QueryError};

use crate::support::{ask, collection, document, found, titles};

#[test]
fn the_unfinished_last_word_is_completed_and_exact_comes_first() {
    let collection = titles(&["Reactive systems", "React developer", "Developer relations", "Reaction chemist"]);
    assert_eq!(ask(&collection, "rea").total, 3);
    assert_eq!(found(&collection, "react").first().map(String::as_str), Some("React developer"));
    assert_eq!(found(&collection, "rea "), Vec::<String>::new());
    assert_eq!(found(&collection, "rea developer "), ["React developer", "Developer relations"]);
    assert_eq!(found(&collection, "developme").len(), 2, "a word half typed over its stem");
}

#[test]
fn words_that_the_collection_lacks_are_corrected_and_reported() {
    let collection = titles(&["JavaScript engineer", "React", "Data entry", "Rust"]);
    for (text, title, to) in [
        ("raect ", "React", "react"),
        ("javscrpt ", "JavaScript engineer", "javascript"),
        ("raect", "React", "react"),
        ("javasrc", "JavaScript engineer", "javascript"),
    ] {
        let answer = ask(&collection, text);
        assert_eq!(answer.hits.len(), 1, "{text}");
        assert_eq!(answer.hits[0].title.text, title);
        assert_eq!(answer.corrections.len(), 1);
        assert_eq!((answer.corrections[0].from.as_str(), answer.corrections[0].to.as_str()), (text.trim(), to));
    }
}

#[test]
fn known_and_short_and_far_words_are_not_corrected() {
    let collection = titles(&["React", "Reach", "Rust", "Go"]);
    assert_eq!(found(&collection, "reach "), ["Reach"]);
    for text in ["rus ", "gop ", "raetc ", "\"raect\" "] {
        let answer = ask(&collection, text);
        assert_eq!((answer.total, answer.corrections.len()), (0, 0), "{text}");
    }
}

#[test]
fn a_correction_scores_below_the_exact_word() {
    let documents = [document("a", "react", ""), document("b", "vue", "")];
    let both = collection(&documents);
    let exact = ask(&both, "react vue ");
    let corrected = ask(&both, "raect vue ");
    assert_eq!(exact.hits[0].score, exact.hits[1].score);
    assert_eq!(corrected.hits[0].id, "b", "the word as written is worth more than the corrected one");
}

#[test]
fn quoted_words_must_stand_together() {
    let documents = [
        document("apart", "Science of data", ""),
        document("body", "Job", "We do data science here"),
        document("title", "Data science", ""),
        document("across", "Data", "science"),
        document("gap", "Head of growth", "the head of the growth"),
    ];
    let collection = collection(&documents);
    let ids = |text: &str| {
        let mut ids: Vec<String> = ask(&collection, text).hits.into_iter().map(|hit| hit.id).collect();
        ids.sort();
        ids
    };
    assert_eq!(ids("\"data science\""), ["body", "title"]);
    assert_eq!(ids("\"head of growth\""), ["gap"]);
    assert_eq!(ids("\"science data\""), Vec::<String>::new());
}

#[test]
fn excluded_words_and_phrases_do_not_occur() {
    let collection = titles(&["PHP developer", "Rust developer", "No code developer", "Code no developer"]);
    assert_eq!(ask(&collection, "developer -php ").total, 3);
    assert_eq!(ask(&collection, "developer -\"no code\" ").total, 3);
    assert_eq!(ask(&collection, "-php").total, 3);
    assert_eq!(ask(&collection, "full-php ").total, 1, "a minus inside a word excludes nothing");
}

#[test]
fn limits_hold_to_the_letter() {
    let collection = titles(&["Rust"]);
    let search = |text: String| collection.search(&Query { text, ..Query::default() });
    assert!(search("é".repeat(200)).is_ok());
    assert_eq!(search("é".repeat(201)), Err(QueryError::TooLong { length: 201, maximum: 200 }));
    assert!(search("a ".repeat(32)).is_ok());
    assert_eq!(search("a ".repeat(33)), Err(QueryError::TooManyTerms { count: 33, maximum: 32 }));
    let query = Query { limit: 201, ..Query::default() };
    assert!(matches!(collection.search(&query), Err(QueryError::LimitTooLarge { .. })));
}

#[test]
fn no_text_is_everything_and_an_unknown_one_is_nothing() {
    let collection = titles(&["Rust", "Go"]);
    for text in ["", "   ", "!?", "\"\"", "-"] {
        assert_eq!(ask(&collection, text).total, 2, "{text:?}");
    }
    let answer = ask(&collection, "zq ");
    assert_eq!((answer.total, answer.of, answer.ignored), (0, 2, vec!["zq".to_owned()]));
    let answer = ask(&collection, "rust zq ");
    assert_eq!((answer.total, answer.ignored), (1, vec!["zq".to_owned()]));
}

#[test]
fn two_words_mean_both_where_five_documents_have_both() {
    let mut all = vec!["React remote"; 5];
    all.extend(["React office", "Remote Rust"]);
    assert_eq!(ask(&titles(&all), "react remote ").total, 5);
    let few = titles(&["Remote Rust, remote and remote again", "React lead, remote", "React office"]);
    assert_eq!(ask(&few, "react remote ").total, 3);
    assert_eq!(found(&few, "react remote ")[0], "React lead, remote");
}
