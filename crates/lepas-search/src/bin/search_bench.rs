//! Measures building, opening and searching on a file of documents and a file of queries, and prints one JSON object.
//!
//! Owns the measuring. It is native and reads a clock, which the engine never does; figures in a browser are taken elsewhere.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write, stdin, stdout};
use std::process::ExitCode;
use std::time::Instant;

use lepas_search::{
    Collection, Document, FacetField, FacetKind, FacetRequest, Fact, Query, RangeFilter, Schema, Segment,
    SegmentBuilder, Source,
};
use serde_json::{Value, json};

type Failure = Box<dyn std::error::Error>;

/// How often the whole set of queries is run; each query counts with its median.
const ROUNDS: usize = 7;

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
                "search-bench: {error}\nusage: search-bench --docs FILE|- --queries FILE [--limit N]"
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
    let limit = options.get("--limit").map_or(Ok(usize::MAX), |limit| limit.parse())?;
    let documents = rows(options.get("--docs").ok_or("--docs is missing")?, limit)?;
    let queries: Vec<String> = rows(options.get("--queries").ok_or("--queries is missing")?, usize::MAX)?
        .iter()
        .filter_map(|row| row.get("text").and_then(Value::as_str).map(str::to_owned))
        .collect();
    let documents: Vec<Document> = documents.iter().map(document).collect();
    let text: usize = documents.iter().map(|document| document.title.len() + document.body.len()).sum();

    let count = documents.len();
    let started = Instant::now();
    let mut builder = SegmentBuilder::new(schema());
    for document in documents {
        builder.add(document)?;
    }
    let bytes = builder.finish();
    let build_seconds = started.elapsed().as_secs_f64();
    let size = bytes.len();
    let started = Instant::now();
    let segment = Segment::open(bytes)?;
    let mut collection = Collection::new(schema());
    collection.push("base", segment)?;
    let open_ms = started.elapsed().as_secs_f64() * 1000.0;

    let bare = |text: &str| Query { text: text.to_owned(), limit: 50, ..Query::default() };
    let faceted = |text: &str| Query {
        facets: ["skill", "category", "mode"].map(|facet| FacetRequest { facet: facet.to_owned(), limit: 20 }).into(),
        ranges: vec![RangeFilter {
            number: "posted".to_owned(),
            min: Some(19_000.0),
            unknown: true,
            ..RangeFilter::default()
        }],
        ..bare(text)
    };
    let top50 = measure(&collection, &queries, bare)?;
    let facets = measure(&collection, &queries, faceted)?;
    let mut empty = 0;
    for text in &queries {
        empty += usize::from(collection.search(&bare(text))?.total == 0);
    }
    Ok(json!({
        "documents": count, "queries": queries.len(), "queries_without_result": empty,
        "text_bytes": text, "bytes": size, "memory_bytes": collection.memory(),
        "build_seconds": build_seconds, "open_ms": open_ms,
        "top50_p50_ms": at(&top50, 0.5), "top50_p95_ms": at(&top50, 0.95),
        "facets_p50_ms": at(&facets, 0.5), "facets_p95_ms": at(&facets, 0.95),
    }))
}

fn measure(collection: &Collection, queries: &[String], make: impl Fn(&str) -> Query) -> Result<Vec<f64>, Failure> {
    let mut times = vec![Vec::new(); queries.len()];
    for _ in 0..ROUNDS {
        for (text, times) in queries.iter().zip(&mut times) {
            let query = make(text);
            let started = Instant::now();
            let answer = collection.search(&query)?;
            times.push(started.elapsed().as_secs_f64() * 1000.0);
            std::hint::black_box(answer);
        }
    }
    let mut medians: Vec<f64> = times
        .into_iter()
        .map(|mut times| {
            times.sort_by(f64::total_cmp);
            at(&times, 0.5)
        })
        .collect();
    medians.sort_by(f64::total_cmp);
    Ok(medians)
}

fn at(sorted: &[f64], share: f64) -> f64 {
    let index = ((sorted.len() as f64 - 1.0) * share).round().max(0.0) as usize;
    sorted.get(index).copied().unwrap_or(0.0)
}

fn rows(path: &str, limit: usize) -> Result<Vec<Value>, Failure> {
    let input: Box<dyn Read> = if path == "-" { Box::new(stdin()) } else { Box::new(File::open(path)?) };
    let mut rows = Vec::new();
    for (number, line) in BufReader::new(input).lines().enumerate() {
        let line = line?;
        if rows.len() >= limit {
            break;
        }
        if !line.trim().is_empty() {
            rows.push(serde_json::from_str(&line).map_err(|error| format!("line {} of {path}: {error}", number + 1))?);
        }
    }
    Ok(rows)
}

fn schema() -> Schema {
    let facet = |name: &str, kind| FacetField { name: name.to_owned(), kind };
    Schema {
        facets: vec![facet("skill", FacetKind::Many), facet("category", FacetKind::One), facet("mode", FacetKind::One)],
        numbers: vec!["posted".to_owned(), "pay".to_owned()],
    }
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
        summary: body.chars().take(200).collect(),
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
