//! Owns `cargo xtask bench widget`: what a widget costs the page around it and the server behind it.
//!
//! The measurement is a test of the journeys, because it needs their browser and server; this starts it and keeps its
//! numbers.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

use crate::files;
use crate::process::{Steps, run_open};
use crate::server::{self, Profile};
use crate::setup::{self, Need};
use crate::testing::{Driver, environment};
use crate::web::Flavour;
use crate::workspace::Workspace;

pub(super) const NAME: &str = "widget";
pub(super) const ABOUT: &str =
    "cards and the element: bytes, requests a second, cost of ten on a page, beside three npm widgets";

pub(super) fn run(ws: &Workspace) -> Result<()> {
    setup::ensure(ws, &[Need::Browser, Need::WidgetTools])?;
    let mut steps = Steps::new(1);
    server::build(ws, Profile::Server, &mut steps)?;
    let driver = Driver::start(ws)?;
    let report = ws.target().join("bench").join(format!("{NAME}.json"));
    // Written by the test, which does not make the folder.
    files::write(&report, "{}")?;
    let mut command = ws.command("cargo");
    command.args(["test", "--quiet", "--workspace", "--test", "e2e", "--", "measures_widgets", "--nocapture"]);
    environment(ws, &mut command, &driver, Flavour::Release);
    command.env("LEPAS_BENCH_WIDGET", &report);
    if !run_open(ws, "bench-widget", &mut command, |_| {})?.success() {
        bail!("The measurement failed; see {}.", ws.log("bench-widget").display());
    }
    let numbers: BTreeMap<String, f64> =
        serde_json::from_str(&files::read(&report)?).context("the measurement wrote something else than numbers")?;
    if numbers.is_empty() {
        bail!("The measurement wrote no numbers.");
    }
    println!("{} numbers are kept in {}", numbers.len(), report.display());
    Ok(())
}
