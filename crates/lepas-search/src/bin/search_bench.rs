//! Measures building, opening and searching on a file of documents and a file of queries, and prints one JSON object.
//!
//! Owns the measuring. It is native and reads a clock, which the engine never does; figures in a browser are taken elsewhere.
//! Every query is asked anew in every round, after all others, so that what the engine keeps from one query to the next helps
//! it no more than it helps a reader.

#[path = "search_bench/corpus.rs"]
mod corpus;
#[path = "tools/rows.rs"]
mod rows;
#[path = "tools/seeded.rs"]
mod seeded;

use std::io::{Write, stdout};
use std::process::ExitCode;
use std::time::Instant;

use lepas_search::{Collection, Document, FacetRequest, Query, RangeFilter, Segment, SegmentBuilder, SegmentFiles};
use serde_json::{Map, Value, json};

use rows::Failure;

/// How often the whole set of queries is run. Each query counts with the lower quartile of its rounds: the machine is shared, and
/// what others take from it is not the engine's time.
const ROUNDS: usize = 9;
/// Documents of one segment, as the server cuts them.
const SEGMENT: usize = 16_384;

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
                "search-bench: {error}\nusage: search-bench --docs FILE[.gz]|- --queries FILE [--limit N] [--count N] [--segment N] [--brotli QUALITY] [--export FILE] [--postings FILE]"
            );
            ExitCode::FAILURE
        }
    }
}

/// A query of the set and what kind it is (`full`, `prefix`, `typo`).
struct Asked {
    kind: String,
    text: String,
}

fn run() -> Result<Value, Failure> {
    let options = rows::options()?;
    let number = |name: &str| options.get(name).map(|value| value.parse::<usize>()).transpose();
    let read = rows::rows(options.get("--docs").ok_or("--docs is missing")?, number("--limit")?.unwrap_or(usize::MAX))?;
    let queries: Vec<Asked> = rows::rows(options.get("--queries").ok_or("--queries is missing")?, usize::MAX)?
        .iter()
        .filter_map(|row| {
            let field = |name: &str| row.get(name).and_then(Value::as_str).map(str::to_owned);
            Some(Asked { kind: field("kind").unwrap_or_default(), text: field("text")? })
        })
        .collect();
    if let Some(path) = options.get("--postings") {
        corpus::export_postings(&read, number("--count")?, path)?;
    }
    let documents = corpus::documents(&read, number("--count")?);
    drop(read);
    let text: usize = documents.iter().map(|document| document.title.len() + document.body.len()).sum();
    let count = documents.len();

    if let Some(path) = options.get("--export") {
        corpus::export(&documents, path)?;
    }

    let started = Instant::now();
    let segments = build(&documents, number("--segment")?.unwrap_or(SEGMENT))?;
    let build_seconds = started.elapsed().as_secs_f64();
    let size: usize = segments.iter().map(|files| files.index.len() + files.positions.len()).sum();
    let packed = number("--brotli")?.map(|quality| weigh(&segments, quality)).transpose()?;
    let started = Instant::now();
    let mut collection = Collection::new(corpus::schema());
    let mut rows_bytes = 0;
    let mut positions = Vec::new();
    for (at, files) in segments.into_iter().enumerate() {
        let segment = Segment::open(files.index)?;
        rows_bytes += segment.rows().len();
        collection.push(&format!("base {at}"), segment)?;
        positions.push(files.positions);
    }
    if let Some(first) = queries.first() {
        collection.search(&bare(&first.text))?;
    }
    let open_ms = milliseconds(started);
    let memory_without_positions = collection.memory();
    let started = Instant::now();
    for (at, positions) in positions.into_iter().enumerate() {
        collection.add_positions(&format!("base {at}"), positions)?;
    }
    let positions_ms = milliseconds(started);

    let mut figures = Map::new();
    let mut put = |name: &str, value: Value| figures.insert(name.to_owned(), value);
    put("documents", json!(count));
    put("queries", json!(queries.len()));
    put("text_bytes", json!(text));
    put("bytes", json!(size));
    if let Some(packed) = packed {
        let share = |bytes: usize| json!(bytes as f64 / text.max(1) as f64);
        put("brotli_bytes", json!(packed.whole + packed.positions));
        put("brotli_index_share_of_text", share(packed.index));
        put("brotli_rows_share_of_text", share(packed.rows));
        put("brotli_positions_share_of_text", share(packed.positions));
    }
    put("rows_bytes", json!(rows_bytes));
    put("index_memory_bytes", json!(collection.memory() - rows_bytes));
    put("memory_without_positions_bytes", json!(memory_without_positions));
    put("open_positions_ms", json!(positions_ms));
    put("memory_bytes", json!(collection.memory()));
    put("build_seconds", json!(build_seconds));
    put("open_ms", json!(open_ms));
    for (name, make) in [("top50", bare as fn(&str) -> Query), ("facets", faceted)] {
        let times = measure(&collection, &queries, make)?;
        let mut all: Vec<f64> = times.iter().map(|(_, time)| *time).collect();
        put(&format!("{name}_p50_ms"), json!(at(&mut all, 0.5)));
        put(&format!("{name}_p95_ms"), json!(at(&mut all, 0.95)));
        for kind in ["full", "prefix", "typo"] {
            let mut own: Vec<f64> = times.iter().filter(|(of, _)| *of == kind).map(|(_, time)| *time).collect();
            if !own.is_empty() {
                put(&format!("{name}_{kind}_p50_ms"), json!(at(&mut own, 0.5)));
                put(&format!("{name}_{kind}_p95_ms"), json!(at(&mut own, 0.95)));
            }
        }
    }
    let mut empty = 0;
    for asked in &queries {
        empty += usize::from(collection.search(&bare(&asked.text))?.total == 0);
    }
    put("queries_without_result", json!(empty));
    if let Some(document) = documents.first() {
        let (add, remove) = change(&mut collection, document)?;
        put("add_one_ms", json!(add));
        put("remove_one_ms", json!(remove));
    }
    Ok(Value::Object(figures))
}

fn build(documents: &[Document], segment: usize) -> Result<Vec<SegmentFiles>, Failure> {
    documents
        .chunks(segment.max(1))
        .map(|documents| {
            let mut builder = SegmentBuilder::new(corpus::schema());
            for document in documents {
                builder.add(document.clone())?;
            }
            Ok(builder.finish())
        })
        .collect()
}

/// Bytes on the wire.
#[derive(Default)]
struct Packed {
    /// The index files as they are sent.
    whole: usize,
    /// What is searched, without the rows that are shown and without the positions.
    index: usize,
    rows: usize,
    /// Fetched when a query can use them.
    positions: usize,
}

fn weigh(segments: &[SegmentFiles], quality: usize) -> Result<Packed, Failure> {
    let mut packed = Packed::default();
    for SegmentFiles { index, positions } in segments {
        let range = Segment::open(index.clone())?.rows();
        let (before, behind) =
            (index.get(..range.start).unwrap_or_default(), index.get(range.end..).unwrap_or_default());
        packed.whole += compressed(index, quality)?;
        packed.index += compressed(&[before, behind].concat(), quality)?;
        packed.rows += compressed(index.get(range).unwrap_or_default(), quality)?;
        packed.positions += compressed(positions, quality)?;
    }
    Ok(packed)
}

/// Bytes on the wire, in the window that browsers accept.
fn compressed(bytes: &[u8], quality: usize) -> Result<usize, std::io::Error> {
    let params = brotli::enc::BrotliEncoderParams { quality: quality as i32, lgwin: 22, ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut std::io::Cursor::new(bytes), &mut packed, &params)?;
    Ok(packed.len())
}

fn bare(text: &str) -> Query {
    Query { text: text.to_owned(), limit: 50, ..Query::default() }
}

fn faceted(text: &str) -> Query {
    let range =
        RangeFilter { number: "posted".to_owned(), min: Some(19_000.0), unknown: true, ..RangeFilter::default() };
    Query {
        facets: ["skill", "category", "mode"].map(|facet| FacetRequest { facet: facet.to_owned(), limit: 20 }).into(),
        ranges: vec![range],
        ..bare(text)
    }
}

/// Kind and time of every query.
fn measure<'a>(
    collection: &Collection,
    queries: &'a [Asked],
    make: impl Fn(&str) -> Query,
) -> Result<Vec<(&'a str, f64)>, Failure> {
    let mut times = vec![Vec::new(); queries.len()];
    for _ in 0..ROUNDS {
        for (asked, times) in queries.iter().zip(&mut times) {
            let query = make(&asked.text);
            let started = Instant::now();
            let answer = collection.search(&query)?;
            times.push(milliseconds(started));
            std::hint::black_box(answer);
        }
    }
    Ok(queries.iter().zip(times).map(|(asked, mut times)| (asked.kind.as_str(), at(&mut times, 0.25))).collect())
}

/// Milliseconds until a query sees a new posting, and until it no longer sees it; medians.
fn change(collection: &mut Collection, document: &Document) -> Result<(f64, f64), Failure> {
    let (mut add, mut remove) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let new = Document { id: format!("new {round}"), title: "Zyzzyva whisperer".to_owned(), ..document.clone() };
        let query = Query { text: "zyzzyva ".to_owned(), ..Query::default() };
        let started = Instant::now();
        let files = build(std::slice::from_ref(&new), 1)?.pop().ok_or("one document is one segment")?;
        collection.push("delta", files.open()?)?;
        let found = collection.search(&query)?.total;
        add.push(milliseconds(started));
        let started = Instant::now();
        collection.set_tombstones([new.id]);
        let left = collection.search(&query)?.total;
        remove.push(milliseconds(started));
        if (found, left) != (1, 0) {
            return Err(format!("a new posting was found {found} times, {left} times after its removal").into());
        }
        collection.set_tombstones([]);
    }
    Ok((at(&mut add, 0.5), at(&mut remove, 0.5)))
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

fn at(times: &mut [f64], share: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    let index = ((times.len() as f64 - 1.0) * share).round().max(0.0) as usize;
    times.get(index).copied().unwrap_or(0.0)
}
