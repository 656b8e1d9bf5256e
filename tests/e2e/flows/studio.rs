//! Writing in the studio, and what happens to what was written.
//!
//! 1. Every section of a résumé takes entries: added, dated as exactly as known, moved by keys with the focus staying.
//! 2. Two tabs write at once: different fields join, the same field is asked about with both texts.

use anyhow::{Context, Result, ensure};
use thirtyfour::prelude::*;

use crate::support::browser::{Browser, Look, journey};

pub(super) async fn register(browser: &Browser, name: &str, email: &str) -> Result<()> {
    browser.app("/sign-up").await?;
    browser.fill("Nama", name).await?;
    browser.fill("Surel", email).await?;
    browser.fill("Kata sandi", "kopi susu gula aren").await?;
    browser.press("Buat akun").await?;
    browser
        .until("leaving the sign-up page", || async {
            Ok((!browser.driver.current_url().await?.path().starts_with("/sign-up")).then_some(()))
        })
        .await
}

pub(super) async fn focused(browser: &Browser) -> Result<String> {
    Ok(browser.script("return document.activeElement?.id ?? ''").await?.as_str().unwrap_or_default().to_owned())
}

async fn names(browser: &Browser) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('#studio-work > li .lp-item__name')].map((node) => node.innerText.split('\\n')[0].trim())";
    let found = browser.script(script).await?;
    Ok(found.as_array().into_iter().flatten().filter_map(|name| Some(name.as_str()?.to_owned())).collect())
}

#[tokio::test]
async fn a_resume_is_written_by_keyboard_and_ordered_by_keys() -> Result<()> {
    journey("studio-sections", Look::DESK, &["401", "404"], |browser, _server| async move {
        register(&browser, "Wulan Umpama", "wulan@uji.example").await?;
        browser.app("/studio/profile").await?;
        for (position, firm, start) in
            [("Perancang", "Kopi Misal", "2019-05"), ("Kepala desain", "Teh Umpama", "2023-01-15")]
        {
            browser.press("Tambah pengalaman").await?;
            browser
                .until("the new entry to have the focus", || async {
                    Ok(focused(&browser).await?.ends_with("-position").then_some(()))
                })
                .await?;
            browser.fill("Posisi", position).await?;
            browser.fill("Perusahaan atau klien", firm).await?;
            browser.fill("Mulai", start).await?;
        }
        browser.fill("Selesai", "sekarang").await?;
        ensure!(
            names(&browser)
                .await?
                .iter()
                .map(|name| name.split_whitespace().next().unwrap_or_default())
                .eq(["Perancang", "Kepala"]),
            "{:?}",
            names(&browser).await?
        );
        // A date in words stays, with the rule; the entry goes on being movable.
        let start = browser.field("Mulai").await?;
        let held = start.id().await?.context("the field has an id")?;
        start.send_keys(Key::Alt + Key::Up).await?;
        browser
            .until("the entry to have moved", || async {
                Ok(names(&browser).await?.first().is_some_and(|name| name.starts_with("Kepala")).then_some(()))
            })
            .await?;
        browser.until("the focus to stay", || async { Ok((focused(&browser).await? == held).then_some(())) }).await?;
        browser.fill("Mulai", "Januari 2023").await?;
        browser.says("Tulis tanggal sebagai").await?;
        browser.fill("Mulai", "2023").await?;

        browser.press("Tambah bagian").await?;
        browser.press("Sertifikat").await?;
        browser.press("Tambah sertifikat").await?;
        browser.fill("Nama", "Pewarnaan cetak").await?;
        browser.says("Tersimpan di perangkat dan server").await?;
        browser.driver.refresh().await?;
        browser
            .until("the entries after a reload", || async { Ok((names(&browser).await?.len() == 2).then_some(())) })
            .await?;
        ensure!(names(&browser).await?[0].starts_with("Kepala desain"), "{:?}", names(&browser).await?);
        // It is far below, where nothing is drawn until somebody goes there.
        browser.press("Sertifikat").await?;
        browser.says("Pewarnaan cetak").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn two_tabs_join_different_fields_and_ask_about_the_same() -> Result<()> {
    journey("studio-tabs", Look::DESK, &["401", "404", "412"], |browser, _server| async move {
        register(&browser, "Bima Misal", "bima@uji.example").await?;
        browser.app("/studio/profile").await?;
        browser.field("Satu kalimat tentang Anda").await?;
        let first = browser.driver.window().await?;
        let second = browser.driver.new_tab().await?;
        browser.driver.switch_to_window(second.clone()).await?;
        browser.app("/studio/profile").await?;
        browser.fill("Tentang Anda", "Ditulis di tab dua.").await?;
        browser.driver.switch_to_window(first.clone()).await?;
        browser.fill("Satu kalimat tentang Anda", "Ditulis di tab satu").await?;
        browser.says("Tersimpan di perangkat dan server").await?;
        for tab in [second.clone(), first.clone()] {
            browser.driver.switch_to_window(tab).await?;
            browser
                .until("both texts in both tabs", || async {
                    let about = browser.field("Tentang Anda").await?.prop("value").await?.unwrap_or_default();
                    let line =
                        browser.field("Satu kalimat tentang Anda").await?.prop("value").await?.unwrap_or_default();
                    Ok((about == "Ditulis di tab dua." && line == "Ditulis di tab satu").then_some(()))
                })
                .await?;
        }
        Ok(())
    })
    .await
}
