//! Owns the tools that are compiled from crates: Trunk, the wasm-bindgen command line, nextest.

use anyhow::Result;

use crate::process::{Step, capture};
use crate::setup::versions::{first_version, wasm_bindgen};
use crate::workspace::Workspace;

/// The newest Trunk that the toolchains of today's distributions can compile.
pub(crate) const TRUNK: &str = "0.21.14";
/// Installed only where no nextest is on the path; any version there will do.
pub(crate) const NEXTEST: &str = "0.9.143";
/// Installed only where no geckodriver is on the path.
pub(crate) const GECKODRIVER: &str = "0.37.1";

pub(super) fn has_trunk(ws: &Workspace) -> bool {
    let printed = capture(ws.command("trunk").env_remove("NO_COLOR").arg("--version"));
    printed.as_deref().and_then(first_version) == Some(TRUNK)
}

pub(super) fn has_wasm_bindgen(ws: &Workspace) -> bool {
    let Ok(wanted) = wasm_bindgen(ws.root()) else { return false };
    ["wasm-bindgen", "wasm-bindgen-test-runner"].iter().all(|program| {
        let printed = capture(ws.command(program).arg("--version"));
        printed.as_deref().and_then(first_version) == Some(wanted.as_str())
    })
}

pub(super) fn has_nextest(ws: &Workspace) -> bool {
    capture(ws.command("cargo").args(["nextest", "--version"])).is_some()
}

pub(super) fn install_trunk(ws: &Workspace, step: &mut Step) -> Result<()> {
    // Unoptimised: it takes half the time to compile, and Trunk mostly waits for others.
    cargo_install(ws, step, "trunk", TRUNK, &["--locked", "--debug"])
}

pub(super) fn install_wasm_bindgen(ws: &Workspace, step: &mut Step) -> Result<()> {
    let version = wasm_bindgen(ws.root())?;
    // Without --locked: some registries lack a version that the published lock file names.
    cargo_install(ws, step, "wasm-bindgen-cli", &version, &[])
}

pub(super) fn install_nextest(ws: &Workspace, step: &mut Step) -> Result<()> {
    cargo_install(ws, step, "cargo-nextest", NEXTEST, &["--locked", "--debug"])
}

/// Drives Firefox; any version on the path will do.
pub(super) fn install_geckodriver(ws: &Workspace, step: &mut Step) -> Result<()> {
    cargo_install(ws, step, "geckodriver", GECKODRIVER, &["--locked", "--debug"])
}

/// Compiles in a folder that survives an interruption, so that the next run goes on where this one stopped.
fn cargo_install(ws: &Workspace, step: &mut Step, package: &str, version: &str, more: &[&str]) -> Result<()> {
    let build = ws.tools().join("build").join(package);
    let mut command = ws.command("cargo");
    command
        .args(["install", package, "--version", version, "--force"])
        .arg("--root")
        .arg(ws.tools())
        .arg("--target-dir")
        .arg(&build)
        .args(more)
        .current_dir(ws.tools())
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_TARGET_DIR");
    let advice = format!("Check the connection to the crate registry, or install {package} {version} by hand.");
    step.run_logged(ws, &format!("install-{package}"), &mut command, &advice)?;
    // Only the binary is wanted; the objects are half a gigabyte.
    if let Err(error) = std::fs::remove_dir_all(&build) {
        eprintln!("    {} could not be removed: {error}", build.display());
    }
    Ok(())
}
