//! Being found and being embedded.
//!
//! 1. The public page is whole with scripts off: name, headline, skills; no script that runs; no cookie.
//! 2. The card stands in a frame on a page of another origin; the app refuses to be framed.
//! 3. The card's link opens at the top, at Lepas, with the right person.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::support::{
    browser::{Look, journey},
    host, http,
};

#[tokio::test]
async fn the_page_is_plain_html() -> Result<()> {
    journey("public-page", Look::DESK, &[], |browser, server| async move {
        let port = server.lock().await.port;
        let page = http::get(port, "/u/sari-kemasan")?;
        ensure!(page.status == 200);
        for words in ["Sari Kemasan", "Desainer kemasan", "Desain kemasan"] {
            ensure!(page.body.contains(words), "{words:?} is not in the HTML");
        }
        let scripts = page.body.matches("<script").count();
        ensure!(scripts == page.body.matches("<script type=\"application/ld+json\"").count(), "a script that runs");
        ensure!(!page.head.contains("set-cookie"), "a cookie on a public page");
        for header in ["content-security-policy:", "x-content-type-options: nosniff", "referrer-policy:"] {
            ensure!(page.head.contains(header), "no {header}");
        }
        browser.protocol("Emulation.setScriptExecutionDisabled", json!({"value": true})).await?;
        browser.goto("/u/sari-kemasan").await?;
        let heading = browser.see("h1").await?.text().await?;
        ensure!(heading == "Sari Kemasan", "{heading:?}");
        browser.protocol("Emulation.setScriptExecutionDisabled", json!({"value": false})).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_card_stands_on_another_site_and_the_app_does_not() -> Result<()> {
    // The refusal to be framed is written to the console, as it should be.
    journey("embed", Look::DESK, &["frame-ancestors", "Framing", "csp-reports"], |browser, server| async move {
        let base = server.lock().await.url("");
        let site = host::serve(format!(
            "<!doctype html><html lang=id><title>Situs contoh</title><link rel=icon href=data:,><h1>Situs contoh</h1>\
             <iframe id=card src=\"{base}/u/sari-kemasan/card\" title=\"Sari Kemasan\" width=340 height=420></iframe>\
             <iframe id=app src=\"{base}/jobs\" title=\"app\" width=340 height=200></iframe>"
        ))?;
        browser.driver.goto(&site).await?;
        browser.see("#card").await?.enter_frame().await?;
        let text = browser.see("main").await?.text().await?;
        ensure!(text.contains("Sari Kemasan"), "the card says {text:?}");
        let link = browser.see("main a[target=_top]").await?;
        ensure!(
            link.prop("href").await?.is_some_and(|href| href.contains("sari-kemasan")),
            "the link does not name the person"
        );
        browser.driver.enter_default_frame().await?;
        browser.see("#app").await?.enter_frame().await?;
        ensure!(browser.all("main").await?.is_empty(), "the app let itself be framed");
        browser.driver.enter_default_frame().await?;
        Ok(())
    })
    .await
}
