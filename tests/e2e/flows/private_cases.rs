//! Works for some people only.
//!
//! 1. A secret link: made in the studio, opened by somebody without an account, ended again.
//! 2. A passphrase: the work is locked on the device, the server and every public file hold cipher text, the wrong passphrase says
//!    so, the right one opens it as text, and its owner opens it for editing.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::support::{
    axe::violations,
    browser::{Browser, Look, journey},
    http,
    server::{self, Server},
};

const TITLE: &str = "Rahasia-NDA judul";
const STORY: &str = "Rahasia-NDA <b>isi</b> karya ini.";
const PASSPHRASE: &str = "kopi tubruk, tanpa gula";

/// Writes a work that only its owner sees.
async fn write(owner: &Browser) -> Result<()> {
    owner.sign_in(&server::person("freelancer")?).await?;
    owner.app("/studio/portfolio").await?;
    owner.press("Tambah karya").await?;
    owner.fill("Judul karya", TITLE).await?;
    owner.fill("Ceritanya", STORY).await?;
    let choose = "const seen = document.querySelector('select.lp-sight'); seen.value = 'private'; \
        seen.dispatchEvent(new Event('change', { bubbles: true })); return true";
    owner.script(choose).await?;
    owner.says("Tersimpan di perangkat dan server").await
}

async fn silent(browser: &Browser) -> Result<()> {
    // What lies under a bar that stays in place would count as too small to press.
    browser.script("scrollTo(0, 0)").await?;
    let found = violations(browser).await?;
    ensure!(found.is_empty(), "{found:#?}");
    let sideways = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    ensure!(browser.script(sideways).await? == 0, "the page scrolls sideways");
    Ok(())
}

/// Publishes as it stands and gives the draft as the server has it.
async fn publish(owner: &Browser) -> Result<String> {
    let script = "return fetch('/v1/profiles/sari-kemasan/publication', { method: 'POST' }) \
        .then(() => fetch('/v1/profiles/sari-kemasan/draft')).then((answer) => answer.text())";
    Ok(owner.script(script).await?.as_str().unwrap_or_default().to_owned())
}

fn nothing_public(port: u16) -> Result<()> {
    for path in
        ["", "?lang=en", "/profile", "/card", "/badge.svg", "/resume.json", "/feed.json", "/feed.xml", "/snippet.html"]
    {
        let text = http::get(port, &format!("/u/sari-kemasan{path}"))?.body;
        ensure!(!text.contains("Rahasia-NDA"), "{path} tells");
    }
    Ok(())
}

/// Walks with a reader on a phone beside the owner.
async fn with_reader<F, W>(name: &str, walk: F) -> Result<()>
where
    F: FnOnce(std::sync::Arc<Browser>, std::sync::Arc<Browser>, u16) -> W,
    W: Future<Output = Result<()>>,
{
    journey(name, Look::DESK, &["401"], |owner, server| async move {
        let guard = server.lock().await;
        let (port, reader) = (guard.port, reader(&guard).await?);
        drop(guard);
        let reader = std::sync::Arc::new(reader);
        let walked = walk(owner, reader.clone(), port).await;
        // A link that leads nowhere is a 404, which browsers note.
        let complaints = reader.complaints(&["404"]).await;
        let _ = reader.driver.clone().quit().await;
        walked?;
        let complaints = complaints?;
        ensure!(complaints.is_empty(), "the reader's console has complaints: {complaints:#?}");
        Ok(())
    })
    .await
}

async fn reader(server: &Server) -> Result<Browser> {
    Browser::open(server, Look { english: true, dark: true, ..Look::PHONE }).await
}

#[tokio::test]
async fn a_secret_link_opens_a_work_until_it_is_ended() -> Result<()> {
    with_reader("private-link", |owner, reader, port| async move {
        write(&owner).await?;
        publish(&owner).await?;
        nothing_public(port)?;
        owner.press("Buat tautan rahasia").await?;
        owner.says("Tautan untuk dikirim").await?;
        silent(&owner).await?;
        let link = owner.field("Tautan untuk dikirim").await?.prop("value").await?.unwrap_or_default();
        ensure!(link.contains("/u/sari-kemasan/c/"), "{link}");
        reader.driver.goto(&link).await?;
        reader.says(TITLE).await?;
        reader.says(STORY).await?;
        silent(&reader).await?;
        nothing_public(port)?;
        owner.app("/studio/portfolio").await?;
        owner.press(TITLE).await?;
        owner.says("Karya ini punya tautan rahasia").await?;
        owner.press("Akhiri tautan").await?;
        owner
            .until("the link to be ended", || async {
                Ok((!owner.text().await?.contains("Karya ini punya tautan rahasia")).then_some(()))
            })
            .await?;
        reader.driver.goto(&link).await?;
        reader
            .until("the page of nothing", || async { Ok((!reader.text().await?.contains(TITLE)).then_some(())) })
            .await?;
        let path = link.split_once("/u/").map(|(_, rest)| format!("/u/{rest}")).unwrap_or_default();
        ensure!(http::get(port, &path)?.status == 404, "the ended link still answers");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_locked_work_is_cipher_text_until_the_passphrase_is_typed() -> Result<()> {
    with_reader("private-lock", |owner, reader, port| async move {
        write(&owner).await?;
        owner.fill("Judul yang boleh dilihat semua orang", "Kemasan untuk sebuah bank").await?;
        owner.fill("Frasa sandi", "pendek").await?;
        owner.press("Kunci dengan frasa sandi").await?;
        owner.says("Paling sedikit 12 karakter").await?;
        silent(&owner).await?;
        owner.fill("Frasa sandi", PASSPHRASE).await?;
        owner.press("Kunci dengan frasa sandi").await?;
        owner.says("Karya terkunci").await?;
        owner.says("Tersimpan di perangkat dan server").await?;
        silent(&owner).await?;
        owner
            .until("a draft without the text", || async {
                let draft = publish(&owner).await?;
                Ok((draft.contains("Kemasan untuk sebuah bank") && !draft.contains("Rahasia-NDA")).then_some(()))
            })
            .await?;
        nothing_public(port)?;

        let page = http::get(port, "/u/sari-kemasan?lang=en")?.body;
        ensure!(page.contains("Kemasan untuk sebuah bank") && page.contains("/locked/"), "the page does not name it");
        reader.goto("/u/sari-kemasan?lang=en").await?;
        let found = reader.script("return document.querySelector('a[href*=\"/locked/\"]').getAttribute('href')").await?;
        reader.goto(found.as_str().unwrap_or_default()).await?;
        silent(&reader).await?;
        reader.fill("Passphrase", "kopi tubruk dengan gula").await?;
        reader.press("Open").await?;
        reader.says("This passphrase does not open it").await?;
        silent(&reader).await?;
        reader.fill("Passphrase", PASSPHRASE).await?;
        reader.press("Open").await?;
        reader.says(TITLE).await?;
        reader.says(STORY).await?;
        silent(&reader).await?;
        let asked: Value = reader
            .script("return performance.getEntriesByType('resource').map((entry) => new URL(entry.name).origin).every((origin) => origin === location.origin)")
            .await?;
        ensure!(asked == json!(true), "the page asked another host");

        owner.fill("Frasa sandi", PASSPHRASE).await?;
        owner.press("Buka untuk disunting").await?;
        owner.press(TITLE).await?;
        let held = owner.field("Ceritanya").await?.prop("value").await?;
        ensure!(held.as_deref() == Some(STORY), "{held:?}");
        publish(&owner).await?;
        nothing_public(port)
    })
    .await
}
