//! Owns building the SPA: style sheet and icons before Trunk; parts, the order of functions, worker names, CSP hashes and
//! compression after it.

mod compress;
mod csp;
mod icons;
mod order;
mod scripts;
mod split;
mod stamp;
mod styles;
mod trunk;
mod worker;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::process::Steps;
use crate::workspace::Workspace;
pub(crate) use compress::brotli_size;
pub(crate) use split::stand_in;
pub(crate) use styles::ordered as ordered_styles;
pub(crate) use trunk::COMPILER_FLAGS;

/// Which build of the SPA.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flavour {
    /// Small and fast, what visitors get: `dist/`.
    Release,
    /// Quick to build, with the gallery: `dist-dev/`.
    Development,
}

impl Flavour {
    /// Where the finished files are.
    pub(crate) fn dist(self, ws: &Workspace) -> PathBuf {
        ws.path(match self {
            Self::Release => "dist",
            Self::Development => "dist-dev",
        })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Development => "development",
        }
    }
}

/// Builds the SPA unless the files it is made of are the same as last time.
///
/// The work happens in a folder of its own that takes the place of the old one at the end, so a running server never
/// sees half a build.
pub(crate) fn build(ws: &Workspace, flavour: Flavour, steps: &mut Steps) -> Result<()> {
    if !ws.path("index.html").exists() {
        bail!("There is no index.html in {}; the clone is incomplete.", ws.root().display());
    }
    let dist = flavour.dist(ws);
    let fingerprint = stamp::of_sources(ws)?;
    if up_to_date(ws, flavour, &fingerprint) {
        return steps.run(&format!("SPA, {} build: nothing changed", flavour.name()), || Ok(()));
    }
    stamp::forget(ws, flavour.name())?;
    steps.run("Style sheet and icons", || {
        styles::assemble(ws)?;
        icons::assemble(ws)
    })?;
    let mut step = steps.begin(&format!("SPA, {} build", flavour.name()));
    let staging = ws.state().join(format!("dist-{}", flavour.name()));
    let mut result = trunk::build(ws, flavour, &staging, &mut step);
    if result.is_ok() && flavour == Flavour::Release {
        result = split::finish(ws, &staging).and_then(|()| order::finish(&staging));
    }
    step.end(result.is_ok());
    result?;
    steps.run("Worker, content security policy, compression", || {
        worker::finish(&staging, flavour)?;
        if flavour == Flavour::Release {
            scripts::pack(&ws.path("public"), &staging)?;
        }
        csp::finish(&staging)?;
        if flavour == Flavour::Release {
            compress::all(&staging)?;
        }
        put_in_place(&staging, &dist)
    })?;
    stamp::write(ws, flavour.name(), &fingerprint)
}

/// How many steps [`build`] is going to take.
pub(crate) fn step_count(ws: &Workspace, flavour: Flavour) -> Result<usize> {
    Ok(if up_to_date(ws, flavour, &stamp::of_sources(ws)?) { 1 } else { 3 })
}

fn up_to_date(ws: &Workspace, flavour: Flavour, fingerprint: &str) -> bool {
    flavour.dist(ws).join("index.html").exists() && stamp::matches(ws, flavour.name(), fingerprint)
}

fn put_in_place(staging: &std::path::Path, dist: &std::path::Path) -> Result<()> {
    let old = dist.with_extension("old");
    if old.exists() {
        fs::remove_dir_all(&old)?;
    }
    if dist.exists() {
        fs::rename(dist, &old)?;
    }
    fs::rename(staging, dist).with_context(|| format!("cannot move the build to {}", dist.display()))?;
    if old.exists() {
        fs::remove_dir_all(&old)?;
    }
    Ok(())
}
