//! What journeys stand on: a server, a browser, ways to wait, and somebody else's site.

pub(crate) mod axe;
pub(crate) mod browser;
pub(crate) mod environment;
pub(crate) mod front;
pub(crate) mod host;
pub(crate) mod http;
pub(crate) mod server;

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result, ensure};

/// What a Python program prints as JSON when it is given a text.
pub(crate) fn python(python: &Path, program: &str, input: &str) -> Result<serde_json::Value> {
    let mut child = Command::new(python)
        .args(["-c", program])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("starting Python")?;
    child.stdin.take().context("no way in")?.write_all(input.as_bytes())?;
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "Python ended with {}", output.status);
    Ok(serde_json::from_slice(&output.stdout)?)
}
