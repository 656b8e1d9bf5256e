//! The document as tables for a spreadsheet: one CSV file for each section that has entries (RFC 4180, UTF-8 with a mark,
//! because spreadsheets ask for it).

use std::collections::BTreeSet;

use lepas_api::{profile::ProfileDocument, tree};
use serde_json::Value;

use crate::table;

/// The tables: file name and text. Columns are the members that entries have, in the order of the alphabet after the first
/// that names them.
#[must_use]
pub fn write(document: &ProfileDocument) -> Vec<(String, String)> {
    let value = tree(document);
    let mut files = Vec::new();
    if let Some(basics) = value.get("basics") {
        files.push(("basics.csv".to_owned(), table_of(std::slice::from_ref(basics))));
    }
    let lists = value.as_object().into_iter().flatten().chain(value["meta"]["lepas"].as_object().into_iter().flatten());
    let profiles = value["basics"].as_object().into_iter().flatten().filter(|(name, _)| *name == "profiles");
    for (name, list) in lists.chain(profiles) {
        if let Some(entries) = list.as_array().filter(|entries| entries.iter().any(Value::is_object)) {
            files.push((format!("{name}.csv"), table_of(entries)));
        }
    }
    files
}

fn table_of(entries: &[Value]) -> String {
    let named = ["name", "title", "institution", "organization", "language", "network", "position"];
    let held: BTreeSet<&str> =
        entries.iter().filter_map(Value::as_object).flat_map(|entry| entry.keys().map(String::as_str)).collect();
    let first = named.into_iter().filter(|name| held.contains(name));
    let columns: Vec<&str> = first.chain(held.iter().copied().filter(|name| !named.contains(name))).collect();
    let mut out = String::from("\u{FEFF}");
    table::write(&mut out, &columns);
    for entry in entries {
        let cells: Vec<String> = columns.iter().map(|column| cell(&entry[*column])).collect();
        table::write(&mut out, &cells.iter().map(String::as_str).collect::<Vec<_>>());
    }
    out
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) if items.iter().all(Value::is_string) => {
            items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    }
}
