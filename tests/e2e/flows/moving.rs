//! Bringing a profile in and taking the data away.
//!
//! 1. Exports of LinkedIn (complete with a broken row, an empty certificate address and 2,000 connections; partial; with
//!    Indonesian months) are read with the network cut, each problem by file and row; one Undo takes everything back.
//! 2. A file of everything comes in, leaves as JSON Resume, comes in for somebody else and leaves as the same bytes, with every
//!    member that nobody knows.
//! 3. What is no export says what it is, and an export can be cancelled.

use std::{
    fs,
    io::{Cursor, Write},
    path::Path,
};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::studio::register;
use crate::support::{
    axe,
    browser::{Browser, Look, journey},
    environment,
};

/// The document with every section, marks, translations and members that nobody knows, at every level.
const EVERYTHING: &str = include_str!("../../../crates/lepas-exchange/tests/fixtures/full.json");

/// A file for the page of imports.
pub(super) async fn choose(browser: &Browser, name: &str, bytes: &[u8]) -> Result<tempfile::TempDir> {
    let folder = tempfile::TempDir::new()?;
    let file = folder.path().join(name);
    fs::write(&file, bytes)?;
    browser.see("[data-testid='import-file']").await?.send_keys(file.to_string_lossy()).await?;
    // The browser reads it later.
    Ok(folder)
}

/// Lets the browser save files into a folder.
pub(super) async fn saves_into(browser: &Browser, folder: &Path) -> Result<()> {
    let parameters = json!({ "behavior": "allow", "downloadPath": folder.to_string_lossy() });
    browser.protocol("Browser.setDownloadBehavior", parameters).await.map(drop)
}

/// A file once it has been saved.
pub(super) async fn saved(browser: &Browser, file: &Path) -> Result<Vec<u8>> {
    browser.says(&format!("{} disimpan", file.file_name().unwrap_or_default().to_string_lossy())).await?;
    browser
        .until(&format!("{}", file.display()), || async { Ok(fs::read(file).ok().filter(|bytes| !bytes.is_empty())) })
        .await
}

fn archive(files: &[(&str, String)]) -> Result<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, SimpleFileOptions::default())?;
        writer.write_all(text.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}

fn complete() -> Result<Vec<u8>> {
    let mut connections = String::from("Notes:\n\"You may notice, etc.\"\n\nFirst Name,Last Name,URL,Connected On\n");
    for at in 0..2_000 {
        connections.push_str(&format!("Kenalan{at},Rahasia,https://contoh.id/{at},01 Jan 2020\n"));
    }
    archive(&[
        ("Profile.csv", "First Name,Last Name,Headline,Summary,Geo Location\nWulan,Umpama,Perancang kemasan,\"Dua baris,\ndengan \"\"kutipan\"\".\",\"Bandung, Jawa Barat, Indonesia\"\n".into()),
        ("Positions.csv", "\u{FEFF}Company Name,Title,Description,Location,Started On,Finished On\r\nKopi Misal,Perancang,\"Satu,\ndua\",Bandung,Mei 2019,Agustus 2021\r\nTeh Umpama,Kepala desain,,,Okt 2021,\r\n".into()),
        ("Certifications.csv", "Name,Url,Authority,Started On,Finished On,License Number\nSertifikat Misal,,Lembaga,May 2023,,A-1\nRusak,\"https://x.contoh.id,Lembaga,Jan 2020,,\nSertifikat Dua,https://dua.contoh.id,Lembaga,Feb 2021,,\n".into()),
        ("Skills.csv", "Name\nTipografi\nPewarnaan cetak\n".into()),
        ("Recommendations_Received.csv", "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\nAyu,Umpama,Kopi,Pemilik,Rapi,\"05/17/21, 03:12 PM\",VISIBLE\nBudi,Misal,Toko,Manajer,Tidak tampil,\"05/17/21, 03:12 PM\",HIDDEN\n".into()),
        ("Connections.csv", connections),
    ])
}

/// Cuts or gives back the network.
async fn offline(browser: &Browser, cut: bool) -> Result<()> {
    browser.protocol("Network.enable", json!({})).await?;
    let parameters = json!({ "offline": cut, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    browser.protocol("Network.emulateNetworkConditions", parameters).await.map(drop)
}

/// The pieces on offer: the words of each row.
async fn rows(browser: &Browser) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('.lp-bring__group .lp-check')].map((row) => row.innerText)";
    Ok(serde_json::from_value(browser.script(script).await?)?)
}

/// Keeps pictures for eyes, at both widths and in both schemes, where they are wanted.
async fn pictures(browser: &Browser, name: &str) -> Result<()> {
    let Some(folder) = environment::shots() else { return Ok(()) };
    for look in [Look::DESK, Look { dark: true, ..Look::DESK }, Look::PHONE, Look { dark: true, ..Look::PHONE }] {
        browser.set_look(look).await?;
        browser.picture(&folder.join(format!("{name}-{}.png", look.name()))).await?;
    }
    browser.set_look(Look::DESK).await
}

async fn experience(browser: &Browser) -> Result<u64> {
    let script = "return document.querySelectorAll('#studio-work > li').length";
    Ok(browser.script(script).await?.as_u64().unwrap_or_default())
}

#[tokio::test]
async fn exports_of_linkedin_come_in_without_a_network() -> Result<()> {
    let told = ["401", "404", "ERR_INTERNET_DISCONNECTED"];
    journey("moving-linkedin", Look::DESK, &told, |browser, _server| async move {
        register(&browser, "Wulan Umpama", "wulan@uji.example").await?;
        browser.app("/studio/import").await?;
        browser.says("Pilih berkas").await?;
        axe::silent(&browser).await?;
        offline(&browser, true).await?;
        let _file = choose(&browser, "Basic_LinkedInDataExport.zip", &complete()?).await?;
        browser.says("bagian ditemukan").await?;
        axe::silent(&browser).await?;
        pictures(&browser, "studio-import-found").await?;
        browser.says("Luring sejak").await?;
        browser.set_look(Look::PHONE).await?;
        let sideways = "return Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll('.lp-top *')].map((node) => node.getBoundingClientRect().right)) - innerWidth";
        ensure!(browser.script(sideways).await?.as_f64() <= Some(0.0), "the bar runs out of a phone without a network");
        pictures(&browser, "studio-import-offline").await?;
        browser.set_look(Look::DESK).await?;
        let found = rows(&browser).await?;
        let row =
            |words: &str| found.iter().find(|row| row.contains(words)).with_context(|| format!("{words}: {found:#?}"));
        for (words, place) in [
            ("Kepala desain", "Positions.csv, baris 3"),
            ("Sertifikat Misal", "Certifications.csv, baris 2"),
            ("Sertifikat Dua", "Certifications.csv, baris 4"),
            ("Tipografi", "Skills.csv, baris 2"),
            ("2019-05", "Positions.csv, baris 2"),
        ] {
            ensure!(row(words)?.contains(place), "{words}: {:?}", row(words)?);
        }
        let text = browser.text().await?;
        for told in
            ["Certifications.csv, baris 3", "Connections.csv", "2000 baris", "Recommendations_Received.csv, baris 3"]
        {
            ensure!(text.contains(told), "{told:?} is not told");
        }
        ensure!(!text.contains("Kenalan") && !text.contains("Tidak tampil"), "other people's data are shown");
        browser.press("Tambahkan").await?;
        browser.says("bagian ditambahkan ke draf").await?;
        browser.press("Profil").await?;
        browser.until("two positions", || async { Ok((experience(&browser).await? == 2).then_some(())) }).await?;
        browser.press("Urungkan").await?;
        browser
            .until("none after one step back", || async { Ok((experience(&browser).await? == 0).then_some(())) })
            .await?;
        ensure!(!browser.text().await?.contains("Pewarnaan cetak"), "one step took not everything back");
        // The form that opened meanwhile for the first time noted the zone of the device: that stays, and is no step.
        let undo = "return [...document.querySelectorAll('button')].filter((node) => (node.getAttribute('aria-label') ?? node.innerText).includes('Urungkan')).every((node) => node.disabled || node.getAttribute('aria-disabled') === 'true')";
        ensure!(browser.script(undo).await? == json!(true), "there is another step to take back");

        // A partial export in a folder is enough.
        browser.press("Impor & ekspor").await?;
        let part = archive(&[(
            "Basic/Positions.csv",
            "Company Name,Title,Started On\nSatu,A,Agu 2020\nDua,B,akhir 2020\n".into(),
        )])?;
        let _part = choose(&browser, "sebagian.zip", &part).await?;
        browser.says("2 bagian ditemukan").await?;
        browser.says("Basic/Positions.csv, baris 3, Started On").await?;
        ensure!(rows(&browser).await?.iter().any(|row| row.contains("2020-08")));
        offline(&browser, false).await?;
        browser.press("Tambahkan").await?;
        browser.says("Tersimpan di perangkat dan server").await
    })
    .await
}

/// Whether everything of a value is in another one; entries may have more members (their names).
fn lost(wanted: &Value, held: &Value, path: &str, found: &mut Vec<String>) {
    match (wanted, held) {
        (Value::Object(wanted), Value::Object(held)) => {
            for (name, value) in wanted {
                lost(value, held.get(name).unwrap_or(&Value::Null), &format!("{path}/{name}"), found);
            }
        }
        (Value::Array(wanted), Value::Array(held)) if wanted.len() == held.len() => {
            for (at, (wanted, held)) in wanted.iter().zip(held).enumerate() {
                lost(wanted, held, &format!("{path}/{at}"), found);
            }
        }
        _ if wanted == held => {}
        _ => found.push(format!("{path}: {wanted} became {held}")),
    }
}

/// Replaces the draft with a file and takes it away again as JSON Resume.
async fn there_and_back(browser: &Browser, handle: &str, text: &str) -> Result<String> {
    browser.app("/studio/import").await?;
    let _file = choose(browser, "resume.json", text.as_bytes()).await?;
    browser.press("Ganti seluruh draf").await?;
    browser.says("Draf diganti dengan isi berkas").await?;
    browser.says("Tersimpan di perangkat dan server").await?;
    let folder = tempfile::TempDir::new()?;
    saves_into(browser, folder.path()).await?;
    browser.field("Sertakan bagian pribadi").await?.click().await?;
    browser.press("Unduh : JSON Resume").await?;
    let bytes = saved(browser, &folder.path().join(format!("{handle}-resume.json"))).await?;
    Ok(String::from_utf8(bytes)?)
}

#[tokio::test]
async fn everything_leaves_as_json_resume_and_comes_back_equal() -> Result<()> {
    journey("moving-resume", Look::DESK, &["401", "404"], |browser, _server| async move {
        register(&browser, "Satu Contoh", "satu@uji.example").await?;
        let first = there_and_back(&browser, "satu-contoh", EVERYTHING).await?;
        let (wanted, held): (Value, Value) = (serde_json::from_str(EVERYTHING)?, serde_json::from_str(&first)?);
        let mut found = Vec::new();
        lost(&wanted, &held, "", &mut found);
        // Other programs know no other way to a picture that was uploaded here than its whole address.
        found.retain(|lost| !lost.starts_with("/basics/image: \"/uploads/p1\" became \"http://localhost:"));
        ensure!(found.is_empty(), "lost on the way: {found:#?}");
        let second = there_and_back(&browser, "satu-contoh", &first).await?;
        ensure!(first == second, "the second file differs from the first");
        // Without the private parts.
        browser.app("/studio/import").await?;
        let folder = tempfile::TempDir::new()?;
        saves_into(&browser, folder.path()).await?;
        browser.press("Unduh : JSON Resume").await?;
        let open: Value =
            serde_json::from_slice(&saved(&browser, &folder.path().join("satu-contoh-resume.json")).await?)?;
        ensure!(open["basics"].get("email").is_none() && open["basics"].get("phone").is_none(), "{}", open["basics"]);
        for (form, name) in [("Unduh : Markdown", "satu-contoh.md"), ("Unduh : CSV", "satu-contoh-tables.zip")] {
            browser.press(form).await?;
            saved(&browser, &folder.path().join(name)).await?;
        }
        let markdown = fs::read_to_string(folder.path().join("satu-contoh.md"))?;
        ensure!(markdown.starts_with("# "), "{markdown}");
        let tables = zip::ZipArchive::new(fs::File::open(folder.path().join("satu-contoh-tables.zip"))?)?;
        ensure!(tables.file_names().flatten().any(|name| name == "work.csv"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_no_export_says_so_and_an_export_can_be_cancelled() -> Result<()> {
    let told = ["401", "404", "429", "ERR_BLOCKED_BY_CLIENT", "ERR_INTERNET_DISCONNECTED"];
    journey("moving-trouble", Look::DESK, &told, |browser, _server| async move {
        register(&browser, "Dua Contoh", "dua@uji.example").await?;
        browser.app("/studio/import").await?;
        for (name, bytes, words) in [
            ("foto.zip", b"PK\x03\x04 terpotong".to_vec(), "Ini bukan berkas ZIP"),
            ("lain.zip", archive(&[("lain.txt", "x".into())])?, "Tidak ada yang bisa diambil dari lain.zip"),
            ("halo.json", b"halo".to_vec(), "Berkas ini tidak bisa dibaca"),
            ("kunci.pdf", b"%PDF-1.7 1 0 obj <</Encrypt 2 0 R>> endobj".to_vec(), "PDF ini terkunci"),
        ] {
            let _file = choose(&browser, name, &bytes).await?;
            browser.says(words).await?;
        }
        // Pieces of a PDF are guesses: nothing is taken that nobody ticked.
        let pdf = include_bytes!("../../../crates/lepas-exchange/tests/fixtures/resume.pdf");
        let _file = choose(&browser, "cv.pdf", pdf).await?;
        browser.says("ini dugaan").await?;
        axe::silent(&browser).await?;
        browser.press("Tambahkan").await?;
        browser.says("Belum ada yang dicentang").await?;
        ensure!(rows(&browser).await?.len() >= 3);
        browser.press("Buang").await?;

        offline(&browser, true).await?;
        browser.press("Unduh : Seluruh situs").await?;
        browser.says("Belum dibuat: tidak ada jaringan").await?;
        axe::silent(&browser).await?;
        offline(&browser, false).await
    })
    .await
}
