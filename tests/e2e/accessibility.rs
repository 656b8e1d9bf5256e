//! axe-core on every route, in both themes, languages and widths.
//!
//! 1. No violation of WCAG 2.2 A and AA, and no best-practice violation of serious or critical impact.
//! 2. No sideways scroll at any width.
//!
//! The gallery stands only in development builds and is checked where it is built.

use anyhow::{Result, ensure};

use crate::support::{
    axe::violations,
    browser::{Browser, Look, journey},
    server,
};

/// Routes for everybody.
const OPEN: &[&str] = &[
    "/",
    "/jobs",
    "/jobs?q=desain&mode=remote",
    "/jobs?q=zzzzqqqq",
    "/talent",
    "/talent?q=desain",
    "/shortlist",
    "/sign-in",
    "/sign-up",
    "/settings",
    "/nowhere",
];
/// Routes that need somebody.
const OWN: &[&str] = &[
    "/studio/profile",
    "/studio/portfolio",
    "/studio/services",
    "/studio/widgets",
    "/studio/publish",
    "/studio/import",
    "/messages",
    "/jobs/new",
    "/settings",
];
/// Documents that the server writes.
const PLAIN: &[&str] = &["/u/sari-kemasan", "/u/sari-kemasan?lang=en", "/u/sari-kemasan/card", "/u/nobody-here"];

async fn check(browser: &Browser, path: &str, look: Look, problems: &mut Vec<String>) -> Result<()> {
    for violation in violations(browser).await? {
        problems.push(format!("{path} at {}: {violation:#}", look.name()));
    }
    let sideways =
        browser.script("return document.documentElement.scrollWidth - document.documentElement.clientWidth").await?;
    if sideways.as_i64().unwrap_or(0) > 1 {
        problems.push(format!("{path} at {} scrolls sideways by {sideways} px", look.name()));
    }
    Ok(())
}

/// Opens a route of the app and waits for what it shows when it has settled.
async fn open(browser: &Browser, path: &str) -> Result<()> {
    browser.app(path).await?;
    if path.starts_with("/jobs") && path != "/jobs/new" || path.starts_with("/talent") {
        browser.see(".lp-job, .lp-person, .lp-empty").await?;
    }
    Ok(())
}

async fn every_route(look: Look) -> Result<()> {
    journey(&format!("axe-{}", look.name()), look, &["404"], |browser, _server| async move {
        let mut problems = Vec::new();
        for dark in [false, true] {
            let look = Look { dark, ..look };
            browser.set_look(look).await?;
            for path in OPEN {
                open(&browser, path).await?;
                check(&browser, path, look, &mut problems).await?;
            }
            for path in PLAIN {
                browser.goto(path).await?;
                check(&browser, path, look, &mut problems).await?;
            }
        }
        browser.sign_in(&server::person("freelancer")?).await?;
        for dark in [false, true] {
            let look = Look { dark, ..look };
            browser.set_look(look).await?;
            for path in OWN {
                open(&browser, path).await?;
                check(&browser, path, look, &mut problems).await?;
            }
            browser.app("/messages").await?;
            browser.see("a[href^='/messages/']").await?.click().await?;
            browser.see("[role=log]").await?;
            check(&browser, "/messages/{id}", look, &mut problems).await?;
        }
        ensure!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn desktop_in_indonesian() -> Result<()> {
    every_route(Look::DESK).await
}

#[tokio::test]
async fn desktop_in_english() -> Result<()> {
    every_route(Look { english: true, ..Look::DESK }).await
}

#[tokio::test]
async fn phone_in_indonesian() -> Result<()> {
    every_route(Look::PHONE).await
}

#[tokio::test]
async fn phone_in_english() -> Result<()> {
    every_route(Look { english: true, ..Look::PHONE }).await
}
