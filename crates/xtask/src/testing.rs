//! Owns `cargo xtask test` and `cargo xtask check`: every kind of test in order, one count at the end.
//!
//! A failing step does not stop the ones after it, so that the last line is about everything.

mod driver;
mod fuzz;
mod journeys;
mod steps;
mod summary;

use std::time::{Duration, Instant};

use anyhow::Result;
use clap::ValueEnum;

use crate::process::seconds;
use crate::setup::{self, Need};
use crate::workspace::Workspace;
pub(crate) use driver::Driver;
pub(crate) use fuzz::{SECONDS as FUZZ_SECONDS, fuzz_for};
pub(crate) use journeys::{environment, shots};
use summary::Count;

/// A part of the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Tidy, Clippy, and every test that runs without a browser.
    Native,
    /// Units in a headless browser.
    Web,
    /// Journeys through the real server and the release build, then the size budgets.
    E2e,
}

/// A step of the run: what it is called and what it does.
struct Task {
    name: &'static str,
    work: fn(&Workspace) -> Result<Count>,
}

const CHECK: [Task; 5] = [
    Task { name: "format", work: steps::format },
    Task { name: "tidy", work: steps::tidy },
    Task { name: "clippy, native", work: steps::clippy_native },
    Task { name: "clippy, wasm", work: steps::clippy_wasm },
    Task { name: "tests of the pure crates", work: steps::pure_crates },
];

/// Runs everything, or one part. True when nothing failed.
pub(crate) fn test(ws: &Workspace, only: Option<Part>) -> Result<bool> {
    let wants = |part: Part| only.is_none_or(|only| only == part);
    let mut needs = Vec::new();
    let mut tasks = Vec::new();
    if wants(Part::Native) {
        needs.extend([Need::Wasm, Need::WasmClippy, Need::Nextest, Need::Valgrind, Need::CxxCompiler]);
        tasks.extend([
            Task { name: "tidy", work: steps::tidy },
            Task { name: "clippy, native", work: steps::clippy_native },
            Task { name: "clippy, wasm", work: steps::clippy_wasm },
            Task { name: "native tests", work: steps::native },
            Task { name: "examples in documentation", work: steps::documentation },
            Task { name: "instructions of queries", work: steps::counts },
            Task { name: "fuzzing", work: fuzz::run },
        ]);
    }
    if wants(Part::Web) {
        needs.extend([Need::Wasm, Need::WasmBindgen, Need::Browser]);
        tasks.push(Task { name: "browser units", work: steps::browser_units });
    }
    if wants(Part::E2e) {
        needs.extend(setup::WEB_BUILD);
        needs.extend([Need::Nextest, Need::Browser, Need::Axe, Need::Firefox, Need::WidgetTools]);
        tasks.push(Task { name: "release build", work: steps::release_build });
        tasks.push(Task { name: "journeys", work: journeys::run });
        tasks.push(Task { name: "size budgets", work: steps::size });
    }
    setup::ensure(ws, &needs)?;
    Ok(run(ws, &tasks))
}

/// The quick checks for while one works. True when nothing failed.
pub(crate) fn check(ws: &Workspace) -> Result<bool> {
    setup::ensure(ws, &[Need::Wasm, Need::WasmClippy, Need::Nextest])?;
    Ok(run(ws, &CHECK))
}

fn run(ws: &Workspace, tasks: &[Task]) -> bool {
    let started = Instant::now();
    let mut total = Count::default();
    let mut table: Vec<(&str, Duration, Count)> = Vec::new();
    for (index, task) in tasks.iter().enumerate() {
        println!("\n== [{}/{}] {}", index + 1, tasks.len(), task.name);
        let began = Instant::now();
        let count = (task.work)(ws).unwrap_or_else(|error| {
            eprintln!("{}: {error:#}", task.name);
            Count::failure()
        });
        total.add(count);
        table.push((task.name, began.elapsed(), count));
    }
    println!("\n{:<28} {:>14} {:>8} {:>8} {:>8}", "step", "time", "passed", "failed", "skipped");
    for (name, took, count) in table {
        println!("{name:<28} {:>14} {:>8} {:>8} {:>8}", seconds(took), count.passed, count.failed, count.skipped);
    }
    println!("{:<28} {:>14}\n", "all", seconds(started.elapsed()));
    println!("{total}");
    total.failed == 0
}
