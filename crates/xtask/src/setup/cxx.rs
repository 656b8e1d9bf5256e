//! Owns the C++ compiler: the loop that feeds fuzzed targets is written in it.

use anyhow::{Result, bail};

use crate::process::{Step, succeeds};
use crate::setup::wasm::{apt_install, has_apt};
use crate::workspace::Workspace;

pub(super) fn present(ws: &Workspace) -> bool {
    succeeds(ws.command("c++").arg("--version"))
}

pub(super) fn install(ws: &Workspace, step: &mut Step) -> Result<()> {
    if !has_apt(ws) {
        bail!("Install a C++ compiler and put it on the path as c++.");
    }
    apt_install(ws, step, "cxx", &["g++"])
}
