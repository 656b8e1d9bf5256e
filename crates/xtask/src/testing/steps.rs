//! Owns the single steps of a test run, except the journeys.

use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::process::{Steps, capture, run_open};
use crate::server::{self, Profile};
use crate::setup::{self, WasmToolchain};
use crate::testing::summary::{self, Count};
use crate::web::{self, COMPILER_FLAGS, Flavour};
use crate::workspace::Workspace;
use crate::{counts, size, tidy};

/// Test binaries that need a browser and have steps of their own.
const BROWSER_TESTS: [&str; 2] = ["web", "e2e"];

pub(super) fn format(ws: &Workspace) -> Result<Count> {
    let status = run_open(ws, "format", ws.command("cargo").args(["fmt", "--all", "--check"]), |_| {})?;
    Ok(Count::of_step(status.success()))
}

pub(super) fn tidy(ws: &Workspace) -> Result<Count> {
    Ok(Count::of_step(tidy::run(ws)?))
}

pub(super) fn size(ws: &Workspace) -> Result<Count> {
    Ok(Count::of_step(size::run(ws)?))
}

/// Left out where there is no valgrind: it exists for some systems only.
pub(super) fn counts(ws: &Workspace) -> Result<Count> {
    if !setup::has_valgrind(ws) {
        println!("Instructions are not counted: there is no valgrind, and it cannot be installed here.");
        return Ok(Count::of_skipped());
    }
    Ok(Count::of_step(counts::run(ws, false)?))
}

pub(super) fn clippy_native(ws: &Workspace) -> Result<Count> {
    let mut command = ws.command("cargo");
    command.args(["clippy", "--quiet", "--keep-going", "--workspace", "--all-targets", "--", "--deny", "warnings"]);
    Ok(Count::of_step(run_open(ws, "clippy", &mut command, |_| {})?.success()))
}

pub(super) fn clippy_wasm(ws: &Workspace) -> Result<Count> {
    let mut command = WasmToolchain::require(ws)?.cargo(ws);
    command
        .args(["clippy", "--quiet", "--package", "lepas", "--target", "wasm32-unknown-unknown"])
        .args(["--lib", "--bins", "--test", "web", "--features", "gallery", "--", "--deny", "warnings"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", COMPILER_FLAGS);
    Ok(Count::of_step(run_open(ws, "clippy-wasm", &mut command, |_| {})?.success()))
}

/// Every native test of the workspace. Targets are named one by one: a filter would count the journeys as skipped.
pub(super) fn native(ws: &Workspace) -> Result<Count> {
    let mut command = ws.command("cargo");
    command.args(["nextest", "run", "--workspace", "--lib", "--bins", "--no-fail-fast"]);
    for test in test_targets(ws)? {
        command.args(["--test", &test]);
    }
    nextest(ws, "native", &mut command)
}

pub(super) fn pure_crates(ws: &Workspace) -> Result<Count> {
    let mut command = ws.command("cargo");
    command.args(["nextest", "run", "--no-fail-fast"]);
    for package in ["lepas-api", "lepas-search", "lepas-page", "lepas-exchange", "xtask"] {
        command.args(["--package", package]);
    }
    nextest(ws, "pure", &mut command)
}

pub(super) fn documentation(ws: &Workspace) -> Result<Count> {
    let mut command = ws.command("cargo");
    command.args(["test", "--quiet", "--workspace", "--doc", "--no-fail-fast"]);
    builtin(ws, "documentation", &mut command)
}

pub(super) fn browser_units(ws: &Workspace) -> Result<Count> {
    let mut command = WasmToolchain::require(ws)?.cargo(ws);
    command
        .args([
            "test",
            "--package",
            "lepas",
            "--target",
            "wasm32-unknown-unknown",
            "--test",
            "web",
            "--features",
            "gallery",
        ])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", COMPILER_FLAGS)
        .env("CHROMEDRIVER", chromedriver(ws)?)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "180");
    builtin(ws, "web", &mut command)
}

/// The SPA and the server as visitors get them, for journeys and budgets.
pub(super) fn release_build(ws: &Workspace) -> Result<Count> {
    let mut steps = Steps::new(web::step_count(ws, Flavour::Release)? + 1);
    web::build(ws, Flavour::Release, &mut steps)?;
    server::build(ws, Profile::Server, &mut steps)?;
    Ok(Count::of_step(true))
}

/// Runs nextest in the open; only failures are shown by name.
pub(super) fn nextest(ws: &Workspace, log: &str, command: &mut Command) -> Result<Count> {
    command.args(["--status-level", "slow", "--final-status-level", "fail", "--show-progress", "none"]);
    let mut counted = Count::default();
    let status = run_open(ws, log, command, |line| counted.add(summary::nextest(line).unwrap_or_default()))?;
    Ok(Count::of_runner(counted, status.success()))
}

fn builtin(ws: &Workspace, log: &str, command: &mut Command) -> Result<Count> {
    let mut counted = Count::default();
    let status = run_open(ws, log, command, |line| counted.add(summary::builtin(line).unwrap_or_default()))?;
    Ok(Count::of_runner(counted, status.success()))
}

/// The program on the path; the browser test runner wants all of it.
fn chromedriver(ws: &Workspace) -> Result<String> {
    let found = capture(ws.command("sh").args(["-c", "command -v chromedriver"])).unwrap_or_default();
    if found.trim().is_empty() {
        bail!("chromedriver is not on the path; `cargo xtask setup --all` installs it.");
    }
    Ok(found.trim().to_owned())
}

#[derive(Debug, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Debug, Deserialize)]
struct Package {
    targets: Vec<Target>,
}

#[derive(Debug, Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

/// The names of the workspace's native test binaries.
fn test_targets(ws: &Workspace) -> Result<Vec<String>> {
    let printed = capture(ws.command("cargo").args(["metadata", "--no-deps", "--format-version", "1"]))
        .context("`cargo metadata` failed; is Cargo.toml correct?")?;
    native_tests(&printed)
}

fn native_tests(metadata: &str) -> Result<Vec<String>> {
    let metadata: Metadata = serde_json::from_str(metadata).context("cannot read what `cargo metadata` prints")?;
    let mut names: Vec<String> = metadata
        .packages
        .into_iter()
        .flat_map(|package| package.targets)
        .filter(|target| {
            target.kind.iter().any(|kind| kind == "test") && !BROWSER_TESTS.contains(&target.name.as_str())
        })
        .map(|target| target.name)
        .collect();
    names.sort();
    names.dedup();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_test_binary_is_named_except_those_in_browsers() {
        let metadata = r#"{"packages":[
            {"targets":[{"name":"lepas","kind":["lib"]},{"name":"web","kind":["test"]},{"name":"e2e","kind":["test"]},{"name":"contrast","kind":["test"]}]},
            {"targets":[{"name":"it","kind":["test"]},{"name":"search","kind":["bench"]}]}]}"#;
        assert_eq!(native_tests(metadata).unwrap(), ["contrast", "it"]);
    }
}
