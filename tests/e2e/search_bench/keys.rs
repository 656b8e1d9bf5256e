//! Typing on the real `/jobs` page with all postings loaded.
//!
//! Owns two measurements. From a key press until the list that answers it is painted, plain and with the page's processor
//! slowed down four times (DevTools slows the page's main thread, not its worker). And, out of a trace of the browser, the
//! longest task of the page's main thread from the press until nothing of the page changes any more: how long a press keeps
//! everything else from happening.

use std::{path::Path, time::Duration};

use anyhow::{Context, Result, ensure};
use lepas::api::search::{Request, Response};
use lepas_api::index::IndexKind;
use serde_json::{Value, json};
use thirtyfour::ChromiumLikeCapabilities;

use super::{Figures, at, kind, number, questions};
use crate::support::{
    browser::{Browser, Look},
    front::{self, Gate},
    server::Server,
};

/// Texts that are typed letter by letter.
const TEXTS: usize = 24;
/// Fewer in the trace, which grows with time.
const TRACED: usize = 8;
/// What the trace holds: tasks of the main thread, and the marks of key press and of what follows.
const CATEGORIES: &str = "blink.user_timing,disabled-by-default-devtools.timeline";

pub(super) async fn measure(server: &Server, texts: &[String]) -> Result<Figures> {
    let mut figures = Figures::new();
    // Whole words of different lengths, from all over the list.
    let step = (texts.len() / TEXTS).max(1);
    let texts: Vec<&str> = texts.iter().step_by(step).map(String::as_str).take(TEXTS).collect();
    let address = front::before(server.port, Vec::new(), Gate::default())?;

    let browser = Browser::start(address.clone(), Look::DESK, |_| Ok(())).await?;
    let plain = typed_times(&browser, &texts, &mut figures).await;
    let _ = browser.driver.clone().quit().await;
    plain?;

    // The browser writes the trace when it closes: the driver's own log of it is too small for the typing to be in.
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("trace.json");
    let traced = |capabilities: &mut thirtyfour::ChromeCapabilities| {
        capabilities.add_arg(&format!("--trace-startup={CATEGORIES}"))?;
        capabilities.add_arg(&format!("--trace-startup-file={}", file.display()))?;
        for argument in ["--trace-startup-duration=0", "--trace-startup-format=json"] {
            capabilities.add_arg(argument)?;
        }
        Ok(())
    };
    let browser = Browser::start(address, Look::DESK, traced).await?;
    let presses = traced_presses(&browser, &texts).await;
    // The driver's quit kills it before it has written; the connection breaks while it closes, which is no failure here.
    let _ = browser.protocol("Browser.close", json!({})).await;
    let events = browser.until("the trace", || async { Ok(read_trace(&file)) }).await;
    let _ = browser.driver.clone().quit().await;
    blocks(&events?, presses?, &mut figures)?;
    Ok(figures)
}

async fn typed_times(browser: &Browser, texts: &[&str], figures: &mut Figures) -> Result<()> {
    open(browser).await?;
    for (name, rate) in [("key", 1), ("key_slow", 4)] {
        browser.protocol("Emulation.setCPUThrottlingRate", json!({ "rate": rate })).await?;
        let presses = type_all(browser, texts).await?;
        let mut times: Vec<f64> = presses.iter().map(|press| number(&press["time"])).collect();
        let changed = presses.iter().filter(|press| press["changed"] == true).count();
        ensure!(changed * 2 > presses.len(), "only {changed} of {} presses changed the list", presses.len());
        figures.insert(format!("{name}_presses"), json!(times.len()));
        figures.insert(format!("{name}_p50_ms"), json!(at(&mut times, 0.5)));
        figures.insert(format!("{name}_p98_ms"), json!(at(&mut times, 0.98)));
    }
    browser.protocol("Emulation.setCPUThrottlingRate", json!({ "rate": 1 })).await?;
    Ok(())
}

/// Types some of the texts and says how many presses that were.
async fn traced_presses(browser: &Browser, texts: &[&str]) -> Result<usize> {
    open(browser).await?;
    Ok(type_all(browser, texts.get(..TRACED).unwrap_or(texts)).await?.len())
}

/// The events of a trace, if all of it is written.
fn read_trace(file: &Path) -> Option<Vec<Value>> {
    let mut trace: Value = serde_json::from_slice(&std::fs::read(file).ok()?).ok()?;
    serde_json::from_value(trace["traceEvents"].take()).ok()
}

fn blocks(events: &[Value], presses: usize, figures: &mut Figures) -> Result<()> {
    let found = longest_tasks(events)?;
    ensure!(found.len() * 10 > presses * 8, "the trace has {} of {presses} presses", found.len());
    for (name, which) in [("block", 0_usize), ("block_processor", 1)] {
        let mut times: Vec<f64> = found.iter().map(|times| times[which]).collect();
        if times.iter().all(|time| *time == 0.0) {
            // This browser does not write down what of a task was spent on the processor.
            continue;
        }
        for (share, word) in [(0.5, "p50"), (0.98, "p98"), (1.0, "max")] {
            figures.insert(format!("{name}_{word}_ms"), json!(at(&mut times, share)));
        }
    }
    Ok(())
}

/// For every press the longest task until the page has settled: milliseconds by the clock and of the processor.
fn longest_tasks(events: &[Value]) -> Result<Vec<[f64; 2]>> {
    let marks = |name: &str| -> Vec<&Value> { events.iter().filter(|event| event["name"] == name).collect() };
    let (keys, settled) = (marks("lepas-key"), marks("lepas-settled"));
    let first = keys.first().context("no key press in the trace")?;
    let (process, thread) = (&first["pid"], &first["tid"]);
    let start = |event: &Value| number(&event["ts"]);
    let tasks: Vec<&Value> = events
        .iter()
        .filter(|event| event["name"].as_str().is_some_and(|name| name.ends_with("RunTask")))
        .filter(|event| &event["pid"] == process && &event["tid"] == thread)
        .collect();
    let mut ends: Vec<f64> = settled.into_iter().map(start).collect();
    ends.sort_by(f64::total_cmp);
    let press = |key: &&Value| {
        let begin = start(key);
        let end = ends.iter().copied().find(|end| *end >= begin)?;
        let mut longest = [0.0_f64; 2];
        for task in &tasks {
            let (from, long) = (start(task), number(&task["dur"]));
            if from < end && from + long > begin {
                longest[0] = longest[0].max(long / 1_000.0);
                longest[1] = longest[1].max(number(&task["tdur"]) / 1_000.0);
            }
        }
        Some(longest)
    };
    Ok(keys.iter().filter_map(press).collect())
}

/// Opens `/jobs` and waits until every posting is loaded.
async fn open(browser: &Browser) -> Result<()> {
    browser.driver.set_script_timeout(Duration::from_secs(120)).await?;
    let search = Request::Search { id: 0, kind: IndexKind::Jobs, query: Box::default() };
    let settled = [
        kind(&Response::Answer { id: 0, answer: Box::default() })?,
        kind(&Response::Values { id: 0, values: Vec::new() })?,
        kind(&Response::Superseded { id: 0 })?,
        kind(&Response::Failed { id: 0, reason: String::new() })?,
    ];
    let source = include_str!("typing.js")
        .replace("SEARCH_KIND", &kind(&search)?.to_string())
        .replace("LOADED_KIND", &kind(&questions::loaded())?.to_string())
        .replace("SETTLED_KINDS", &json!(settled).to_string());
    browser.protocol("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await?;
    browser.app("/jobs").await?;
    browser.see(".lp-job").await?;
    let loaded = "const done = arguments[arguments.length - 1];
        const look = () => typing.loaded ? done(true) : setTimeout(look, 100);
        look();";
    browser.driver.execute_async(loaded, vec![]).await?;
    Ok(())
}

/// Types every text, the first letter of each over the one before.
async fn type_all(browser: &Browser, texts: &[&str]) -> Result<Vec<Value>> {
    let mut presses = Vec::new();
    for text in texts {
        browser
            .script("document.getElementById('search-text').focus(); document.getElementById('search-text').select()")
            .await?;
        for letter in text.chars() {
            browser.script("typing.arm()").await?;
            let key = |kind: &str| json!({ "type": kind, "key": letter.to_string(), "text": letter.to_string() });
            browser.protocol("Input.dispatchKeyEvent", key("keyDown")).await?;
            let wait = "const done = arguments[arguments.length - 1];
                setTimeout(() => done(null), 10000);
                typing.done.then(done);";
            let press = browser.driver.execute_async(wait, vec![]).await?.json().clone();
            ensure!(!press.is_null(), "nothing was painted for {letter:?} of {text:?}");
            presses.push(press);
            browser.protocol("Input.dispatchKeyEvent", json!({ "type": "keyUp", "key": letter.to_string() })).await?;
        }
    }
    Ok(presses)
}
