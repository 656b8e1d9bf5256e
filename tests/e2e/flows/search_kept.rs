//! What the device keeps of a search.
//!
//! 1. A search that is kept shows 2 when two postings arrive that match it, and nothing once they were seen.
//! 2. After one visit the app opens and searches without a network.
//! 3. A corrected word has a way back to what was written.

use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::json;

use crate::{
    pages::search::SearchPage,
    support::{
        axe,
        browser::{Browser, Look, journey},
        server,
    },
};

/// Until when the product promises to show what was posted.
const MINUTE: Duration = Duration::from_secs(60);

/// Posts a job as whoever is signed in.
async fn post_job(browser: &Browser, title: &str) -> Result<()> {
    let script = r"
        const [title, done] = arguments;
        const body = JSON.stringify({ title, description: 'Tiga varian, satu bahasa visual.', skills: ['Desain kemasan'] });
        const headers = { 'content-type': 'application/json', 'idempotency-key': 'journey-' + title };
        fetch('/v1/jobs', { method: 'POST', headers, body }).then((answer) => done(answer.status), (error) => done(String(error)));";
    let status = browser.driver.execute_async(script, vec![json!(title)]).await?;
    ensure!(status.json() == 201, "posting {title:?} was answered with {}", status.json());
    Ok(())
}

#[tokio::test]
async fn a_kept_search_shows_what_is_new() -> Result<()> {
    journey("search-kept", Look::DESK, &["401"], |browser, _server| async move {
        browser.sign_in(&server::person("client")?).await?;
        let page = SearchPage::jobs(&browser, "?q=zaitun").await;
        // Nothing is called that yet, which is no obstacle to keeping the search.
        ensure!(page.is_err() || browser.all(".lp-job").await?.is_empty(), "somebody looks for olives already");
        browser.press("Simpan pencarian ini").await?;
        browser.says("tidak ada yang baru").await?;
        axe::silent(&browser).await?;
        let page = SearchPage::jobs(&browser, "").await?;
        ensure!(page.total().await? > 0);
        browser.says("tidak ada yang baru").await?;
        post_job(&browser, "Label zaitun satu").await?;
        post_job(&browser, "Label zaitun dua").await?;
        // Whoever listens hears of it at once; before the stream is open, the next look at the index brings it.
        browser
            .until_within(MINUTE, "both to be told as new", || async {
                Ok(browser.text().await?.contains("2 baru").then_some(()))
            })
            .await?;
        axe::silent(&browser).await?;
        browser.press("zaitun").await?;
        browser
            .until("both postings", || async {
                let titles = SearchPage::here(&browser, ".lp-job").await?.titles().await?;
                Ok((titles.len() == 2).then_some(()))
            })
            .await?;
        SearchPage::jobs(&browser, "").await?;
        browser.says("tidak ada yang baru").await?;
        ensure!(!browser.text().await?.contains("2 baru"), "what was seen is shown as new");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn one_visit_is_enough_to_search_without_a_network() -> Result<()> {
    let gone = &["ERR_CONNECTION_REFUSED", "Failed to fetch", "ERR_FAILED", "network error response"];
    journey("search-without-network", Look::DESK, gone, |browser, server| async move {
        let page = SearchPage::jobs(&browser, "").await?;
        let all = page.total().await?;
        // One visit: until the device has the shell, the files of this page and the whole index.
        browser
            .until("the device to keep the app", || async {
                let script = r"
                    const done = arguments[arguments.length - 1];
                    const ends = ['/', '.css', 'lepas_bg.wasm', 'worker_bg.wasm'];
                    (async () => {
                        const app = await (await caches.open('lepas-app-1')).keys();
                        const names = app.map((request) => new URL(request.url).pathname.replace(/-[0-9a-f]{8,}/, ''));
                        if (!ends.every((end) => names.some((name) => name.endsWith(end)))) return names.join(' ');
                        const root = await navigator.storage.getDirectory();
                        const folder = await root.getDirectoryHandle('lepas-search-4');
                        await folder.getFileHandle('jobs.manifest');
                        return 'kept';
                    })().then(done, (error) => done(String(error)));";
                let kept = browser.driver.execute_async(script, vec![]).await?;
                Ok((kept.json() == "kept").then_some(()))
            })
            .await?;
        server.lock().await.kill()?;
        let page = SearchPage::jobs(&browser, "?q=kopi").await?;
        let found = page.total().await?;
        ensure!(found > 0 && found < all, "{found} of {all}");
        ensure!(page.titles().await?.iter().any(|title| title.to_lowercase().contains("kopi")));
        // The age of what is shown stands above it.
        browser.says("data ").await?;
        axe::silent(&browser).await?;
        server.lock().await.run()
    })
    .await
}

#[tokio::test]
async fn a_corrected_word_has_a_way_back() -> Result<()> {
    journey("search-corrected", Look::DESK, &[], |browser, _server| async move {
        let page = SearchPage::jobs(&browser, "?q=kemasn").await?;
        ensure!(page.total().await? > 0);
        browser.says("Menampilkan hasil untuk “kemasan”").await?;
        axe::silent(&browser).await?;
        browser.press("Cari “kemasn” saja").await?;
        browser.says("Tidak ada yang cocok dengan kata itu").await?;
        browser.driver.back().await?;
        browser.says("Menampilkan hasil untuk “kemasan”").await
    })
    .await
}
