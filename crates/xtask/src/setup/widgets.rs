//! Owns what widgets are tested with: npm's sanitisers, strings and other widgets, and bleach in a Python of its own.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::process::{Step, capture};
use crate::setup::npm::{self, WIDGETS};
use crate::workspace::Workspace;

const BLEACH: &str = "6.4.0";

/// The Python that has bleach.
pub(crate) fn python(ws: &Workspace) -> PathBuf {
    ws.tools().join("python/bin/python3")
}

pub(super) fn present(ws: &Workspace) -> bool {
    let asked = "import bleach; print(bleach.__version__)";
    let program = python(ws);
    let bleach = program.is_file()
        && capture(Command::new(&program).args(["-c", asked])).is_some_and(|told| told.trim() == BLEACH);
    bleach && WIDGETS.into_iter().all(|package| npm::has_package(ws, package))
}

pub(super) fn install(ws: &Workspace, step: &mut Step) -> Result<()> {
    for package in WIDGETS.into_iter().filter(|package| !npm::has_package(ws, *package)) {
        npm::install(ws, step, package)?;
    }
    let mut make = ws.command("python3");
    make.args(["-m", "venv"]).arg(ws.tools().join("python"));
    step.run_logged(ws, "python", &mut make, "Install Python 3 with its venv module.")?;
    let mut fetch = Command::new(python(ws));
    fetch.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).arg(format!("bleach=={BLEACH}"));
    step.run_logged(ws, "bleach", &mut fetch, "Check the connection to the Python package index.")
}
