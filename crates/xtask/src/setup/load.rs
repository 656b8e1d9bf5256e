//! Owns what `bench page` measures with and beside: the load generator wrk and the web server nginx, from the system's
//! packages.

use anyhow::{Result, bail};

use crate::process::{Step, capture};
use crate::setup::wasm::{apt_install, has_apt};
use crate::workspace::Workspace;

pub(super) fn present(ws: &Workspace) -> bool {
    // wrk prints its version and leaves with an error; nginx prints its own to the other stream.
    let found = |program: &str| {
        capture(ws.command("sh").args(["-c", &format!("command -v {program} || ls /usr/sbin/{program}")])).is_some()
    };
    found("wrk") && found("nginx")
}

pub(super) fn install(ws: &Workspace, step: &mut Step) -> Result<()> {
    if !has_apt(ws) {
        bail!("Install wrk and nginx, and put both on the path.");
    }
    // `nginx-light` alone starts no service of the system.
    apt_install(ws, step, "load", &["wrk", "nginx-light"])
}
