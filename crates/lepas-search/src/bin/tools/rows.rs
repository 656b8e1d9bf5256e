//! What the command line tools share: options, rows of NDJSON files (packed or not) and seeded numbers. Owns no measure.

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

/// SplitMix64: the same seed gives the same numbers on every machine.
pub(crate) struct Seeded(u64);

impl Seeded {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 when there is none.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % (end.max(1) as u64)) as usize
    }
}
