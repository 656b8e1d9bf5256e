//! Owns the fuzzing step: both targets of the engine run side by side for a minute, from the inputs that are kept.
//!
//! The targets are built directly: coverage comes from the stable compiler's own pass, so neither cargo-fuzz nor a nightly
//! compiler is needed. There is no address sanitiser, because the engine has no unsafe code; overflows and failed assertions
//! end a run (the profile in the targets' manifest), and so does more memory than [`MEMORY_MB`].

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

use crate::process::{Steps, capture};
use crate::setup::{self, Need};
use crate::testing::summary::Count;
use crate::workspace::Workspace;

/// Where the targets and the inputs that are kept lie.
const FOLDER: &str = "crates/lepas-search/fuzz";
const TARGETS: [&str; 2] = ["query", "segment"];
/// How long each runs in a test run.
pub(crate) const SECONDS: u32 = 60;
/// An input that takes longer is a finding.
const SLOWEST_SECONDS: u32 = 10;
/// All that a target may ask for, touched or not; inputs are a few kilobytes.
const MEMORY_MB: u32 = 1_024;
/// Counters on every edge, and what values are compared with: what libFuzzer looks at.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing";

/// A target at work.
struct Running {
    name: &'static str,
    child: Child,
}

/// The step of a test run.
pub(super) fn run(ws: &Workspace) -> Result<Count> {
    run_for(ws, SECONDS)
}

/// `cargo xtask fuzz`. True when nothing was found.
pub(crate) fn fuzz_for(ws: &Workspace, seconds: u32) -> Result<bool> {
    setup::ensure(ws, &[Need::CxxCompiler])?;
    Ok(run_for(ws, seconds)?.failed == 0)
}

fn run_for(ws: &Workspace, seconds: u32) -> Result<Count> {
    let mut steps = Steps::new(2);
    let mut step = steps.begin("Fuzzed targets, built with counters");
    let host = host(ws)?;
    let mut command = ws.command("cargo");
    command
        .args(["build", "--release", "--target", &host, "--manifest-path", &format!("{FOLDER}/Cargo.toml")])
        .arg("--target-dir")
        .arg(ws.target().join("fuzz"))
        .env("RUSTFLAGS", COVERAGE);
    let built = step.run_logged(ws, "fuzz-build", &mut command, "Correct the error shown and start again.");
    step.end(built.is_ok());
    built?;
    let binaries = ws.target().join("fuzz").join(&host).join("release");
    let what = format!("Fuzzing {} for {seconds} s each", TARGETS.join(" and "));
    steps.run(&what, || fuzz(ws, &binaries, seconds))
}

/// The compiler's own triple. Naming it keeps the counters out of build scripts.
fn host(ws: &Workspace) -> Result<String> {
    let printed = capture(ws.command("rustc").arg("-vV")).context("`rustc -vV` failed")?;
    let host = printed.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("`rustc -vV` names no host")?.to_owned())
}

fn fuzz(ws: &Workspace, binaries: &Path, seconds: u32) -> Result<Count> {
    let mut running = Vec::new();
    for name in TARGETS {
        match start(ws, binaries, name, seconds) {
            Ok(child) => running.push(Running { name, child }),
            Err(error) => {
                // The other one would go on for a minute.
                running.iter_mut().for_each(|Running { child, .. }| crate::server::end_child(child));
                return Err(error);
            }
        }
    }
    let mut count = Count::default();
    for Running { name, mut child } in running {
        let status = child.wait()?;
        let log = ws.log(&format!("fuzz-{name}"));
        let said = fs::read(&log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        let (line, good) = verdict(name, &said, status.success(), ws.root());
        println!("{line}");
        if !good {
            println!("    All it said is in {}.", log.display());
        }
        count.add(Count::of_step(good));
    }
    Ok(count)
}

fn start(ws: &Workspace, binaries: &Path, name: &str, seconds: u32) -> Result<Child> {
    // What is new is kept beside the build; what is worth keeping for good is added to the sources by hand.
    let found = ws.target().join("fuzz/corpus").join(name);
    let findings = findings(ws);
    fs::create_dir_all(&found)?;
    fs::create_dir_all(&findings)?;
    let log = fs::File::create(ws.log(&format!("fuzz-{name}")))?;
    let binary = binaries.join(name);
    Command::new("sh")
        // Systems without such a limit go without it; resident memory is limited everywhere.
        .args(["-c", &format!("ulimit -v {} 2>/dev/null; exec \"$@\"", MEMORY_MB * 1_024), "sh"])
        .arg(&binary)
        .arg(found)
        .arg(ws.path(FOLDER).join("corpus").join(name))
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-timeout={SLOWEST_SECONDS}"))
        .arg(format!("-rss_limit_mb={MEMORY_MB}"))
        .arg(format!("-artifact_prefix={}/{name}-", findings.display()))
        .arg("-print_final_stats=1")
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()
        .with_context(|| format!("cannot start {}", binary.display()))
}

fn findings(ws: &Workspace) -> PathBuf {
    ws.target().join("fuzz/findings")
}

/// What to say of a target that ended, and whether it found nothing.
fn verdict(name: &str, said: &str, success: bool, root: &Path) -> (String, bool) {
    let after = |what: &str| said.lines().rev().find_map(|line| line.split_once(what).map(|(_, rest)| rest.trim()));
    if success && let Some(runs) = after("stat::number_of_executed_units:") {
        let coverage = after(" cov: ").and_then(|rest| rest.split(' ').next()).unwrap_or("?");
        return (format!("fuzz {name}: nothing found in {runs} runs, {coverage} edges reached"), true);
    }
    let panic =
        said.lines().find(|line| line.contains("panicked at")).or_else(|| said.lines().find(|l| l.contains("ERROR:")));
    let reason = panic.unwrap_or("it ended early").trim();
    let Some(input) = after("Test unit written to") else {
        return (format!("fuzz {name}: FAILED and kept no input: {reason}"), false);
    };
    let input = Path::new(input);
    let input = input.strip_prefix(root).unwrap_or(input).display();
    (
        format!(
            "fuzz {name}: FOUND {reason}\n    The input is in {input}; give it to the built target to see it again."
        ),
        false,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str = "/somewhere";

    #[test]
    fn a_quiet_end_tells_how_far_it_came() {
        let said = "#255\tINITED cov: 3578 ft: 9089\n#900\tDONE   cov: 3583 ft: 9102 corp: 2/1b\nstat::number_of_executed_units: 37491\n";
        let (line, good) = verdict("query", said, true, Path::new(ROOT));
        assert!(good && line.contains("37491 runs") && line.contains("3583 edges"), "{line}");
    }

    #[test]
    fn a_finding_names_its_input_and_its_reason() {
        let said = "thread '<unnamed>' panicked at src/segment.rs:9:1:\n==1== ERROR: libFuzzer: deadly signal\nartifact_prefix='x'; Test unit written to /somewhere/target/fuzz/findings/segment-crash-1\n";
        let (line, good) = verdict("segment", said, false, Path::new(ROOT));
        assert!(!good && line.contains("src/segment.rs:9:1"), "{line}");
        assert!(line.contains("in target/fuzz/findings/segment-crash-1;"), "{line}");
    }

    #[test]
    fn silence_is_no_success() {
        assert!(!verdict("segment", "", true, Path::new(ROOT)).1);
        assert!(!verdict("segment", "", false, Path::new(ROOT)).1);
    }
}
