//! What is on offer and where links lead, from the studio to the page that strangers see.
//!
//! 1. A service gets packages, something to add and a question; the page sets the packages side by side, and below each
//!    other on a telephone.
//! 2. The link page is switched on and its links are written, corrected, put in order and published.

use anyhow::{Context, Result, ensure};
use thirtyfour::prelude::*;

use super::studio::{focused, register};
use crate::support::{
    axe::violations,
    browser::{Browser, Look, journey},
    http,
};

/// Presses a button that adds an entry and gives the id of the entry that it opened.
async fn add(browser: &Browser, words: &str, first: &str) -> Result<String> {
    let before = focused(browser).await?;
    browser.press(words).await?;
    let field = browser
        .until("the new entry to have the focus", || async {
            let field = focused(browser).await?;
            Ok((field != before && field.ends_with(first)).then_some(field))
        })
        .await?;
    Ok(field.strip_suffix(first).context("checked above")?.to_owned())
}

async fn write(browser: &Browser, id: &str, text: &str) -> Result<()> {
    let field = browser.driver.find(By::Id(id)).await?;
    field.scroll_into_view().await?;
    field.click().await?;
    field.send_keys(Key::Control + "a").await?;
    Ok(field.send_keys(text).await?)
}

async fn publish(browser: &Browser) -> Result<()> {
    browser.says("Tersimpan di perangkat dan server").await?;
    browser.app("/studio/publish").await?;
    // The tab has the same name and is there before the button.
    browser.says("Tidak ada yang terbit sebelum Anda menekan").await?;
    browser.press("Terbitkan").await?;
    browser.says("Halaman Anda terbit").await
}

async fn named(browser: &Browser, name: &str, email: &str) -> Result<()> {
    register(browser, name, email).await?;
    browser.app("/studio/profile").await?;
    browser.fill("Satu kalimat tentang Anda", "Teknisi mesin pendingin").await?;
    browser.says("Tersimpan di perangkat dan server").await
}

#[tokio::test]
async fn packages_stand_side_by_side_on_the_page() -> Result<()> {
    journey("offers", Look::DESK, &["401", "404"], |browser, server| async move {
        named(&browser, "Tono Misal", "tono@uji.example").await?;
        browser.app("/studio/services").await?;
        add(&browser, "Tambah layanan", "-title").await?;
        browser.fill("Nama layanan", "Cuci pendingin ruangan").await?;
        for (name, price, days) in [("Satu unit", "150.000", "1"), ("Tiga unit", "400.000", "2")] {
            let own = add(&browser, "Tambah paket", "-title").await?;
            write(&browser, &format!("{own}-title"), name).await?;
            write(&browser, &format!("{own}-days"), days).await?;
            let amount = browser.see(&format!("#{own}-body .lp-price input")).await?;
            amount.scroll_into_view().await?;
            amount.send_keys(price).await?;
        }
        let own = add(&browser, "Tambah pertanyaan", "-question").await?;
        write(&browser, &format!("{own}-question"), "Perlu tangga?").await?;
        write(&browser, &format!("{own}-answer"), "Saya bawa sendiri.").await?;
        browser.fill("Kota", "Bandung").await?;
        browser.fill("Jarak terjauh (km)", "15").await?;
        publish(&browser).await?;
        let page = http::get(server.lock().await.port, "/u/tono-misal")?.body;
        for words in ["Satu unit", "400.000", "2\u{a0}hari", "Perlu tangga?", "sampai 15\u{a0}km dari Bandung", "GeoCircle"] {
            ensure!(page.contains(words), "{words:?} is not on the page");
        }
        // Side by side at a desk, below each other in the hand.
        for (look, beside) in [(Look::DESK, true), (Look::PHONE, false)] {
            browser.set_look(look).await?;
            browser.goto("/u/tono-misal").await?;
            let tops = browser
                .script("return [...document.querySelectorAll('.pg-tiers > li')].map((tier) => tier.getBoundingClientRect().top)")
                .await?;
            let tops: Vec<f64> = tops.as_array().into_iter().flatten().filter_map(serde_json::Value::as_f64).collect();
            ensure!(tops.len() == 2 && ((tops[0] - tops[1]).abs() < 1.0) == beside, "{tops:?} at {}", look.name());
            let found = violations(&browser).await?;
            ensure!(found.is_empty(), "{found:#?}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn links_are_written_put_in_order_and_published() -> Result<()> {
    journey("offers-links", Look::PHONE, &["401", "404"], |browser, server| async move {
        named(&browser, "Wati Umpama", "wati@uji.example").await?;
        browser.app("/studio/publish").await?;
        let switch = browser.field("Alamat saya membuka halaman tautan").await?;
        switch.scroll_into_view().await?;
        switch.click().await?;
        let first = add(&browser, "Tambah tautan", "-label").await?;
        write(&browser, &format!("{first}-label"), "Toko cetakan").await?;
        write(&browser, &format!("{first}-url"), "toko").await?;
        browser.says("Tulis alamat web yang diawali https://").await?;
        write(&browser, &format!("{first}-url"), "https://toko.contoh.id").await?;
        let second = add(&browser, "Tambah tautan", "-label").await?;
        write(&browser, &format!("{second}-label"), "Buletin").await?;
        let address = format!("{second}-url");
        write(&browser, &address, "https://buletin.contoh.id").await?;
        let found = violations(&browser).await?;
        ensure!(found.is_empty(), "{found:#?}");
        browser.driver.find(By::Id(address.as_str())).await?.send_keys(Key::Alt + Key::Up).await?;
        browser
            .until("the focus to stay", || async { Ok((focused(&browser).await? == address).then_some(())) })
            .await?;
        publish(&browser).await?;
        let page = http::get(server.lock().await.port, "/u/wati-umpama")?.body;
        let at = |words: &str| page.find(words).with_context(|| format!("{words:?} is not on the page"));
        ensure!(
            at("https://buletin.contoh.id")? < at("https://toko.contoh.id")?,
            "the order is not that of the studio"
        );
        ensure!(page.contains("pg-one"), "the link page is not at the address");
        Ok(())
    })
    .await
}
