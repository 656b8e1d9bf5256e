//! Leaving with the whole site.
//!
//! 1. The ZIP, unpacked under `/a/b/` on a plain file server: every address leads somewhere, no other host is asked, axe and a
//!    validator of HTML find nothing on any page in either language, and other people's parsers understand the rest.
//! 2. No private text is in any of its files.
//! 3. Forty works with a hundred and twenty pictures leave within ten seconds, with progress, and it can be cancelled.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{
    moving::{saved, saves_into},
    studio::register,
};
use crate::support::{
    axe,
    browser::{Browser, Look, journey},
    environment, host, judge, server,
};

/// Most time for the largest site.
const MOST: Duration = Duration::from_secs(10);

/// Addresses of everything that a page asks for or leads to, as the browser reads them, without fragments.
const ADDRESSES: &str = r"
    const named = [...document.querySelectorAll('[href], [src], [srcset]')].flatMap((node) => [
        node.href?.baseVal ?? node.href, node.src, ...(node.srcset ?? '').split(',').map((part) => part.trim().split(' ')[0]),
    ]).filter(Boolean).map((address) => new URL(address, document.baseURI));
    return [...new Set(named.filter((url) => url.protocol.startsWith('http')).map((url) => url.href.split('#')[0]))];";
const ASKED: &str = "return performance.getEntriesByType('resource').map((entry) => entry.name)";

/// Every file of a folder, relative to it.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(inside) = open.pop() {
        for entry in fs::read_dir(inside)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path.strip_prefix(folder)?.to_owned());
            }
        }
    }
    found.sort();
    Ok(found)
}

async fn strings(browser: &Browser, script: &str) -> Result<Vec<String>> {
    Ok(serde_json::from_value(browser.script(script).await?)?)
}

/// Unpacks the site of whoever is signed in below `/a/b/` of a folder.
async fn site(browser: &Browser, handle: &str) -> Result<tempfile::TempDir> {
    let folder = tempfile::TempDir::new()?;
    saves_into(browser, folder.path()).await?;
    browser.app("/studio/import").await?;
    browser.press("Unduh : Seluruh situs").await?;
    let file = folder.path().join(format!("{handle}-site.zip"));
    saved(browser, &file).await?;
    zip::ZipArchive::new(fs::File::open(&file)?)?.extract(folder.path().join("a/b"))?;
    Ok(folder)
}

#[tokio::test]
async fn the_site_stands_in_any_folder_of_any_host() -> Result<()> {
    journey("moving-site", Look::DESK, &["401"], |browser, _server| async move {
        browser.sign_in(&server::person("freelancer")?).await?;
        let folder = site(&browser, "sari-kemasan").await?;
        let held = files(&folder.path().join("a/b"))?;
        let origin = host::serve_folder(folder.path().to_owned())?;
        let base = format!("{origin}/a/b/");
        let mut pages = BTreeMap::new();
        let mut lead: BTreeSet<String> = BTreeSet::new();
        for page in held.iter().filter(|path| path.extension().is_some_and(|ending| ending == "html")) {
            let name = page.to_string_lossy().into_owned();
            browser.driver.goto(format!("{base}{name}")).await?;
            axe::silent(&browser).await?;
            for asked in strings(&browser, ASKED).await? {
                ensure!(asked.starts_with(&base), "{name} asks for {asked}");
            }
            let broken = browser.script("return [...document.images].filter((image) => image.complete && !image.naturalWidth).map((image) => image.src)").await?;
            ensure!(broken == json!([]), "{name}: {broken}");
            lead.extend(strings(&browser, ADDRESSES).await?.into_iter().filter(|address| address.starts_with(&origin)));
            pages.insert(name.clone(), fs::read_to_string(folder.path().join("a/b").join(page))?);
        }
        ensure!(pages.len() >= 6, "{:?}", pages.keys());
        for address in &lead {
            ensure!(address.starts_with(&base), "{address} leads out of the folder");
            let path = address[base.len()..].split(['?', '#']).next().unwrap_or_default();
            let file = folder.path().join("a/b").join(path);
            ensure!(file.is_file() || file.join("index.html").is_file(), "{address} leads nowhere");
        }
        if let Some(npm) = environment::npm() {
            let invalid = judge::invalid(&npm, &pages)?;
            ensure!(invalid.is_empty(), "{invalid:#?}");
        }
        if let Some(python) = environment::python() {
            let read = judge::files(&python, base.trim_end_matches('/'))?;
            judge::sound(&read, "Sari Kemasan")?;
        }
        let oembed: Value = serde_json::from_slice(&fs::read(folder.path().join("a/b/oembed.json"))?)?;
        ensure!(oembed["type"] == "rich" && oembed["version"] == "1.0", "{oembed}");
        // Other people's texts aside, what is private of the demo person is nowhere.
        let secret = server::person("freelancer")?.email;
        for path in held {
            let bytes = fs::read(folder.path().join("a/b").join(&path))?;
            ensure!(!String::from_utf8_lossy(&bytes).contains(&secret), "{} has the address", path.display());
        }
        Ok(())
    })
    .await
}

/// Uploads pictures and saves a draft of forty works that shows three of them each.
const FILL: &str = r"
    const [count, done] = [arguments[0], arguments[arguments.length - 1]];
    const picture = (at) => new Promise((give) => {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [1200, 800];
        const pen = canvas.getContext('2d');
        for (let stripe = 0; stripe < 60; stripe++) {
            pen.fillStyle = `hsl(${(at * 37 + stripe * 11) % 360} 60% ${30 + stripe % 50}%)`;
            pen.fillRect(stripe * 20, (at * stripe) % 400, 20, 800);
        }
        canvas.toBlob(give, 'image/jpeg', 0.9);
    });
    const upload = async (at) => {
        const answer = await fetch('/v1/uploads', { method: 'POST', body: await picture(at), headers: { 'content-type': 'image/jpeg', 'idempotency-key': `picture-${at}` } });
        return { ...await answer.json(), status: answer.status };
    };
    (async () => {
        const shown = [];
        for (let at = 0; at < count; at += 4) {
            shown.push(...await Promise.all([0, 1, 2, 3].map((next) => upload(at + next))));
        }
        const me = await (await fetch('/v1/me')).json();
        const address = `/v1/profiles/${me.handle}/draft`;
        const draft = await fetch(address);
        const { document: held } = await draft.json();
        const image = (upload) => ({ url: `/uploads/${upload.id}`, alt: 'Garis', width: upload.width, height: upload.height });
        held.basics = { ...held.basics, name: 'Empat Puluh', label: 'Perancang' };
        held.meta = { ...held.meta, lepas: { ...held.meta?.lepas } };
        held.meta.lepas.cases = [...Array(count / 3).keys()].map((at) => ({
            id: `karya-${at}`, title: `Karya ${at}`, summary: 'Kemasan untuk usaha keluarga.', picture: image(shown[at * 3]),
            blocks: [{ id: `b-${at}`, kind: 'gallery', pictures: [1, 2].map((next) => ({ id: `p-${at}-${next}`, picture: image(shown[at * 3 + next]) })) }],
        }));
        const answer = await fetch(address, { method: 'PUT', body: JSON.stringify(held), headers: { 'content-type': 'application/json', 'if-match': draft.headers.get('etag') } });
        done({ status: answer.status, text: answer.ok ? '' : await answer.text(), failed: shown.filter((upload) => upload.status !== 201).length });
    })().catch((error) => done({ status: 0, text: String(error) }));";

#[tokio::test]
async fn forty_works_with_a_hundred_and_twenty_pictures_leave_within_ten_seconds() -> Result<()> {
    journey("moving-large", Look::DESK, &["401", "404"], |browser, _server| async move {
        register(&browser, "Empat Puluh", "empat@uji.example").await?;
        browser.app("/settings").await?;
        browser.driver.set_script_timeout(Duration::from_secs(240)).await?;
        let filled = browser.driver.execute_async(FILL, vec![json!(120)]).await?.json().clone();
        ensure!(filled["status"] == 200 && filled["failed"] == 0, "{filled}");

        let folder = tempfile::TempDir::new()?;
        saves_into(&browser, folder.path()).await?;
        browser.app("/studio/import").await?;
        browser.see("[data-testid='import-file']").await?;
        // Cancelled halfway: no file, and the page goes on.
        browser.press("Unduh : Seluruh situs").await?;
        browser.press("Batal").await?;
        browser.says("Dibatalkan. Tidak ada berkas yang dibuat").await?;
        ensure!(fs::read_dir(folder.path())?.next().is_none(), "a cancelled export left a file");

        browser
            .script("window.told = []; new MutationObserver(() => { const words = [...document.querySelectorAll('[role=status]')].map((node) => node.innerText).find((text) => text.includes('gambar diambil')); if (words) window.told.push(words); }).observe(document.body, { subtree: true, childList: true, characterData: true })")
            .await?;
        let begin = Instant::now();
        browser.press("Unduh : Seluruh situs").await?;
        let file = folder.path().join("empat-puluh-site.zip");
        let bytes = saved(&browser, &file).await?;
        let took = begin.elapsed();
        println!("40 works, 120 pictures, {} KB: {} ms", bytes.len() / 1024, took.as_millis());
        let told = browser.script("return window.told").await?;
        ensure!(told.as_array().is_some_and(|told| told.len() > 3), "progress was told {told}");
        let archive = zip::ZipArchive::new(fs::File::open(&file)?).context("reading the archive")?;
        let pictures = archive.file_names().flatten().filter(|name| name.starts_with("images/")).count();
        ensure!(pictures == 120, "{pictures} pictures");
        ensure!(took <= MOST, "it took {took:?}");
        Ok(())
    })
    .await
}
