//! Owns what comes as npm packages: wasm-opt, the icon drawings, axe-core, what widgets are tested with. Versions are
//! pinned here.

use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::process::{Step, capture};
use crate::setup::versions::major;
use crate::workspace::Workspace;

/// A pinned package: name and version.
pub(crate) type Package = (&'static str, &'static str);

pub(super) const BINARYEN: Package = ("binaryen", "132.0.0");
/// Accessibility rules that journeys inject into every page (MPL-2.0, used in tests only).
pub(crate) const AXE_CORE: Package = ("axe-core", "4.14.1");
/// The icon set (ISC).
pub(crate) const LUCIDE: Package = ("lucide-static", "1.62.0");

/// What widgets and public pages are tested with and measured beside; none of it is part of the product.
pub(crate) const WIDGETS: [Package; 8] = [
    // A validator of HTML that needs no Java (MIT).
    ("html-validate", "11.18.0"),
    // Strings that break software (MIT).
    ("blns", "2.0.4"),
    // Sanitisers and a Markdown parser that the snippet and the badge are pasted through.
    ("dompurify", "3.4.18"),
    ("sanitize-html", "2.17.5"),
    ("marked", "18.2.1"),
    // Other people's widgets.
    ("giscus", "1.6.0"),
    ("@calcom/embed-snippet", "1.3.3"),
    ("lite-youtube-embed", "0.3.4"),
];
/// What judges a public page as search engines see it (Apache-2.0); only under `bench studio`.
pub(crate) const LIGHTHOUSE: Package = ("lighthouse", "13.5.0");
/// Search libraries that `bench search` measures beside ours.
pub(super) const SEARCH_PEERS: [Package; 4] = [
    ("minisearch", "7.2.0"),
    ("flexsearch", "0.8.212"),
    ("@orama/orama", "3.1.18"),
    ("@sqlite.org/sqlite-wasm", "3.54.1-build1"),
];

/// Older releases do not know the instructions that today's compiler emits.
const OLDEST_WASM_OPT: u32 = 116;

pub(super) fn has_wasm_opt(ws: &Workspace) -> bool {
    let printed = capture(ws.command("wasm-opt").arg("--version"));
    printed.as_deref().and_then(major).is_some_and(|version| version >= OLDEST_WASM_OPT)
}

pub(super) fn has_package(ws: &Workspace, (name, version): Package) -> bool {
    #[derive(Deserialize)]
    struct Manifest {
        version: String,
    }
    let manifest = ws.npm_package(name).join("package.json");
    fs::read(manifest)
        .ok()
        .and_then(|bytes| serde_json::from_slice::<Manifest>(&bytes).ok())
        .is_some_and(|found| found.version == version)
}

pub(super) fn install(ws: &Workspace, step: &mut Step, (name, version): Package) -> Result<()> {
    let folder = ws.npm();
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let mut command = ws.command("npm");
    // No lifecycle scripts: nothing here needs one, and they are where unwanted code runs.
    command
        .args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--save-exact", "--prefix"])
        .arg(&folder)
        .arg(format!("{name}@{version}"))
        .current_dir(&folder);
    let advice = "Install Node.js with npm, and check the connection to the npm registry.";
    step.run_logged(ws, &format!("npm-{name}"), &mut command, advice)
}
