//! The public page in every theme, light and dark, in both languages, with nothing in it and with far too much: no sideways
//! scroll at any width, legible everywhere, and on paper a curriculum vitae.
//!
//! With `LEPAS_SHOTS_DIR`, which `cargo xtask shots` sets, every page is pictured at phone and desktop width, for eyes.

use std::{collections::BTreeMap, path::Path, process::Command};

use anyhow::{Context, Result, ensure};
use lepas_api::{
    Locale,
    profile::{PublicProfile, Theme},
};
use lepas_page::{PageKind, PageOptions, render_page, render_rate_card};
use serde_json::json;

use crate::support::{
    axe::violations,
    browser::{Browser, Look, journey},
    environment, host, judge,
};

/// Name and document: nothing, the usual, every field, and texts that want out.
const FIXTURES: [(&str, &str); 4] = [
    ("empty", include_str!("../../crates/lepas-page/tests/fixtures/empty.json")),
    ("typical", include_str!("../../crates/lepas-page/tests/fixtures/full.json")),
    ("everything", include_str!("../../crates/lepas-page/tests/fixtures/everything.json")),
    ("hostile", include_str!("../../crates/lepas-page/tests/fixtures/hostile.json")),
];
const WIDTHS: [u32; 6] = [320, 390, 768, 1024, 1280, 1920];
/// Pages in a document of frames.
const AT_ONCE: usize = 8;

/// What stands outside of the page to the right, for every frame of the document.
const SIDEWAYS: &str = r"
    return [...document.querySelectorAll('iframe')].flatMap((frame) => {
        const page = frame.contentDocument, width = page.documentElement.clientWidth;
        if (!page.body || page.body.childElementCount === 0) return [[frame.name, 'is empty']];
        if (width !== frame.width - 0) return [[frame.name, 'is drawn at ' + width]];
        if (page.documentElement.scrollWidth <= width) return [];
        const outside = [...page.body.querySelectorAll('*')].filter((node) => node.getBoundingClientRect().right > width + 1);
        return [[frame.name, ...outside.slice(0, 4).map((node) => node.tagName + '.' + node.className + ' ' + node.getBoundingClientRect().right)]];
    });";

fn profile(text: &str) -> Result<PublicProfile> {
    let mut profile: PublicProfile = serde_json::from_str(text)?;
    profile.document = profile.document.public_view();
    Ok(profile)
}

/// Every page of every fixture by its path, served by a host of its own.
fn pages() -> Result<BTreeMap<String, String>> {
    let mut pages = BTreeMap::new();
    for (name, text) in FIXTURES {
        let mut profile = profile(text)?;
        for locale in Locale::ALL {
            let options = PageOptions { locale, ..PageOptions::default() };
            for theme in Theme::ALL {
                profile.document.meta.lepas.theme = theme;
                let path = |shape: &str| format!("/{name}-{}-{}{shape}", theme.slug(), locale.tag());
                pages.insert(path(""), render_page(&profile, &options));
                let links = PageOptions { kind: PageKind::Links, ..options.clone() };
                pages.insert(path("-links"), render_page(&profile, &links));
            }
            pages.insert(format!("/{name}-rates-{}", locale.tag()), render_rate_card(&profile, &options));
        }
    }
    Ok(pages)
}

/// Documents that hold many pages at every width, so that one load measures them all: each an `iframe` as wide as a screen.
fn frames(pages: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut documents = BTreeMap::new();
    let paths: Vec<&String> = pages.keys().collect();
    for (index, some) in paths.chunks(AT_ONCE).enumerate() {
        let mut html = "<!doctype html><title>x</title>".to_owned();
        for path in some {
            for width in WIDTHS {
                html.push_str(&format!(
                    "<iframe name='{path} at {width}' src='{path}' width={width} height=900 style='border:0'></iframe>"
                ));
            }
        }
        documents.insert(format!("/frames-{index}"), html);
    }
    documents
}

#[tokio::test]
async fn no_page_of_any_theme_runs_out_of_its_width() -> Result<()> {
    journey("themes", Look::DESK, &["uploads", "font"], |browser, _server| async move {
        let pages = pages()?;
        let documents = frames(&pages);
        let mut served = pages.clone();
        served.extend(documents.clone());
        let host = host::serve_all(served)?;
        let mut problems = Vec::new();
        for path in documents.keys() {
            browser.driver.goto(format!("{host}{path}")).await?;
            let outside = browser.script(SIDEWAYS).await?;
            problems.extend(outside.as_array().context("no frames")?.iter().map(ToString::to_string));
        }
        ensure!(problems.is_empty(), "{} pages run out of their width:\n{}", problems.len(), problems.join("\n"));
        Ok(())
    })
    .await
}

#[test]
fn every_page_of_every_theme_is_valid() -> Result<()> {
    let Some(npm) = environment::npm() else {
        println!("left out: LEPAS_NPM is not set");
        return Ok(());
    };
    let found = judge::invalid(&npm, &pages()?)?;
    ensure!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
    Ok(())
}

#[tokio::test]
async fn shots_of_every_theme() -> Result<()> {
    let Some(folder) = environment::shots() else { return Ok(()) };
    journey("themes-shots", Look::DESK, &["uploads", "font"], |browser, _server| async move {
        let pages = pages()?;
        let host = host::serve_all(pages.clone())?;
        for path in pages.keys() {
            browser.driver.goto(format!("{host}{path}")).await?;
            for look in [Look::DESK, Look { dark: true, ..Look::DESK }, Look::PHONE, Look { dark: true, ..Look::PHONE }]
            {
                browser.set_look(look).await?;
                browser.picture(&folder.join(format!("page{path}-{}.png", look.name()).replace('/', "-"))).await?;
            }
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_theme_is_legible_in_light_and_dark() -> Result<()> {
    journey("themes-axe", Look::DESK, &["uploads", "font"], |browser, _server| async move {
        let pages = pages()?;
        let host = host::serve_all(pages.clone())?;
        let mut problems = Vec::new();
        let kept = |path: &&String| path.starts_with("/everything") || path.starts_with("/empty");
        for path in pages.keys().filter(kept).filter(|path| path.contains("-id")) {
            browser.driver.goto(format!("{host}{path}")).await?;
            for dark in [false, true] {
                browser.set_look(Look { dark, ..Look::DESK }).await?;
                for violation in violations(&browser).await? {
                    problems.push(format!("{path} dark={dark}: {violation:#}"));
                }
            }
        }
        ensure!(problems.is_empty(), "{} violations:\n{}", problems.len(), problems.join("\n"));
        Ok(())
    })
    .await
}

/// Entries of the page that must not be split between sheets, and whether printing splits them.
///
/// A PDF does not say where entries are, so every entry is marked by a word of its own at its beginning and at its end.
#[tokio::test]
async fn a_printed_page_is_tagged_text_with_no_entry_split_and_a_rate_card_one_sheet() -> Result<()> {
    journey("print", Look::DESK, &["uploads", "font"], |browser, _server| async move {
        let Some(python) = environment::python() else {
            println!("left out: LEPAS_PYTHON is not set, so nobody can read the PDF");
            return Ok(());
        };
        let mut profile = profile(FIXTURES[2].1)?;
        // Enough for three sheets.
        let work = profile.document.work.clone();
        profile.document.work.extend(work.clone());
        profile.document.work.extend(work);
        for (index, entry) in profile.document.work.iter_mut().enumerate() {
            entry.name = format!("awal{index:02}x {}", entry.name);
            entry.other.insert("highlights".into(), json!(["Satu", "Dua", format!("akhir{index:02}x")]));
        }
        let count = profile.document.work.len();
        let mut pages = BTreeMap::new();
        for theme in Theme::ALL {
            profile.document.meta.lepas.theme = theme;
            pages.insert(format!("/{}", theme.slug()), render_page(&profile, &PageOptions::default()));
        }
        let host = host::serve_all(pages.clone())?;
        for path in pages.keys() {
            browser.driver.goto(format!("{host}{path}")).await?;
            let pdf = browser
                .protocol("Page.printToPDF", json!({ "preferCSSPageSize": true, "generateTaggedPDF": true }))
                .await?;
            let read = read_pdf(&python, pdf["data"].as_str().context("no PDF")?)?;
            ensure!(read["tagged"] == true, "{path}: the PDF is not tagged");
            let sheets: Vec<&str> =
                read["pages"].as_array().into_iter().flatten().filter_map(|page| page.as_str()).collect();
            ensure!((3..=9).contains(&sheets.len()), "{path}: {} sheets", sheets.len());
            let sheet = |word: &str| {
                sheets.iter().position(|text| text.contains(word)).with_context(|| format!("{path}: {word} is lost"))
            };
            for index in 0..count {
                let (begin, end) = (sheet(&format!("awal{index:02}x"))?, sheet(&format!("akhir{index:02}x"))?);
                ensure!(begin == end, "{path}: entry {index} begins on sheet {begin} and ends on {end}");
            }
            let size = &read["size"];
            ensure!(size == &json!([595, 842]), "{path}: the sheet is {size}, not A4");
        }
        print_rate_cards(&browser, &python).await
    })
    .await
}

/// Every rate card is one sheet of A5.
async fn print_rate_cards(browser: &Browser, python: &Path) -> Result<()> {
    let pages = pages()?;
    let host = host::serve_all(pages.clone())?;
    for path in pages.keys().filter(|path| path.contains("-rates-")) {
        browser.driver.goto(format!("{host}{path}")).await?;
        let pdf = browser.protocol("Page.printToPDF", json!({ "preferCSSPageSize": true })).await?;
        let read = read_pdf(python, pdf["data"].as_str().context("no PDF")?)?;
        let sheets = read["pages"].as_array().map_or(0, Vec::len);
        ensure!(sheets == 1 && read["size"] == json!([420, 595]), "{path}: {sheets} sheets of {}", read["size"]);
    }
    Ok(())
}

/// Pages as text, whether the file is tagged, and the size of the first sheet in whole points.
fn read_pdf(python: &Path, base64: &str) -> Result<serde_json::Value> {
    const READ: &str = "import sys, io, json, base64, pypdf
reader = pypdf.PdfReader(io.BytesIO(base64.b64decode(sys.stdin.read())))
root = reader.trailer['/Root']
box = reader.pages[0].mediabox
print(json.dumps({'tagged': '/StructTreeRoot' in root and bool(root.get('/MarkInfo', {}).get('/Marked')),
    'pages': [page.extract_text() for page in reader.pages], 'size': [round(float(box.width)), round(float(box.height))]}))";
    judge::asked(Command::new(python).args(["-c", READ]), base64)
}
