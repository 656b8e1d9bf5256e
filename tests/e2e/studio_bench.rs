//! Typing in the studio and opening it, in Chromium: `cargo xtask bench studio`.
//!
//! Owns what is measured and how. A key press counts from the moment its event is sent until the frame that shows it in the
//! preview has been handed over, on a profile with forty works, as fast as this machine is and four times slower. Opening
//! counts from the start of the navigation until the text stands in its field, with everything in the browser's caches. Runs only
//! when `LEPAS_BENCH_STUDIO` names the file for the numbers.

use anyhow::{Result, ensure};
use serde_json::{Map, Value, json};

use crate::support::{
    browser::{Browser, Look},
    server::Server,
};

/// Key presses of one measurement, and how often the studio is opened.
const KEYS: u32 = 300;
const OPENINGS: usize = 9;

/// Registers somebody with forty works and saves their draft.
const REGISTER: &str = r"
    const done = arguments[arguments.length - 1];
    const send = (method, path, body, more) => fetch(path, { method, headers: { 'content-type': 'application/json', ...more }, body: JSON.stringify(body) });
    const story = 'Kemasan untuk kedai kopi di Bandung: riset rak, tiga arah rancangan, cetak uji, lalu panduan untuk percetakan. ';
    const many = (count, make) => Array.from({ length: count }, (_, at) => make(at));
    const cases = many(40, (at) => ({ id: `c${at}`, title: `Karya nomor ${at}`, client: `Klien ${at}`, date: '2024-05', summary: story.repeat(6),
        tools: ['Figma', 'Illustrator'], blocks: many(3, (block) => ({ id: `b${block}`, kind: 'text', title: 'Langkah', text: story.repeat(2) })) }));
    const work = many(12, (at) => ({ id: `w${at}`, name: `Usaha ${at}`, position: 'Perancang', startDate: '2020-01', summary: story.repeat(2) }));
    const skills = many(30, (at) => ({ name: `Keahlian ${at}` }));
    const projects = many(40, (at) => ({ id: `p${at}`, name: `Proyek ${at}`, description: story }));
    const document = { basics: { name: 'Empat Puluh', label: 'Perancang', summary: story.repeat(4) }, work, skills, projects,
        meta: { lepas: { cases, time_zone: 'Asia/Jakarta' } } };
    send('POST', '/v1/accounts', { name: 'Empat Puluh', email: 'empat@uji.example', password: 'kopi susu gula aren', role: 'freelancer' })
        .then((answer) => answer.json())
        .then((me) => send('PUT', `/v1/profiles/${me.handle}/draft`, document, { 'if-match': '*' }))
        .then((answer) => done(answer.status));";

/// Presses keys and answers how long each took, in milliseconds.
const PRESS: &str = r"
    const [count, done] = [arguments[0], arguments[arguments.length - 1]];
    const field = document.getElementById('studio-headline');
    const frame = document.querySelector('.lp-preview iframe').contentDocument;
    const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
    const shown = () => new Promise((resolve) => {
        const watch = new MutationObserver(() => {
            watch.disconnect();
            // The preview changes within a frame, and a task that is asked for there comes behind it.
            const channel = new MessageChannel();
            channel.port1.onmessage = () => resolve();
            channel.port2.postMessage(0);
        });
        watch.observe(frame, { subtree: true, childList: true, characterData: true, attributes: true });
    });
    (async () => {
        const took = [];
        for (let at = 0; at < count; at += 1) {
            // No spaces: one at the end is not shown, so nobody would ever see it.
            const text = at % 40 ? field.value + 'abcdefghijk'[at % 11] : `Perancang${at}`;
            const seen = shown();
            const begin = performance.now();
            field.value = text;
            field.dispatchEvent(new InputEvent('input', { bubbles: true, data: text.slice(-1) }));
            await seen;
            took.push(performance.now() - begin);
            // At no fixed point of a frame, and in the midst of saving.
            await pause(40 + (at * 37) % 90);
        }
        done(took);
    })();";

/// Notes when the frame in which the text stands in its field has been handed over.
const WATCH: &str = r"
    (() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => { window.opened = performance.now(); };
        const look = () => {
            const field = document.getElementById('studio-headline');
            // Asked for within a frame, the message comes behind it.
            if (field && field.value) channel.port2.postMessage(0); else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    })();";

fn part(sorted: &[f64], part: f64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in a short list"
    )]
    let at = ((sorted.len() as f64 * part).ceil() as usize).clamp(1, sorted.len().max(1)) - 1;
    sorted.get(at).copied().unwrap_or_default()
}

async fn typing(browser: &Browser, slowdown: f64) -> Result<Value> {
    browser.protocol("Emulation.setCPUThrottlingRate", json!({ "rate": slowdown })).await?;
    let found = browser.driver.execute_async(PRESS, vec![json!(KEYS)]).await?.json().clone();
    browser.protocol("Emulation.setCPUThrottlingRate", json!({ "rate": 1 })).await?;
    let mut took: Vec<f64> = found.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    ensure!(took.len() == KEYS as usize, "{} keys were measured", took.len());
    took.sort_by(f64::total_cmp);
    Ok(json!({ "p50 ms": part(&took, 0.5), "p98 ms": part(&took, 0.98), "most ms": part(&took, 1.0) }))
}

async fn opening(browser: &Browser) -> Result<Vec<f64>> {
    let added = browser.protocol("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await?;
    let mut took = Vec::new();
    // The first two fill the caches, compiled code included.
    for at in 0..OPENINGS + 2 {
        browser.goto("/studio/profile").await?;
        let time = browser
            .until("the studio", || async { Ok(browser.script("return window.opened ?? null").await?.as_f64()) })
            .await?;
        browser.says("Tersimpan").await?;
        if at >= 2 {
            took.push(time);
        }
    }
    browser.protocol("Page.removeScriptToEvaluateOnNewDocument", added).await?;
    took.sort_by(f64::total_cmp);
    Ok(took)
}

#[tokio::test]
async fn measures_studio() -> Result<()> {
    let Some(file) = std::env::var_os("LEPAS_BENCH_STUDIO") else { return Ok(()) };
    let server = Server::start()?;
    let browser = Browser::open(&server, Look::DESK).await?;
    browser.driver.set_script_timeout(std::time::Duration::from_secs(180)).await?;
    browser.goto("/").await?;
    let status = browser.driver.execute_async(REGISTER, vec![]).await?.json().clone();
    ensure!(status == json!(200), "the profile answered {status}");
    let mut figures = Map::new();
    let opened = opening(&browser).await?;
    figures.insert("open".into(), json!({ "p50 ms": part(&opened, 0.5), "most ms": part(&opened, 1.0) }));
    browser.see(".lp-preview iframe").await?;
    figures.insert("key".into(), typing(&browser, 1.0).await?);
    figures.insert("key, cpu four times slower".into(), typing(&browser, 4.0).await?);
    std::fs::write(&file, serde_json::to_vec_pretty(&figures)?)?;
    let _ = browser.driver.clone().quit().await;
    Ok(())
}
