//! Searching when something breaks.
//!
//! 1. A worker that the browser kills is replaced, and the search it did not answer is answered; the count never says none.
//! 2. A damaged copy of the index on the device is fetched again, and searching does not notice.
//! 3. Without any storage searching works from memory.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::{
    pages::search::SearchPage,
    support::browser::{Browser, Look, journey},
};

#[tokio::test]
async fn a_killed_worker_is_replaced_and_answers() -> Result<()> {
    journey("search-killed", Look::DESK, &[], |browser, _server| async move {
        let source = "globalThis.workers = [];
            globalThis.Worker = class extends Worker { constructor(...given) { super(...given); workers.push(this); } };";
        browser.protocol("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await?;
        let page = SearchPage::jobs(&browser, "").await?;
        let all = page.total().await?;
        // Every count that is shown from now on.
        let watch = "globalThis.counts = [];
            const line = document.querySelector('.lp-toolbar__count');
            new MutationObserver(() => counts.push(line.innerText))
                .observe(line, { childList: true, characterData: true, subtree: true });";
        browser.script(watch).await?;
        // As browsers do it when memory is short: nobody is told.
        browser.script("workers.at(-1).terminate()").await?;
        page.type_text("kopi").await?;
        let found = browser
            .until("an answer out of the whole index", || async {
                let total = page.total().await?;
                Ok((total != all && total > 0).then_some(total))
            })
            .await?;
        ensure!(found < all, "{found} of {all}");
        // The new worker begins empty and keeps the question until it has read the index.
        let none = browser.script("return counts.filter((words) => /^0\\b/.test(words))").await?;
        ensure!(none == json!([]), "the count said {none}");
        let workers = browser.script("return workers.length").await?;
        ensure!(workers == 2, "{workers} workers were started");
        Ok(())
    })
    .await
}

/// The sums of the bytes of all segments that the device keeps, once the whole index is kept.
async fn kept(browser: &Browser) -> Result<Option<Value>> {
    let script = r"const done = arguments[arguments.length - 1];
        (async () => {
            const root = await navigator.storage.getDirectory();
            const folder = await root.getDirectoryHandle('lepas-search-4').catch(() => null);
            if (!folder) return null;
            const sums = {};
            let whole = false;
            for await (const [name, file] of folder.entries()) {
                const bytes = new Uint8Array(await (await file.getFile()).arrayBuffer());
                whole ||= name === 'jobs.manifest' && bytes.length > 0;
                if (!name.startsWith('jobs-')) continue;
                sums[name] = [bytes.length, bytes.reduce((sum, byte, at) => (sum * 31 + byte + at) % 1000000007, 7)];
            }
            return whole ? sums : null;
        })().then(done, (error) => done(String(error)));";
    let found = browser.driver.execute_async(script, vec![]).await?.json().clone();
    ensure!(!found.is_string(), "{found}");
    Ok((!found.is_null()).then_some(found))
}

#[tokio::test]
async fn a_damaged_copy_is_dropped_and_fetched_again() -> Result<()> {
    journey("search-damaged", Look::DESK, &[], |browser, _server| async move {
        let page = SearchPage::jobs(&browser, "").await?;
        let all = page.total().await?;
        let whole = browser.until("the index on the device", || kept(&browser)).await?;
        ensure!(whole.as_object().is_some_and(|sums| !sums.is_empty()), "no segments are kept");
        // One bit in the middle of every segment.
        let damage = r"const done = arguments[arguments.length - 1];
            (async () => {
                const root = await navigator.storage.getDirectory();
                const folder = await root.getDirectoryHandle('lepas-search-4');
                for (const name of arguments[0]) {
                    const file = await folder.getFileHandle(name);
                    const bytes = new Uint8Array(await (await file.getFile()).arrayBuffer());
                    bytes[bytes.length >> 1] ^= 1;
                    const stream = await file.createWritable();
                    await stream.write(bytes);
                    await stream.close();
                }
            })().then(done, (error) => done(String(error)));";
        let names: Vec<&String> = whole.as_object().map(|sums| sums.keys().collect()).unwrap_or_default();
        let failed = browser.driver.execute_async(damage, vec![json!(names)]).await?.json().clone();
        ensure!(failed.is_null(), "{failed}");
        ensure!(kept(&browser).await?.context("nothing is kept")? != whole, "the copy is not damaged");
        let page = SearchPage::jobs(&browser, "").await?;
        browser
            .until("the copy to be whole again", || async {
                Ok(kept(&browser).await?.filter(|sums| *sums == whole).map(|_| ()))
            })
            .await?;
        let found = page.total().await?;
        ensure!(found == all, "{found} of {all} after the damage");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn without_storage_searching_works_from_memory() -> Result<()> {
    journey("search-no-storage", Look::DESK, &[], |browser, server| async move {
        let origin = server.lock().await.url("");
        // One byte: Chromium takes nought for "as always".
        browser.protocol("Storage.overrideQuotaForOrigin", json!({ "origin": origin, "quotaSize": 1 })).await?;
        for visit in 1..=2 {
            let page = SearchPage::jobs(&browser, "").await?;
            let all = page.total().await?;
            page.type_text("kopi").await?;
            let found = page.total_after(all).await?;
            ensure!(found > 0 && found < all, "visit {visit}: {found} of {all}");
            ensure!(kept(&browser).await?.is_none(), "visit {visit}: the quota did not hold");
        }
        Ok(())
    })
    .await
}
