//! Coming back to a search, by keyboard alone.
//!
//! 1. Three filters, then Back three times: the start.
//! 2. A result far down is in view again after it was opened and left.
//! 3. The empty state's offer gives results.
//! 4. Axe has nothing to say on the way.

use anyhow::{Context, Result, ensure};
use thirtyfour::prelude::*;

use crate::{
    pages::search::SearchPage,
    support::{
        axe,
        browser::{Browser, Look, journey},
    },
};

/// The address after the path.
async fn query(browser: &Browser) -> Result<String> {
    Ok(browser.driver.current_url().await?.query().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn three_filters_and_back_three_times() -> Result<()> {
    journey("search-back-three", Look::DESK, &[], |browser, _server| async move {
        let page = SearchPage::jobs(&browser, "").await?;
        let mut totals = vec![page.total().await?];
        for (legend, value) in [("Cara kerja", "Jarak jauh"), ("Cara bayar", "Per bulan"), ("Pengalaman", "Senior")] {
            page.toggle_by_key(legend, value).await?;
            let before = *totals.last().context("a total")?;
            totals.push(page.total_after(before).await?);
        }
        axe::silent(&browser).await?;
        ensure!(query(&browser).await? == "mode=remote&pay-unit=month&level=senior");
        while totals.len() > 1 {
            let before = totals.pop().context("a total")?;
            browser.driver.back().await?;
            let now = page.total_after(before).await?;
            ensure!(Some(&now) == totals.last(), "{now} after {before}, expected {totals:?}");
        }
        ensure!(query(&browser).await?.is_empty(), "the start has filters");
        ensure!(browser.all(".lp-active").await?.is_empty(), "a chip is left");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn result_forty_is_in_view_after_open_and_back() -> Result<()> {
    journey("search-back-forty", Look::DESK, &[], |browser, _server| async move { forty(&browser).await }).await
}

#[tokio::test]
async fn result_forty_is_in_view_on_a_phone_too() -> Result<()> {
    journey("search-back-forty-phone", Look::PHONE, &[], |browser, _server| async move { forty(&browser).await }).await
}

async fn forty(browser: &Browser) -> Result<()> {
    let page = SearchPage::jobs(browser, "").await?;
    // Down from the box, then from row to row.
    browser.see("#search-text").await?.send_keys(Key::Down + "").await?;
    let title = page.walk_down_to(40).await?;
    browser.driver.active_element().await?.send_keys(Key::Enter + "").await?;
    browser.says(&title).await?;
    browser.see("main h1").await?;
    axe::silent(browser).await?;
    browser.driver.back().await?;
    browser
        .until("result 40 in view", || async {
            let place = page.place_in_view(&title).await?;
            Ok((place == Some(40)).then_some(()))
        })
        .await?;
    // The reader goes on where they were.
    browser
        .until("the focus on result 40", || async {
            Ok((browser.driver.active_element().await?.text().await? == title).then_some(()))
        })
        .await
}

#[tokio::test]
async fn the_way_out_of_nothing_leads_to_results() -> Result<()> {
    journey("search-way-out", Look::DESK, &[], |browser, _server| async move {
        browser.app("/jobs?q=kemasan&category=field-service&mode=remote").await?;
        browser.says("Tidak ada yang lolos semua saringan").await?;
        axe::silent(&browser).await?;
        let way = browser.see(".lp-empty button").await?;
        let words = way.text().await?;
        let promised: u32 = words
            .rsplit("ada ")
            .next()
            .and_then(|count| count.split(' ').next()?.parse().ok())
            .with_context(|| format!("{words:?} promises no number"))?;
        browser.script("document.querySelector('.lp-empty button').focus()").await?;
        browser.driver.active_element().await?.send_keys(Key::Enter + "").await?;
        browser.see(".lp-job").await?;
        let page = SearchPage::here(&browser, ".lp-job").await?;
        ensure!(page.total().await? == promised, "{words:?} gave {}", page.total().await?);
        // The button that had the focus is gone; the focus is not.
        let focused = browser.driver.active_element().await?.tag_name().await?;
        ensure!(focused != "body", "the focus got lost");
        Ok(())
    })
    .await
}
