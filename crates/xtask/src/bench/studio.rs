//! Owns `cargo xtask bench studio`: typing in the studio and opening it, and what Lighthouse says of a public page.
//!
//! The first two are a test of the journeys, because they need their browser and server; Lighthouse is run as a visitor of the
//! server would run it, with its own settings for phones.

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::files;
use crate::http;
use crate::process::{Steps, capture, run_open};
use crate::server::{self, Profile, Server};
use crate::setup::{self, LIGHTHOUSE, Need};
use crate::testing::{Driver, environment};
use crate::web::Flavour;
use crate::workspace::Workspace;

/// Figures and the most that they may be (issue 4).
const MOST: [(&str, &str, f64); 5] = [
    ("key", "p98 ms", 50.0),
    ("key, cpu four times slower", "p98 ms", 120.0),
    ("open", "p50 ms", 300.0),
    ("lighthouse", "largest paint ms", 1_000.0),
    ("lighthouse", "layout shift", 0.0),
];
/// Categories of Lighthouse, each of which has to be 100.
const CATEGORIES: [&str; 4] = ["performance", "accessibility", "best-practices", "seo"];
const ROUNDS: usize = 3;

pub(super) fn run(ws: &Workspace) -> Result<Value> {
    setup::ensure(ws, &[Need::Browser, Need::Lighthouse])?;
    let mut steps = Steps::new(1);
    let binary = server::build(ws, Profile::Server, &mut steps)?;
    let driver = Driver::start(ws)?;
    let figures = ws.state().join("studio-figures.json");
    files::write(&figures, "{}")?;
    let mut command = ws.command("cargo");
    command.args(["test", "--quiet", "--workspace", "--test", "e2e", "--", "measures_studio", "--nocapture"]);
    environment(ws, &mut command, &driver, Flavour::Release);
    command.env("LEPAS_BENCH_STUDIO", &figures);
    if !run_open(ws, "bench-studio", &mut command, |_| {})?.success() {
        bail!("The measurement failed; see {}.", ws.log("bench-studio").display());
    }
    drop(driver);
    let mut numbers: Value =
        serde_json::from_str(&files::read(&figures)?).context("the measurement wrote something else than numbers")?;
    numbers["lighthouse"] = lighthouse(ws, &binary)?;
    let mut missed = 0;
    println!("\n{:<46} {:>10} {:>8}", "figure", "measured", "most");
    for (group, name, most) in MOST {
        let value = numbers[group][name].as_f64().unwrap_or(f64::INFINITY);
        missed += u32::from(value > most);
        println!(
            "{:<46} {value:>10.2} {most:>8}  {}",
            format!("{group}, {name}"),
            if value > most { "MISSED" } else { "met" }
        );
    }
    for name in CATEGORIES {
        let value = numbers["lighthouse"][name].as_f64().unwrap_or_default();
        missed += u32::from(value < 100.0);
        println!(
            "{:<46} {value:>10.0} {:>8}  {}",
            format!("lighthouse, {name}"),
            100,
            if value < 100.0 { "MISSED" } else { "met" }
        );
    }
    numbers[super::MISSED] = json!(missed);
    Ok(numbers)
}

/// What Lighthouse says of a page of the demo set: of several rounds the middle of its speed and paint, and the least of everything else.
fn lighthouse(ws: &Workspace, binary: &std::path::Path) -> Result<Value> {
    let folder = ws.state().join("bench-studio");
    // What an earlier run left is in the way.
    let _ = fs::remove_dir_all(&folder);
    let data = folder.join("data");
    fs::create_dir_all(&data)?;
    server::demo(ws, binary, &data)?;
    let ours = Server::start(ws, binary, &data, &Flavour::Release.dist(ws), http::free_port()?, "bench-studio")?;
    let handle = crate::size::handle_from_sitemap(&http::get(ours.port, "/sitemap.xml")?.body)
        .context("the demo set has nobody with a page")?;
    let address = format!("http://localhost:{}/u/{handle}", ours.port);
    let chromium = capture(
        ws.command("sh").args(["-c", "command -v chromium || command -v chromium-browser || command -v google-chrome"]),
    )
    .context("no Chromium on the path")?;
    let (mut paints, mut shifts) = (Vec::new(), 0.0_f64);
    let mut scores: [Vec<f64>; 4] = Default::default();
    for round in 0..ROUNDS {
        let read = judged(ws, &address, chromium.trim(), &folder.join(format!("lighthouse-{round}.json")))?;
        for (name, scores) in CATEGORIES.iter().zip(&mut scores) {
            scores.push(read["categories"][name]["score"].as_f64().unwrap_or_default() * 100.0);
        }
        let audit = |name: &str| read["audits"][name]["numericValue"].as_f64().unwrap_or(f64::INFINITY);
        paints.push(audit("largest-contentful-paint"));
        shifts = shifts.max(audit("cumulative-layout-shift"));
        for (name, audit) in read["audits"].as_object().into_iter().flatten() {
            if audit["score"].as_f64().is_some_and(|score| score < 0.9) && audit["scoreDisplayMode"] == "binary" {
                println!("Lighthouse, {name}: {}", audit["title"].as_str().unwrap_or_default());
            }
        }
    }
    ours.stop()?;
    paints.sort_by(f64::total_cmp);
    let mut told = json!({ "largest paint ms": paints.get(ROUNDS / 2), "layout shift": shifts });
    for (name, mut scores) in CATEGORIES.iter().zip(scores) {
        scores.sort_by(f64::total_cmp);
        // How fast it is depends on what else the machine does; the other three don't.
        told[*name] = json!(scores.get(if *name == CATEGORIES[0] { ROUNDS / 2 } else { 0 }));
    }
    Ok(told)
}

/// The report of one run. It sometimes does not see the page begin, which says nothing of the page; then it is asked once more.
fn judged(ws: &Workspace, address: &str, chromium: &str, report: &std::path::Path) -> Result<Value> {
    let mut said = String::new();
    for _ in 0..2 {
        let output = ws
            .command("node")
            .arg(ws.npm_package(LIGHTHOUSE.0).join("cli/index.js"))
            .args([address, "--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox --disable-gpu"])
            .arg(format!("--only-categories={}", CATEGORIES.join(",")))
            .arg(format!("--output-path={}", report.display()))
            .env("CHROME_PATH", chromium)
            .output()
            .context("cannot start Lighthouse")?;
        if output.status.success() {
            let read: Value = serde_json::from_str(&files::read(report)?)?;
            if read["runtimeError"].is_null() {
                return Ok(read);
            }
        }
        said = String::from_utf8_lossy(&output.stderr).into_owned();
    }
    bail!("Lighthouse: {said}")
}
