//! A work on its way out of the document into cipher text, and back.
//!
//! Owns that nothing of it stays behind: its translations and what roles say of it go with it. Leaves encrypting to the
//! device and asking for the passphrase to `private`.

use lepas_api::{
    Locale,
    profile::{Audience, Members, Other},
};
use serde_json::Value;

use super::PATH;
use crate::features::studio::paths;

/// Where the locked works are.
pub(super) const LOCKED: &str = "/meta/lepas/locked";
const LEPAS: &str = "/meta/lepas";
/// Members of the cipher text's work that are no members of a work in the document.
const TRANSLATIONS: &str = "translations";

/// Takes the texts out of a table that is kept by place whose places are inside `place`; their names are what follows it.
fn split(table: &mut Value, place: &str) -> Other {
    let mut found = Other::new();
    if let Value::Object(texts) = table {
        texts.retain(|name, text| {
            let inside = name.strip_prefix(place).and_then(|rest| rest.strip_prefix('/'));
            if let Some(rest) = inside {
                found.insert(rest.to_owned(), text.take());
            }
            inside.is_none() && name != place
        });
    }
    found
}

/// Takes a work out with everything that the document says about it; `None` when there is no such work.
pub(super) fn take_out(document: &mut Value, id: &str) -> Option<Value> {
    let place = paths::join(PATH, id);
    let mut case = paths::get(document, &place)?.clone();
    paths::put(document, &place, None);
    let lepas = document.pointer_mut(LEPAS)?;
    let mut words = Other::new();
    for locale in Locale::ALL {
        let texts = lepas.get_mut(TRANSLATIONS).and_then(|all| all.get_mut(locale.tag()));
        let texts = texts.map(|texts| split(texts, &place)).unwrap_or_default();
        if !texts.is_empty() {
            words.insert(locale.tag().to_owned(), Value::Object(texts));
        }
    }
    if let Some(marks) = lepas.get_mut("visibility") {
        split(marks, &place);
    }
    for role in lepas.get_mut("roles").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(texts) = role.get_mut("texts") {
            split(texts, &place);
        }
    }
    if !words.is_empty() {
        case.as_object_mut()?.insert(TRANSLATIONS.to_owned(), Value::Object(words));
    }
    Some(case)
}

/// Puts an opened work back among the works, for its owner alone, and takes its cipher text away. False for a text that
/// is no work.
pub(super) fn put_back(document: &mut Value, id: &str, text: &str) -> bool {
    let Ok(Value::Object(mut case)) = crate::api::read_json::<Value>(text.as_bytes()) else { return false };
    let words = case.remove(TRANSLATIONS);
    case.set_text("id", id);
    let place = paths::join(PATH, id);
    let cases = paths::list(document, PATH).iter().cloned().chain([Value::Object(case)]).collect();
    paths::put(document, PATH, Some(Value::Array(cases)));
    paths::put(document, &paths::join(LOCKED, id), None);
    paths::put(
        document,
        &paths::join("/meta/lepas/visibility", &place),
        Some(Value::String(Audience::Private.name().to_owned())),
    );
    for (tag, texts) in words.as_ref().and_then(Value::as_object).into_iter().flatten() {
        for (rest, text) in texts.as_object().into_iter().flatten() {
            let whole = [&place, "/", rest].concat();
            let at = paths::join(&paths::join("/meta/lepas/translations", tag), &whole);
            paths::put(document, &at, Some(text.clone()));
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use lepas_api::{from_tree, profile::ProfileDocument, tree};
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_of_a_locked_work_stays_behind_and_all_of_it_comes_back() {
        let before = json!({"meta": {"lepas": {
            "cases": [{"id": "a", "title": "Terbuka"}, {"id": "b", "title": "Rahasia", "blocks": [{"id": "x", "text": "Rahasia"}]}],
            "visibility": {"/meta/lepas/cases/b": "clients", "/meta/lepas/cases/a": "clients"},
            "translations": {"en": {"/meta/lepas/cases/b/title": "Rahasia in English", "/meta/lepas/cases/a/title": "Open"}},
            "roles": [{"id": "r", "name": "R", "texts": {"/meta/lepas/cases/b/title": "Rahasia peran"}}],
        }}});
        let mut document = before.clone();
        let case = take_out(&mut document, "b").unwrap();
        let left = document.to_string();
        assert!(!left.contains("Rahasia") && left.contains("Terbuka") && left.contains("Open"), "{left}");
        paths::put(&mut document, LOCKED, Some(json!([{"id": "b", "title": "T"}])));
        assert!(put_back(&mut document, "b", &case.to_string()));
        assert_eq!(document["meta"]["lepas"]["cases"], before["meta"]["lepas"]["cases"]);
        assert_eq!(document["meta"]["lepas"]["translations"], before["meta"]["lepas"]["translations"]);
        assert_eq!(document["meta"]["lepas"]["visibility"]["/meta/lepas/cases/b"], "private");
        assert_eq!(paths::list(&document, LOCKED), [] as [Value; 0]);
        let read: ProfileDocument = from_tree(&document).unwrap();
        assert!(!tree(&read.public_view()).to_string().contains("Rahasia"));
        assert_eq!(take_out(&mut document, "c"), None);
        assert!(!put_back(&mut document, "b", "no work"));
    }
}
