//! The documents of a measurement.
//!
//! Owns the mapping of a posting to a document and the rule that makes a small set large: the rows in their order, then copies
//! of them from the first on. Copy `i` has the id of its row with `-copy-i` behind it and the sentences of its description in another
//! order (a Fisher–Yates shuffle by SplitMix64 with seed `i`), so that no two postings are the same bytes while words, lengths
//! and facets keep their distribution.

use std::fs::File;
use std::io::{BufWriter, Write};

use lepas_search::{Document, FacetField, FacetKind, Fact, Schema, Source};
use serde_json::{Value, json};

use crate::rows::Failure;
use crate::seeded::Seeded;

/// Columns of the measurement.
pub(crate) fn schema() -> Schema {
    let facet = |name: &str, kind| FacetField { name: name.to_owned(), kind };
    Schema {
        facets: vec![facet("skill", FacetKind::Many), facet("category", FacetKind::One), facet("mode", FacetKind::One)],
        numbers: vec!["posted".to_owned(), "pay".to_owned()],
    }
}

/// `count` rows out of `rows`, by the rule above; all rows when `count` is `None`.
fn scaled(rows: &[Value], count: Option<usize>) -> impl Iterator<Item = Value> {
    let count = if rows.is_empty() { 0 } else { count.unwrap_or(rows.len()) };
    let copies = rows.iter().cycle().take(count.saturating_sub(rows.len())).enumerate().map(|(number, row)| {
        let mut copy = row.clone();
        if let Some(members) = copy.as_object_mut() {
            let id = members.get("id").and_then(Value::as_str).unwrap_or_default();
            let named = format!("{id}-copy-{number}");
            members.insert("id".to_owned(), named.into());
            for text in ["description", "text"] {
                if let Some(Value::String(text)) = members.get_mut(text) {
                    *text = permuted(text, number as u64);
                }
            }
        }
        copy
    });
    rows.iter().take(count).cloned().chain(copies)
}

/// The documents of so many postings.
pub(crate) fn documents(rows: &[Value], count: Option<usize>) -> Vec<Document> {
    scaled(rows, count).map(|row| document(&row)).collect()
}

/// Writes so many postings as NDJSON for `lepas-server import jobs`, so that a browser is given the same.
pub(crate) fn export_postings(rows: &[Value], count: Option<usize>, path: &str) -> Result<(), Failure> {
    let mut file = BufWriter::new(File::create(path)?);
    for row in scaled(rows, count) {
        writeln!(file, "{row}")?;
    }
    Ok(file.flush()?)
}

/// Writes the documents as NDJSON, so that other engines can be given the same.
pub(crate) fn export(documents: &[Document], path: &str) -> Result<(), Failure> {
    let mut file = BufWriter::new(File::create(path)?);
    for document in documents {
        let facet = |column: usize| document.facets.get(column).and_then(|values| values.first());
        let row = json!({
            "id": document.id, "title": document.title, "tags": document.tags.join(" "), "body": document.body,
            "skill": document.tags, "category": facet(1), "mode": facet(2),
            "posted": document.numbers.first().copied().flatten().map(|fact| fact.value),
        });
        writeln!(file, "{row}")?;
    }
    Ok(file.flush()?)
}

/// The sentences of a text in another order.
fn permuted(text: &str, seed: u64) -> String {
    let mut sentences: Vec<&str> = text.split_inclusive(['.', '!', '?', '\n']).collect();
    let mut seeded = Seeded::new(seed);
    for last in (1..sentences.len()).rev() {
        sentences.swap(last, seeded.below(last + 1));
    }
    sentences.concat()
}

fn beginning(text: &str) -> String {
    text.chars().take(200).collect()
}

/// A posting; plain rows of `id`, `title` and `text` work as well.
fn document(row: &Value) -> Document {
    let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let skills: Vec<String> = row
        .get("skills")
        .and_then(Value::as_array)
        .map(|skills| skills.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        .unwrap_or_default();
    let known = |value: String| if value.is_empty() { Vec::new() } else { vec![value] };
    let stated = |value: f64| Fact { value, source: Source::Stated };
    let pay = row.get("budget").and_then(|budget| budget.get("max")).and_then(Value::as_f64);
    let body = if row.get("description").is_some() { text("description") } else { text("text") };
    Document {
        id: text("id"),
        title: text("title"),
        summary: beginning(&body),
        body: format!("{} {body}", text("company")),
        facets: vec![skills.clone(), known(text("category")), known(text("mode"))],
        tags: skills,
        numbers: vec![days(&text("posted")).map(stated), pay.map(stated)],
        payload: Vec::new(),
    }
}

/// Days since 1970 of `YYYY-MM-DD`; a missing day or month is the first.
fn days(date: &str) -> Option<f64> {
    let mut pieces = date.split('-').map(|piece| piece.parse::<i64>().ok());
    let year = pieces.next()??;
    let month = pieces.next().flatten().unwrap_or(1);
    let day = pieces.next().flatten().unwrap_or(1);
    // Years begin in March here, so that the leap day is the last of its year.
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some((year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1 - 719_468) as f64)
}
