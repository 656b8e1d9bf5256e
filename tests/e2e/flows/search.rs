//! Searching work.
//!
//! 1. Typing filters and ranks, marks what matched, and the address says the same.
//! 2. A facet's count is the number of results after choosing it.
//! 3. Back undoes one deliberate change at a time.
//! 4. Nothing found names a filter to loosen, and loosening it finds something.
//! 5. All of it goes by keyboard.
//! 6. Once loaded, searching needs no server.

use anyhow::{Result, ensure};
use thirtyfour::prelude::*;

use crate::{
    pages::search::SearchPage,
    support::browser::{Look, journey},
};

#[tokio::test]
async fn typing_ranks_marks_and_writes_the_address() -> Result<()> {
    journey("search-typing", Look::DESK, &[], |browser, _server| async move {
        let page = SearchPage::jobs(&browser, "").await?;
        let all = page.total().await?;
        page.type_text("desain kemasan").await?;
        let found = page.total_after(all).await?;
        ensure!(found > 0 && found < all, "{found} of {all}");
        let marks = page.marks().await?;
        ensure!(marks.iter().any(|mark| mark.contains("kemasan")), "nothing marked: {marks:?}");
        let best = page.titles().await?.first().cloned().unwrap_or_default().to_lowercase();
        ensure!(best.contains("kemas"), "{best:?} stands first");
        browser
            .until("the address", || async {
                Ok(browser
                    .driver
                    .current_url()
                    .await?
                    .query()
                    .is_some_and(|query| query.contains("q=desain+kemasan"))
                    .then_some(()))
            })
            .await
    })
    .await
}

#[tokio::test]
async fn a_facet_keeps_its_word_and_back_undoes_it() -> Result<()> {
    journey("search-facets", Look::DESK, &[], |browser, _server| async move {
        let page = SearchPage::jobs(&browser, "").await?;
        let all = page.total().await?;
        let promised = page.facet_count("Cara kerja", "Jarak jauh").await?;
        page.choose("Cara kerja", "Jarak jauh").await?;
        let remote = page.total_after(all).await?;
        ensure!(remote == promised, "promised {promised}, got {remote}");
        // The facet's own counts do not shrink by its own choice.
        let also = page.facet_count("Cara kerja", "Campuran").await?;
        page.choose("Cara kerja", "Campuran").await?;
        let both = page.total_after(remote).await?;
        ensure!(both == remote + also, "{both} is not {remote} + {also}");
        browser.driver.back().await?;
        ensure!(page.total_after(both).await? == remote);
        browser.driver.back().await?;
        ensure!(page.total_after(remote).await? == all);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nothing_found_says_what_to_loosen() -> Result<()> {
    journey("search-empty", Look::DESK, &[], |browser, _server| async move {
        let page = SearchPage::jobs(&browser, "?q=kemasan").await?;
        let total = page.total().await?;
        ensure!(total > 0);
        browser.app("/jobs?q=kemasan&category=field-service&mode=remote").await?;
        browser.says("Tidak ada yang lolos semua saringan").await?;
        browser.press("Tanpa “Teknisi lapangan”").await?;
        browser.see(".lp-job").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_keyboard_is_enough() -> Result<()> {
    journey("search-keyboard", Look::DESK, &[], |browser, _server| async move {
        let page = SearchPage::jobs(&browser, "").await?;
        let all = page.total().await?;
        browser.driver.execute("document.getElementById('search-text').focus()", vec![]).await?;
        browser.driver.active_element().await?.send_keys("kopi").await?;
        page.total_after(all).await?;
        browser.driver.active_element().await?.send_keys(Key::Down + "").await?;
        let first = browser.driver.active_element().await?;
        let title = first.text().await?;
        ensure!(!title.is_empty(), "Down did not reach the first result");
        first.send_keys(Key::Enter + "").await?;
        browser.says(&title).await?;
        browser
            .until("the heading to have the focus", || async {
                Ok((browser.driver.active_element().await?.tag_name().await? == "h1").then_some(()))
            })
            .await?;
        browser.driver.back().await?;
        browser.see(".lp-job").await?;
        let typed = browser.see("#search-text").await?.prop("value").await?.unwrap_or_default();
        ensure!(typed == "kopi", "Back lost the text: {typed:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_phone_has_a_sheet_of_filters() -> Result<()> {
    journey("search-phone", Look::PHONE, &[], |browser, _server| async move {
        let page = SearchPage::jobs(&browser, "").await?;
        let all = page.total().await?;
        browser.see("#open-filters").await?.click().await?;
        page.choose("Cara kerja", "Jarak jauh").await?;
        let remote = page.total_after(all).await?;
        browser.press(&format!("Tampilkan {remote}")).await?;
        ensure!(
            browser.driver.active_element().await?.id().await?.as_deref() == Some("open-filters"),
            "the focus got lost"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn typing_needs_no_server() -> Result<()> {
    journey(
        "search-offline",
        Look::DESK,
        &["ERR_CONNECTION_REFUSED", "Failed to fetch", "ERR_FAILED"],
        |browser, server| async move {
            let page = SearchPage::jobs(&browser, "").await?;
            let all = page.total().await?;
            browser
                .until("the whole index", || async {
                    Ok(browser.all(".lp-progress-line").await?.is_empty().then_some(()))
                })
                .await?;
            server.lock().await.kill()?;
            page.type_text("kopi").await?;
            let found = page.total_after(all).await?;
            ensure!(found > 0 && found < all, "{found} of {all}");
            server.lock().await.run()
        },
    )
    .await
}
