//! Owns valgrind, which counts the instructions of queries: from the system's packages.
//!
//! It exists for some systems only. Where it is not there and cannot be installed, counting says so and is left out.

use anyhow::Result;

use crate::process::{Step, capture};
use crate::setup::wasm::{apt_install, has_apt};
use crate::workspace::Workspace;

/// True when it can be called.
pub(crate) fn present(ws: &Workspace) -> bool {
    capture(ws.command("valgrind").arg("--version")).is_some()
}

pub(super) fn can_be_installed(ws: &Workspace) -> bool {
    has_apt(ws)
}

pub(super) fn install(ws: &Workspace, step: &mut Step) -> Result<()> {
    // A debugger's symbols of the C library are only recommended, but valgrind refuses some programs without them.
    apt_install(ws, step, "valgrind", &["valgrind", "libc6-dbg"])
}
