//! Owns `cargo xtask bench widget`: what a widget costs the page around it and the server behind it.
//!
//! The measurement is a test of the journeys, because it needs their browser and server; this starts it and reads its
//! numbers.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::files;
use crate::process::{Steps, run_open};
use crate::server::{self, Profile};
use crate::setup::{self, Need};
use crate::testing::{Driver, environment};
use crate::web::Flavour;
use crate::workspace::Workspace;

pub(super) fn run(ws: &Workspace) -> Result<Value> {
    setup::ensure(ws, &[Need::Browser, Need::WidgetTools])?;
    let mut steps = Steps::new(1);
    server::build(ws, Profile::Server, &mut steps)?;
    let driver = Driver::start(ws)?;
    // The test writes into a folder that is there.
    let figures = ws.state().join("widget-figures.json");
    files::write(&figures, "{}")?;
    let mut command = ws.command("cargo");
    command.args(["test", "--quiet", "--workspace", "--test", "e2e", "--", "measures_widgets", "--nocapture"]);
    environment(ws, &mut command, &driver, Flavour::Release);
    command.env("LEPAS_BENCH_WIDGET", &figures);
    if !run_open(ws, "bench-widget", &mut command, |_| {})?.success() {
        bail!("The measurement failed; see {}.", ws.log("bench-widget").display());
    }
    serde_json::from_str(&files::read(&figures)?).context("the measurement wrote something else than numbers")
}
