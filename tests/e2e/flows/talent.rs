//! Searching people: the same promises as for work, and a way to the person's page.

use anyhow::{Result, ensure};

use crate::{
    pages::search::SearchPage,
    support::browser::{Look, journey},
};

#[tokio::test]
async fn a_client_finds_a_person_and_opens_the_page() -> Result<()> {
    journey("talent", Look { english: true, ..Look::DESK }, &[], |browser, _server| async move {
        let page = SearchPage::talent(&browser, "").await?;
        let all = page.total().await?;
        let promised = page.facet_count("Availability", "Free now").await?;
        page.choose("Availability", "Free now").await?;
        let free = page.total_after(all).await?;
        ensure!(free == promised, "promised {promised}, got {free}");
        page.type_text("kemasan").await?;
        let found = page.total_after(free).await?;
        ensure!(found > 0 && found < free);
        let name = page.titles().await?.first().cloned().unwrap_or_default();
        browser.press(&name).await?;
        browser
            .until("the public page", || async {
                Ok(browser.driver.current_url().await?.path().starts_with("/u/").then_some(()))
            })
            .await?;
        browser.says(&name).await
    })
    .await
}
