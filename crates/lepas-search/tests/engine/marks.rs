//! 1. Marks are sorted, disjoint, inside the text in characters, and cover the words that matched.
//! 2. Text is returned untouched, whatever it contains.
//! 3. No text, no marks.

use lepas_search::{Document, Marked};
use proptest::prelude::*;

use crate::support::{ask, collection, document, titles};

fn pieces(marked: &Marked) -> Vec<String> {
    let characters: Vec<char> = marked.text.chars().collect();
    marked.marks.iter().map(|&(start, end)| characters[start as usize..end as usize].iter().collect()).collect()
}

#[test]
fn matched_words_are_marked_in_characters() {
    let title = "👩‍💻 Senior Re\u{301}sume\u{301} designers, Node.js";
    let collection =
        collection(&[Document { summary: "Kami cari desainer ulung".to_owned(), ..document("a", title, "") }]);
    let hit = &ask(&collection, "designer resume node ").hits[0];
    assert_eq!(pieces(&hit.title), ["Re\u{301}sume\u{301}", "designers", "Node"]);
    assert_eq!(pieces(&hit.summary), ["desainer"]);
}

#[test]
fn other_names_corrections_and_beginnings_are_marked() {
    let collection = titles(&["JavaScript and machine learning"]);
    assert_eq!(pieces(&ask(&collection, "js ").hits[0].title), ["JavaScript"]);
    assert_eq!(pieces(&ask(&collection, "ml ").hits[0].title), ["machine learning"]);
    assert_eq!(pieces(&ask(&collection, "javascrpit ").hits[0].title), ["JavaScript"]);
    assert_eq!(pieces(&ask(&collection, "learn").hits[0].title), ["learning"]);
    assert!(ask(&collection, "").hits[0].title.marks.is_empty());
}

#[test]
fn markup_stays_text() {
    let title = "<img src=x onerror=alert(1)> Rust & \"co\" <b>";
    let hit = ask(&titles(&[title]), "onerror rust ").hits[0].clone();
    assert_eq!(hit.title.text, title);
    assert_eq!(pieces(&hit.title), ["onerror", "Rust"]);
}

proptest! {
    #[test]
    fn marks_are_sorted_disjoint_and_inside(title in "(\\PC|[a-c]{1,3} |é|e\u{301}|👩‍💻|ß|İ|C\\+\\+|\\.net ){0,30}", text in "\\PC{0,20}") {
        let collection = collection(&[Document { summary: title.clone(), ..document("a", &title, "") }]);
        for text in [text, title.chars().take(150).collect()] {
            let Ok(answer) = collection.search(&lepas_search::Query { text, ..Default::default() }) else { continue };
            for hit in &answer.hits {
                prop_assert_eq!(&hit.title.text, &title);
                let length = title.chars().count() as u32;
                let mut before = 0;
                for &(start, end) in &hit.title.marks {
                    prop_assert!(before <= start && start < end && end <= length);
                    before = end;
                }
            }
        }
    }
}
