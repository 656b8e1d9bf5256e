//! Pictures on their way out of the device.
//!
//! 1. Fifty photographs that say where they were taken, each in its own way: nothing of it is in what is sent, in what the server
//!    keeps, or in the site that the browser packs.
//! 2. Bombs and files of two kinds: refused on the device, quickly and in words, or written anew without what was hidden in them.
//! 3. A browser that cannot draw in a worker does it on the page.

use std::{
    fs,
    io::Read,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{
    moving::{saved, saves_into},
    studio::register,
};
use crate::support::{
    browser::{Browser, Look, journey},
    http,
};

#[expect(clippy::unwrap_used, reason = "there it is a test of its own, in which that is allowed")]
#[path = "../../../crates/lepas-server/tests/it/photographs.rs"]
mod photographs;

use photographs::{DEGREES, TRACE, bombs, fifty};

/// Longest time until a person knows what became of a file.
const QUICK: Duration = Duration::from_secs(3);
/// Fewest bombs that must be refused.
const REFUSED: usize = 20;

/// Notes every picture that the page sends.
const NOTE: &str = r"
    window.sent = [];
    const send = window.fetch;
    window.fetch = async (...asked) => {
        const request = new Request(...asked);
        if (request.url.endsWith('/v1/uploads')) {
            const bytes = new Uint8Array(await request.clone().arrayBuffer());
            window.sent.push({ kind: request.headers.get('content-type'), text: [...bytes].map((byte) => String.fromCharCode(byte)).join('') });
        }
        return send(request);
    };";

/// What may be in nothing that leaves the device.
fn traces() -> Vec<Vec<u8>> {
    let words = [TRACE, "Exif", "eXIf", "EXIF", "xmp", "8BIM", "6.91", "107.6", "<script", "<?php", "PK\u{3}\u{4}"];
    let numbers = [DEGREES.to_be_bytes().to_vec(), DEGREES.to_le_bytes().to_vec()];
    words.into_iter().map(|word| word.as_bytes().to_vec()).chain(numbers).collect()
}

fn clean(what: &str, bytes: &[u8]) -> Result<()> {
    for trace in traces() {
        let found = bytes.windows(trace.len()).any(|part| part == trace);
        ensure!(!found, "{:?} in {what}", String::from_utf8_lossy(&trace));
    }
    Ok(())
}

/// The pictures that were sent since the last look.
async fn sent(browser: &Browser) -> Result<Vec<(String, Vec<u8>)>> {
    let found = browser.script("return window.sent.splice(0)").await?;
    let letters = |text: &str| text.chars().filter_map(|letter| u8::try_from(u32::from(letter)).ok()).collect();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Ok(found.as_array().into_iter().flatten().map(|one| (text(&one["kind"]), letters(&text(&one["text"])))).collect())
}

/// Opens a new work and answers once its form is there.
async fn new_work(browser: &Browser, title: &str) -> Result<()> {
    browser.app("/studio/portfolio").await?;
    browser.press("Tambah karya").await?;
    browser.fill("Judul karya", title).await?;
    browser.script(NOTE).await?;
    Ok(())
}

/// Chooses a file as the picture of the open work; the address that it got, or why it was refused.
async fn choose(browser: &Browser, name: &str, bytes: &[u8], before: &str) -> Result<Result<String, String>> {
    let folder = tempfile::TempDir::new()?;
    let file = folder.path().join(name);
    fs::write(&file, bytes)?;
    browser
        .script("document.querySelectorAll('.lp-picture-field .lp-field__error').forEach((node) => node.remove())")
        .await?;
    browser.see(".lp-picture-field [data-testid='picture-file']").await?.send_keys(file.to_string_lossy()).await?;
    let script = "const field = document.querySelector('.lp-picture-field'); \
        return [field.querySelector('img')?.getAttribute('src') ?? '', field.querySelector('.lp-field__error')?.innerText ?? '']";
    browser
        .until(&format!("what becomes of {name}"), || async {
            let found = browser.script(script).await?;
            let [address, words] = [0, 1].map(|at| found[at].as_str().unwrap_or_default().to_owned());
            Ok(if !words.is_empty() { Some(Err(words)) } else { (address != before).then_some(Ok(address)) })
        })
        .await
}

#[tokio::test]
async fn fifty_photographs_leave_without_where_they_were_taken() -> Result<()> {
    journey("pictures-gps", Look::DESK, &["401", "404"], |browser, server| async move {
        register(&browser, "Gina Misal", "gina@uji.example").await?;
        let port = server.lock().await.port;
        new_work(&browser, "Foto").await?;
        let mut last = String::new();
        let photographs = fifty();
        for (at, (what, media_type, bytes)) in photographs.iter().enumerate() {
            let name = format!("foto-{at}.{}", media_type.trim_start_matches("image/"));
            last = choose(&browser, &name, bytes, &last).await?.map_err(|words| anyhow::anyhow!("{what}: {words}"))?;
            let sent = sent(&browser).await?;
            ensure!(sent.len() == 1, "{what} was sent {} times", sent.len());
            ensure!(sent[0].0 == "image/webp" && sent[0].1.starts_with(b"RIFF"), "{what} was sent as {}", sent[0].0);
            clean(&format!("what is sent of {what}"), &sent[0].1)?;
            for size in ["", "?w=480", "?w=96"] {
                clean(&format!("what the server has of {what}"), &http::bytes(port, &format!("{last}{size}"))?)?;
            }
        }
        let script = "return performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('/device.js')).length";
        ensure!(browser.script(script).await?.as_u64() >= Some(1), "no worker was started");
        let sides = "const image = document.querySelector('.lp-picture-field img'); return [image.width, image.height].map(Number)";
        ensure!(browser.script(sides).await?[0].as_u64() > Some(0), "the picture has no size");

        browser.says("Tersimpan di perangkat dan server").await?;
        let folder = tempfile::TempDir::new()?;
        saves_into(&browser, folder.path()).await?;
        browser.app("/studio/import").await?;
        browser.press("Unduh : Seluruh situs").await?;
        let file = folder.path().join("gina-misal-site.zip");
        saved(&browser, &file).await?;
        let mut archive = zip::ZipArchive::new(fs::File::open(&file)?)?;
        let mut pictures = 0;
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at)?;
            let name = entry.name()?.into_owned();
            if name.starts_with("images/") {
                let mut bytes = Vec::new();
                entry.read_to_end(&mut bytes)?;
                clean(&format!("{name} of the exported site"), &bytes)?;
                pictures += 1;
            }
        }
        ensure!(pictures >= 1, "the exported site has no picture");
        println!("{} photographs left without a place; {pictures} of them in the exported site", photographs.len());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn bombs_and_files_of_two_kinds_get_nowhere() -> Result<()> {
    // What the device cannot know, the server refuses.
    journey("pictures-bombs", Look::DESK, &["401", "404", "422", "415"], |browser, _server| async move {
        register(&browser, "Bram Misal", "bram@uji.example").await?;
        new_work(&browser, "Bom").await?;
        let (mut last, mut refused, mut slowest) = (String::new(), 0, Duration::ZERO);
        let words = ["40 megapiksel", "Pakai gambar JPEG, PNG, atau WebP", "tidak terbaca sebagai gambar"];
        let bombs = bombs();
        for (at, (what, media_type, bytes, statuses)) in bombs.iter().enumerate() {
            let name = format!("berkas-{at}.{}", media_type.trim_start_matches("image/").trim_end_matches("+xml"));
            let begin = Instant::now();
            let outcome = choose(&browser, &name, bytes, &last).await.with_context(|| (*what).to_owned())?;
            slowest = slowest.max(begin.elapsed());
            ensure!(begin.elapsed() < QUICK, "{what} took {:?}", begin.elapsed());
            let sent = sent(&browser).await?;
            match outcome {
                Ok(address) => {
                    ensure!(statuses.contains(&201), "{what} got in");
                    for (_, bytes) in &sent {
                        clean(&format!("what is sent of {what}"), bytes)?;
                    }
                    last = address;
                }
                Err(said) => {
                    ensure!(words.iter().any(|word| said.contains(word)), "{what}: {said:?}");
                    ensure!(sent.is_empty(), "{what} was sent");
                    refused += 1;
                }
            }
        }
        println!("{refused} of {} files were refused on the device, the slowest answer took {slowest:?}", bombs.len());
        ensure!(refused >= REFUSED, "only {refused} were refused");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_browser_that_cannot_draw_in_a_worker_draws_on_the_page() -> Result<()> {
    journey("pictures-page", Look::DESK, &["401", "404"], |browser, _server| async move {
        register(&browser, "Hana Misal", "hana@uji.example").await?;
        // The worker of such a browser answers nothing.
        let source = "const Whole = window.Worker; window.Worker = class extends Whole { \
            constructor(address, choices) { if (String(address) === '/device.js') throw new TypeError('none'); super(address, choices); } }";
        browser.protocol("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await?;
        new_work(&browser, "Foto").await?;
        let (what, _, bytes) = fifty().swap_remove(4);
        choose(&browser, "foto.jpg", &bytes, "").await?.map_err(|words| anyhow::anyhow!("{what}: {words}"))?;
        let sent = sent(&browser).await?;
        ensure!(sent.len() == 1 && sent[0].0 == "image/jpeg", "{:?}", sent.first().map(|one| &one.0));
        clean(&what, &sent[0].1)
    })
    .await
}
