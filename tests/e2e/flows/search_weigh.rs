//! What counts, and how much of it.
//!
//! 1. Moving a slider sorts anew, stands in the address, and Back undoes it in one step.
//! 2. The parts that a receipt shows add up to the number that sorts the list, on every row.
//! 3. Whoever says what they can do is ranked by it; a freelancer's profile says it for them.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use thirtyfour::prelude::*;

use crate::{
    pages::search::SearchPage,
    support::{
        axe,
        browser::{Browser, Look, journey},
        server,
    },
};

/// The number beside a slider.
async fn points(browser: &Browser, name: &str) -> Result<u32> {
    let slider = browser.field(name).await?;
    let value = slider.prop("value").await?.context("a slider without a value")?;
    Ok(value.parse()?)
}

#[tokio::test]
async fn a_weight_sorts_anew_and_back_undoes_it() -> Result<()> {
    journey("search-weights", Look::DESK, &[], |browser, _server| async move {
        let page = SearchPage::jobs(&browser, "?q=desain").await?;
        let before = page.titles().await?;
        let stood = points(&browser, "Kebaruan").await?;
        let slider = browser.field("Kebaruan").await?;
        slider.focus().await?;
        slider.send_keys(Key::End + "").await?;
        browser.until("another order", || async { Ok((page.titles().await? != before).then_some(())) }).await?;
        ensure!(points(&browser, "Kebaruan").await? == 100);
        ensure!(points(&browser, "Kecocokan kata").await? == 0, "the points are not 100 together");
        let address = browser.driver.current_url().await?;
        ensure!(address.query().is_some_and(|query| query.contains("w=")), "{address} does not carry the weights");
        axe::silent(&browser).await?;
        browser.driver.back().await?;
        browser.until("the order of before", || async { Ok((page.titles().await? == before).then_some(())) }).await?;
        ensure!(points(&browser, "Kebaruan").await? == stood, "Back left the slider where it was");
        Ok(())
    })
    .await
}

/// Opens the receipt of every row that is drawn; answers those that have none.
const OPEN_RECEIPTS: &str = r"
    const bare = [];
    for (const row of document.querySelectorAll('.lp-job')) {
        const why = row.querySelector('.lp-why');
        if (!why) bare.push(row.innerText); else if (why.ariaExpanded !== 'true') why.click();
    }
    return bare;";

/// In tenths: the parts, their sum, and the score of every row whose receipt is open; null while there is none.
const RECEIPTS: &str = r"
    const tenths = (text) => Math.round(10 * parseFloat(text.replaceAll('.', '').replace(',', '.')));
    const rows = [...document.querySelectorAll('.lp-job')].filter((row) => row.querySelector('.lp-nota'));
    if (!rows.length) return null;
    return rows.map((row) => {
        const parts = [...row.querySelectorAll('.lp-nota tbody td.num b')].map((cell) => tenths(cell.innerText));
        return { parts, sum: parts.reduce((sum, part) => sum + part, 0),
            rank: Number(row.querySelector('.lp-nota h3').innerText.match(/#(\d+)/)[1]),
            total: tenths(row.querySelector('.lp-nota tfoot .num').innerText.split('/')[0]),
            score: tenths(row.querySelector('.lp-job__num').innerText) };
    });";

/// The place in the list of the last row that is drawn.
const LAST_ROW: &str =
    "Math.max(...[...document.querySelectorAll('[aria-posinset]')].map((row) => Number(row.ariaPosInSet)))";

#[tokio::test]
async fn the_parts_add_up_on_every_row() -> Result<()> {
    journey("search-parts", Look::DESK, &[], |browser, _server| async move {
        SearchPage::jobs(&browser, "?q=desain").await?;
        browser.fill("Keahlian saya", "branding, desain kemasan").await?;
        browser.fill("Bayaran yang dituju per jam", "25").await?;
        browser.see("main h1").await?.focus().await?;
        // Both are counted from now on, and each has a slider.
        browser.field("Bayaran").await?;
        browser
            .until("the skill as the index writes it", || async {
                let typed = browser.field("Keahlian saya").await?.prop("value").await?.unwrap_or_default();
                Ok(typed.starts_with("Branding").then_some(()))
            })
            .await?;
        let mut rows: BTreeMap<u64, Value> = BTreeMap::new();
        // Only the rows near the window are drawn, so the list is read as one scrolls.
        while rows.len() < 10 {
            let closed = browser.script(OPEN_RECEIPTS).await?;
            ensure!(closed.as_array().is_some_and(Vec::is_empty), "rows without a reason: {closed:#}");
            let drawn = browser
                .until("the receipts of the rows that are drawn", || async {
                    Ok(browser.script(RECEIPTS).await?.as_array().cloned())
                })
                .await?;
            rows.extend(drawn.into_iter().filter_map(|row| Some((row["rank"].as_u64()?, row))));
            let last = browser.script(&format!("return {LAST_ROW}")).await?;
            browser.script(&format!("document.querySelector('[aria-posinset=\"{last}\"]').scrollIntoView()")).await?;
            let further = format!("return {LAST_ROW} > {last}");
            browser
                .until("further rows", || async { Ok((browser.script(&further).await? == true).then_some(())) })
                .await?;
        }
        for row in rows.values() {
            ensure!(row["sum"] == row["total"] && row["sum"] == row["score"], "the parts do not add up: {row}");
            let parts = row["parts"].as_array().map_or(0, Vec::len);
            ensure!(parts >= 4, "words, skills, pay and freshness are four parts: {row}");
        }
        axe::silent(&browser).await
    })
    .await
}

#[tokio::test]
async fn a_profile_speaks_for_its_owner() -> Result<()> {
    journey("search-profile", Look::DESK, &["401"], |browser, _server| async move {
        browser.sign_in(&server::person("freelancer")?).await?;
        SearchPage::jobs(&browser, "").await?;
        browser.says("Diambil dari profil Anda.").await?;
        let skills = browser.field("Keahlian saya").await?.prop("value").await?.unwrap_or_default();
        ensure!(skills.contains(','), "the profile's skills are missing: {skills:?}");
        ensure!(points(&browser, "Keahlian").await? > 0, "skills do not count");
        axe::silent(&browser).await
    })
    .await
}
