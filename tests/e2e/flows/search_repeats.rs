//! Postings that were posted more than once.
//!
//! 1. Three variants of one posting are one row that says so and unfolds them; two different ones are two rows.
//! 2. Totals go on counting postings.
//! 3. A key decides about the row that has the focus, though postings are folded away above it.

use std::io::Write;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::{
    pages::search::SearchPage,
    support::{
        axe,
        browser::{Browser, Look},
        server::Server,
    },
};

const TEXT: &str = "Kami mencari desainer untuk tiga varian kopi sachet. Berkas siap cetak, dua revisi, dan satu \
    kunjungan ke percetakan di Bandung. Pengerjaan empat minggu mulai awal bulan depan.";

#[tokio::test]
async fn what_was_posted_three_times_is_one_row() -> Result<()> {
    let later = TEXT.replace("empat minggu", "lima minggu");
    let other = "Naskah radio tiga puluh detik untuk kopi sachet, dua suara, rekaman oleh kami.";
    let postings = [
        ("a", "Desainer kemasan kopi", TEXT),
        ("b", "Desainer kemasan kopi (dibuka lagi)", TEXT),
        ("c", "Penulis naskah iklan", other),
        ("d", "Desainer kemasan kopi", &later),
    ];
    let mut file = tempfile::Builder::new().suffix(".ndjson").tempfile()?;
    for (id, title, description) in postings {
        let posting = json!({ "id": id, "title": title, "description": description, "company": "Kopi Contoh" });
        writeln!(file, "{posting}")?;
    }
    let server = Server::with_postings(file.path())?;
    let browser = Browser::open(&server, Look::PHONE).await?;
    let page = SearchPage::jobs(&browser, "").await?;
    let folded = page.titles().await?;
    ensure!(folded.len() == 2 && page.total().await? == 4, "{folded:?}");
    axe::silent(&browser).await?;
    browser.press("Dimuat 3 kali").await?;
    let all = browser
        .until("all four", || async {
            let titles = page.titles().await?;
            Ok((titles.len() == 4).then_some(titles))
        })
        .await?;
    let first = all.iter().position(|title| title.starts_with("Desainer")).context("no designer is looked for")?;
    ensure!(all[first..first + 3].iter().all(|title| title.starts_with("Desainer")), "not beneath it: {all:?}");
    axe::silent(&browser).await?;
    browser.press("Dimuat 3 kali").await?;
    browser.until("two again", || async { Ok((page.titles().await? == folded).then_some(())) }).await?;
    browser.driver.clone().quit().await?;
    Ok(())
}

#[tokio::test]
async fn a_key_means_its_row_where_others_are_folded_away() -> Result<()> {
    let postings = [
        ("a", "Desainer kemasan kopi", TEXT),
        ("b", "Desainer kemasan kopi", TEXT),
        ("c", "Penulis naskah iklan", "Naskah radio tiga puluh detik untuk kopi sachet, dua suara, rekaman oleh kami."),
    ];
    let mut file = tempfile::Builder::new().suffix(".ndjson").tempfile()?;
    for (id, title, description) in postings {
        let posting = json!({ "id": id, "title": title, "description": description, "company": "Kopi Contoh" });
        writeln!(file, "{posting}")?;
    }
    let server = Server::with_postings(file.path())?;
    let browser = Browser::open(&server, Look::DESK).await?;
    let page = SearchPage::jobs(&browser, "?q=kemasan+kopi").await?;
    let shown = page.titles().await?;
    ensure!(shown.len() == 2, "{shown:?}");
    browser.script("document.querySelector('[aria-posinset=\"2\"] a').focus()").await?;
    browser.driver.action_chain().send_keys("n").perform().await?;
    let left = browser
        .until("one row less", || async {
            let titles = page.titles().await?;
            Ok((titles.len() == 1).then_some(titles))
        })
        .await?;
    ensure!(left[0] == shown[0], "{shown:?} became {left:?}");
    browser.driver.clone().quit().await?;
    Ok(())
}
