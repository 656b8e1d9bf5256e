//! Owns `cargo xtask bench search`: the shipped worker in Chromium, the engine natively, then other search libraries over the
//! same documents and queries in the same run, and how many times longer they take.
//!
//! What is measured in Chromium is a test of the journeys (`tests/e2e/search_bench.rs`), because it needs their browser and
//! server; this gives it the postings and reads its numbers. The other libraries run in Node, whose V8 is Chromium's.

mod gates;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use crate::files;
use crate::process::{Steps, run_open};
use crate::server::{self, Profile};
use crate::setup::{self, Need};
use crate::testing::{Driver, environment};
use crate::web::{self, Flavour};
use crate::workspace::Workspace;

/// Sizes that are measured; peers are measured at the first.
const SIZES: [u32; 2] = [100_000, 10_000];
/// Other libraries and their names in `peers.mjs`.
const PEERS: [(&str, &str); 4] =
    [("MiniSearch", "minisearch"), ("FlexSearch", "flexsearch"), ("Orama", "orama"), ("SQLite FTS5", "fts5")];

/// Measures everything and prints it; the figures are returned by size and library.
pub(super) fn run(ws: &Workspace) -> Result<Value> {
    let data = data(ws)?;
    let mut needs = setup::WEB_BUILD.to_vec();
    needs.extend([Need::Browser, Need::SearchPeers]);
    setup::ensure(ws, &needs)?;
    let mut steps = Steps::new(web::step_count(ws, Flavour::Release)? + 1);
    web::build(ws, Flavour::Release, &mut steps)?;
    server::build(ws, Profile::Server, &mut steps)?;

    let folder = ws.target().join("bench/search-input");
    let (documents, queries) = (folder.join("documents.ndjson"), folder.join("queries.ndjson"));
    files::write(&queries, std::fs::read(data.join("queries.ndjson"))?)?;
    let mut figures = Map::new();
    for size in SIZES {
        eprintln!("Lepas natively, {size} postings …");
        let mut command = ws.command("cargo");
        command.args(["run", "--quiet", "--profile", "server", "-p", "lepas-search", "--bin", "search-bench", "--"]);
        command.args(["--count", &size.to_string(), "--brotli", "9"]);
        command.arg("--docs").arg(data.join("jobs.ndjson.gz")).arg("--queries").arg(&queries);
        command.arg("--postings").arg(folder.join(format!("postings-{size}.ndjson")));
        if size == SIZES[0] {
            command.arg("--export").arg(&documents);
        }
        figures.insert(format!("native_{size}"), printed(&mut command)?);
    }
    eprintln!("Lepas in Chromium …");
    for (size, found) in chromium(ws, &folder)?.as_object().into_iter().flatten() {
        figures.insert(format!("chromium_{size}"), found.clone());
    }
    weigh(ws, &mut figures)?;
    let script = ws.npm().join("lepas-search-peers.mjs");
    files::write(&script, include_bytes!("search/peers.mjs"))?;
    for (label, name) in PEERS {
        eprintln!("{label}, {} postings …", SIZES[0]);
        let mut command = ws.command("node");
        command.arg("--max-old-space-size=4096").arg(&script).arg(name).arg(&documents).arg(&queries);
        match printed(&mut command) {
            Ok(peer) => {
                figures.insert(name.to_owned(), flat(&peer));
            }
            // One library that runs out of memory is no reason to lose the figures of the others.
            Err(error) => println!("{label} was not measured: {error:#}"),
        }
    }
    std::fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    let missed = gates::print(&figures, &PEERS);
    figures.insert(super::MISSED.to_owned(), json!(missed));
    Ok(Value::Object(figures))
}

/// Runs the measurement in the browser and reads its numbers.
fn chromium(ws: &Workspace, folder: &Path) -> Result<Value> {
    let driver = Driver::start(ws)?;
    // The test writes into a folder that is there.
    let figures = folder.join("chromium.json");
    files::write(&figures, "{}")?;
    let mut command = ws.command("cargo");
    command.args(["test", "--quiet", "--workspace", "--test", "e2e", "--", "measures_search", "--nocapture"]);
    environment(ws, &mut command, &driver, Flavour::Release);
    command.env("LEPAS_BENCH_SEARCH", &figures).env("LEPAS_BENCH_POSTINGS", folder);
    if !run_open(ws, "bench-search", &mut command, |_| {})?.success() {
        bail!("The measurement in Chromium failed; see {}.", ws.log("bench-search").display());
    }
    serde_json::from_str(&files::read(&figures)?).context("the measurement wrote something else than numbers")
}

/// What lies in files: the worker's WASM, and the index as a share of the text it is made of.
fn weigh(ws: &Workspace, figures: &mut Map<String, Value>) -> Result<()> {
    let folder = Flavour::Release.dist(ws);
    let worker = files::walk(&folder)?.into_iter().find(|file| {
        let name = files::relative(&folder, file);
        name.starts_with("search_worker") && name.ends_with(".wasm.br")
    });
    let worker = worker.context("the release build has no search worker")?;
    let text = figures.get("native_100000").and_then(|native| native.get("text_bytes")).and_then(Value::as_f64);
    if let Some(Value::Object(own)) = figures.get_mut("chromium_100000") {
        own.insert("worker_wasm_brotli_bytes".to_owned(), json!(std::fs::metadata(worker)?.len()));
        for (bytes, share) in [("wire_bytes", "wire_share_of_text"), ("wire_index_bytes", "wire_index_share_of_text")] {
            let wire = own.get(bytes).and_then(Value::as_f64);
            own.insert(share.to_owned(), json!(wire.zip(text).map(|(wire, text)| wire / text)));
        }
        let memory = own.get("index_memory_bytes").and_then(Value::as_f64);
        let rows = own.get("rows_bytes").and_then(Value::as_f64);
        own.insert("searched_memory_bytes".to_owned(), json!(memory.zip(rows).map(|(memory, rows)| memory - rows)));
    }
    Ok(())
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
