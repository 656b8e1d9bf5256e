//! Owns calling Trunk with the right toolchain and tools. Leaves the files it makes to the steps after it.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::process::Step;
use crate::setup::WasmToolchain;
use crate::web::{Flavour, split};
use crate::workspace::Workspace;

/// Type-erased views compile faster, and in an app of this size they are smaller too: 630 KB against
/// 723 KB of brotli when this was measured (docs/BENCHMARKS.md).
pub(crate) const COMPILER_FLAGS: &str = "--cfg erase_components";

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
            flags = format!("{flags} {}", split::COMPILER_FLAGS);
            command.arg("--release")
        }
        Flavour::Development => command.args(["--features", "gallery"]),
    };
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    // Trunk's --offline is about its own downloads and would stop cargo from fetching crates.
    fetch(ws, &toolchain, step)?;
    step.run_logged(ws, &format!("trunk-{}", flavour.name()), &mut command, "Correct the error shown and start again.")
}

fn fetch(ws: &Workspace, toolchain: &WasmToolchain, step: &mut Step) -> Result<()> {
    let mut command = toolchain.cargo(ws);
    command.args(["fetch", "--quiet"]);
    step.run_logged(ws, "cargo-fetch", &mut command, "Check the connection to the crate registry.")
}
