//! Owns Chromium and ChromeDriver: one major version for both, from the system's packages.

use anyhow::{Result, bail};

use crate::process::{Step, capture};
use crate::setup::versions::major;
use crate::setup::wasm::{apt_install, has_apt};
use crate::workspace::Workspace;

pub(super) fn present(ws: &Workspace) -> bool {
    let version = |program: &str| capture(ws.command(program).arg("--version")).as_deref().and_then(major);
    let browser = ["chromium", "google-chrome", "chromium-browser"].iter().find_map(|name| version(name));
    browser.is_some() && browser == version("chromedriver")
}

pub(super) fn install(ws: &Workspace, step: &mut Step) -> Result<()> {
    if !has_apt(ws) {
        bail!("Install Chromium and a ChromeDriver of the same major version, and put both on the path.");
    }
    apt_install(ws, step, "browser", &["chromium", "chromium-driver"])
}
