//! Building a profile.
//!
//! 1. Somebody registers, fills the studio, sees the preview follow each key, adds a work with a picture, publishes, and
//!    a stranger reads it all as plain HTML.
//! 2. A wrong value keeps its text, says the rule in words, and holds nothing else up.
//! 3. What was typed before a reload is there after it.

use std::io::Write;

use anyhow::{Result, ensure};

use crate::support::{
    browser::{Browser, Look, journey},
    http,
};

async fn register(browser: &Browser, name: &str, email: &str) -> Result<()> {
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

/// The text of the preview, which is a document of its own.
async fn preview(browser: &Browser) -> Result<String> {
    let script = "return document.querySelector('iframe')?.contentDocument?.body?.innerText ?? ''";
    Ok(browser.script(script).await?.as_str().unwrap_or_default().to_owned())
}

async fn previewed(browser: &Browser, words: &str) -> Result<()> {
    browser
        .until(&format!("the preview to say {words:?}"), || async {
            Ok(preview(browser).await?.contains(words).then_some(()))
        })
        .await
}

async fn saved(browser: &Browser) -> Result<()> {
    browser.says("Tersimpan di perangkat dan server").await
}

#[tokio::test]
async fn from_nothing_to_a_published_page() -> Result<()> {
    journey("profile", Look::DESK, &["401", "404"], |browser, server| async move {
        register(&browser, "Ratih Contoh", "ratih@uji.example").await?;
        browser.app("/studio/profile").await?;
        browser.fill("Satu kalimat tentang Anda", "Penulis naskah untuk merek kecil").await?;
        previewed(&browser, "Penulis naskah untuk merek kecil").await?;
        browser.fill("Tentang Anda", "Tujuh tahun menulis untuk usaha keluarga.").await?;
        let skill = browser.field("Tambah keahlian").await?;
        skill.send_keys("Penulisan naskah").await?;
        skill.send_keys(thirtyfour::Key::Enter + "").await?;
        previewed(&browser, "Penulisan naskah").await?;
        browser.fill("Jumlah", "250.000").await?;
        previewed(&browser, "250.000").await?;
        saved(&browser).await?;

        browser.app("/studio/portfolio").await?;
        browser.press("Tambah karya").await?;
        browser.fill("Judul karya", "Buku resep Warung Misal").await?;
        browser.fill("Ceritanya", "Dua puluh resep, ditulis ulang supaya dibaca.").await?;
        let mut file = tempfile::Builder::new().suffix(".png").tempfile()?;
        file.write_all(&picture())?;
        browser.see("input[type=file]").await?.send_keys(file.path().to_string_lossy()).await?;
        browser.fill("Apa yang terlihat di gambar?", "Buku resep terbuka").await?;
        browser.until("the picture", || async { Ok(browser.script("return [...document.images].some((image) => image.src.includes('/uploads/') && image.naturalWidth > 0)").await?.as_bool().filter(|there| *there)) }).await?;
        saved(&browser).await?;

        browser.app("/studio/publish").await?;
        // The tab has the same name and is there before the button.
        browser.says("Tidak ada yang terbit sebelum Anda menekan").await?;
        browser.press("Terbitkan").await?;
        browser.says("Halaman Anda terbit").await?;
        let port = server.lock().await.port;
        let page = http::get(port, "/u/ratih-contoh")?;
        ensure!(page.status == 200, "{}", page.status);
        for words in ["Ratih Contoh", "Penulis naskah untuk merek kecil", "Penulisan naskah", "Buku resep Warung Misal", "Buku resep terbuka"] {
            ensure!(page.body.contains(words), "{words:?} is not on the page");
        }
        ensure!(!page.body.contains("ratih@uji.example"), "the address is private");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_wrong_amount_stays_typed_and_is_explained() -> Result<()> {
    journey("profile-wrong", Look::PHONE, &["401", "404"], |browser, _server| async move {
        register(&browser, "Dimas Misal", "dimas@uji.example").await?;
        browser.app("/studio/profile").await?;
        browser.fill("Jumlah", "3,5 juta").await?;
        browser.fill("Kota", "Malang").await?;
        browser.says("Tulis dengan angka").await?;
        let typed = browser.field("Jumlah").await?.prop("value").await?.unwrap_or_default();
        ensure!(typed == "3,5 juta", "the text became {typed:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_reload_keeps_what_was_typed() -> Result<()> {
    journey("profile-reload", Look::DESK, &["401", "404"], |browser, _server| async move {
        register(&browser, "Laras Umpama", "laras@uji.example").await?;
        browser.app("/studio/profile").await?;
        browser.fill("Satu kalimat tentang Anda", "Fotografer makanan").await?;
        browser.says("Tersimpan di perangkat").await?;
        browser.driver.refresh().await?;
        let held = browser
            .until("the headline", || async {
                let typed = browser.field("Satu kalimat tentang Anda").await?.prop("value").await?.unwrap_or_default();
                Ok((!typed.is_empty()).then_some(typed))
            })
            .await?;
        ensure!(held == "Fotografer makanan", "{held:?}");
        Ok(())
    })
    .await
}

/// A small PNG of one colour: header, one compressed block of stored rows, end. Written by hand to need no encoder here.
fn picture() -> Vec<u8> {
    const SIDE: usize = 64;
    let mut rows = Vec::new();
    for _ in 0..SIDE {
        rows.push(0);
        rows.extend([0xF5, 0xB1, 0x2F].repeat(SIDE));
    }
    let mut zlib = vec![0x78, 0x01, 0x01];
    let length = u16::try_from(rows.len()).unwrap_or(u16::MAX);
    zlib.extend(length.to_le_bytes());
    zlib.extend((!length).to_le_bytes());
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in &rows {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    zlib.extend(&rows);
    zlib.extend(((b << 16) | a).to_be_bytes());
    let mut header = Vec::new();
    header.extend((SIDE as u32).to_be_bytes());
    header.extend((SIDE as u32).to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut png = vec![0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n'];
    for (kind, data) in [(b"IHDR", header), (b"IDAT", zlib), (b"IEND", Vec::new())] {
        png.extend(u32::try_from(data.len()).unwrap_or(0).to_be_bytes());
        let body = [kind.as_slice(), &data].concat();
        png.extend(&body);
        png.extend(checksum(&body).to_be_bytes());
    }
    png
}

/// CRC-32 as PNG wants it (ISO 3309).
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 })
    })
}
