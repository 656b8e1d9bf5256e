//! Three-way merge of two versions of one document against the version both began from.
//!
//! Owns what counts as "the same field" and what happens when both sides changed it. Works on JSON, so that members
//! this version does not know are merged like any other. Leaves asking the person to the views and sending to `sync`.
//!
//! Nothing is ever dropped in silence: a change that only one side made is taken, an edit beats a removal, and a field
//! that both changed to different values is reported with both values.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One step from a value to a value inside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// A member of an object.
    Member(String),
    /// The list entry with this identity (see [`identity`]); positions move, identities do not.
    Entry(String),
}

/// A field that both sides changed to different values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// Where it is.
    pub path: Vec<Step>,
    /// The value on this device; `None` where it was removed.
    pub mine: Option<Value>,
    /// The value on the server; `None` where it was removed.
    pub theirs: Option<Value>,
}

impl Conflict {
    /// The path as text, `/basics/summary`, in the spelling of `paths`.
    pub fn pointer(&self) -> String {
        self.path.iter().fold(String::new(), |text, step| match step {
            Step::Member(name) | Step::Entry(name) => super::paths::join(&text, name),
        })
    }
}

/// The answer of [`merge`].
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// Both sides together; in a field that both changed it holds the value of this device.
    pub value: Value,
    /// Fields to ask about.
    pub conflicts: Vec<Conflict>,
}

/// Merges `mine` and `theirs`, which both began as `base`.
pub fn merge(base: &Value, mine: &Value, theirs: &Value) -> Merged {
    let mut merger = Merger { path: Vec::new(), conflicts: Vec::new() };
    let value = merger.value(Some(base), Some(mine), Some(theirs)).unwrap_or(Value::Null);
    Merged { value, conflicts: merger.conflicts }
}

/// What makes a list entry the same entry in two versions: its `id`, else its name, else the text itself.
pub fn identity(entry: &Value) -> Option<&str> {
    match entry {
        Value::String(text) => Some(text),
        Value::Object(members) => ["id", "name", "language", "network", "institution", "organization", "title"]
            .iter()
            .find_map(|member| members.get(*member))
            .and_then(Value::as_str),
        _ => None,
    }
}

/// Puts a value at a path and takes it away where `value` is `None`. Returns false when the path leads nowhere.
pub fn put(document: &mut Value, path: &[Step], value: Option<Value>) -> bool {
    let Some((last, way)) = path.split_last() else {
        *document = value.unwrap_or(Value::Null);
        return true;
    };
    let mut place = document;
    for step in way {
        let Some(inner) = enter(place, step) else { return false };
        place = inner;
    }
    match (last, place, value) {
        (Step::Member(name), Value::Object(members), Some(value)) => {
            members.insert(name.clone(), value);
        }
        (Step::Member(name), Value::Object(members), None) => {
            members.remove(name);
        }
        (Step::Entry(key), Value::Array(entries), value) => {
            let at = entries.iter().position(|entry| identity(entry) == Some(key));
            match (at, value) {
                (Some(at), Some(value)) => entries[at] = value,
                (Some(at), None) => {
                    entries.remove(at);
                }
                (None, Some(value)) => entries.push(value),
                (None, None) => {}
            }
        }
        _ => return false,
    }
    true
}

fn enter<'a>(place: &'a mut Value, step: &Step) -> Option<&'a mut Value> {
    match (step, place) {
        (Step::Member(name), Value::Object(members)) => members.get_mut(name),
        (Step::Entry(key), Value::Array(entries)) => entries.iter_mut().find(|entry| identity(entry) == Some(key)),
        _ => None,
    }
}

struct Merger {
    path: Vec<Step>,
    conflicts: Vec<Conflict>,
}

impl Merger {
    fn value(&mut self, base: Option<&Value>, mine: Option<&Value>, theirs: Option<&Value>) -> Option<Value> {
        if mine == theirs || theirs == base {
            return mine.cloned();
        }
        if mine == base {
            return theirs.cloned();
        }
        match (mine, theirs) {
            (Some(Value::Object(mine)), Some(Value::Object(theirs))) => {
                let empty = Map::new();
                let base = base.and_then(Value::as_object).unwrap_or(&empty);
                Some(Value::Object(self.objects(base, mine, theirs)))
            }
            (Some(Value::Array(mine_list)), Some(Value::Array(theirs_list))) => {
                let empty = Vec::new();
                let base_list = base.and_then(Value::as_array).unwrap_or(&empty);
                match self.lists(base_list, mine_list, theirs_list) {
                    Some(list) => Some(Value::Array(list)),
                    None => self.conflict(mine, theirs),
                }
            }
            // One side removed what the other edited: the edit is what a person would miss.
            (Some(kept), None) | (None, Some(kept)) if kept.is_object() => Some(kept.clone()),
            _ => self.conflict(mine, theirs),
        }
    }

    fn conflict(&mut self, mine: Option<&Value>, theirs: Option<&Value>) -> Option<Value> {
        self.conflicts.push(Conflict { path: self.path.clone(), mine: mine.cloned(), theirs: theirs.cloned() });
        mine.cloned()
    }

    fn inside(
        &mut self,
        step: Step,
        base: Option<&Value>,
        mine: Option<&Value>,
        theirs: Option<&Value>,
    ) -> Option<Value> {
        self.path.push(step);
        let value = self.value(base, mine, theirs);
        self.path.pop();
        value
    }

    fn objects(
        &mut self,
        base: &Map<String, Value>,
        mine: &Map<String, Value>,
        theirs: &Map<String, Value>,
    ) -> Map<String, Value> {
        // An amount without its currency, or a range half from each side, would be a value nobody wrote.
        let mut merged = Map::new();
        for name in mine.keys().chain(theirs.keys().filter(|name| !mine.contains_key(*name))) {
            let (mine, theirs) = (mine.get(name), theirs.get(name));
            let value =
                if belongs_together(name) && mine != theirs && mine != base.get(name) && theirs != base.get(name) {
                    self.path.push(Step::Member(name.clone()));
                    let value = self.conflict(mine, theirs);
                    self.path.pop();
                    value
                } else {
                    self.inside(Step::Member(name.clone()), base.get(name), mine, theirs)
                };
            if let Some(value) = value {
                merged.insert(name.clone(), value);
            }
        }
        merged
    }

    /// Merges two lists entry by entry, or gives `None` when the entries have no identities to go by.
    fn lists(&mut self, base: &[Value], mine: &[Value], theirs: &[Value]) -> Option<Vec<Value>> {
        let (base_keys, mine_keys, theirs_keys) = (keys(base)?, keys(mine)?, keys(theirs)?);
        // Somebody's order has to win; this device's does, unless it left the order alone.
        let order = merged_order(&base_keys, &mine_keys, &theirs_keys);
        let find = |keys: &[&str], list: &'_ [Value], key: &str| -> Option<Value> {
            keys.iter().position(|held| *held == key).and_then(|at| list.get(at)).cloned()
        };
        let mut merged = Vec::new();
        for key in order {
            let in_base = find(&base_keys, base, key);
            let in_mine = find(&mine_keys, mine, key);
            let in_theirs = find(&theirs_keys, theirs, key);
            let value =
                self.inside(Step::Entry(key.to_owned()), in_base.as_ref(), in_mine.as_ref(), in_theirs.as_ref());
            merged.extend(value);
        }
        Some(merged)
    }
}

/// Members whose parts mean something only together.
fn belongs_together(name: &str) -> bool {
    matches!(name, "amount" | "rate" | "price" | "picture")
}

/// The identities of all entries, or `None` when one has none or two share one.
fn keys(list: &[Value]) -> Option<Vec<&str>> {
    let keys: Vec<&str> = list.iter().map(identity).collect::<Option<_>>()?;
    let unique = keys.iter().enumerate().all(|(at, key)| !keys[..at].contains(key));
    unique.then_some(keys)
}

/// Every identity of either side once, in the order of the side that moved things.
fn merged_order<'a>(base: &[&'a str], mine: &[&'a str], theirs: &[&'a str]) -> Vec<&'a str> {
    let kept = |list: &[&'a str], other: &[&'a str]| -> Vec<&'a str> {
        list.iter().filter(|key| other.contains(key)).copied().collect()
    };
    let moved = |list: &[&'a str]| kept(list, base) != kept(base, list);
    let (first, second) = if moved(mine) || !moved(theirs) { (mine, theirs) } else { (theirs, mine) };
    let mut order: Vec<&'a str> = first.to_vec();
    for (at, key) in second.iter().enumerate() {
        if order.contains(key) {
            continue;
        }
        // After the same neighbour as on the side that has it.
        let before = second[..at].iter().rev().find_map(|neighbour| order.iter().position(|held| held == neighbour));
        order.insert(before.map_or(0, |position| position + 1), key);
    }
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn different_fields_merge_in_silence() {
        let base = json!({"basics": {"name": "Sari", "label": "Desainer", "summary": ""}});
        let mine = json!({"basics": {"name": "Sari K", "label": "Desainer", "summary": ""}});
        let theirs = json!({"basics": {"name": "Sari", "label": "Desainer kemasan", "summary": ""}});
        let merged = merge(&base, &mine, &theirs);
        assert_eq!(merged.value, json!({"basics": {"name": "Sari K", "label": "Desainer kemasan", "summary": ""}}));
        assert!(merged.conflicts.is_empty());
    }

    #[test]
    fn the_same_field_is_reported_with_both_texts() {
        let base = json!({"basics": {"summary": "lama"}});
        let merged = merge(&base, &json!({"basics": {"summary": "saya"}}), &json!({"basics": {"summary": "mereka"}}));
        assert_eq!(merged.value, json!({"basics": {"summary": "saya"}}));
        assert_eq!(merged.conflicts.len(), 1);
        assert_eq!(merged.conflicts[0].pointer(), "/basics/summary");
        assert_eq!(merged.conflicts[0].mine, Some(json!("saya")));
        assert_eq!(merged.conflicts[0].theirs, Some(json!("mereka")));
    }

    #[test]
    fn entries_added_on_both_sides_are_all_there() {
        let base = json!([{"name": "A"}, {"name": "B"}]);
        let mine = json!([{"name": "A"}, {"name": "B"}, {"name": "C"}]);
        let theirs = json!([{"name": "D"}, {"name": "A"}, {"name": "B"}]);
        let merged = merge(&base, &mine, &theirs);
        assert_eq!(merged.value, json!([{"name": "D"}, {"name": "A"}, {"name": "B"}, {"name": "C"}]));
        assert!(merged.conflicts.is_empty());
    }

    #[test]
    fn a_removal_is_taken_and_an_edit_beats_a_removal() {
        let base = json!([{"id": "1", "title": "Kopi"}, {"id": "2", "title": "Teh"}]);
        let mine = json!([{"id": "2", "title": "Teh"}]);
        let merged = merge(&base, &mine, &base);
        assert_eq!(merged.value, mine);
        let theirs = json!([{"id": "1", "title": "Kopi susu"}, {"id": "2", "title": "Teh"}]);
        let merged = merge(&base, &mine, &theirs);
        assert_eq!(merged.value, theirs, "the entry edited elsewhere stays");
    }

    #[test]
    fn reordering_here_and_editing_there_keeps_both() {
        let base = json!([{"id": "1", "t": "a"}, {"id": "2", "t": "b"}]);
        let mine = json!([{"id": "2", "t": "b"}, {"id": "1", "t": "a"}]);
        let theirs = json!([{"id": "1", "t": "z"}, {"id": "2", "t": "b"}]);
        assert_eq!(merge(&base, &mine, &theirs).value, json!([{"id": "2", "t": "b"}, {"id": "1", "t": "z"}]));
        assert_eq!(merge(&base, &theirs, &mine).value, json!([{"id": "2", "t": "b"}, {"id": "1", "t": "z"}]));
    }

    #[test]
    fn an_amount_is_never_mixed_from_two_sides() {
        let rate =
            |amount: i64, currency: &str| json!({"rate": {"amount": {"amount_minor": amount, "currency": currency}}});
        let merged = merge(&rate(100, "IDR"), &rate(200, "IDR"), &rate(100, "USD"));
        assert_eq!(merged.conflicts.len(), 1);
        assert_eq!(merged.value, rate(200, "IDR"));
    }

    #[test]
    fn a_choice_can_be_put_back_even_after_entries_moved() {
        let mut document = json!({"cases": [{"id": "2", "title": "b"}, {"id": "1", "title": "a"}]});
        let path = [Step::Member("cases".into()), Step::Entry("1".into()), Step::Member("title".into())];
        assert!(put(&mut document, &path, Some(json!("theirs"))));
        assert_eq!(document["cases"][1]["title"], "theirs");
        assert!(!put(&mut document, &[Step::Member("gone".into()), Step::Member("x".into())], None));
    }

    /// Three versions of an object of texts with a list of ids.
    fn versions() -> impl Strategy<Value = (Value, Value, Value)> {
        let version = || {
            let texts = proptest::collection::btree_map("[a-d]", "[x-z]{0,2}", 0..4);
            let list = proptest::sample::subsequence(vec!["1", "2", "3", "4"], 0..=4).prop_shuffle();
            (texts, list).prop_map(|(texts, list)| {
                let list: Vec<Value> = list.into_iter().map(|id| json!({"id": id, "t": id})).collect();
                json!({"texts": texts, "list": list})
            })
        };
        (version(), version(), version())
    }

    proptest! {
        #[test]
        fn a_side_that_changed_nothing_changes_nothing((base, other, _) in versions()) {
            prop_assert_eq!(merge(&base, &base, &other), Merged { value: other.clone(), conflicts: vec![] });
            prop_assert_eq!(merge(&base, &other, &base), Merged { value: other, conflicts: vec![] });
        }

        #[test]
        fn no_text_of_either_side_is_lost((base, mine, theirs) in versions()) {
            let merged = merge(&base, &mine, &theirs);
            for name in ["a", "b", "c", "d"] {
                let of = |version: &Value| version["texts"].get(name).cloned();
                let (was, here, there) = (of(&base), of(&mine), of(&theirs));
                let asked = merged.conflicts.iter().any(|conflict| conflict.mine == here && conflict.theirs == there);
                for changed in [here, there] {
                    if changed != was {
                        prop_assert!(of(&merged.value) == changed || asked, "{} of {:?}", name, changed);
                    }
                }
            }
        }

        #[test]
        fn an_entry_added_by_either_side_is_there_once((base, mine, theirs) in versions()) {
            let merged = merge(&base, &mine, &theirs).value;
            let ids = |version: &Value| -> Vec<String> {
                version["list"].as_array().unwrap().iter().filter_map(identity).map(str::to_owned).collect()
            };
            let (was, held) = (ids(&base), ids(&merged));
            for id in ids(&mine).into_iter().chain(ids(&theirs)).filter(|id| !was.contains(id)) {
                prop_assert_eq!(held.iter().filter(|other| **other == id).count(), 1);
            }
        }
    }
}
