//! What a widget costs the page around it and the server behind it: `cargo xtask bench widget`.
//!
//! Bytes on the wire, requests a second from memory, work on the main thread of a page with ten of a kind, movement of
//! its layout, and the time to the first card on a slow link. The npm widgets giscus, @calcom/embed-snippet and
//! lite-youtube-embed run in the same way beside them; their services are not reached, so what is measured is what
//! they ship. Runs only when `LEPAS_BENCH_WIDGET` names the file for the numbers.

use std::{
    collections::BTreeMap,
    io::{Read, Write},
    net::TcpStream,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{
    site::{Page, document, serve_with},
    stage::{Engine, Stage, nothing_for, on_stage},
};
use crate::support::environment;

/// Connections of the load.
const CONNECTIONS: usize = 16;
/// How long it lasts.
const LOAD: Duration = Duration::from_secs(5);
/// Times that each page is opened; the middle counts.
const REPEATS: usize = 5;

type Numbers = BTreeMap<String, f64>;

/// One answer on a connection that stays open; the bytes of its body.
fn one(stream: &mut TcpStream, request: &[u8], buffer: &mut Vec<u8>) -> Result<usize> {
    stream.write_all(request)?;
    buffer.clear();
    let mut chunk = [0_u8; 16 * 1024];
    loop {
        let count = stream.read(&mut chunk)?;
        ensure!(count > 0, "the server closed the connection");
        buffer.extend_from_slice(&chunk[..count]);
        let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = std::str::from_utf8(&buffer[..end])?;
        ensure!(head.starts_with("HTTP/1.1 200"), "{head}");
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).context("no length")?;
        let length: usize = length.trim().parse()?;
        if buffer.len() >= end + 4 + length {
            return Ok(length);
        }
    }
}

fn request(port: u16, path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: br\r\n\r\n").into_bytes()
}

/// Bytes of an address on the wire.
fn wire(port: u16, path: &str) -> Result<f64> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    Ok(one(&mut stream, &request(port, path), &mut Vec::new())? as f64)
}

/// Requests a second and the slowest of a hundred, in milliseconds.
fn load(port: u16, path: &str) -> Result<(f64, f64)> {
    let request = request(port, path);
    let workers: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let request = request.clone();
            std::thread::spawn(move || -> Result<Vec<u32>> {
                let mut stream = TcpStream::connect(("127.0.0.1", port))?;
                stream.set_nodelay(true)?;
                let (mut times, mut buffer) = (Vec::new(), Vec::new());
                let begin = Instant::now();
                while begin.elapsed() < LOAD {
                    let asked = Instant::now();
                    one(&mut stream, &request, &mut buffer)?;
                    times.push(u32::try_from(asked.elapsed().as_micros()).unwrap_or(u32::MAX));
                }
                Ok(times)
            })
        })
        .collect();
    let mut times = Vec::new();
    for worker in workers {
        times.extend(worker.join().map_err(|_| anyhow::anyhow!("a worker panicked"))??);
    }
    times.sort_unstable();
    let slowest = times.get(times.len() * 99 / 100).copied().unwrap_or(0);
    Ok((times.len() as f64 / LOAD.as_secs_f64(), f64::from(slowest) / 1_000.0))
}

/// The scroll bar is there from the start: one that comes while the page is read moves what the page has, whatever that is.
const WATCH: &str = "<style>html { overflow-y: scroll }</style><script>
window.seen = { shift: 0, moved: [], blocked: 0, ready: 0, readyAt: 0 };
new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) { seen.shift += entry.value; for (const source of entry.sources) seen.moved.push((source.node?.nodeName ?? 'gone') + ' ' + [source.previousRect, source.currentRect].map((rect) => [rect.x, rect.y, rect.width, rect.height].join()).join(' to ')); } }).observe({ type: 'layout-shift', buffered: true });
new PerformanceObserver((list) => { for (const entry of list.getEntries()) seen.blocked += Math.max(0, entry.duration - 50); }).observe({ type: 'longtask', buffered: true });
addEventListener('lepas-ready', () => { seen.ready += 1; if (seen.ready === 1) requestAnimationFrame(() => setTimeout(() => { seen.readyAt = performance.now(); })); });
</script>";

/// What ships with npm, and how ten of it stand on a page.
fn rivals() -> Vec<(&'static str, String)> {
    let map = json!({ "imports": {
        "lit": "/npm/lit/index.js", "lit/": "/npm/lit/", "lit-html": "/npm/lit-html/lit-html.js", "lit-html/": "/npm/lit-html/",
        "lit-element/": "/npm/lit-element/", "@lit/reactive-element": "/npm/@lit/reactive-element/reactive-element.js",
        "@lit/reactive-element/": "/npm/@lit/reactive-element/",
    } });
    let giscus = "<giscus-widget repo=contoh/contoh repoid=R category=Umum categoryid=C mapping=specific term=x loading=lazy></giscus-widget>".repeat(10);
    let cal: String = (0..10).map(|number| format!("<div id=cal{number} style=\"height:200px\"></div><script>Cal('inline', {{ elementOrSelector: '#cal{number}', calLink: 'contoh' }})</script>")).collect();
    let videos = "<lite-youtube videoid=ogfYd705cRs playlabel=Putar></lite-youtube>".repeat(10);
    vec![
        (
            "giscus",
            format!(
                "<script type=importmap>{map}</script><script type=module src=\"/npm/giscus/dist/giscus.mjs\"></script>{giscus}"
            ),
        ),
        (
            "calcom",
            format!(
                "<script src=\"/npm/@calcom/embed-snippet/dist/snippet.umd.js\"></script><script>(window.Cal ?? Object.values(window).find((held) => held?.EmbedSnippetString))?.default?.('/nowhere.js'); window.Cal ??= () => {{}};</script>{cal}"
            ),
        ),
        (
            "lite-youtube",
            format!(
                "<link rel=stylesheet href=\"/npm/lite-youtube-embed/src/lite-yt-embed.css\"><script src=\"/npm/lite-youtube-embed/src/lite-yt-embed.js\"></script>{videos}"
            ),
        ),
    ]
}

fn metric(metrics: &Value, name: &str) -> f64 {
    let list = metrics["metrics"].as_array().cloned().unwrap_or_default();
    list.iter().find(|one| one["name"] == name).and_then(|one| one["value"].as_f64()).unwrap_or(0.0) * 1_000.0
}

/// Opens a page and answers milliseconds of work on its main thread, movement, and blocked time.
async fn open(stage: &Stage, address: &str, ready: &str) -> Result<[f64; 3]> {
    stage.goto("about:blank").await?;
    let driver = stage.driver.cdp();
    driver.send_raw("Network.clearBrowserCache", json!({})).await?;
    driver.send_raw("Performance.enable", json!({})).await?;
    stage.goto(address).await?;
    stage.until(ready).await?;
    nothing_for(700).await;
    let metrics = driver.send_raw("Performance.getMetrics", json!({})).await?;
    let seen = stage.script("return [seen.shift, seen.blocked, seen.moved]").await?;
    if seen[2].as_array().is_some_and(|moved| !moved.is_empty()) {
        eprintln!("{address}: moved {}", seen[2]);
    }
    let work = metric(&metrics, "ScriptDuration")
        + metric(&metrics, "LayoutDuration")
        + metric(&metrics, "RecalcStyleDuration");
    Ok([work, seen[0].as_f64().unwrap_or(0.0), seen[1].as_f64().unwrap_or(0.0)])
}

fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// The main-thread work, movement and blocked time of a page, each the middle of several.
async fn cost(stage: &Stage, address: &str, ready: &str) -> Result<[f64; 3]> {
    let mut runs = Vec::new();
    for _ in 0..REPEATS {
        runs.push(open(stage, address, ready).await?);
    }
    Ok([0, 1, 2].map(|index| middle(runs.iter().map(|run| run[index]).collect())))
}

/// Bytes of files after brotli, by node, which the npm packages need anyway.
fn packed(files: &[String], npm: &Path) -> Result<f64> {
    let source = "const zlib = require('zlib'), fs = require('fs'); let sum = 0; for (const file of JSON.parse(process.argv[1])) sum += zlib.brotliCompressSync(fs.readFileSync(file)).length; console.log(sum)";
    let output = Command::new("node")
        .args(["-e", source, &json!(files).to_string()])
        .current_dir(npm.join("node_modules"))
        .output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8_lossy(&output.stdout).trim().parse()?)
}

/// The slow-4G preset: 150 ms there and back, 1.6 Mbit/s down.
async fn slow(stage: &Stage, on: bool) -> Result<()> {
    let parameters = if on {
        json!({ "offline": false, "latency": 150, "downloadThroughput": 1_638_400 / 8, "uploadThroughput": 750_000 / 8 })
    } else {
        json!({ "offline": false, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 })
    };
    let driver = stage.driver.cdp();
    driver.send_raw("Network.enable", json!({})).await?;
    driver.send_raw("Network.emulateNetworkConditions", parameters).await?;
    Ok(())
}

/// So that all ten are near the window and load.
fn in_two_columns(body: &str) -> String {
    format!("<div style=\"display:grid;grid-template-columns:1fr 1fr\">{body}</div>")
}

async fn first_card(stage: &Stage, site: &str, numbers: &mut Numbers) -> Result<()> {
    let card = format!("{}/u/sari-kemasan/card", stage.lepas());
    let painted = "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null";
    for (name, address, ask) in [
        ("slow-4g.card document painted ms", card.as_str(), painted),
        ("slow-4g.element ready on a page ms", &format!("{site}/one"), "return seen.readyAt || null"),
        // Of the frame's own clock, which begins when the page around it asks for the card.
        ("slow-4g.card in a frame painted ms", &format!("{site}/frame"), painted),
    ] {
        let mut times = Vec::new();
        for _ in 0..REPEATS {
            stage.goto("about:blank").await?;
            stage.driver.cdp().send_raw("Network.clearBrowserCache", json!({})).await?;
            slow(stage, true).await?;
            stage.goto(address).await?;
            if address.ends_with("/frame") {
                stage.enter("iframe").await?;
            }
            times.push(stage.until(ask).await?.as_f64().unwrap_or(0.0));
            stage.out().await?;
            slow(stage, false).await?;
        }
        numbers.insert(name.to_owned(), middle(times));
    }
    Ok(())
}

async fn host_costs(stage: &Stage, npm: Option<&Path>, numbers: &mut Numbers) -> Result<()> {
    let lepas = stage.lepas();
    let prose = "<p>Teks di antaranya.</p>";
    let frames = format!("<iframe src=\"{lepas}/u/sari-kemasan/card\" title=Kartu width=480 height=150 loading=lazy style=\"border:0\"></iframe>").repeat(10);
    let element = "<lepas-card handle=sari-kemasan style=\"display:block;max-width:480px;min-height:200px\"><a href=x>Sari</a></lepas-card>".to_owned();
    let script = format!("<script async src=\"{lepas}/embed.js\"></script>");
    let mut pages = vec![
        Page::new("/blank", document(WATCH, &prose.repeat(10))),
        Page::new(
            "/frame",
            document(
                WATCH,
                &format!("<iframe src=\"{lepas}/u/sari-kemasan/card\" title=Kartu width=480 height=150></iframe>"),
            ),
        ),
        Page::new("/frames", document(WATCH, &in_two_columns(&frames))),
        Page::new("/elements", document(WATCH, &(in_two_columns(&element.repeat(10)) + script.as_str()))),
        Page::new("/one", document(WATCH, &(element + script.as_str()))),
    ];
    if npm.is_some() {
        pages.extend(rivals().into_iter().map(|(name, body)| Page::new(&format!("/{name}"), document(WATCH, &body))));
    }
    let site = serve_with(pages, npm.map(|npm| npm.join("node_modules")))?;
    let loaded = "return document.readyState === 'complete'";
    let blank = cost(stage, &format!("{site}/blank"), loaded).await?;
    let mut kinds = vec![("ten frames", "frames", loaded), ("ten elements", "elements", "return seen.ready === 10")];
    if npm.is_some() {
        kinds.extend(rivals().iter().map(|(name, _)| (*name, *name, loaded)));
    }
    for (name, path, ready) in kinds {
        let [work, shift, blocked] = cost(stage, &format!("{site}/{path}"), ready).await?;
        numbers.insert(format!("page.{name}.main thread ms"), (work - blank[0]).max(0.0));
        numbers.insert(format!("page.{name}.layout shift"), shift);
        numbers.insert(format!("page.{name}.total blocking ms"), blocked);
        if let Some(npm) = npm.filter(|_| !name.starts_with("ten")) {
            let names = stage.script("return performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname).filter((path) => path.startsWith('/npm/')).map((path) => path.slice(5))").await?;
            let files: Vec<String> = serde_json::from_value(names)?;
            ensure!(!files.is_empty(), "{name} loaded nothing");
            numbers.insert(format!("bytes.{name}, brotli"), packed(&files, npm)?);
        }
    }
    first_card(stage, &site, numbers).await
}

#[tokio::test]
async fn measures_widgets() -> Result<()> {
    let Some(file) = std::env::var_os("LEPAS_BENCH_WIDGET") else { return Ok(()) };
    on_stage(Engine::Chromium, false, |stage| async move {
        let mut numbers = Numbers::new();
        let port = stage.server.port;
        for layout in lepas_page::CardLayout::ALL {
            let path = format!("/u/sari-kemasan/card?layout={}", layout.slug());
            numbers.insert(format!("bytes.card {}, brotli", layout.english()), wire(port, &path)?);
        }
        let card = stage.text("/u/sari-kemasan/card")?;
        let face = card.split("src=\"").nth(1).and_then(|rest| rest.split('"').next()).context("no portrait")?;
        numbers.insert("bytes.portrait".into(), wire(port, face.trim_start_matches(&stage.lepas()))?);
        numbers.insert("bytes.embed.js, brotli".into(), wire(port, "/embed.js")?);
        numbers.insert("bytes.embed/card.js, brotli".into(), wire(port, "/embed/card.js")?);
        let (a_second, slowest) = tokio::task::spawn_blocking(move || load(port, "/u/sari-kemasan/card")).await??;
        numbers.insert("load.cards a second".into(), a_second);
        numbers.insert("load.slowest of a hundred ms".into(), slowest);
        host_costs(&stage, environment::npm().as_deref(), &mut numbers).await?;
        std::fs::write(&file, serde_json::to_vec_pretty(&numbers)?)?;
        for (name, value) in &numbers {
            eprintln!("{name:<44} {value:>12.2}");
        }
        Ok(())
    })
    .await
}
