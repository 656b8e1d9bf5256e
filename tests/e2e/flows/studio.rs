//! Writing in the studio, and what happens to what was written.
//!
//! 1. Every section of a résumé takes entries: added, dated as exactly as known, moved by keys with the focus staying.
//! 2. Two tabs write at once: different fields join, the same field is asked about with both texts.
//! 3. The browser is killed again and again while somebody types: at most two seconds are lost, and what is there is whole.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::support::{
    browser::{Browser, CHROMIUM, Look, journey},
    environment,
    server::Server,
};

/// How often the browser is killed at most, and how long that may go on.
const KILLS: u32 = 100;
const KILLING: Duration = Duration::from_secs(60);

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

/// A browser with a folder of its own that is opened again after it was killed.
struct Mortal {
    folder: tempfile::TempDir,
    driver: WebDriver,
}

impl Mortal {
    async fn open(folder: tempfile::TempDir) -> Result<Self> {
        let mut capabilities = DesiredCapabilities::chrome();
        for argument in CHROMIUM.into_iter().chain(["--accept-lang=id-ID"]) {
            capabilities.add_arg(argument)?;
        }
        capabilities.add_arg(&format!("--user-data-dir={}", folder.path().display()))?;
        let driver = WebDriver::new(environment::driver()?, capabilities).await.context("opening Chromium")?;
        Ok(Self { folder, driver })
    }

    /// SIGKILL for the browser and all its processes: none of them can finish anything.
    async fn kill(self) -> Result<tempfile::TempDir> {
        let pids = processes_of(self.folder.path())?;
        ensure!(!pids.is_empty(), "the browser has no process");
        for pid in pids {
            std::process::Command::new("kill").args(["-9", &pid.to_string()]).status()?;
        }
        let _ = self.driver.quit().await;
        // The mark of a running browser would keep the next one from starting.
        for name in ["SingletonLock", "SingletonCookie", "SingletonSocket"] {
            let _ = std::fs::remove_file(self.folder.path().join(name));
        }
        Ok(self.folder)
    }

    async fn ask(&self, script: &str) -> Result<Value> {
        Ok(self.driver.execute(script, vec![]).await?.json().clone())
    }

    async fn until(&self, what: &str, script: &str) -> Result<Value> {
        let begin = Instant::now();
        let mut interval = tokio::time::interval(Duration::from_millis(40));
        while begin.elapsed() < Duration::from_secs(20) {
            interval.tick().await;
            if let Ok(found) = self.ask(script).await
                && !found.is_null()
                && found != json!(false)
            {
                return Ok(found);
            }
        }
        bail!("waited for {what}")
    }
}

/// The processes that were started with this folder.
fn processes_of(folder: &std::path::Path) -> Result<Vec<u32>> {
    let mark = format!("--user-data-dir={}", folder.display());
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc")? {
        let Ok(entry) = entry else { continue };
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        let Ok(line) = std::fs::read(entry.path().join("cmdline")) else { continue };
        if String::from_utf8_lossy(&line).contains(&mark) {
            found.push(pid);
        }
    }
    Ok(found)
}

const ABOUT: &str = "document.querySelector('#studio-about')";

#[tokio::test]
async fn a_killed_browser_loses_at_most_two_seconds() -> Result<()> {
    let server = Server::start()?;
    let base = server.url("");
    let mut mortal = Mortal::open(tempfile::TempDir::new()?).await?;
    // Signing up by the interface is tried elsewhere; here the account only has to be there.
    mortal.driver.goto(format!("{base}/")).await?;
    let script = "return fetch('/v1/accounts', {method: 'POST', headers: {'content-type': 'application/json'}, \
        body: JSON.stringify({name: 'Tari Misal', email: 'tari@uji.example', password: 'kopi susu gula aren', role: 'freelancer'})}).then((answer) => answer.status)";
    let status = mortal.ask(script).await?;
    ensure!(status == json!(201) || status == json!(200), "registering answered {status}");
    // Browsers write cookies to the disk half a minute later, and at once when they are closed in peace.
    let Mortal { folder, driver } = mortal;
    driver.quit().await?;
    mortal = Mortal::open(folder).await?;

    let begin = Instant::now();
    let (mut kills, mut worst) = (0_u32, 0_u64);
    let mut known = String::new();
    while kills < KILLS && begin.elapsed() < KILLING {
        mortal.driver.goto(format!("{base}/studio/profile")).await?;
        let held = mortal.until("the field", &format!("return {ABOUT} ? ({ABOUT}.value || ' ') : null")).await?;
        let held = held.as_str().unwrap_or_default().trim().to_owned();
        ensure!(
            held.is_empty() || known.starts_with(&held),
            "what came back is not what was typed: {held:?} of {known:?}"
        );
        // Numbers typed one after the other, each with its time, so that it can be told what is missing.
        let typing = format!(
            "const field = {ABOUT}; window.typed = []; let next = {kills} * 1000;
             field.value = ''; window.typer = setInterval(() => {{
                 field.value = (field.value + ' ' + next).trim(); next += 1;
                 window.typed.push([Date.now(), field.value]);
                 field.dispatchEvent(new Event('input', {{bubbles: true}}));
             }}, 60); return true"
        );
        mortal.ask(&typing).await?;
        // No two kills at the same point of the saving clocks: between 5 and 50 steps of 60 milliseconds.
        let steps = 5 + kills.wrapping_mul(2_654_435_761) % 45;
        mortal.until("the typing", &format!("return window.typed.length >= {steps}")).await?;
        let typed = mortal.ask("return [Date.now(), window.typed]").await?;
        let killed_at = typed[0].as_u64().context("a time")?;
        let folder = mortal.kill().await?;
        kills += 1;
        mortal = Mortal::open(folder).await?;
        mortal.driver.goto(format!("{base}/studio/profile")).await?;
        let back =
            mortal.until("the text after the kill", &format!("return {ABOUT} ? ({ABOUT}.value || ' ') : null")).await?;
        let back = back.as_str().unwrap_or_default().trim().to_owned();
        let steps: Vec<(u64, &str)> = typed[1]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|step| Some((step[0].as_u64()?, step[1].as_str()?)))
            .collect();
        // Typed after the question and before the kill: longer than all that is known of.
        let kept = steps.iter().rposition(|(_, text)| back.starts_with(text));
        let lost = match kept {
            Some(at) => steps.get(at + 1).map_or(0, |(time, _)| killed_at.saturating_sub(*time)),
            None => {
                ensure!(back == held, "half a document after kill {kills}: {back:?}");
                steps.first().map_or(0, |(time, _)| killed_at.saturating_sub(*time))
            }
        };
        worst = worst.max(lost);
        ensure!(lost <= 2_000, "kill {kills} lost {lost} ms of typing");
        known = back;
    }
    println!("killed {kills} times in {:?}; at most {worst} ms of typing were lost", begin.elapsed());
    ensure!(kills >= 8, "only {kills} kills fit into {KILLING:?}");
    let _ = mortal.driver.quit().await;
    Ok(())
}
