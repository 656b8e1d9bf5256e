//! Asks ten fixed queries, so that their instructions can be counted from outside.
//!
//! Owns the queries, their names and their order. It counts nothing itself: `cargo xtask counts` runs it in callgrind, which
//! collects inside [`counted_query`] alone and writes its count down whenever that returns. The names of the queries are printed
//! in the order in which they are asked.

#[path = "search_count/corpus.rs"]
mod corpus;
#[path = "tools/seeded.rs"]
mod seeded;

use std::error::Error;
use std::hint::black_box;
use std::io::{Write, stderr, stdout};
use std::process::ExitCode;

use lepas_search::{
    Answer, Collection, FacetRequest, HistogramRequest, Query, QueryError, RangeFilter, SegmentBuilder,
};

/// Documents of one segment: more than one, because merging their answers is work, too.
const SEGMENT: usize = 1_500;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to do when even the error cannot be written.
            let _ = writeln!(stderr(), "search-count: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut collection = Collection::new(corpus::schema());
    for (at, documents) in corpus::documents().chunks(SEGMENT).enumerate() {
        let mut builder = SegmentBuilder::new(corpus::schema());
        for document in documents {
            builder.add(document.clone())?;
        }
        collection.push(&format!("base {at}"), builder.finish().open()?)?;
    }
    for (name, query) in queries() {
        // What is worked out once and kept is no part of the count.
        if collection.search(&query)?.total == 0 {
            return Err(format!("the query {name:?} finds nothing, so it counts nothing").into());
        }
        counted_query(&collection, &query)?;
        writeln!(stdout(), "{name}")?;
    }
    Ok(())
}

/// What is counted. It must stay a function of its own under this name; callgrind is told of it.
#[inline(never)]
fn counted_query(collection: &Collection, query: &Query) -> Result<Answer, QueryError> {
    black_box(collection.search(black_box(query)))
}

fn queries() -> [(&'static str, Query); 10] {
    let text = |text: &str| Query { text: text.to_owned(), limit: 50, ..Query::default() };
    let faceted = Query {
        facets: ["skill", "category", "mode"].map(|facet| FacetRequest { facet: facet.to_owned(), limit: 20 }).into(),
        ..text("developer ")
    };
    let ranged = Query {
        ranges: vec![RangeFilter {
            number: "pay".to_owned(),
            min: Some(40.0),
            unknown: true,
            ..RangeFilter::default()
        }],
        histograms: vec![HistogramRequest { number: "pay".to_owned(), edges: vec![0.0, 20.0, 40.0, 60.0, 80.0] }],
        ..text("engineer ")
    };
    [
        ("one word", text("photographer ")),
        ("prefix", text("dev")),
        ("two words", text("react developer ")),
        ("misspelt", text("enginere websiet ")),
        ("phrase", text("\"data entry\" report ")),
        ("exclusion", text("designer -logo ")),
        ("facets", faceted),
        ("range", ranged),
        ("indonesian", text("penulis artikel jarak jauh ")),
        ("empty", text("")),
    ]
}
