//! The search while postings come and go, and while the index is still on its way.
//!
//! 1. An open page shows a new posting, and no longer shows a closed one, within a minute and without a reload.
//! 2. The newest postings can be searched while the rest of the index is on its way, which the page says and then has.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::{
    pages::search::SearchPage,
    support::{
        browser::{Browser, Look, journey},
        front::{self, Gate},
        http,
        server::{self, Server},
    },
};

/// What the product promises.
const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn an_open_page_follows_what_is_posted_and_closed() -> Result<()> {
    journey("search-fresh", Look::DESK, &["401"], |reader, server| async move {
        let guard = server.lock().await;
        let poster = Browser::open(&guard, Look::DESK).await?;
        drop(guard);
        let walked = post_and_close(&reader, &poster).await;
        let _ = poster.driver.clone().quit().await;
        walked
    })
    .await
}

/// The reader is nobody: no session, no stream of events.
async fn post_and_close(reader: &Browser, poster: &Browser) -> Result<()> {
    let page = SearchPage::jobs(reader, "?sort=newest").await?;
    reader.script("globalThis.stays = true").await?;
    let all = page.total().await?;
    poster.sign_in(&server::person("client")?).await?;
    let post = r"const done = arguments[arguments.length - 1];
        fetch('/v1/jobs', { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': 'fresh' },
            body: JSON.stringify({ title: 'Perajin zirkon keliling', description: 'Tiga hari di Bandung' }) })
            .then((answer) => answer.json()).then((job) => done(job.id), (error) => done(null));";
    let id = poster.driver.execute_async(post, vec![]).await?.json().as_str().map(str::to_owned);
    let id = id.context("the posting was refused")?;
    let becomes = |wanted: u32| {
        let page = &page;
        move || async move { Ok((page.total().await? == wanted).then_some(())) }
    };
    reader.until_within(MINUTE, "the new posting", becomes(all + 1)).await?;
    reader
        .until("its row", || async {
            Ok(page.titles().await?.contains(&"Perajin zirkon keliling".to_owned()).then_some(()))
        })
        .await?;
    poster.app(&format!("/jobs/{id}")).await?;
    poster.press("Tutup lowongan").await?;
    let confirm = poster.see("dialog[open] [data-variant='danger-fill']").await?;
    confirm.click().await?;
    poster.says("Lowongan ditutup.").await?;
    reader.until_within(MINUTE, "the closed posting to go", becomes(all)).await?;
    ensure!(!page.titles().await?.contains(&"Perajin zirkon keliling".to_owned()), "its row is still there");
    ensure!(reader.script("return globalThis.stays === true").await? == json!(true), "the page was loaded again");
    Ok(())
}

#[tokio::test]
async fn the_newest_can_be_searched_while_the_rest_is_on_its_way() -> Result<()> {
    let server = Server::with_generated(5_000)?;
    let manifest: serde_json::Value = serde_json::from_str(&http::get(server.port, "/v1/index/jobs")?.body)?;
    let segments = manifest["segments"].as_array().cloned().unwrap_or_default();
    ensure!(segments.len() > 1, "the index has {} parts", segments.len());
    let oldest = segments[0]["hash"].as_str().context("no hash")?;
    let gate = Gate::holding(oldest);
    let address = front::before(server.port, Vec::new(), gate.clone())?;
    let browser = Browser::start(address, Look::DESK, |_| Ok(())).await?;
    let walked = search_early(&browser, &gate).await;
    gate.open();
    let _ = browser.driver.clone().quit().await;
    walked
}

async fn search_early(browser: &Browser, gate: &Gate) -> Result<()> {
    let page = SearchPage::jobs(browser, "").await?;
    let early = page.total().await?;
    ensure!(early > 0 && early < 5_000, "{early} at first");
    let said = browser.see(".lp-progress-line").await?.text().await?;
    ensure!(said.contains("5.000"), "the page says {said:?}");
    // What is there is searched, not only shown.
    page.type_text("desain").await?;
    let found = page.total_after(early).await?;
    ensure!(found > 0 && found < early, "{found} of {early}");
    gate.open();
    let more = page.total_after(found).await?;
    ensure!(more > found, "{more} after {found}");
    browser
        .until("the progress to go", || async { Ok(browser.all(".lp-progress-line").await?.is_empty().then_some(())) })
        .await
}
