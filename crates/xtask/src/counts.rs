//! Owns `cargo xtask counts`: the instructions of ten fixed queries, held against the table that is kept beside the engine.
//!
//! A count of instructions has no noise, so that a gate of five percent sees what no clock on a shared machine would. The queries
//! and their documents are those of `search-count`; callgrind counts inside its one marked function and writes a file for every
//! return of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::files;
use crate::process::{Steps, capture};
use crate::workspace::Workspace;

/// Where the table is.
const TABLE: &str = "crates/lepas-search/instructions.json";
/// How many percent more a query may cost than the table says.
const GROWTH: u64 = 5;
/// The same where another compiler is used than for the table: it writes other instructions for the same code.
const GROWTH_ELSEWHERE: u64 = 15;
/// How callgrind is told of the marked function. The whole name: of a pattern with stars it takes one purpose only.
const COLLECT: &str = "--toggle-collect=search_count::counted_query";
const WRITE: &str = "--dump-after=search_count::counted_query";

/// What is kept.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Table {
    /// What `rustc --version` said.
    compiler: String,
    /// Instructions by query.
    counts: BTreeMap<String, u64>,
}

/// Counts and compares; with `accept` the table is written anew instead. True when nothing grew too much.
pub(crate) fn run(ws: &Workspace, accept: bool) -> Result<bool> {
    let mut steps = Steps::new(2);
    let mut step = steps.begin("Queries to be counted, optimised build");
    let mut command = ws.command("cargo");
    command.args(["build", "--package", "lepas-search", "--bin", "search-count"]).args([
        "--profile",
        "server",
        "--no-default-features",
    ]);
    let built = step.run_logged(ws, "counts-build", &mut command, "Correct the error shown and start again.");
    step.end(built.is_ok());
    built?;
    let found = Table { compiler: compiler(ws)?, counts: steps.run("Ten queries in callgrind", || count(ws))? };
    let path = ws.path(TABLE);
    if accept {
        files::write(&path, serde_json::to_string_pretty(&found)? + "\n")?;
        println!("{} counts are now what {TABLE} says; commit it with the reason.", found.counts.len());
        return Ok(true);
    }
    let kept = fs::read_to_string(&path).with_context(|| format!("{TABLE} cannot be read"))?;
    let kept: Table = serde_json::from_str(&kept).with_context(|| format!("{TABLE} is damaged"))?;
    let (lines, good) = compare(&kept, &found);
    for line in lines {
        println!("{line}");
    }
    if !good {
        println!(
            "Searching costs more than it did. Where that is wanted, `cargo xtask counts --accept` writes the new counts into {TABLE}."
        );
    }
    Ok(good)
}

fn compiler(ws: &Workspace) -> Result<String> {
    let printed = capture(ws.command("rustc").arg("--version")).context("`rustc --version` failed")?;
    Ok(printed.trim().to_owned())
}

fn count(ws: &Workspace) -> Result<BTreeMap<String, u64>> {
    let folder = ws.state().join("callgrind");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let out = folder.join("out");
    let mut command = ws.command("valgrind");
    command.args(["--quiet", "--tool=callgrind", COLLECT, WRITE]);
    command.arg(format!("--callgrind-out-file={}", out.display())).arg(ws.target().join("server/search-count"));
    let names = capture(&mut command).context("search-count failed in valgrind; run it by hand to see why")?;
    let mut counts = BTreeMap::new();
    for (at, name) in names.lines().enumerate() {
        let path = PathBuf::from(format!("{}.{}", out.display(), at + 1));
        let written = fs::read_to_string(&path).with_context(|| {
            format!("callgrind wrote no count of {name:?}: does the function that is counted still have its name?")
        })?;
        counts.insert(name.to_owned(), total(&written).with_context(|| format!("no total in {}", path.display()))?);
    }
    if counts.is_empty() || counts.values().any(|count| *count == 0) {
        bail!("callgrind counted nothing");
    }
    Ok(counts)
}

/// The sum in a file of callgrind's.
fn total(written: &str) -> Option<u64> {
    written.lines().find_map(|line| line.strip_prefix("totals: "))?.trim().parse().ok()
}

/// A line for every query, and whether all is well.
fn compare(kept: &Table, found: &Table) -> (Vec<String>, bool) {
    let same = kept.compiler == found.compiler;
    let allowed = if same { GROWTH } else { GROWTH_ELSEWHERE };
    let mut good = true;
    let mut lines = vec![format!("{:<14} {:>14} {:>14} {:>9}", "query", "instructions", "table", "change")];
    if !same {
        lines.push(format!(
            "The table was made with {}, this is {}: {allowed} % more are allowed.",
            kept.compiler, found.compiler
        ));
    }
    for (name, &now) in &found.counts {
        let Some(&before) = kept.counts.get(name) else {
            good = false;
            lines.push(format!("{name:<14} {now:>14} {:>14} {:>9}  NOT IN THE TABLE", "", ""));
            continue;
        };
        let grown = now * 100 > before * (100 + allowed);
        good &= !grown;
        let fell = now * 100 < before * (100 - GROWTH);
        let word = match (grown, fell) {
            (true, _) => "  GREW",
            (_, true) => "  fell: worth accepting, so that it stays",
            _ => "",
        };
        let change = now as f64 / before.max(1) as f64 - 1.0;
        lines.push(format!("{name:<14} {now:>14} {before:>14} {:>+8.2}%{word}", change * 100.0));
    }
    for name in kept.counts.keys().filter(|name| !found.counts.contains_key(*name)) {
        good = false;
        lines.push(format!("{name:<14} is in the table and was not asked"));
    }
    (lines, good)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(compiler: &str, counts: &[(&str, u64)]) -> Table {
        let counts = counts.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
        Table { compiler: compiler.to_owned(), counts }
    }

    #[test]
    fn more_than_five_percent_is_too_much_with_the_same_compiler() {
        let kept = table("one", &[("prefix", 1_000)]);
        assert!(compare(&kept, &table("one", &[("prefix", 1_050)])).1);
        let (lines, good) = compare(&kept, &table("one", &[("prefix", 1_051)]));
        assert!(!good && lines.iter().any(|line| line.contains("GREW")), "{lines:?}");
        assert!(compare(&kept, &table("one", &[("prefix", 10)])).1, "fewer are welcome");
        assert!(compare(&kept, &table("another", &[("prefix", 1_149)])).1);
        assert!(!compare(&kept, &table("another", &[("prefix", 1_151)])).1);
    }

    #[test]
    fn queries_that_come_or_go_are_not_passed_over() {
        let kept = table("one", &[("prefix", 1_000)]);
        assert!(!compare(&kept, &table("one", &[("prefix", 1_000), ("new", 1)])).1);
        assert!(!compare(&kept, &table("one", &[])).1);
    }

    #[test]
    fn the_total_is_read_from_what_callgrind_writes() {
        assert_eq!(total("events: Ir\nfn=(1)\n12 7\n\ntotals: 693440\n"), Some(693_440));
        assert_eq!(total("events: Ir\n"), None);
    }
}
