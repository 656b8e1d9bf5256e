//! Owns `cargo xtask bench NAME`: runs a measurement, keeps its numbers in `target/bench`, prints them.

mod widget;

use std::collections::BTreeMap;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::files;
use crate::workspace::Workspace;

/// A measurement: its name, what it measures, and the cargo arguments that run it. It prints one JSON object on
/// standard output; what it has to say to people goes to standard error.
struct Bench {
    name: &'static str,
    about: &'static str,
    arguments: &'static [&'static str],
}

const BENCHES: [Bench; 1] = [Bench {
    name: "search",
    about: "indexing and searching 59,000 postings: build time, bytes, latency by kind of query",
    arguments: &["run", "--profile", "server", "-p", "lepas-search", "--bin", "search-bench", "--"],
}];

/// Runs one, or lists them all when there is no name.
pub(crate) fn run(ws: &Workspace, name: Option<&str>) -> Result<()> {
    let Some(name) = name else {
        for bench in &BENCHES {
            println!("{:<12} {}", bench.name, bench.about);
        }
        println!("{:<12} {}", widget::NAME, widget::ABOUT);
        return Ok(());
    };
    if name == widget::NAME {
        return widget::run(ws);
    }
    let known: Vec<&str> = BENCHES.iter().map(|bench| bench.name).chain([widget::NAME]).collect();
    let Some(bench) = BENCHES.iter().find(|bench| bench.name == name) else {
        bail!("There is no measurement named {name}; there are: {}.", known.join(", "));
    };
    let mut command = ws.command("cargo");
    command.args(bench.arguments).arg(jobs(ws)?);
    let report = ws.target().join("bench").join(format!("{name}.json"));
    let numbers = measure(&mut command)?;
    files::write(&report, serde_json::to_vec_pretty(&numbers)?)?;
    for (metric, value) in &numbers {
        println!("{metric:<44} {value:>16}");
    }
    println!("\nKept in {}", report.display());
    Ok(())
}

/// The postings to measure on: `LEPAS_DATA`, else the folder beside the repository.
fn jobs(ws: &Workspace) -> Result<std::path::PathBuf> {
    let folder = std::env::var_os("LEPAS_DATA").map_or_else(|| ws.path("../shared/data"), Into::into);
    let file = folder.join("jobs.ndjson.gz");
    if !file.is_file() {
        bail!("{} is not there; set LEPAS_DATA to a folder with jobs.ndjson.gz.", file.display());
    }
    Ok(file)
}

fn measure(command: &mut Command) -> Result<BTreeMap<String, f64>> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        bail!("The measurement failed ({}).", output.status);
    }
    numbers(&String::from_utf8_lossy(&output.stdout))
}

/// Nested objects become `outer.inner`; what is not a number is left out.
fn numbers(printed: &str) -> Result<BTreeMap<String, f64>> {
    let value: Value =
        serde_json::from_str(printed.trim()).context("the measurement printed something else than JSON")?;
    let mut numbers = BTreeMap::new();
    flatten("", &value, &mut numbers);
    if numbers.is_empty() {
        bail!("The measurement printed no numbers.");
    }
    Ok(numbers)
}

fn flatten(name: &str, value: &Value, into: &mut BTreeMap<String, f64>) {
    match value {
        Value::Number(number) => {
            into.extend(number.as_f64().map(|number| (name.to_owned(), number)));
        }
        Value::Object(members) => {
            for (key, member) in members {
                let inner = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
                flatten(&inner, member, into);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_numbers_get_dotted_names() {
        let found = numbers(r#"{"a": {"p50": 1.5, "note": "x"}, "docs": 3}"#).unwrap();
        assert_eq!((found["a.p50"], found["docs"], found.len()), (1.5, 3.0, 2));
        assert!(numbers("{}").is_err());
        assert!(numbers("done").is_err());
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_known_ones() {
        let folder = tempfile::tempdir().unwrap();
        let error = run(&Workspace::at(folder.path()), Some("speed")).unwrap_err().to_string();
        assert!(error.contains("search"), "{error}");
    }
}
