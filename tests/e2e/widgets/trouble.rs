//! Lepas in trouble: the page around a widget must not notice.
//!
//! Dead, silent for ten seconds, 404 and 500: the fallback stays, the load event of the page is not held back, an error
//! event fires, nothing moves. A frame in the first screen is the exception that browsers make: they hold the load event
//! back for it, lazy or not, so the frames here stand further down.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::{
    site::{Illness, Page, dead, document, ill, serve},
    stage::{Engine, Stage, in_both_browsers, nothing_for, on_stage},
};

const WATCH: &str = "<script>
window.seen = { errors: [], shift: 0, load: 0 };
addEventListener('lepas-error', (event) => seen.errors.push([event.detail.status, Math.round(performance.now())]));
addEventListener('load', () => seen.load = Math.round(performance.now()));
try { new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value; }).observe({ type: 'layout-shift', buffered: true }); } catch {}
</script>";

/// The element as the studio gives it, and the loader that waits for the page.
fn page(base: &str) -> String {
    document(
        WATCH,
        &format!(
            "<h1>Situs</h1><lepas-card handle=sari-kemasan style=\"display:block;min-height:200px\"><a id=fallback href=\"{base}/u/sari-kemasan\">Sari Kemasan</a></lepas-card>\
             <lepas-card handle=ada-quill style=\"display:block;min-height:200px\"><a href=\"{base}/u/ada-quill\">Ada</a></lepas-card>\
             <p>Teks sesudahnya.</p><div style=\"height:4000px\"></div><iframe loading=lazy src=\"{base}/u/sari-kemasan/card\" title=Kartu width=480 height=200></iframe>\
             <script>addEventListener('load',()=>document.head.appendChild(document.createElement('script')).src='{base}/embed.js')</script>"
        ),
    )
}

/// The fallback is on screen.
const FALLBACK: &str = "const link = document.getElementById('fallback'); return link.getBoundingClientRect().width > 20 && link.checkVisibility !== undefined ? link.checkVisibility() : true";

async fn trouble(stage: Arc<Stage>) -> Result<()> {
    let script = stage.text("/embed.js")?;
    for (name, base, expected) in [
        ("404", ill(Illness::Status(404), script.clone())?, 404),
        ("500", ill(Illness::Status(500), script.clone())?, 500),
        ("silent", ill(Illness::Silent, script.clone())?, 0),
    ] {
        let site = serve(vec![Page::new("/", page(&base))])?;
        stage.goto(&format!("{site}/")).await?;
        let load = stage.until("return seen.load || null").await?;
        ensure!(load.as_u64().is_some_and(|load| load < 3_000), "{name}: the load event came after {load} ms");
        stage.until("return seen.errors.length === 2").await.context(name)?;
        let errors = stage.script("return seen.errors").await?;
        ensure!(errors[0][0] == json!(expected) && errors[1][0] == json!(expected), "{name}: {errors}");
        // The second card is not made to wait for a time-out of its own.
        ensure!(errors[1][1].as_u64() < Some(13_000), "{name}: {errors}");
        ensure!(stage.script(FALLBACK).await? == json!(true), "{name}: the fallback is gone");
        let shift = stage.script("return seen.shift").await?;
        ensure!(shift.as_f64().unwrap_or(0.0) < 0.001, "{name}: the page moved by {shift}");
    }
    Ok(())
}
in_both_browsers!(an_ill_lepas_leaves_the_fallback_and_the_page_alone, trouble);

async fn dead_server(stage: Arc<Stage>) -> Result<()> {
    let site = serve(vec![Page::new("/", page(&dead()?))])?;
    stage.goto(&format!("{site}/")).await?;
    let load = stage.until("return seen.load || null").await?;
    ensure!(load.as_u64().is_some_and(|load| load < 3_000), "the load event came after {load} ms");
    nothing_for(500).await;
    ensure!(stage.script(FALLBACK).await? == json!(true), "the fallback is gone");
    // Dies after the page was loaded: the element itself finds out.
    let script = stage.text("/embed.js")?;
    let gone = dead()?;
    let source = script.replacen("new URL(script.src).origin", &format!("'{gone}'"), 1);
    ensure!(source != script, "the script changed, so that this test has to as well");
    let own = serve(vec![Page::new("/embed.js", source).with("Content-Type", "text/javascript")])?;
    let site = serve(vec![Page::new("/", page(&own))])?;
    stage.goto(&format!("{site}/")).await?;
    stage.until("return seen.errors.length === 2").await?;
    ensure!(stage.script(FALLBACK).await? == json!(true), "the fallback is gone");
    Ok(())
}
in_both_browsers!(a_dead_lepas_leaves_the_fallback_and_the_page_alone, dead_server);

async fn nobody(stage: Arc<Stage>) -> Result<()> {
    let lepas = stage.lepas();
    let body = format!(
        "{WATCH}<lepas-card handle=nobody-here><a href=x>Tidak ada</a></lepas-card><lepas-card handle=\"<b>\"><a href=x>Salah</a></lepas-card>\
         <lepas-card><a href=x>Kosong</a></lepas-card><iframe id=frame src=\"{lepas}/u/nobody-here/card?lang=en\" title=Kartu width=400 height=100></iframe>\
         <script src=\"{lepas}/embed.js\"></script>"
    );
    let site = serve(vec![Page::new("/", document("", &body))])?;
    stage.goto(&format!("{site}/")).await?;
    stage.until("return seen.errors.length === 3 && seen.errors.every(([status]) => status === 404)").await?;
    stage.enter("#frame").await?;
    let text = stage.script("return document.body.innerText").await?;
    ensure!(text.as_str().is_some_and(|text| text.contains("not published at present")), "{text}");
    stage.out().await
}
in_both_browsers!(unknown_people_give_the_fallback_and_a_small_honest_card, nobody);
