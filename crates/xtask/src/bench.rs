//! Owns `cargo xtask bench NAME`: runs a measurement, keeps its numbers in `target/bench`, prints them.

mod page;
mod search;
mod studio;
mod widget;

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use serde_json::Value;

use crate::files;
use crate::workspace::Workspace;

/// The figure that says how many gates of a measurement are not met.
const MISSED: &str = "gates_missed";

/// A measurement: its name, what it measures, and what runs it and prints what people want to see.
struct Bench {
    name: &'static str,
    about: &'static str,
    run: fn(&Workspace) -> Result<Value>,
}

const BENCHES: [Bench; 4] = [
    Bench {
        name: "page",
        about: "the public page from memory: answers a second and latency, nginx with the same bytes beside it",
        run: page::run,
    },
    Bench {
        name: "search",
        about: "searching 100,000 postings in Chromium and natively, and other libraries beside it (a quarter of an hour)",
        run: search::run,
    },
    Bench {
        name: "studio",
        about: "a key press in the studio until the preview shows it, opening the studio, and Lighthouse on a public page",
        run: studio::run,
    },
    Bench {
        name: "widget",
        about: "cards and the element: bytes, requests a second, cost of ten on a page, beside three npm widgets",
        run: widget::run,
    },
];

/// Runs one, or lists them all when there is no name.
pub(crate) fn run(ws: &Workspace, name: Option<&str>) -> Result<()> {
    let Some(name) = name else {
        for bench in &BENCHES {
            println!("{:<12} {}", bench.name, bench.about);
        }
        return Ok(());
    };
    let known: Vec<&str> = BENCHES.iter().map(|bench| bench.name).collect();
    let Some(bench) = BENCHES.iter().find(|bench| bench.name == name) else {
        bail!("There is no measurement named {name}; there are: {}.", known.join(", "));
    };
    let numbers = numbers(&(bench.run)(ws)?)?;
    let report = ws.target().join("bench").join(format!("{name}.json"));
    files::write(&report, serde_json::to_vec_pretty(&numbers)?)?;
    println!("\nAll {} figures are kept in {}.", numbers.len(), report.display());
    match numbers.get(MISSED) {
        Some(missed) if *missed > 0.0 => bail!("{missed} gates of {name} are not met."),
        _ => Ok(()),
    }
}

/// Nested objects become `outer.inner`; what is not a number is left out.
fn numbers(value: &Value) -> Result<BTreeMap<String, f64>> {
    let mut numbers = BTreeMap::new();
    flatten("", value, &mut numbers);
    if numbers.is_empty() {
        bail!("The measurement gave no numbers.");
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
        let found = numbers(&serde_json::json!({"a": {"p50": 1.5, "note": "x"}, "docs": 3})).unwrap();
        assert_eq!((found["a.p50"], found["docs"], found.len()), (1.5, 3.0, 2));
        assert!(numbers(&serde_json::json!({})).is_err());
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_known_ones() {
        let folder = tempfile::tempdir().unwrap();
        let error = run(&Workspace::at(folder.path()), Some("speed")).unwrap_err().to_string();
        assert!(error.contains("search"), "{error}");
    }
}
