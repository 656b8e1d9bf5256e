//! Measures relevance on a labelled set and prints one JSON object with `ndcg10`, `mrr10` and `queries`.
//!
//! Owns the measures: nDCG@10 with the grade as gain against all judged documents, and the reciprocal rank of the first relevant
//! document of ten. Queries without any relevant document are left out. A labelled query is a finished one, so its last word is
//! not continued; one that is longer than the engine takes is cut where the engine's limits are.

use std::collections::{BTreeMap, HashMap};
use std::io::{Write, stdout};
use std::process::ExitCode;

use lepas_search::{Collection, Document, Query, QueryError, Schema, Segment, SegmentBuilder};
use serde_json::{Value, json};

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    match run() {
        Ok(figures) => match writeln!(stdout(), "{figures}") {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(error) => {
            // Nothing is left to do when even the error cannot be written.
            let _ = writeln!(
                std::io::stderr(),
                "search-eval: {error}\nusage: search-eval --docs FILE --queries FILE --qrels FILE"
            );
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<Value, Failure> {
    let mut options: BTreeMap<String, String> = BTreeMap::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{name} needs a value"))?;
        options.insert(name, value);
    }
    let read = |name: &str| -> Result<String, Failure> {
        let path = options.get(name).ok_or_else(|| format!("{name} is missing"))?;
        std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}").into())
    };
    let collection = collection(&read("--docs")?)?;
    let grades = grades(&read("--qrels")?)?;
    let (mut gain, mut reciprocal, mut queries) = (0.0, 0.0, 0_usize);
    for row in read("--queries")?.lines().filter(|line| !line.trim().is_empty()) {
        let row: Value = serde_json::from_str(row)?;
        let Some(judged) = grades.get(&field(&row, "id")).filter(|judged| judged.values().any(|&grade| grade > 0.0))
        else {
            continue;
        };
        let found = search(&collection, &field(&row, "text"))?;
        let gains: Vec<f64> = found.iter().map(|id| judged.get(id).copied().unwrap_or(0.0)).collect();
        gain += discounted(&gains) / discounted(&ideal(judged));
        reciprocal += gains.iter().position(|&grade| grade > 0.0).map_or(0.0, |at| 1.0 / (at as f64 + 1.0));
        queries += 1;
    }
    let all = queries.max(1) as f64;
    Ok(json!({ "ndcg10": gain / all, "mrr10": reciprocal / all, "queries": queries }))
}

fn field(row: &Value, name: &str) -> String {
    match row.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn collection(docs: &str) -> Result<Collection, Failure> {
    let mut builder = SegmentBuilder::new(Schema::default());
    for line in docs.lines().filter(|line| !line.trim().is_empty()) {
        let row: Value = serde_json::from_str(line)?;
        builder.add(Document {
            id: field(&row, "id"),
            title: field(&row, "title"),
            body: field(&row, "text"),
            ..Document::default()
        })?;
    }
    let mut collection = Collection::new(Schema::default());
    collection.push("docs", Segment::open(builder.finish())?)?;
    Ok(collection)
}

/// Query to document to grade. The first line names the columns.
fn grades(qrels: &str) -> Result<HashMap<String, HashMap<String, f64>>, Failure> {
    let mut grades: HashMap<String, HashMap<String, f64>> = HashMap::new();
    for line in qrels.lines().skip(1).filter(|line| !line.trim().is_empty()) {
        let mut columns = line.split('\t');
        let (Some(query), Some(document), Some(grade)) = (columns.next(), columns.next(), columns.next()) else {
            return Err(format!("not a judgement: {line:?}").into());
        };
        grades.entry(query.to_owned()).or_default().insert(document.to_owned(), grade.trim().parse()?);
    }
    Ok(grades)
}

/// Ids of the first ten documents.
fn search(collection: &Collection, text: &str) -> Result<Vec<String>, Failure> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    loop {
        let query = Query { text: format!("{} ", words.join(" ")), limit: 10, ..Query::default() };
        match collection.search(&query) {
            Ok(answer) => return Ok(answer.hits.into_iter().map(|hit| hit.id).collect()),
            Err(QueryError::TooLong { .. } | QueryError::TooManyTerms { .. }) if words.len() > 1 => {
                words.pop();
            }
            Err(error) => return Err(error.into()),
        }
    }
}

fn ideal(judged: &HashMap<String, f64>) -> Vec<f64> {
    let mut grades: Vec<f64> = judged.values().copied().collect();
    grades.sort_by(|one, other| other.total_cmp(one));
    grades.truncate(10);
    grades
}

fn discounted(grades: &[f64]) -> f64 {
    grades.iter().enumerate().map(|(at, grade)| grade / (at as f64 + 2.0).log2()).sum()
}
