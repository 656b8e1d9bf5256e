//! 1. Inflections of both languages find each other; different words do not, however much they share.
//! 2. Names with signs are words of their own, and their parts are found, too.
//! 3. Other names of a skill find it, in both languages.
//! 4. Stop words never empty a query.
//! 5. Case and diacritics do not matter.

use lepas_search::Query;

use crate::support::{ask, found, titles};

#[test]
fn desainer_finds_desain_and_designers_finds_designer() {
    let collection = titles(&["Desain logo", "Senior designer", "Plumber"]);
    assert_eq!(ask(&collection, "desainer ").total, 2);
    assert!(found(&collection, "designers ").contains(&"Senior designer".to_owned()));
}

#[test]
fn ai_never_matches_maintain() {
    let collection = titles(&["We maintain trains", "AI engineer", "Artificial intelligence lead"]);
    for text in ["ai", "ai ", "AI", "\"ai\""] {
        assert_eq!(ask(&collection, text).total, 2, "{text}");
        assert!(!found(&collection, text).contains(&"We maintain trains".to_owned()), "{text}");
    }
}

#[test]
fn a_word_is_never_found_inside_another() {
    for (text, other) in [
        ("ai ", "Email campaigns"),
        ("ai", "Retail trainer"),
        ("go ", "Mango plantation, Django"),
        ("java ", "JavaScript"),
        ("seo ", "Museology"),
        ("art ", "Smart party"),
        ("kopi ", "Fotokopi"),
        ("air ", "Pengairan, fair"),
    ] {
        let collection = titles(&[other]);
        let query = Query { text: text.to_owned(), correct: false, ..Query::default() };
        assert_eq!(collection.search(&query).unwrap().total, 0, "{text:?} in {other:?}");
    }
}

#[test]
fn names_with_signs_are_words_of_their_own() {
    let collection =
        titles(&["C++ developer", "C# developer", "C programmer", "Node.js backend", "UI/UX designer", ".NET shop"]);
    assert_eq!(found(&collection, "c++ "), ["C++ developer"]);
    assert_eq!(found(&collection, "c# "), ["C# developer"]);
    assert_eq!(found(&collection, "c "), ["C programmer"]);
    assert_eq!(found(&collection, "node "), ["Node.js backend"]);
    assert_eq!(found(&collection, "nodejs "), ["Node.js backend"]);
    assert_eq!(found(&collection, "ux "), ["UI/UX designer"]);
    assert_eq!(found(&collection, "ui/ux "), ["UI/UX designer"]);
    assert_eq!(found(&collection, ".net "), [".NET shop"]);
}

#[test]
fn other_names_of_a_skill_find_it() {
    let collection =
        titles(&["JavaScript", "PostgreSQL", "Kubernetes", "Graphic design", "Remote work", "Machine learning"]);
    for (text, title) in [
        ("js ", "JavaScript"),
        ("postgres ", "PostgreSQL"),
        ("k8s ", "Kubernetes"),
        ("desain grafis ", "Graphic design"),
        ("jarak jauh ", "Remote work"),
        ("ml ", "Machine learning"),
        ("pembelajaran mesin ", "Machine learning"),
    ] {
        assert_eq!(found(&collection, text), [title], "{text}");
    }
}

#[test]
fn stop_words_never_empty_a_query() {
    let collection = titles(&["The Who", "Rust", "Yang lain"]);
    assert_eq!(found(&collection, "the "), ["The Who"]);
    assert_eq!(found(&collection, "yang "), ["Yang lain"]);
    assert_eq!(found(&collection, "the rust for you "), ["Rust"]);
}

#[test]
fn case_and_diacritics_do_not_matter() {
    let collection = titles(&["Résumé writer", "Re\u{301}sume\u{301} editor"]);
    assert_eq!(ask(&collection, "RESUME ").total, 2);
    assert_eq!(ask(&collection, "résumé ").total, 2);
}
