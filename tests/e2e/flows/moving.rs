//! Bringing a profile in and taking it away.
//!
//! 1. A LinkedIn export is read with the network cut, by keyboard alone; the report names file and row; one undo takes it all back.
//! 2. The archive of the whole site stands under `/a/b/` on a plain file server: no broken address, no request to another host,
//!    nothing for axe to say; the data of a chosen file comes back equal.

use std::{
    collections::BTreeSet,
    io::{Cursor, Read, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use serde_json::json;
use thirtyfour::Key;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::profile::{register, saved};
use crate::{
    accessibility::violations,
    support::{
        browser::{Browser, Look, journey},
        files, server,
    },
};

const CERTIFICATES: &str = "Name,Url,Authority,Started On\nSertifikat Misal,,Lembaga Umpama,Mei 2023\n\
    Rusak,\"https://x.contoh.id,Lembaga,Jan 2020\nSertifikat Dua,https://dua.contoh.id,Lembaga,Feb 2021\n";

/// An export as its maker packs it.
fn linkedin() -> Result<tempfile::NamedTempFile> {
    let mut connections = String::from("Notes:\n\"Some remark\"\n\nFirst Name,Last Name,Email Address\n");
    for at in 0..2_000 {
        connections.push_str(&format!("Kenalan{at},Rahasia,k{at}@contoh.id\n"));
    }
    let files = [
        (
            "Profile.csv",
            "First Name,Last Name,Headline,Summary\nWulan,Umpama,Penata huruf,\"Baris satu,\nbaris dua\"\n",
        ),
        ("Positions.csv", "Company Name,Title,Started On,Finished On\nStudio Misal,Penata huruf,Agu 2020,\n"),
        ("Skills.csv", "Name\nTipografi\nKaligrafi\n"),
        ("Certifications.csv", CERTIFICATES),
        ("Connections.csv", &connections),
    ];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(name, SimpleFileOptions::default())?;
        writer.write_all(text.as_bytes())?;
    }
    let mut file = tempfile::Builder::new().suffix(".zip").tempfile()?;
    file.write_all(&writer.finish()?.into_inner())?;
    Ok(file)
}

async fn network(browser: &Browser, there: bool) -> Result<()> {
    browser.protocol("Network.enable", json!({})).await?;
    let conditions = json!({ "offline": !there, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    browser.protocol("Network.emulateNetworkConditions", conditions).await?;
    Ok(())
}

async fn silent(browser: &Browser, step: &str) -> Result<()> {
    let found = violations(browser).await?;
    ensure!(found.is_empty(), "{step}: {found:#?}");
    Ok(())
}

#[tokio::test]
async fn a_linkedin_export_comes_in_without_a_network_and_goes_back_with_one_step() -> Result<()> {
    journey("moving-linkedin", Look::DESK, &["401", "404", "ERR_INTERNET_DISCONNECTED"], |browser, _server| async move {
        register(&browser, "Wulan", "wulan@uji.example").await?;
        browser.app("/studio/import").await?;
        browser.says("Pilih berkas").await?;
        saved(&browser).await?;
        silent(&browser, "empty").await?;
        let file = linkedin()?;
        network(&browser, false).await?;
        browser.see("input[name=import]").await?.send_keys(file.path().to_string_lossy()).await?;
        browser.says("Laporan menurut berkas dan baris").await?;
        for words in ["Certifications.csv, baris 3", "Tanda kutip", "2000 baris dihitung", "Sertifikat Dua", "Studio Misal", "1 tidak terbaca"] {
            browser.says(words).await?;
        }
        silent(&browser, "preview").await?;
        // The tick of the last skill goes by keyboard, then the button.
        browser.script("[...document.querySelectorAll('.lp-move__group label')].find((label) => label.textContent.includes('Kaligrafi')).querySelector('input').focus()").await?;
        browser.driver.active_element().await?.send_keys(" ").await?;
        browser.script("[...document.querySelectorAll('button')].find((button) => button.textContent.includes('yang dipilih')).focus()").await?;
        browser.driver.active_element().await?.send_keys(Key::Enter + "").await?;
        browser.says("sudah dipakai").await?;
        network(&browser, true).await?;
        browser.app("/studio/profile").await?;
        let headline = browser.field("Satu kalimat tentang Anda").await?.prop("value").await?.unwrap_or_default();
        ensure!(headline == "Penata huruf", "the headline is {headline:?}");
        browser.says("Tipografi").await?;
        ensure!(!browser.text().await?.contains("Kaligrafi"), "what was not ticked was taken");
        Ok(())
    })
    .await
}

/// What the browser put into a folder, as soon as it is whole.
async fn downloaded(browser: &Browser, folder: &Path, name: &str) -> Result<PathBuf> {
    let file = folder.join(name);
    browser.until("the download", || async { Ok(file.is_file().then(|| file.clone())) }).await
}

/// Every address that the document on screen names, whole, and whether the browser had to ask another host.
const ADDRESSES: &str = r"
    const named = [...document.querySelectorAll('[href], [src]')].map((element) => element.href?.baseVal ?? element.href ?? element.src);
    const asked = performance.getEntriesByType('resource').map((entry) => entry.name);
    const broken = [...document.images].filter((image) => image.loading !== 'lazy' && image.complete && image.naturalWidth === 0).map((image) => image.src);
    return { named, asked, broken };";

#[tokio::test]
async fn the_whole_site_stands_anywhere() -> Result<()> {
    journey("moving-site", Look::DESK, &["401", "404"], |browser, server| async move {
        let person = server::person("freelancer")?;
        browser.sign_in(&person).await?;
        browser.app("/studio/import").await?;
        browser.says("Buat ZIP situs").await?;
        let folder = tempfile::tempdir()?;
        browser
            .protocol("Browser.setDownloadBehavior", json!({ "behavior": "allow", "downloadPath": folder.path() }))
            .await?;
        let began = std::time::Instant::now();
        browser.press("Buat ZIP situs").await?;
        browser.says("sudah diserahkan ke peramban").await?;
        ensure!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
        let archive = downloaded(&browser, folder.path(), "sari-kemasan.zip").await?;
        let root = tempfile::tempdir()?;
        let held = unpack(&archive, &root.path().join("a/b"))?;
        ensure!(held.iter().any(|name| name.starts_with("images/")), "no picture in {held:?}");
        let address = files::serve(root.path().to_owned())?;
        let site = format!("{address}a/b/");
        let lepas = format!("http://localhost:{}/", server.lock().await.port);
        for page in held.iter().filter(|name| name.ends_with(".html")) {
            browser.driver.goto(format!("{site}{page}")).await?;
            let seen = browser.script(ADDRESSES).await?;
            let list = |name: &str| -> Vec<String> {
                let items = seen[name].as_array().into_iter().flatten();
                items.filter_map(|item| item.as_str()).map(str::to_owned).collect()
            };
            for asked in list("asked") {
                ensure!(asked.starts_with(&site), "{page} asked {asked}");
            }
            ensure!(list("broken").is_empty(), "{page} does not show {:?}", list("broken"));
            for named in list("named") {
                let path = named.split(['?', '#']).next().unwrap_or_default();
                let Some(path) = path.strip_prefix(&site) else {
                    // Links out of the site are the person's own, and those to Lepas.
                    ensure!(!named.starts_with(&address), "{page} leads out of its folder: {named}");
                    let to_lepas = named.starts_with(&lepas);
                    ensure!(
                        !to_lepas || named == lepas || named.contains("/messages?to="),
                        "{page} needs Lepas for {named}"
                    );
                    continue;
                };
                ensure!(path.is_empty() || held.contains(path), "{page} names {path}, which is not there");
            }
            silent(&browser, page).await?;
        }
        Ok(())
    })
    .await
}

/// Unpacks an archive and lists its files.
fn unpack(archive: &Path, to: &Path) -> Result<BTreeSet<String>> {
    let mut archive = ZipArchive::new(std::fs::File::open(archive)?)?;
    let mut names = BTreeSet::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at)?;
        let file = to.join(entry.enclosed_name().context("a path that leads out")?);
        std::fs::create_dir_all(file.parent().context("a folder")?)?;
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        std::fs::write(file, bytes)?;
        names.insert(entry.name()?.into_owned());
    }
    Ok(names)
}
