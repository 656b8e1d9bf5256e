//! Owns calling Trunk with the right toolchain and tools. Leaves the files it makes to the steps after it.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::process::Step;
use crate::setup::{TARGET, WasmToolchain};
use crate::web::{Flavour, split};
use crate::workspace::Workspace;

/// Type-erased views compile faster, and in an app of this size they are smaller too: 630 KB against
/// 723 KB of brotli when this was measured (docs/BENCHMARKS.md).
pub(crate) const COMPILER_FLAGS: &str = "--cfg erase_components";

/// For what visitors get: a panic is a trap and nothing else (`platform::failure` hears it), and neither source places nor
/// the texts of `Debug` are kept. With a standard library compiled the same way it saves the program 7 % and the worker
/// 15 % of their brotli. Unstable in the compiler, hence [`unlock`]; docs/adr/0009-small-release-builds.md.
const SMALL_FLAGS: &str = "-Zlocation-detail=none -Zfmt-debug=none -Zunstable-options -Cpanic=immediate-abort";

/// Lets a stable compiler take [`SMALL_FLAGS`] and compile its standard library again with them.
fn unlock(command: &mut Command) {
    command
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
}

pub(super) fn build(ws: &Workspace, flavour: Flavour, staging: &Path, step: &mut Step) -> Result<()> {
    if staging.exists() {
        fs::remove_dir_all(staging)?;
    }
    fs::create_dir_all(staging)?;
    let toolchain = WasmToolchain::require(ws)?;
    let mut command = ws.command("trunk");
    toolchain.apply(ws, &mut command);
    // Trunk follows every failure by a trace of its own inside, which hides the compiler's words.
    command.env("RUST_BACKTRACE", "0");
    command.args(["build", "--offline", "--skip-version-check", "--dist"]).arg(staging);
    let mut flags = COMPILER_FLAGS.to_owned();
    match flavour {
        Flavour::Release => {
            split::prepare(ws, &mut command)?;
            unlock(&mut command);
            flags = format!("{flags} {SMALL_FLAGS} {}", split::COMPILER_FLAGS);
            command.arg("--release")
        }
        Flavour::Development => command.args(["--features", "gallery"]),
    };
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    // Trunk's --offline is about its own downloads and would stop cargo from fetching crates.
    fetch(ws, flavour, &toolchain, step)?;
    step.run_logged(ws, &format!("trunk-{}", flavour.name()), &mut command, "Correct the error shown and start again.")
}

fn fetch(ws: &Workspace, flavour: Flavour, toolchain: &WasmToolchain, step: &mut Step) -> Result<()> {
    let mut command = toolchain.cargo(ws);
    command.args(["fetch", "--quiet"]);
    if flavour == Flavour::Release {
        // The standard library has crates of its own.
        unlock(&mut command);
        command.args(["--target", TARGET]);
    }
    step.run_logged(ws, "cargo-fetch", &mut command, "Check the connection to the crate registry.")
}
