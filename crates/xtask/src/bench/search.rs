//! Owns `cargo xtask bench search`: the engine natively at two sizes, then other search libraries over the same documents and
//! queries in the same run, and how many times longer they take.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use crate::files;
use crate::setup::{self, Need};
use crate::workspace::Workspace;

/// Sizes that are measured; peers are measured at the first.
const SIZES: [u32; 2] = [100_000, 10_000];
/// Other libraries and their names in `peers.mjs`.
const PEERS: [(&str, &str); 4] =
    [("MiniSearch", "minisearch"), ("FlexSearch", "flexsearch"), ("Orama", "orama"), ("SQLite FTS5", "fts5")];
/// Figures that peers have as well.
const SHARED: [&str; 4] = ["top50_p50_ms", "top50_p95_ms", "facets_p50_ms", "facets_p95_ms"];
/// Gates and goals of the native figures: size, figure, gate, goal.
const GATES: [(u32, &str, f64, f64); 11] = [
    (100_000, "top50_p50_ms", 0.6, 0.30),
    (100_000, "top50_p95_ms", 1.5, 0.80),
    (100_000, "facets_p50_ms", 1.0, 0.45),
    (100_000, "facets_p95_ms", 2.5, 1.2),
    (10_000, "top50_p95_ms", 0.3, 0.15),
    (10_000, "facets_p95_ms", 0.4, 0.25),
    (100_000, "open_ms", 100.0, 60.0),
    (100_000, "index_memory_bytes", 40e6, 32e6),
    (100_000, "brotli_index_share_of_text", 0.20, 0.15),
    (100_000, "add_one_ms", 10.0, 2.0),
    (100_000, "remove_one_ms", 10.0, 2.0),
];

/// Measures everything and prints it; the figures are returned by size and library.
pub(super) fn run(ws: &Workspace) -> Result<Value> {
    let data = data(ws)?;
    let (postings, queries) = (data.join("jobs.ndjson.gz"), data.join("queries.ndjson"));
    let documents = ws.target().join("bench").join("search-documents.ndjson");
    files::write(&documents, [])?;
    let mut figures = Map::new();
    for size in SIZES {
        eprintln!("Lepas, {size} postings …");
        let mut command = ws.command("cargo");
        command.args(["run", "--quiet", "--profile", "server", "-p", "lepas-search", "--bin", "search-bench", "--"]);
        command.args(["--count", &size.to_string(), "--brotli", "9"]);
        command.arg("--docs").arg(&postings).arg("--queries").arg(&queries);
        if size == SIZES[0] {
            command.arg("--export").arg(&documents);
        }
        figures.insert(format!("lepas_{size}"), printed(&mut command)?);
    }
    print_own(&figures);
    setup::ensure(ws, &[Need::SearchPeers])?;
    let script = ws.npm().join("lepas-search-peers.mjs");
    files::write(&script, include_bytes!("peers.mjs"))?;
    println!("\n{:<14} {:>14} {:>14} {:>14} {:>14}", "times Lepas", SHARED[0], SHARED[1], SHARED[2], SHARED[3]);
    for (label, name) in PEERS {
        eprintln!("{label}, {} postings …", SIZES[0]);
        let mut command = ws.command("node");
        command.arg("--max-old-space-size=4096").arg(&script).arg(name).arg(&documents).arg(&queries);
        match printed(&mut command) {
            Ok(peer) => {
                let peer = flat(&peer);
                print_ratios(label, &peer, figures.get(&format!("lepas_{}", SIZES[0])));
                figures.insert(name.to_owned(), peer);
            }
            // One library that runs out of memory is no reason to lose the figures of the others.
            Err(error) => println!("{label:<14} not measured: {error:#}"),
        }
    }
    std::fs::remove_file(&documents).with_context(|| format!("cannot remove {}", documents.display()))?;
    Ok(Value::Object(figures))
}

/// The folder with postings and queries: `LEPAS_DATA`, else the one beside the repository.
fn data(ws: &Workspace) -> Result<PathBuf> {
    let folder = std::env::var_os("LEPAS_DATA").map_or_else(|| ws.path("../shared/data"), Into::into);
    for file in ["jobs.ndjson.gz", "queries.ndjson"] {
        if !Path::new(&folder).join(file).is_file() {
            bail!(
                "{} is not there; set LEPAS_DATA to a folder with jobs.ndjson.gz and queries.ndjson.",
                folder.join(file).display()
            );
        }
    }
    Ok(folder)
}

fn printed(command: &mut Command) -> Result<Value> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        bail!("it failed ({})", output.status);
    }
    serde_json::from_slice(&output.stdout).context("it printed something else than JSON")
}

/// `{"top50": {"p50_ms": 1}}` becomes `{"top50_p50_ms": 1}`.
fn flat(value: &Value) -> Value {
    let mut flat = Map::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        match value.as_object() {
            Some(inner) => flat.extend(inner.iter().map(|(key, value)| (format!("{name}_{key}"), value.clone()))),
            None => {
                flat.insert(name.clone(), value.clone());
            }
        }
    }
    Value::Object(flat)
}

fn print_own(figures: &Map<String, Value>) {
    println!("\n{:<8} {:<28} {:>14} {:>12} {:>12}", "postings", "native", "measured", "gate", "goal");
    for (size, name, gate, goal) in GATES {
        let Some(value) = figures.get(&format!("lepas_{size}")).and_then(|own| own.get(name)).and_then(Value::as_f64)
        else {
            continue;
        };
        let verdict = if value <= goal {
            "goal met"
        } else if value <= gate {
            "gate met"
        } else {
            "OVER"
        };
        println!("{size:<8} {name:<28} {value:>14.3} {gate:>12} {goal:>12}  {verdict}");
    }
}

fn print_ratios(label: &str, peer: &Value, own: Option<&Value>) {
    let figure = |of: Option<&Value>, name: &str| of.and_then(|of| of.get(name)).and_then(Value::as_f64);
    let ratio = |name: &str| match (figure(Some(peer), name), figure(own, name)) {
        (Some(theirs), Some(ours)) if ours > 0.0 => format!("{theirs:.2} ({:.0}x)", theirs / ours),
        _ => "-".to_owned(),
    };
    println!(
        "{label:<14} {:>14} {:>14} {:>14} {:>14}",
        ratio(SHARED[0]),
        ratio(SHARED[1]),
        ratio(SHARED[2]),
        ratio(SHARED[3])
    );
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nested_figures_get_one_name() {
        let value = json!({"build_seconds": 2.0, "top50": {"p50_ms": 1.5}});
        assert_eq!(flat(&value), json!({"build_seconds": 2.0, "top50_p50_ms": 1.5}));
    }

    #[test]
    fn missing_data_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = data(&Workspace::at(folder.path())).unwrap_err().to_string();
        assert!(error.contains("LEPAS_DATA") || std::env::var_os("LEPAS_DATA").is_some(), "{error}");
    }
}
