//! A testimonial, from the request to the page and back.
//!
//! 1. The owner makes a link; somebody without an account opens it on a phone, sends too early, loses nothing, agrees
//!    and sends. Nothing is public until the owner shows it.
//! 2. It stands on the page, in the card and in the badge's rating, and the writer takes it back by the same link.

use anyhow::{Result, ensure};

use crate::support::{
    axe::violations,
    browser::{Browser, Look, journey},
    http, server,
};

#[tokio::test]
async fn from_the_request_to_the_page_and_back() -> Result<()> {
    journey("testimonials", Look::DESK, &["401"], |owner, server| async move {
        let guard = server.lock().await;
        let port = guard.port;
        let writer = Browser::open(&guard, Look { english: true, ..Look::PHONE }).await?;
        drop(guard);
        let walked = walk(&owner, &writer, port).await;
        // A refused form is a 422, which browsers note.
        let complaints = writer.complaints(&["422"]).await;
        let _ = writer.driver.clone().quit().await;
        walked?;
        let complaints = complaints?;
        ensure!(complaints.is_empty(), "the writer's console has complaints: {complaints:#?}");
        Ok(())
    })
    .await
}

async fn walk(owner: &Browser, writer: &Browser, port: u16) -> Result<()> {
    owner.sign_in(&server::person("freelancer")?).await?;
    owner.app("/studio/portfolio").await?;
    owner.fill("Siapa yang Anda mintai?", "Rina Contoh").await?;
    owner.press("Buat tautan").await?;
    owner.says("Tautan untuk dikirim").await?;
    let link = owner.field("Tautan untuk dikirim").await?.prop("value").await?.unwrap_or_default();
    let found = violations(owner).await?;
    ensure!(found.is_empty(), "{found:#?}");

    writer.driver.goto(&link).await?;
    writer.says("Sari Kemasan asks you").await?;
    let found = violations(writer).await?;
    ensure!(found.is_empty(), "{found:#?}");
    ensure!(writer.field("Your name").await?.prop("value").await?.as_deref() == Some("Rina Contoh"));
    writer.fill("Your work or business", "owner of Example Coffee").await?;
    writer.fill("Testimonial", "Every bag arrived on the day it was promised.").await?;
    writer.field("5").await?.click().await?;
    writer.press("Send the testimonial").await?;
    writer.says("Without your consent nothing is kept").await?;
    let found = violations(writer).await?;
    ensure!(found.is_empty(), "{found:#?}");
    let sideways = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    ensure!(writer.script(sideways).await? == 0, "the form scrolls sideways");
    let kept = writer.field("Testimonial").await?.prop("value").await?;
    ensure!(kept.as_deref() == Some("Every bag arrived on the day it was promised."), "{kept:?}");
    writer.field("I agree").await?.click().await?;
    writer.press("Send the testimonial").await?;
    writer.says("What you wrote is kept").await?;

    let public = |path: &str| Ok::<_, anyhow::Error>(http::get(port, path)?.body);
    ensure!(!public("/u/sari-kemasan")?.contains("Every bag arrived"), "it is public before the owner said so");
    owner.app("/studio/portfolio").await?;
    owner.says("sudah ditulis, belum tampil").await?;
    owner.press("Tampilkan").await?;
    owner.says("Sembunyikan").await?;
    for path in ["/u/sari-kemasan", "/u/sari-kemasan/card?layout=testimonials"] {
        ensure!(public(path)?.contains("Every bag arrived"), "{path} does not show it");
    }
    ensure!(public("/u/sari-kemasan/badge.svg?lang=en")?.contains("5.0\u{a0}of\u{a0}5 (1\u{a0}review)"));

    writer.driver.goto(&link).await?;
    writer.press("Take back and delete").await?;
    writer.says("taken back and deleted").await?;
    for path in ["/u/sari-kemasan", "/u/sari-kemasan/card?layout=testimonials"] {
        ensure!(!public(path)?.contains("Every bag arrived"), "{path} still shows it");
    }
    owner.app("/studio/portfolio").await?;
    owner.says("ditarik oleh penulisnya").await
}
