//! A freelancer without a mouse: brings a profile in, orders it, adds a work, publishes and leaves with everything, by Tab,
//! Enter and typing alone, in either language. axe is silent on every step, and the focus never gets lost.

use std::io::{Cursor, Write};

use anyhow::{Result, bail, ensure};
use thirtyfour::prelude::*;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::moving::{choose, saves_into};
use crate::support::{
    axe,
    browser::{Browser, Look, journey},
    http,
};

/// Presses of Tab before somebody would give up.
const PATIENCE: usize = 250;

/// The words on screen, in Indonesian and English.
struct Words {
    sign_up: [&'static str; 5],
    choose: &'static str,
    add: &'static str,
    added: &'static str,
    profile: &'static str,
    later: &'static str,
    moved: &'static str,
    portfolio: &'static str,
    add_case: &'static str,
    case_title: &'static str,
    case_story: &'static str,
    publish: &'static str,
    draft: &'static str,
    published: &'static str,
    moving: &'static str,
    site: &'static str,
    saved: &'static str,
}

const INDONESIAN: Words = Words {
    sign_up: ["Nama", "Surel", "Kata sandi", "Buat akun", "Tersimpan di perangkat dan server"],
    choose: "Pilih berkas",
    add: "Tambahkan",
    added: "bagian ditambahkan ke draf",
    profile: "Profil",
    later: "Mundurkan Perancang",
    moved: "Perancang kini di tempat 2 dari 2",
    portfolio: "Portofolio",
    add_case: "Tambah karya",
    case_title: "Judul karya",
    case_story: "Ceritanya",
    publish: "Terbitkan",
    draft: "Tidak ada yang terbit sebelum",
    published: "Halaman Anda terbit",
    moving: "Impor & ekspor",
    site: "Unduh : Seluruh situs",
    saved: "disimpan",
};

const ENGLISH: Words = Words {
    sign_up: ["Name", "E-mail", "Password", "Make an account", "Saved on this device and the server"],
    choose: "Choose a file",
    add: "Add ",
    added: "pieces were added to the draft",
    profile: "Profile",
    later: "Move Perancang back",
    moved: "Perancang is now 2 of 2",
    portfolio: "Portfolio",
    add_case: "Add a work",
    case_title: "Title",
    case_story: "The story",
    publish: "Publish",
    draft: "Nothing is public until",
    published: "Your page is published",
    moving: "Import & export",
    site: "Download : The whole site",
    saved: "was saved",
};

/// What has the focus: kind of element and name.
async fn focus(browser: &Browser) -> Result<(String, String)> {
    let script = r"
        const node = document.activeElement, text = (node) => (node?.innerText ?? '').replace(/\s+/g, ' ').trim();
        const label = node.labels?.length ? text(node.labels[0]) : '';
        return [node.tagName, node.getAttribute('aria-label') || label || text(node)];";
    Ok(serde_json::from_value(browser.script(script).await?)?)
}

async fn key(browser: &Browser, key: Key) -> Result<()> {
    Ok(browser.driver.action_chain().send_keys(key + "").perform().await?)
}

/// Presses Tab until something of a kind and name has the focus.
async fn tab_to(browser: &Browser, kind: &str, words: &str) -> Result<()> {
    let mut passed = Vec::new();
    for _ in 0..PATIENCE {
        let (tag, name) = focus(browser).await?;
        if tag == kind && name.starts_with(words) {
            return Ok(());
        }
        passed.push(format!("{tag} {}", name.chars().take(30).collect::<String>()));
        key(browser, Key::Tab).await?;
    }
    bail!("Tab never comes to {kind} {words:?}: {passed:#?}")
}

/// Goes to something by Tab and presses Enter.
async fn enter(browser: &Browser, kind: &str, words: &str) -> Result<()> {
    tab_to(browser, kind, words).await?;
    key(browser, Key::Enter).await
}

async fn write(browser: &Browser, kind: &str, label: &str, text: &str) -> Result<()> {
    tab_to(browser, kind, label).await?;
    Ok(browser.driver.action_chain().send_keys(text).perform().await?)
}

/// Somewhere that a reader would know: not the page as a whole.
async fn is_held(browser: &Browser) -> Result<()> {
    browser.until("the focus to be somewhere", || async { Ok((focus(browser).await?.0 != "BODY").then_some(())) }).await
}

fn linkedin() -> Result<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        (
            "Profile.csv",
            "First Name,Last Name,Headline,Summary\nWulan,Umpama,Perancang kemasan,Sembilan tahun merancang kemasan untuk usaha keluarga.\n",
        ),
        (
            "Positions.csv",
            "Company Name,Title,Started On,Finished On\nKopi Misal,Perancang,Mei 2019,Agu 2021\nTeh Umpama,Kepala desain,Okt 2021,\n",
        ),
        ("Skills.csv", "Name\nTipografi\nPewarnaan cetak\nDesain kemasan\n"),
    ] {
        writer.start_file(name, SimpleFileOptions::default())?;
        writer.write_all(text.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}

async fn walk(browser: &Browser, port: u16, words: &Words) -> Result<()> {
    let [name, email, password, make, kept] = words.sign_up;
    browser.app("/sign-up").await?;
    for (label, text) in [(name, "Wulan Umpama"), (email, "wulan@uji.example"), (password, "kopi susu gula aren")] {
        write(browser, "INPUT", label, text).await?;
    }
    enter(browser, "BUTTON", make).await?;
    let left = || async { Ok((!browser.driver.current_url().await?.path().starts_with("/sign-up")).then_some(())) };
    browser.until("leaving the sign-up page", left).await?;

    // Import. The dialog of the operating system is outside of the page: Enter must ask for it, then the file is there.
    browser.app("/studio/import").await?;
    browser.see("[data-testid='import-file']").await?;
    browser.script("document.querySelector('[data-testid=import-file]').addEventListener('click', (event) => { window.asked = true; event.preventDefault(); })").await?;
    enter(browser, "BUTTON", words.choose).await?;
    let asked = || async { Ok(browser.script("return window.asked").await?.as_bool().filter(|asked| *asked)) };
    browser.until("the dialog to be asked for", asked).await?;
    let _file = choose(browser, "linkedin.zip", &linkedin()?).await?;
    let at_found = || async { Ok((focus(browser).await?.0 == "H3").then_some(())) };
    browser.until("the focus to be at what was found", at_found).await?;
    axe::silent(browser).await?;
    enter(browser, "BUTTON", words.add).await?;
    browser.says(words.added).await?;
    is_held(browser).await?;
    axe::silent(browser).await?;

    // Order.
    enter(browser, "A", words.profile).await?;
    browser.see("#studio-work > li").await?;
    enter(browser, "BUTTON", words.later).await?;
    browser.says(words.moved).await?;
    is_held(browser).await?;
    axe::silent(browser).await?;

    // A work.
    enter(browser, "A", words.portfolio).await?;
    enter(browser, "BUTTON", words.add_case).await?;
    // Its first field takes the focus a moment later; a Tab in between would go past it.
    let at_title = || async {
        let (tag, name) = focus(browser).await?;
        Ok((tag == "INPUT" && name.starts_with(words.case_title)).then_some(()))
    };
    browser.until("the focus to be at the title", at_title).await?;
    write(browser, "INPUT", words.case_title, "Buku resep Warung Misal").await?;
    write(browser, "TEXTAREA", words.case_story, "Dua puluh resep, ditulis ulang supaya dibaca.").await?;
    browser.says(kept).await?;
    axe::silent(browser).await?;

    // Publishing.
    enter(browser, "A", words.publish).await?;
    browser.says(words.draft).await?;
    enter(browser, "BUTTON", words.publish).await?;
    browser.says(words.published).await?;
    is_held(browser).await?;
    axe::silent(browser).await?;
    let page = http::get(port, "/u/wulan-umpama")?;
    ensure!(page.status == 200 && page.body.contains("Buku resep Warung Misal"), "{}", page.status);

    // Leaving.
    let folder = tempfile::TempDir::new()?;
    saves_into(browser, folder.path()).await?;
    enter(browser, "A", words.moving).await?;
    browser.see("[data-testid='import-file']").await?;
    enter(browser, "BUTTON", words.site).await?;
    browser.says(words.saved).await?;
    is_held(browser).await?;
    axe::silent(browser).await?;
    let file = folder.path().join("wulan-umpama-site.zip");
    browser.until("the file", || async { Ok(file.is_file().then_some(())) }).await
}

async fn without_a_mouse(look: Look, words: &'static Words) -> Result<()> {
    journey(&format!("keyboard-{}", look.name()), look, &["401", "404"], |browser, server| async move {
        let port = server.lock().await.port;
        walk(&browser, port, words).await
    })
    .await
}

#[tokio::test]
async fn from_import_to_export_in_indonesian() -> Result<()> {
    without_a_mouse(Look::DESK, &INDONESIAN).await
}

#[tokio::test]
async fn from_import_to_export_in_english() -> Result<()> {
    without_a_mouse(Look { english: true, ..Look::DESK }, &ENGLISH).await
}
