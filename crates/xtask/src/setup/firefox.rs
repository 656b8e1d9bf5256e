//! Owns Firefox and geckodriver: the browser from the system's packages, the driver from crates.
//!
//! Firefox is the second browser of the widget tests. Where it is not there and cannot be installed, those tests say so
//! and are left out; nothing else needs it.

use anyhow::Result;

use crate::process::{Step, capture};
use crate::setup::cargo_tools;
use crate::setup::wasm::{apt_install, has_apt};
use crate::workspace::Workspace;

fn has_browser(ws: &Workspace) -> bool {
    ["firefox", "firefox-esr"].iter().any(|name| capture(ws.command(name).arg("--version")).is_some())
}

fn has_driver(ws: &Workspace) -> bool {
    capture(ws.command("geckodriver").arg("--version")).is_some()
}

/// True when both are there.
pub(crate) fn present(ws: &Workspace) -> bool {
    has_browser(ws) && has_driver(ws)
}

pub(super) fn can_be_installed(ws: &Workspace) -> bool {
    has_browser(ws) || has_apt(ws)
}

pub(super) fn install(ws: &Workspace, step: &mut Step) -> Result<()> {
    if !has_browser(ws) {
        apt_install(ws, step, "firefox", &["firefox-esr"])?;
    }
    if !has_driver(ws) {
        cargo_tools::install_geckodriver(ws, step)?;
    }
    Ok(())
}
