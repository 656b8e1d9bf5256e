//! Owns what widgets and public files are tested with: npm's sanitisers, strings and other widgets, and in a Python of its own
//! bleach and the parsers of linked data, feeds, contacts, calendars, microformats and PDF.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::process::{Step, capture};
use crate::setup::npm::{self, WIDGETS};
use crate::workspace::Workspace;

/// Python packages and what they are imported as.
const PACKAGES: [(&str, &str, &str); 7] = [
    ("bleach", "6.4.0", "bleach"),
    ("feedparser", "6.0.14", "feedparser"),
    ("icalendar", "7.3.0", "icalendar"),
    ("vobject", "0.9.9", "vobject"),
    ("mf2py", "2.0.2", "mf2py"),
    ("PyLD", "3.3.0", "pyld"),
    ("pypdf", "7.1.0", "pypdf"),
];

/// The Python that has them.
pub(crate) fn python(ws: &Workspace) -> PathBuf {
    ws.tools().join("python/bin/python3")
}

pub(super) fn present(ws: &Workspace) -> bool {
    let asked: String = PACKAGES
        .iter()
        .map(|(name, version, _)| format!("assert version({name:?}) == {version:?}\n"))
        .chain(PACKAGES.iter().map(|(_, _, module)| format!("import {module}\n")))
        .collect();
    let asked = format!("from importlib.metadata import version\n{asked}print('all')");
    let program = python(ws);
    let python = program.is_file()
        && capture(Command::new(&program).args(["-c", &asked])).is_some_and(|told| told.trim() == "all");
    python && WIDGETS.into_iter().all(|package| npm::has_package(ws, package))
}

pub(super) fn install(ws: &Workspace, step: &mut Step) -> Result<()> {
    for package in WIDGETS.into_iter().filter(|package| !npm::has_package(ws, *package)) {
        npm::install(ws, step, package)?;
    }
    let mut make = ws.command("python3");
    make.args(["-m", "venv"]).arg(ws.tools().join("python"));
    step.run_logged(ws, "python", &mut make, "Install Python 3 with its venv module.")?;
    let mut fetch = Command::new(python(ws));
    fetch
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
        .args(PACKAGES.map(|(name, version, _)| format!("{name}=={version}")));
    step.run_logged(ws, "python-packages", &mut fetch, "Check the connection to the Python package index.")
}
