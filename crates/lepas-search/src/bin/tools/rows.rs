//! What the command line tools share: options and rows of NDJSON files, packed or not. Owns no measure.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, stdin};

use serde_json::Value;

/// Anything that ends a tool, as text.
pub(crate) type Failure = Box<dyn std::error::Error>;

/// `--name value` pairs of the command line.
pub(crate) fn options() -> Result<BTreeMap<String, String>, Failure> {
    let mut options = BTreeMap::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{name} needs a value"))?;
        options.insert(name, value);
    }
    Ok(options)
}

/// The rows of an NDJSON file, at most `limit`. `-` is standard input; a name that ends in `.gz` is unpacked.
pub(crate) fn rows(path: &str, limit: usize) -> Result<Vec<Value>, Failure> {
    let input: Box<dyn Read> = if path == "-" {
        Box::new(stdin())
    } else {
        let file = File::open(path).map_err(|error| format!("{path}: {error}"))?;
        if path.ends_with(".gz") { Box::new(flate2::read::GzDecoder::new(file)) } else { Box::new(file) }
    };
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
