//! Searching in Chromium, in the worker that visitors get: `cargo xtask bench search`.
//!
//! Owns what is measured and how. The worker's script and WASM are those of the release build, unchanged; a script around
//! them adds up the time of its turns and reads the size of its memory. Pages are isolated from other origins, so the clock
//! has steps of 5 µs. A question's time is the worker's: reading it, searching, writing the answer. The way there and back is
//! reported beside it. Runs only when `LEPAS_BENCH_SEARCH` names the file for the numbers.

mod keys;
mod questions;
mod weight;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use lepas::api::search::{Request, Response, write};
use lepas_api::index::IndexKind;
use lepas_search::{Answer, Query};
use serde_json::{Map, Value, json};

use crate::support::{
    browser::{Browser, Look},
    environment,
    front::{self, Gate},
    server::Server,
};

/// How often all questions are asked. Each counts with the lower quartile of its rounds, as natively and for the others.
const ROUNDS: usize = 9;
/// Later visits, and changes of one posting; the middle counts.
const REPEATS: usize = 7;

/// Numbers by name.
type Figures = Map<String, Value>;

#[tokio::test]
async fn measures_search() -> Result<()> {
    let Some(file) = std::env::var_os("LEPAS_BENCH_SEARCH") else { return Ok(()) };
    let folder = PathBuf::from(std::env::var_os("LEPAS_BENCH_POSTINGS").context("LEPAS_BENCH_POSTINGS is not set")?);
    let texts = questions::texts(&folder.join("queries.ndjson"))?;
    let mut figures = Figures::new();
    for size in [100_000, 10_000] {
        let postings = folder.join(format!("postings-{size}.ndjson"));
        if !postings.is_file() {
            continue;
        }
        let server = Server::with_postings(&postings)?;
        let mut found = worker(&server, &texts, size).await?;
        weight::measure(&server, &mut found)?;
        // What is there is kept, should the rest fail.
        figures.insert(size.to_string(), found.clone().into());
        std::fs::write(&file, serde_json::to_vec_pretty(&figures)?)?;
        if size == 100_000 {
            found.extend(keys::measure(&server, &texts).await?);
            figures.insert(size.to_string(), found.into());
            std::fs::write(&file, serde_json::to_vec_pretty(&figures)?)?;
        }
    }
    Ok(())
}

/// The files that only the measurement needs.
fn own_files() -> Result<Vec<front::Own>> {
    let (script, wasm) = shipped(&environment::dist()?)?;
    let around = include_str!("search_bench/worker.js").replace("SCRIPT", &script).replace("WASM", &wasm);
    let kinds = json!({
        "ready": kind(&Response::Ready)?,
        "progress": kind(&Response::Progress { kind: IndexKind::Jobs, loaded_bytes: 0, total_bytes: 0, documents: 0, of: 0 })?,
        "loaded": kind(&questions::loaded())?,
        "answer": kind(&Response::Answer { id: 0, answer: Box::default() })?,
    });
    let page = include_str!("search_bench/page.js").replace("KINDS", &kinds.to_string());
    let html = "<!doctype html><meta charset=utf-8><title>Search</title><script src=\"/bench/page.js\"></script>";
    Ok(vec![
        ("/bench", "text/html; charset=utf-8", html.to_owned()),
        ("/bench/page.js", "text/javascript", page),
        ("/bench/worker.js", "text/javascript", around),
    ])
}

/// The addresses of the worker's script and WASM, as its loader names them.
fn shipped(dist: &Path) -> Result<(String, String)> {
    let named = |name: &str| name.starts_with("search_worker_loader") && name.ends_with(".js");
    let loader = std::fs::read_dir(dist)?
        .flatten()
        .find(|entry| entry.file_name().to_str().is_some_and(named))
        .with_context(|| format!("no worker in {}", dist.display()))?;
    let text = std::fs::read_to_string(loader.path())?;
    let quoted = |ending: &str| {
        text.split('"').find(|piece| piece.starts_with('/') && piece.ends_with(ending)).map(str::to_owned)
    };
    quoted(".js").zip(quoted(".wasm")).context("the worker's loader names no files")
}

/// The first byte of a message says which it is.
fn kind(message: &impl serde::Serialize) -> Result<u8> {
    write(message).and_then(|bytes| bytes.first().copied()).context("an empty message")
}

async fn worker(server: &Server, texts: &[String], size: usize) -> Result<Figures> {
    let address = front::before(server.port, own_files()?, Gate::default())?;
    let browser = Browser::start(address, Look::DESK, |_| Ok(())).await?;
    let measured = ask_worker(&browser, texts, size).await;
    let _ = browser.driver.clone().quit().await;
    measured
}

async fn ask_worker(browser: &Browser, texts: &[String], size: usize) -> Result<Figures> {
    browser.driver.set_script_timeout(Duration::from_secs(600)).await?;
    browser.goto("/bench").await?;
    ensure!(browser.script("return crossOriginIsolated").await? == json!(true), "the page is not isolated");
    let mut figures = Figures::new();
    // First, because the server packs on the processors that are measured.
    let wire = call(browser, "wire()", vec![]).await?;
    figures.insert("wire_bytes".into(), wire["wire"].clone());
    figures.insert("plain_bytes".into(), wire["plain"].clone());

    let load = questions::bytes(&Request::Load { kind: IndexKind::Jobs })?;
    let news = questions::news(&call(browser, "manifest()", vec![]).await?)?;
    let sample = texts.first().context("no queries")?;
    let visit =
        call(browser, "firstVisit(...given)", vec![load.clone(), news, questions::ask(questions::bare(sample))?])
            .await?;
    let Response::Loaded { documents, memory, .. } = questions::heard(&visit["loaded"])? else {
        anyhow::bail!("the worker did not say what it loaded");
    };
    ensure!(documents as usize == size, "{documents} of {size} postings can be searched");
    figures.insert("index_memory_bytes".into(), json!(memory));
    figures.insert("first_part_ms".into(), visit["first"].clone());
    figures.insert("first_visit_ms".into(), visit["all"].clone());
    let mut linear = vec![number(&visit["memory"])];

    let (mut ready, mut open, mut first) = (Vec::new(), Vec::new(), Vec::new());
    for text in texts.iter().cycle().take(REPEATS) {
        let visit =
            call(browser, "laterVisit(...given)", vec![load.clone(), questions::ask(questions::bare(text))?]).await?;
        ensure!(questions::answer(&visit["answer"])?.of == size, "the first answer is not out of all postings");
        ready.push(number(&visit["ready"]));
        open.push(number(&visit["open"]));
        first.push(number(&visit["first"]));
        linear.push(number(&visit["memory"]));
    }
    figures.insert("worker_ready_ms".into(), json!(at(&mut ready, 0.5)));
    figures.insert("open_index_ms".into(), json!(at(&mut open, 0.5)));
    figures.insert("open_ms".into(), json!(at(&mut first, 0.5)));

    for (name, make) in [("top50", questions::bare as fn(&str) -> Query), ("facets", questions::faceted)] {
        let asked = texts.iter().map(|text| questions::ask(make(text))).collect::<Result<Vec<_>>>()?;
        let found = call(browser, "rounds(...given)", vec![json!(asked), json!(ROUNDS)]).await?;
        let last: Answer = questions::answer(&found["answer"])?;
        ensure!(last.of == size, "answers are out of {} postings", last.of);
        for (key, which) in [("", "spent"), ("trip_", "trip")] {
            let mut each: Vec<f64> = lists(&found[which]).into_iter().map(|mut rounds| at(&mut rounds, 0.25)).collect();
            figures.insert(format!("{name}_{key}p50_ms"), json!(at(&mut each, 0.5)));
            figures.insert(format!("{name}_{key}p95_ms"), json!(at(&mut each, 0.95)));
        }
        linear.push(number(&found["memory"]));
    }

    let zyzzyva = questions::ask(questions::bare("zyzzyva "))?;
    let key = questions::unique();
    call(browser, "account(...given)", vec![json!(key)]).await?;
    let mut times = [(Vec::new(), Vec::new()), (Vec::new(), Vec::new())];
    for round in 0..REPEATS {
        let mut id = json!(format!("{key}{round}"));
        for ((act, left), (own, all)) in [("addOne(...given)", 1), ("removeOne(...given)", 0)].iter().zip(&mut times) {
            let changed = call(browser, act, vec![id]).await?;
            id = changed["done"]["id"].clone();
            let news = questions::news(&changed["manifest"])?;
            let brought = call(browser, "bring(...given)", vec![news, zyzzyva.clone()]).await?;
            let total = questions::answer(&brought["answer"])?.total;
            ensure!(total == *left, "{act}: {total} postings are found");
            own.push(number(&brought["own"]));
            all.push(number(&brought["all"]));
        }
    }
    for (name, (mut own, mut all)) in ["add_one", "remove_one"].into_iter().zip(times) {
        figures.insert(format!("{name}_ms"), json!(at(&mut own, 0.5)));
        figures.insert(format!("{name}_with_network_ms"), json!(at(&mut all, 0.5)));
    }
    figures.insert("linear_memory_bytes".into(), json!(linear.into_iter().fold(0.0, f64::max)));
    Ok(figures)
}

/// Calls an asynchronous function of the page with what is given and waits for its answer.
async fn call(browser: &Browser, source: &str, given: Vec<Value>) -> Result<Value> {
    let script = format!(
        "const done = arguments[arguments.length - 1], given = arguments[0];
         {source}.then((found) => done({{ found }}), (error) => done({{ failed: String(error.stack ?? error) }}));"
    );
    let answer = browser.driver.execute_async(script, vec![given.into()]).await?.json().clone();
    ensure!(answer["failed"].is_null(), "{source}: {}", answer["failed"]);
    Ok(answer["found"].clone())
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

fn lists(value: &Value) -> Vec<Vec<f64>> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    list(value).iter().map(|inner| list(inner).iter().map(number).collect()).collect()
}

/// The value at a share of the sorted list.
fn at(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a place in a short list"
    )]
    let index = ((values.len() as f64 - 1.0) * share).round().max(0.0) as usize;
    values.get(index).copied().unwrap_or(f64::NAN)
}
