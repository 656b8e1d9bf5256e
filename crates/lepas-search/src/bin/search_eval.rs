//! Measures relevance on a labelled set and prints one JSON object.
//!
//! Owns the measures: nDCG@10 with the grade as gain against all judged documents, and the reciprocal rank of the first relevant
//! document of ten. Queries without any relevant document are left out. A labelled query is a finished one, so its last word is
//! not continued; one that is longer than the engine takes is cut where the engine's limits are.
//!
//! | figure | meaning |
//! | --- | --- |
//! | `ndcg10`, `mrr10`, `queries` | the set as it is |
//! | `correction_cost` | share of `ndcg10` that correcting unknown words costs (below 0: it gains) |
//! | `misspelt_ndcg10` | mean over five misspelt sets, made by the rule in `search_eval/typos.rs` |
//! | `misspelt_share` | the same as a share of `ndcg10` |
//! | `misspelt_uncorrected_ndcg10` | the misspelt sets without correction |
//! | `misspelt_empty` | misspelt queries, of all sets, without any result |

#[path = "tools/rows.rs"]
mod rows;
#[path = "tools/seeded.rs"]
mod seeded;
#[path = "search_eval/typos.rs"]
mod typos;

use std::collections::HashMap;
use std::io::{Write, stdout};
use std::process::ExitCode;

use lepas_search::{Collection, Document, Query, QueryError, Schema, SegmentBuilder};
use serde_json::{Value, json};

use rows::Failure;

/// Seeds of the misspelt sets: far apart, so that no two sets share a query's seed.
const SETS: [u64; 5] = [1_000_000, 2_000_000, 3_000_000, 4_000_000, 5_000_000];

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

/// A labelled set.
struct Set {
    collection: Collection,
    /// Number in the file, text and judgements of every query that has a relevant document.
    queries: Vec<(u64, String, HashMap<String, f64>)>,
}

/// What a run over all queries of a set gives.
#[derive(Default)]
struct Figures {
    ndcg10: f64,
    mrr10: f64,
    empty: usize,
}

fn run() -> Result<Value, Failure> {
    let options = rows::options()?;
    let option = |name: &str| options.get(name).ok_or_else(|| format!("{name} is missing"));
    let qrels = option("--qrels")?;
    let mut grades = grades(&std::fs::read_to_string(qrels).map_err(|error| format!("{qrels}: {error}"))?)?;
    let asked = rows::rows(option("--queries")?, usize::MAX)?;
    let mut judged =
        |row: &Value| grades.remove(&field(row, "id")).filter(|grades| grades.values().any(|&grade| grade > 0.0));
    let queries =
        (0..).zip(&asked).filter_map(|(number, row)| Some((number, field(row, "text"), judged(row)?))).collect();
    let set = Set { collection: collection(&rows::rows(option("--docs")?, usize::MAX)?)?, queries };

    let clean = set.measure(true, |_, text| text.to_owned())?;
    let plain = set.measure(false, |_, text| text.to_owned())?;
    let (mut corrected, mut uncorrected) = (Figures::default(), Figures::default());
    for seed in SETS {
        for (correct, sum) in [(true, &mut corrected), (false, &mut uncorrected)] {
            let wrong =
                |number: u64, text: &str| typos::misspelt(text, seed + number).unwrap_or_else(|| text.to_owned());
            let one = set.measure(correct, wrong)?;
            sum.ndcg10 += one.ndcg10 / SETS.len() as f64;
            sum.empty += one.empty;
        }
    }
    let share = |part: f64, of: f64| if of > 0.0 { part / of } else { 0.0 };
    Ok(json!({
        "ndcg10": clean.ndcg10, "mrr10": clean.mrr10, "queries": set.queries.len(),
        "correction_cost": 1.0 - share(clean.ndcg10, plain.ndcg10),
        "misspelt_ndcg10": corrected.ndcg10, "misspelt_share": share(corrected.ndcg10, clean.ndcg10),
        "misspelt_uncorrected_ndcg10": uncorrected.ndcg10, "misspelt_empty": corrected.empty,
    }))
}

impl Set {
    /// Asks every query as `write` puts it.
    fn measure(&self, correct: bool, write: impl Fn(u64, &str) -> String) -> Result<Figures, Failure> {
        let mut figures = Figures::default();
        let all = self.queries.len().max(1) as f64;
        for (number, text, judged) in &self.queries {
            let found = search(&self.collection, &write(*number, text), correct)?;
            let gains: Vec<f64> = found.iter().map(|id| judged.get(id).copied().unwrap_or(0.0)).collect();
            figures.ndcg10 += discounted(&gains) / discounted(&ideal(judged)) / all;
            figures.mrr10 +=
                gains.iter().position(|&grade| grade > 0.0).map_or(0.0, |at| 1.0 / (at as f64 + 1.0)) / all;
            figures.empty += usize::from(found.is_empty());
        }
        Ok(figures)
    }
}

fn field(row: &Value, name: &str) -> String {
    match row.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn collection(rows: &[Value]) -> Result<Collection, Failure> {
    let mut builder = SegmentBuilder::new(Schema::default());
    for row in rows {
        builder.add(Document {
            id: field(row, "id"),
            title: field(row, "title"),
            body: field(row, "text"),
            ..Document::default()
        })?;
    }
    let mut collection = Collection::new(Schema::default());
    collection.push("docs", builder.finish().open()?)?;
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
fn search(collection: &Collection, text: &str, correct: bool) -> Result<Vec<String>, Failure> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    loop {
        let query = Query { text: format!("{} ", words.join(" ")), limit: 10, correct, ..Query::default() };
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
