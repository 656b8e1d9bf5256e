//! Parts of the app that arrive when they are opened: what is fetched, and what a reader sees when one does not come.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::{
    pages::search::SearchPage,
    support::browser::{Browser, Look, journey},
};

/// The packs that the page has fetched, by the name of their group.
async fn fetched(browser: &Browser) -> Result<Vec<String>> {
    let script = "return performance.getEntriesByType('resource').map((entry) => entry.name.split('/').pop())
        .filter((name) => name.endsWith('.pack')).map((name) => name.split('-')[1]).sort()";
    let names = browser.driver.execute(script, vec![]).await?;
    let mut names: Vec<String> = names.convert()?;
    names.dedup();
    Ok(names)
}

#[tokio::test]
async fn a_phone_fetches_the_page_it_opens_and_the_filters_when_they_are_asked_for() -> Result<()> {
    journey("parts-phone", Look { english: true, ..Look::PHONE }, &[], |browser, _server| async move {
        let page = SearchPage::jobs(&browser, "").await?;
        ensure!(page.total().await? > 0);
        let first = fetched(&browser).await?;
        ensure!(first == ["search", "shared"], "{first:?}");
        browser.press("Filter").await?;
        browser.see("#filters .lp-facet").await?;
        let then = fetched(&browser).await?;
        ensure!(then.contains(&"filters".to_owned()), "{then:?}");
        ensure!(!then.contains(&"studio".to_owned()) && !then.contains(&"messages".to_owned()), "{then:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_part_that_does_not_come_says_so_and_comes_when_asked_again() -> Result<()> {
    let told = &["ERR_BLOCKED_BY_CLIENT", "Failed to fetch"];
    // On a phone the filters wait to be asked for, and with them what they share with the page of signing in.
    journey("parts-absent", Look { english: true, ..Look::PHONE }, told, |browser, _server| async move {
        browser.app("/jobs").await?;
        browser.protocol("Network.enable", json!({})).await?;
        browser.protocol("Network.setBlockedURLs", json!({"urls": ["*.pack"]})).await?;
        browser.press("Sign in").await?;
        browser.see("main .lp-notice[data-kind='danger']").await?;
        // The rest of the app goes on.
        browser.driver.back().await?;
        browser.see("#search-text").await?;
        browser.press("Sign in").await?;
        browser.see("main .lp-notice[data-kind='danger']").await?;
        browser.protocol("Network.setBlockedURLs", json!({"urls": []})).await?;
        browser.press("Try again").await?;
        browser.see("main input[type='password']").await?;
        Ok(())
    })
    .await
}

/// The smallest module that stops: one exported function, which is `unreachable`.
const TRAP: &str = "const bytes = [0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,97,0,0,10,5,1,3,0,0,11];
    const trap = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports.a;";

#[tokio::test]
async fn a_program_that_stopped_says_so_and_offers_to_load_anew() -> Result<()> {
    journey("stopped", Look { english: true, ..Look::DESK }, &["unreachable"], |browser, _server| async move {
        for way in ["setTimeout(trap)", "Promise.resolve().then(trap)"] {
            browser.app("/jobs").await?;
            // What other scripts of the page throw is not the program's end.
            browser
                .script("setTimeout(() => dispatchEvent(new ErrorEvent('error', { error: new Error('x') })))")
                .await?;
            browser.see("#search-text").await?;
            ensure!(browser.script("return document.getElementById('stopped') === null").await? == true);
            browser.script(&format!("{TRAP} {way}")).await?;
            browser.see("#stopped[role='alert']").await?;
            browser.see("#stopped button").await?.click().await?;
            let anew = "return !document.getElementById('stopped') && !!document.getElementById('search-text')";
            browser
                .until("the page anew", || async { Ok((browser.script(anew).await? == true).then_some(())) })
                .await?;
        }
        Ok(())
    })
    .await
}
