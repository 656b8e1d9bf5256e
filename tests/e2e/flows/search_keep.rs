//! What a reader keeps and passes by, by keyboard alone.
//!
//! 1. A list that was made without a network is there after a reload and leaves as CSV, with no formula in it.
//! 2. Side by side all have the same rows, and where they differ is said in words.
//! 3. What is not for me goes, comes back, stays gone after a reload and can be shown again; counts and list agree.
//! 4. A list that is shared arrives.
//! 5. Axe has nothing to say on the way.

use anyhow::{Context, Result, ensure};
use serde_json::json;
use thirtyfour::prelude::*;

use crate::{
    pages::search::SearchPage,
    support::{
        axe,
        browser::{Browser, Look, journey},
    },
};

/// Presses a key where the focus is.
async fn press(browser: &Browser, key: &str) -> Result<()> {
    Ok(browser.driver.active_element().await?.send_keys(key).await?)
}

/// Goes from the box to the first result.
async fn to_the_first(browser: &Browser, page: &SearchPage<'_>) -> Result<String> {
    browser.see("#search-text").await?.send_keys(Key::Down + "").await?;
    page.walk_down_to(1).await
}

/// Waits until the first result is another one and has the focus, and says its title.
async fn first_after(browser: &Browser, before: &str) -> Result<String> {
    browser
        .until("the focus on another first result", || async {
            let script = "const row = document.activeElement?.closest('[aria-posinset=\"1\"]'); return row ? document.activeElement.innerText : ''";
            let title = browser.script(script).await?.as_str().unwrap_or_default().to_owned();
            Ok((!title.is_empty() && title != before).then_some(title))
        })
        .await
}

/// Keeps the first so many results and opens the list.
async fn keep(browser: &Browser, count: usize) -> Result<()> {
    let page = SearchPage::jobs(browser, "").await?;
    to_the_first(browser, &page).await?;
    for at in 1..=count {
        press(browser, "y").await?;
        browser.says(&format!("Daftar pendek: {at}")).await?;
        if at < count {
            press(browser, "m").await?;
            browser
                .until("the focus on the next result", || async {
                    let script = "return Number(document.activeElement?.closest('[aria-posinset]')?.ariaPosInSet ?? 0)";
                    Ok((browser.script(script).await? == json!(at + 1)).then_some(()))
                })
                .await?;
        }
    }
    browser.press(&format!("Daftar pendek: {count}")).await?;
    browser.see(".lp-keptrow").await?;
    ensure!(browser.all(".lp-keptrow").await?.len() == count);
    Ok(())
}

#[tokio::test]
async fn a_list_made_without_a_network_is_there_after_a_reload_and_leaves_as_csv() -> Result<()> {
    let gone = &["ERR_CONNECTION_REFUSED", "Failed to fetch", "ERR_FAILED", "network error response"];
    journey("keep-without-network", Look::DESK, gone, |browser, server| async move {
        SearchPage::jobs(&browser, "").await?;
        browser
            .until("the device to keep app and index", || async {
                let script = r"
                    const done = arguments[arguments.length - 1];
                    (async () => {
                        const app = await (await caches.open('lepas-app-1')).keys();
                        const names = app.map((request) => new URL(request.url).pathname.replace(/-[0-9a-f]{8,}/, ''));
                        if (!['/', '.css', 'lepas_bg.wasm', 'worker_bg.wasm'].every((end) => names.some((name) => name.endsWith(end)))) return '';
                        if (names.some((name) => name.endsWith('.pack')) && !names.some((name) => name.includes('shortlist'))) return '';
                        const root = await navigator.storage.getDirectory();
                        await (await root.getDirectoryHandle('lepas-search-4')).getFileHandle('jobs.manifest');
                        return 'kept';
                    })().then(done, () => done(''));";
                let kept = browser.driver.execute_async(script, vec![]).await?;
                Ok((kept.json() == "kept").then_some(()))
            })
            .await?;
        server.lock().await.kill()?;
        keep(&browser, 2).await?;
        let title = browser.see(".lp-keptrow h3").await?.text().await?;
        browser.fill("Catatan", "=telepon dulu").await?;
        axe::silent(&browser).await?;
        browser.app("/shortlist").await?;
        ensure!(browser.all(".lp-keptrow").await?.len() == 2, "the list is shorter after a reload");
        ensure!(browser.see(".lp-keptrow h3").await?.text().await? == title, "the newest is not first");
        let note = browser.field("Catatan").await?.prop("value").await?;
        ensure!(note.as_deref() == Some("=telepon dulu"), "{note:?}");
        let script = "const link = document.querySelector('a[download]'); link.click(); return decodeURIComponent(link.href)";
        let file = browser.script(script).await?.as_str().context("a file")?.to_owned();
        ensure!(file.starts_with("data:text/csv") && file.contains(&title) && file.contains("\"'=telepon dulu\""), "{file}");
        ensure!(file.trim_end().lines().count() == 3, "{file}");
        // Taken off, and back with its note.
        browser.press("Hapus “").await?;
        browser.until("one less", || async { Ok((browser.all(".lp-keptrow").await?.len() == 1).then_some(())) }).await?;
        browser.press("Urungkan").await?;
        browser.until("both again", || async { Ok((browser.all(".lp-keptrow").await?.len() == 2).then_some(())) }).await?;
        let note = browser.field("Catatan").await?.prop("value").await?;
        ensure!(note.as_deref() == Some("=telepon dulu"), "{note:?}");
        server.lock().await.run()
    })
    .await
}

#[tokio::test]
async fn side_by_side_all_have_the_same_rows() -> Result<()> {
    journey("keep-compare", Look::DESK, &[], |browser, _server| async move {
        keep(&browser, 5).await?;
        for at in 0..5 {
            let focus = "document.querySelectorAll('.lp-keptrow input[type=checkbox]')[arguments[0]].focus()";
            browser.driver.execute(focus, vec![json!(at)]).await?;
            press(&browser, " ").await?;
        }
        browser.says("Paling banyak empat sekaligus").await?;
        browser.press("Tutup").await?;
        browser.see(".lp-beside table").await?;
        let shape = browser
            .script(
                r"return [...document.querySelectorAll('.lp-beside tr')].map((row) => [
                    row.querySelectorAll('th').length, row.querySelectorAll('td').length,
                    /sama|berbeda/.test(row.querySelector('th').innerText), [...row.children].every((cell) => cell.innerText.trim())])",
            )
            .await?;
        let rows: Vec<(usize, usize, bool, bool)> = serde_json::from_value(shape)?;
        let (head, rows) = rows.split_first().context("a table")?;
        ensure!((head.0, head.1) == (5, 0), "{head:?}");
        ensure!(rows.len() == 7 && rows.iter().all(|row| *row == (1, 4, true, true)), "{rows:?}");
        axe::silent(&browser).await?;
        // On a phone the table scrolls by itself and the page does not.
        browser.set_look(Look::PHONE).await?;
        let script = "const box = document.querySelector('.lp-beside'), page = document.documentElement;
            return [box.scrollWidth > box.clientWidth, page.scrollWidth <= page.clientWidth]";
        let scrolls = browser.script(script).await?;
        ensure!(scrolls == json!([true, true]), "{scrolls}");
        axe::silent(&browser).await
    })
    .await
}

#[tokio::test]
async fn what_is_not_for_me_goes_and_comes_back() -> Result<()> {
    journey("keep-hide", Look::DESK, &[], |browser, _server| async move {
        let page = SearchPage::jobs(&browser, "").await?;
        let all = page.total().await?;
        // In the box a letter is a letter.
        page.type_text("n").await?;
        ensure!(browser.script("return localStorage.getItem('lepas.passed.jobs')").await?.is_null());
        let page = SearchPage::jobs(&browser, "").await?;
        let first = to_the_first(&browser, &page).await?;
        axe::silent(&browser).await?;
        press(&browser, "n").await?;
        let second = first_after(&browser, &first).await?;
        ensure!(page.total().await? == all - 1);
        press(&browser, "u").await?;
        ensure!(first_after(&browser, &second).await? == first, "the way back leads elsewhere");
        ensure!(page.total().await? == all);
        press(&browser, "n").await?;
        let second = first_after(&browser, &first).await?;
        browser.press("Urungkan").await?;
        ensure!(first_after(&browser, &second).await? == first, "the notice leads elsewhere");
        press(&browser, "n").await?;
        first_after(&browser, &first).await?;
        browser.says("disembunyikan").await?;
        axe::silent(&browser).await?;

        let page = SearchPage::jobs(&browser, "").await?;
        ensure!(page.total().await? == all - 1, "it came back by itself");
        ensure!(!page.titles().await?.contains(&first));
        let promised = page.facet_count("Cara kerja", "Jarak jauh").await?;
        page.toggle_by_key("Cara kerja", "Jarak jauh").await?;
        ensure!(page.total_after(all - 1).await? == promised, "a count is not what a click gives");

        let page = SearchPage::jobs(&browser, "").await?;
        browser.script("document.querySelector('.lp-kept-line .lp-chip').focus()").await?;
        browser.driver.active_element().await?.send_keys(Key::Enter + "").await?;
        ensure!(page.total_after(all - 1).await? == 1);
        ensure!(page.titles().await? == std::slice::from_ref(&first));
        axe::silent(&browser).await?;
        to_the_first(&browser, &page).await?;
        press(&browser, "n").await?;
        ensure!(page.total_after(1).await? == all, "showing again does not");
        ensure!(page.titles().await?.contains(&first));
        let focused = browser.driver.active_element().await?.tag_name().await?;
        ensure!(focused != "body", "the focus got lost");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_shared_list_arrives() -> Result<()> {
    journey("keep-shared", Look::PHONE, &[], |browser, _server| async move {
        let page = SearchPage::jobs(&browser, "").await?;
        let title = page.titles().await?.first().cloned().context("a result")?;
        let link = browser.see(".lp-job__title a").await?.attr("href").await?.context("a link")?;
        let job = link.rsplit('/').next().context("an id")?.to_owned();
        browser.app(&format!("/shortlist#jobs={job},gone-for-ever&talent=sari-kemasan")).await?;
        browser.says("membawa 3").await?;
        axe::silent(&browser).await?;
        browser.press("Tambahkan").await?;
        browser.says("2 ditambahkan. 1 tidak ditemukan.").await?;
        browser.says(&title).await?;
        ensure!(browser.all(".lp-keptrow").await?.len() == 2);
        let address = browser.driver.current_url().await?;
        ensure!(address.fragment().is_none(), "{address} offers it again");
        axe::silent(&browser).await?;
        // Pasted over the address of the open list, which loads nothing anew.
        browser.script("location.hash = 'talent=somebody-else,sari-kemasan'").await?;
        browser.says("membawa 1").await?;
        browser.press("Biarkan").await?;
        ensure!(browser.all("main .lp-notice").await?.is_empty());
        Ok(())
    })
    .await
}
