//! Owns having the tools that a command needs: what is missing is installed, the rest is left alone.
//!
//! How each tool is installed is told by the modules below; this one orders them and keeps two runs from meeting.

mod browser;
mod cargo_tools;
mod cxx;
mod firefox;
mod load;
mod npm;
mod valgrind;
pub(crate) mod versions;
mod wasm;
mod widgets;

use std::fs::{self, File};

use anyhow::{Context, Result};

use crate::process::{Step, Steps};
use crate::workspace::Workspace;
pub(crate) use firefox::present as has_firefox;
pub(crate) use npm::{AXE_CORE, LIGHTHOUSE, LUCIDE};
pub(crate) use valgrind::present as has_valgrind;
pub(crate) use wasm::{TARGET, WasmToolchain};
pub(crate) use widgets::python;

/// A tool that a command can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// The standard library for `wasm32-unknown-unknown`.
    Wasm,
    /// The sources of that library: release builds compile it for size.
    WasmSource,
    /// Clippy of the toolchain that builds WebAssembly.
    WasmClippy,
    Trunk,
    WasmBindgen,
    WasmOpt,
    /// Icon drawings.
    Icons,
    Nextest,
    /// Chromium and its driver.
    Browser,
    /// The accessibility checker.
    Axe,
    /// Firefox and its driver, where they can be had.
    Firefox,
    /// Sanitisers, naughty strings and other people's widgets.
    WidgetTools,
    /// What counts instructions, where it can be had.
    Valgrind,
    /// Fuzzing needs it.
    CxxCompiler,
    /// What judges a public page; no part of [`ALL`].
    Lighthouse,
    /// Search libraries to measure against; no part of [`ALL`].
    SearchPeers,
    /// A load generator and a web server to measure beside; no part of [`ALL`].
    Load,
}

/// What a web build needs.
pub(crate) const WEB_BUILD: [Need; 6] =
    [Need::Wasm, Need::WasmSource, Need::Trunk, Need::WasmBindgen, Need::WasmOpt, Need::Icons];

/// Everything that running, testing and shipping need.
pub(crate) const ALL: [Need; 14] = [
    Need::Wasm,
    Need::WasmSource,
    Need::WasmClippy,
    Need::Trunk,
    Need::WasmBindgen,
    Need::WasmOpt,
    Need::Icons,
    Need::Nextest,
    Need::Browser,
    Need::Axe,
    Need::Firefox,
    Need::WidgetTools,
    Need::Valgrind,
    Need::CxxCompiler,
];

/// Installs what is missing of `needs`. Silent when nothing is.
pub(crate) fn ensure(ws: &Workspace, needs: &[Need]) -> Result<()> {
    if needs.iter().all(|need| present(ws, *need)) {
        return Ok(());
    }
    let _lock = lock(ws)?;
    // Asked again under the lock: another run may have installed it meanwhile.
    let mut missing: Vec<Need> = Vec::new();
    for need in needs {
        if !missing.contains(need) && !present(ws, *need) {
            missing.push(*need);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    eprintln!("Installing {} missing tool(s), kept in {} for later runs.", missing.len(), ws.tools().display());
    let mut steps = Steps::new(missing.len());
    for need in missing {
        let mut step = steps.begin(&describe(ws, need));
        let result = install(ws, need, &mut step);
        step.end(result.is_ok());
        result?;
        if !present(ws, need) {
            anyhow::bail!(
                "{} was installed but still cannot be used; `cargo xtask setup` tries again, the logs are in {}.",
                describe(ws, need),
                ws.state().join("logs").display()
            );
        }
    }
    Ok(())
}

/// Holds other runs back until the file is dropped.
fn lock(ws: &Workspace) -> Result<File> {
    fs::create_dir_all(ws.tools()).with_context(|| format!("cannot create {}", ws.tools().display()))?;
    let file = File::create(ws.tools().join(".lock"))?;
    if file.try_lock().is_err() {
        eprintln!("Another run is installing tools; waiting for it.");
        file.lock().context("cannot lock the tool folder")?;
    }
    Ok(file)
}

fn present(ws: &Workspace, need: Need) -> bool {
    match need {
        Need::Wasm => WasmToolchain::find(ws).is_some(),
        Need::WasmSource => WasmToolchain::find(ws).is_some_and(|toolchain| toolchain.has_source(ws)),
        Need::WasmClippy => WasmToolchain::find(ws).is_some_and(|toolchain| toolchain.has_clippy(ws)),
        Need::Trunk => cargo_tools::has_trunk(ws),
        Need::WasmBindgen => cargo_tools::has_wasm_bindgen(ws),
        Need::Nextest => cargo_tools::has_nextest(ws),
        Need::WasmOpt => npm::has_wasm_opt(ws),
        Need::Icons => npm::has_package(ws, LUCIDE),
        Need::Axe => npm::has_package(ws, AXE_CORE),
        Need::Lighthouse => npm::has_package(ws, LIGHTHOUSE),
        Need::SearchPeers => npm::SEARCH_PEERS.iter().all(|package| npm::has_package(ws, *package)),
        Need::Browser => browser::present(ws),
        Need::Load => load::present(ws),
        Need::Firefox => firefox::present(ws) || !firefox::can_be_installed(ws),
        Need::WidgetTools => widgets::present(ws),
        Need::CxxCompiler => cxx::present(ws),
        Need::Valgrind => valgrind::present(ws) || !valgrind::can_be_installed(ws),
    }
}

fn describe(ws: &Workspace, need: Need) -> String {
    match need {
        Need::Wasm => "Standard library for WebAssembly".to_owned(),
        Need::WasmSource => "Sources of Rust's standard library".to_owned(),
        Need::WasmClippy => "Clippy for WebAssembly".to_owned(),
        Need::Trunk => format!("Trunk {} (compiled, some minutes)", cargo_tools::TRUNK),
        Need::WasmBindgen => match versions::wasm_bindgen(ws.root()) {
            Ok(version) => format!("wasm-bindgen {version} (compiled, some minutes)"),
            Err(_) => "wasm-bindgen".to_owned(),
        },
        Need::WasmOpt => "wasm-opt".to_owned(),
        Need::Icons => "Icon drawings".to_owned(),
        Need::Nextest => format!("cargo-nextest {} (compiled, some minutes)", cargo_tools::NEXTEST),
        Need::Load => "Load generator and nginx".to_owned(),
        Need::Browser => "Chromium and its driver".to_owned(),
        Need::Axe => "Accessibility checker axe-core".to_owned(),
        Need::Lighthouse => "Lighthouse".to_owned(),
        Need::SearchPeers => "Search libraries to measure against".to_owned(),
        Need::Firefox => "Firefox and its driver (compiled, some minutes)".to_owned(),
        Need::Valgrind => "Instruction counter valgrind".to_owned(),
        Need::CxxCompiler => "C++ compiler".to_owned(),
        Need::WidgetTools => "Sanitisers and other widgets".to_owned(),
    }
}

fn install(ws: &Workspace, need: Need, step: &mut Step) -> Result<()> {
    match need {
        Need::Wasm => wasm::install(ws, step),
        Need::WasmSource => wasm::install_source(ws, step),
        Need::WasmClippy => wasm::install_clippy(ws, step),
        Need::Trunk => cargo_tools::install_trunk(ws, step),
        Need::WasmBindgen => cargo_tools::install_wasm_bindgen(ws, step),
        Need::Nextest => cargo_tools::install_nextest(ws, step),
        Need::WasmOpt => npm::install(ws, step, npm::BINARYEN),
        Need::Icons => npm::install(ws, step, LUCIDE),
        Need::Axe => npm::install(ws, step, AXE_CORE),
        Need::Lighthouse => npm::install(ws, step, LIGHTHOUSE),
        Need::SearchPeers => npm::SEARCH_PEERS.into_iter().try_for_each(|package| npm::install(ws, step, package)),
        Need::Browser => browser::install(ws, step),
        Need::Load => load::install(ws, step),
        Need::Firefox => firefox::install(ws, step),
        Need::WidgetTools => widgets::install(ws, step),
        Need::CxxCompiler => cxx::install(ws, step),
        Need::Valgrind => valgrind::install(ws, step),
    }
}
