//! The same profile in Indonesian and English: which texts are translated, where a translation is, and which are missing.
//!
//! Owns that list. The page falls back to the text of the document's own language, marked as such.

use lepas_api::Locale;
use serde_json::Value;

use super::{merge::identity, paths};

/// Members that hold words of the person. Names of people, firms and places stay as they are.
const WORDS: [&str; 14] = [
    "label",
    "summary",
    "position",
    "description",
    "area",
    "title",
    "role",
    "text",
    "caption",
    "alt",
    "reference",
    "unit",
    "question",
    "answer",
];

/// Where these words are not the person's own, or are kept in another place.
const NOT_HERE: [&str; 3] = ["/meta/lepas/translations", "/meta/lepas/visibility", "/meta/lepas/roles"];

/// Whether the text at a path is written in both languages.
pub(super) fn is_translated(path: &str) -> bool {
    let member = path.rsplit('/').next().unwrap_or_default();
    WORDS.contains(&member) && !NOT_HERE.iter().any(|place| path.starts_with(place))
}

/// Where the translation of the text at `path` is.
pub(super) fn place(locale: Locale, path: &str) -> String {
    paths::join(&["/meta/lepas/translations/", locale.tag()].concat(), path)
}

/// The name of a language in that language.
pub(super) fn own_name(locale: Locale) -> &'static str {
    if locale == Locale::Id { "Bahasa Indonesia" } else { "English" }
}

/// The language that the document is not written in.
pub(super) fn other(locale: Locale) -> Locale {
    if locale == Locale::Id { Locale::En } else { Locale::Id }
}

/// Paths of texts that are there and have no translation, in the order of the document.
pub(super) fn missing(document: &Value, locale: Locale) -> Vec<String> {
    let mut found = Vec::new();
    for part in ["/basics", "/work", "/education", "/projects", "/volunteer", "/awards", "/publications", "/references"]
    {
        walk(document, part, paths::get(document, part), locale, &mut found);
    }
    for part in ["/meta/lepas/cases", "/meta/lepas/services", "/meta/lepas/page/links"] {
        walk(document, part, paths::get(document, part), locale, &mut found);
    }
    found
}

fn walk(document: &Value, path: &str, value: Option<&Value>, locale: Locale, found: &mut Vec<String>) {
    match value {
        Some(Value::Object(members)) => {
            for (name, value) in members {
                walk(document, &paths::join(path, name), Some(value), locale, found);
            }
        }
        Some(Value::Array(list)) => {
            for entry in list.iter().filter(|entry| entry.is_object()) {
                if let Some(id) = identity(entry) {
                    walk(document, &paths::join(path, id), Some(entry), locale, found);
                }
            }
        }
        Some(Value::String(text))
            if is_translated(path)
                && !text.trim().is_empty()
                && paths::text(document, &place(locale, path)).trim().is_empty() =>
        {
            found.push(path.to_owned());
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_list_of_missing_translations_is_exact() {
        let mut document = json!({
            "basics": {"name": "Sari", "label": "Desainer", "summary": ""},
            "work": [{"id": "w1", "name": "Kopi", "position": "Perancang", "highlights": ["satu"]}],
            "meta": {"lepas": {"cases": [{"id": "c", "title": "Kopi", "picture": {"alt": "Kaleng", "url": "/u"}}],
                "translations": {"en": {"/work/w1/position": "Designer"}}}},
        });
        let mut found = missing(&document, Locale::En);
        found.sort();
        assert_eq!(found, ["/basics/label", "/meta/lepas/cases/c/picture/alt", "/meta/lepas/cases/c/title"]);
        paths::put(&mut document, &place(Locale::En, "/basics/label"), Some(json!("Designer")));
        assert_eq!(document["meta"]["lepas"]["translations"]["en"]["/basics/label"], "Designer");
        assert_eq!(missing(&document, Locale::En).len(), 2);
        assert_eq!(missing(&document, Locale::Id).len(), 4);
    }
}
