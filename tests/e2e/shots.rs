//! Pictures of the screens, for eyes: `cargo xtask shots`.
//!
//! Without `LEPAS_SHOTS_DIR` there is nothing to do. The gallery is pictured when the build has it.

use anyhow::Result;

use crate::support::{
    browser::{Browser, Look, journey},
    environment, server,
};

const GALLERY: &str = "/gallery";
/// Name and path of what everybody sees.
const OPEN: &[(&str, &str)] = &[
    ("landing", "/"),
    ("jobs", "/jobs?q=desain"),
    ("talent", "/talent?q=desain"),
    ("sign-in", "/sign-in"),
    ("public-page", "/u/sari-kemasan"),
    ("card", "/u/sari-kemasan/card"),
];
/// Name and path of what Sari sees.
const OWN: &[(&str, &str)] = &[
    ("studio", "/studio/profile"),
    ("studio-portfolio", "/studio/portfolio"),
    ("studio-publish", "/studio/publish"),
    ("studio-import", "/studio/import"),
    ("messages", "/messages"),
    ("settings", "/settings"),
];

async fn settle(browser: &Browser, path: &str) -> Result<()> {
    if path.starts_with("/jobs") || path.starts_with("/talent") {
        browser.see(".lp-job, .lp-person").await?;
    } else if !path.starts_with("/u/") {
        browser.see("main h1").await?;
    }
    // The static shell has headings too; a picture of it is not a picture of the page.
    let shown = "!document.getElementById('shell') && document.fonts.status === 'loaded' && [...document.images].every((image) => image.complete || image.loading === 'lazy')";
    // The gallery shows what loading looks like, for ever.
    let idle = if path == GALLERY { "true" } else { "!document.querySelector('main [aria-busy=true]')" };
    let ready = format!("return {shown} && {idle}");
    browser
        .until("the page with its pictures and fonts", || async {
            Ok((browser.script(&ready).await? == true).then_some(()))
        })
        .await
}

#[tokio::test]
async fn shots() -> Result<()> {
    let Some(folder) = environment::shots() else { return Ok(()) };
    journey("shots", Look::DESK, &[""], |browser, _server| async move {
        let looks = [Look::DESK, Look { dark: true, ..Look::DESK }, Look::PHONE, Look { dark: true, ..Look::PHONE }];
        for look in looks {
            browser.set_look(look).await?;
            for (name, path) in OPEN {
                browser.goto(path).await?;
                settle(&browser, path).await?;
                browser.picture(&folder.join(format!("{name}-{}.png", look.name()))).await?;
            }
        }
        browser.goto(GALLERY).await?;
        settle(&browser, GALLERY).await?;
        let has_gallery = browser.script("return document.querySelectorAll('main section').length > 5").await? == true;
        browser.sign_in(&server::person("freelancer")?).await?;
        for look in looks {
            browser.set_look(look).await?;
            for (name, path) in OWN {
                browser.goto(path).await?;
                settle(&browser, path).await?;
                browser.picture(&folder.join(format!("{name}-{}.png", look.name()))).await?;
            }
            browser.goto("/messages").await?;
            browser.see("a[href^='/messages/']").await?.click().await?;
            browser.see("[role=log]").await?;
            browser.picture(&folder.join(format!("thread-{}.png", look.name()))).await?;
            if has_gallery {
                browser.goto(GALLERY).await?;
                settle(&browser, GALLERY).await?;
                browser.picture(&folder.join(format!("gallery-{}.png", look.name()))).await?;
            }
        }
        Ok(())
    })
    .await
}
