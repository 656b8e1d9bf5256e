//! 1. `search-eval` computes the measures it names.
//! 2. On the labelled sets, where they are present, ranking stays above BM25 with a stemmer, also for misspelt queries.
//! 3. `search-bench` measures real documents and prints every figure.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn run(tool: &str, arguments: &[(&str, &Path)]) -> Value {
    let mut command = Command::new(tool);
    for (name, path) in arguments {
        command.arg(name).arg(path);
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn evaluate(folder: &Path) -> Value {
    let (docs, queries, qrels) = (folder.join("docs.ndjson"), folder.join("queries.ndjson"), folder.join("qrels.tsv"));
    run(env!("CARGO_BIN_EXE_search-eval"), &[("--docs", &docs), ("--queries", &queries), ("--qrels", &qrels)])
}

/// A folder of its own under the build's temporary folder.
fn small_set(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    write(
        "docs.ndjson",
        "{\"id\":\"a\",\"title\":\"rust rust\",\"text\":\"\"}\n{\"id\":\"b\",\"title\":\"rust and more\",\"text\":\"\"}\n",
    );
    write("queries.ndjson", "{\"id\":\"1\",\"text\":\"rust\"}\n{\"id\":\"2\",\"text\":\"nobody asked\"}\n");
    write("qrels.tsv", "query_id\tdoc_id\tgrade\n1\tb\t1\n");
    folder
}

#[test]
fn the_measures_are_computed_as_named() {
    let figures = evaluate(&small_set("eval"));
    // The only relevant document is second: 1 / log2(3) and 1 / 2; the query without judgement does not count.
    assert!((figures["ndcg10"].as_f64().unwrap() - 1.0 / 3.0_f64.log2()).abs() < 1e-9);
    assert_eq!((figures["mrr10"].as_f64(), figures["queries"].as_u64()), (Some(0.5), Some(1)));
}

#[test]
fn labelled_sets_stay_at_what_was_reached() {
    let root = std::env::var_os("LEPAS_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    for (set, least) in [("cranfield", 0.41), ("upwork-skills", 0.275), ("resume-category", 0.93)] {
        let folder = root.join("relevance").join(set);
        if !folder.exists() {
            println!("skipped {set}: {} is not there", folder.display());
            continue;
        }
        let figures = evaluate(&folder);
        let figure = |name: &str| figures[name].as_f64().unwrap();
        assert!(figure("ndcg10") >= least, "{set}: {} is below {least}", figure("ndcg10"));
        assert!(figure("correction_cost") <= 0.01, "{set}: correction makes clean queries worse");
        assert!(figure("misspelt_share") >= 0.96, "{set}: misspelt queries keep {}", figure("misspelt_share"));
        assert_eq!(figures["misspelt_empty"], 0, "{set}: a misspelt query finds nothing");
    }
}

#[test]
fn the_bench_prints_every_figure() {
    let folder = small_set("bench");
    let (docs, queries) = (folder.join("docs.ndjson"), folder.join("queries.ndjson"));
    let figures = run(env!("CARGO_BIN_EXE_search-bench"), &[("--docs", &docs), ("--queries", &queries)]);
    assert_eq!(figures["documents"], 2);
    for name in ["build_seconds", "bytes", "top50_p50_ms", "top50_p95_ms", "facets_p50_ms", "facets_p95_ms"] {
        assert!(figures[name].as_f64().is_some_and(|value| value > 0.0), "{name}");
    }
}
