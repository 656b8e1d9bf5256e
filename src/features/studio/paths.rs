//! Places in a document, as text: `/basics/name`, `/work/3f1c/summary`.
//!
//! Owns reading and writing at a path. A step into a list is the identity of an entry (see `merge::identity`) and not
//! its position, so that a path still leads to the same entry after the list was put in another order. Steps are
//! escaped as in RFC 6901. Leaves what a value means to `fields`.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::merge::identity;

/// `path` with one more step.
pub(super) fn join(path: &str, step: &str) -> String {
    let escaped = step.replace('~', "~0").replace('/', "~1");
    [path, "/", &escaped].concat()
}

fn steps(path: &str) -> impl Iterator<Item = Cow<'_, str>> + '_ {
    path.split('/').skip(1).map(|step| {
        // Hundreds of fields look for their place at every key press, and hardly any step is escaped.
        if step.contains('~') { Cow::Owned(step.replace("~1", "/").replace("~0", "~")) } else { Cow::Borrowed(step) }
    })
}

fn position(list: &[Value], step: &str) -> Option<usize> {
    list.iter().position(|entry| identity(entry) == Some(step))
}

/// The value at a path.
pub(super) fn get<'a>(document: &'a Value, path: &str) -> Option<&'a Value> {
    steps(path).try_fold(document, |place, step| match place {
        Value::Object(members) => members.get(&*step),
        Value::Array(list) => list.get(position(list, &step)?),
        _ => None,
    })
}

/// The text at a path; empty where there is none.
pub(super) fn text(document: &Value, path: &str) -> String {
    get(document, path).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The list at a path; empty where there is none.
pub(super) fn list<'a>(document: &'a Value, path: &str) -> &'a [Value] {
    get(document, path).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// Puts a value at a path and takes it away where `value` is `None`. Members on the way are made; entries are not,
/// because an entry that is gone must not come back as a shadow. An object that becomes empty goes with its last
/// member. False when the path leads nowhere.
pub(super) fn put(document: &mut Value, path: &str, value: Option<Value>) -> bool {
    put_at(document, &steps(path).collect::<Vec<_>>(), value)
}

fn put_at(place: &mut Value, steps: &[Cow<'_, str>], value: Option<Value>) -> bool {
    let Some((step, rest)) = steps.split_first() else {
        *place = value.unwrap_or(Value::Null);
        return true;
    };
    match place {
        Value::Array(list) => match position(list, step) {
            Some(at) if rest.is_empty() && value.is_none() => {
                list.remove(at);
                true
            }
            Some(at) => list.get_mut(at).is_some_and(|entry| put_at(entry, rest, value)),
            None => false,
        },
        Value::Object(members) => {
            if rest.is_empty() {
                match value {
                    Some(value) => members.insert(step.to_string(), value),
                    None => members.remove(&**step),
                };
                return true;
            }
            if value.is_none() && !members.contains_key(&**step) {
                return true;
            }
            let inner = members.entry(step.to_string()).or_insert_with(|| Value::Object(Map::new()));
            let reached = put_at(inner, rest, value);
            if inner.as_object().is_some_and(Map::is_empty) {
                members.remove(&**step);
            }
            reached
        }
        _ => false,
    }
}

/// The path by positions, `/work/0/summary`, as the contract names the places of broken rules.
pub(super) fn by_position(document: &Value, path: &str) -> String {
    let mut place = Some(document);
    steps(path).fold(String::new(), |pointer, step| match place {
        Some(Value::Array(list)) => {
            let at = position(list, &step);
            place = at.and_then(|at| list.get(at));
            at.map_or_else(|| join(&pointer, &step), |at| [&pointer, "/", &at.to_string()].concat())
        }
        other => {
            place = other.and_then(|place| place.get(&*step));
            join(&pointer, &step)
        }
    })
}

/// The path of a place that the contract names by positions, `/work/0/summary`.
pub(super) fn by_identity(document: &Value, pointer: &str) -> String {
    let mut place = Some(document);
    steps(pointer).fold(String::new(), |path, step| match place {
        Some(Value::Array(list)) => {
            place = step.parse::<usize>().ok().and_then(|at| list.get(at));
            join(&path, place.and_then(identity).unwrap_or(&step))
        }
        other => {
            place = other.and_then(|place| place.get(&*step));
            join(&path, &step)
        }
    })
}

/// The identities of the entries of a list, in order.
pub(super) fn identities(document: &Value, path: &str) -> Vec<String> {
    list(document, path).iter().filter_map(identity).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_path_leads_to_the_same_entry_after_the_list_was_turned_round() {
        let mut document = json!({"work": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]});
        assert_eq!(text(&document, "/work/b/name"), "B");
        assert_eq!(by_position(&document, "/work/b/name"), "/work/1/name");
        document["work"].as_array_mut().unwrap().reverse();
        assert!(put(&mut document, "/work/b/name", Some(json!("C"))));
        assert_eq!(document["work"][0]["name"], "C");
        assert_eq!(by_position(&document, "/work/b/name"), "/work/0/name");
        assert_eq!(by_identity(&document, "/work/0/name"), "/work/b/name");
        assert!(!put(&mut document, "/work/gone/name", Some(json!("x"))));
        assert!(put(&mut document, "/work/b", None));
        assert_eq!(identities(&document, "/work"), ["a"]);
    }

    #[test]
    fn members_on_the_way_come_and_go_with_what_they_hold() {
        let mut document = json!({"basics": {"name": "S"}});
        assert!(put(&mut document, "/basics/location/city", Some(json!("Bandung"))));
        assert_eq!(text(&document, "/basics/location/city"), "Bandung");
        assert!(put(&mut document, "/basics/location/city", None));
        assert_eq!(document, json!({"basics": {"name": "S"}}));
        assert!(put(&mut document, "/meta/lepas/nothing/here", None));
        assert_eq!(document, json!({"basics": {"name": "S"}}));
    }

    #[test]
    fn names_with_a_slash_are_one_step() {
        let path = join("/skills", "UI/UX ~");
        let mut document = json!({"skills": [{"name": "UI/UX ~"}]});
        assert!(put(&mut document, &join(&path, "level"), Some(json!("Mahir"))));
        assert_eq!(document["skills"][0]["level"], "Mahir");
        assert_eq!(by_position(&document, &path), "/skills/0");
    }
}
