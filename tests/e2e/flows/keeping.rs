//! What is typed stays, whatever happens to the browser and however many tabs there are.
//!
//! 1. The browser is killed at random moments while somebody types: at most two seconds are lost, and what is there is whole.
//! 2. Two tabs are written in at once, in random pairs of edits: different fields join, of the same field both texts are found.
//!
//! `LEPAS_KILLS` and `LEPAS_PAIRS` say how many there are, `LEPAS_SEED` makes another choice of moments and fields; a run prints
//! the seed that it had.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::support::{
    browser::{Browser, CHROMIUM, Look},
    environment,
    server::Server,
};

/// How often the browser is killed at most, and how long that may go on unless a number is named.
const KILLS: u32 = 100;
const KILLING: Duration = Duration::from_secs(60);
/// Pairs of edits unless a number is named.
const PAIRS: u32 = 150;

fn number(name: &str) -> Option<u32> {
    std::env::var(name).ok()?.parse().ok()
}

/// Random choices that a seed repeats (xorshift64*).
struct Moments {
    seed: u64,
    state: u64,
}

impl Moments {
    fn new() -> Self {
        let seed = number("LEPAS_SEED").map_or(20_261_123, u64::from).max(1);
        Self { seed, state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1 }
    }

    fn below(&mut self, most: u64) -> u64 {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        (self.state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % most.max(1)
    }
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
    let mut moments = Moments::new();
    let wanted = number("LEPAS_KILLS");
    let most = wanted.unwrap_or(KILLS);
    let (mut kills, mut worst) = (0_u32, 0_u64);
    let mut known = String::new();
    while kills < most && (wanted.is_some() || begin.elapsed() < KILLING) {
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
        // Any point of the saving clocks, which turn within two seconds.
        mortal.until("the typing", "return window.typed.length >= 2").await?;
        let wait = format!("return new Promise((done) => setTimeout(() => done(true), {}))", moments.below(3_500));
        mortal.ask(&wait).await?;
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
    println!(
        "killed {kills} times in {:?} (seed {}); at most {worst} ms of typing were lost",
        begin.elapsed(),
        moments.seed
    );
    ensure!(kills >= 8, "only {kills} kills fit into {KILLING:?}");
    let _ = mortal.driver.quit().await;
    Ok(())
}

/// Fields that both tabs write in, by their ids: texts of the profile and of one entry that is open in both.
const FIELDS: [&str; 8] = [
    "studio-name",
    "studio-headline",
    "studio-about",
    "studio-basics-location-city",
    "studio-work-w1-position",
    "studio-work-w1-name",
    "studio-work-w1-summary",
    "studio-work-w1-location",
];

/// What both tabs can do: write texts into fields at their times, and tell what they show. The second does it when the first says.
const TAB: &str = r"
    const channel = new BroadcastChannel('lepas-pairs');
    const write = ([field, text, wait]) => setTimeout(() => {
        const node = document.getElementById(field);
        node.value = text;
        node.dispatchEvent(new Event('input', { bubbles: true }));
    }, wait);
    const told = () => ({
        values: Object.fromEntries([...document.querySelectorAll('input, textarea')].map((node) => [node.id, node.value])),
        questions: [...document.querySelectorAll('.lp-versions blockquote')].map((node) => node.innerText),
    });
    const answer = () => document.querySelectorAll('.lp-versions figure:first-of-type button').forEach((node) => node.click());
    let heard = () => {};
    channel.onmessage = ({ data }) => {
        if (data.writes) data.writes.forEach(write);
        if (data.ask) channel.postMessage({ told: told() });
        if (data.answer) answer();
        if (data.told) heard(data.told);
    };
    window.pairs = {
        begin(mine, theirs) { channel.postMessage({ writes: theirs }); mine.forEach(write); },
        answer() { channel.postMessage({ answer: true }); answer(); },
        look: () => new Promise((resolve) => { heard = (theirs) => resolve([told(), theirs]); channel.postMessage({ ask: true }); }),
    };
    return true";

/// One edit: a field, a text, and when.
type Edit = (usize, String, u64);

/// A round: several pairs, each tab writing in fields of its own; in a round with a quarrel both write in the same one at once.
fn round(moments: &mut Moments, pairs: &mut u32) -> ([Vec<Edit>; 2], bool) {
    let mut fields: Vec<usize> = (0..FIELDS.len()).collect();
    for at in (1..fields.len()).rev() {
        fields.swap(at, usize::try_from(moments.below(at as u64 + 1)).unwrap_or(0));
    }
    let quarrel = moments.below(6) == 0;
    let number = *pairs;
    let mut edit = |tab: usize, field: usize, spread: u64| -> Edit {
        (field, format!("T{tab}-{number}-{}", moments.below(1_000_000)), moments.below(spread))
    };
    if quarrel {
        *pairs += 1;
        return ([vec![edit(0, fields[0], 20)], vec![edit(1, fields[0], 20)]], true);
    }
    *pairs += u32::try_from(FIELDS.len() / 2).unwrap_or(0);
    let mut tabs = [Vec::new(), Vec::new()];
    for (at, field) in fields.into_iter().enumerate() {
        tabs[at % 2].push(edit(at % 2, field, 250));
    }
    (tabs, false)
}

/// What both tabs show: first the one that has the driver.
async fn look(browser: &Browser) -> Result<[Value; 2]> {
    let script = "const done = arguments[arguments.length - 1]; window.pairs.look().then(done)";
    let found = browser.driver.execute_async(script, vec![]).await?.json().clone();
    Ok([found[0].clone(), found[1].clone()])
}

fn asks(shown: &[Value; 2]) -> bool {
    shown.iter().any(|tab| tab["questions"].as_array().is_some_and(|asked| !asked.is_empty()))
}

/// Whether nothing is lost: a text stands in its field in both tabs, or a tab asks about it. Where both wrote into one field a
/// tab has to ask.
fn is_settled(shown: &[Value; 2], edits: &[Vec<Edit>; 2], quarrel: bool) -> bool {
    let joined = |field: &str, text: &str| shown.iter().all(|tab| tab["values"][field] == text);
    let asked = |text: &str| {
        shown.iter().any(|tab| {
            let questions = tab["questions"].as_array().map(Vec::as_slice).unwrap_or_default();
            questions.iter().any(|words| words.as_str().is_some_and(|words| words.contains(text)))
        })
    };
    let all = edits.iter().flatten().all(|(field, text, _)| joined(FIELDS[*field], text) || asked(text));
    all && (asks(shown) || !quarrel)
}

/// Answers every question, until none is open and both tabs show the same.
async fn answer(browser: &Browser) -> Result<()> {
    browser
        .until("the questions to be answered", || async {
            let shown = look(browser).await?;
            if asks(&shown) {
                browser.script("window.pairs.answer()").await?;
                return Ok(None);
            }
            let same = |field: &str| shown[0]["values"][field] == shown[1]["values"][field];
            Ok(FIELDS.into_iter().all(same).then_some(()))
        })
        .await
}

/// Opens the profile with one position, whose form is open, and gives the page the means of a tab.
async fn tab(browser: &Browser) -> Result<()> {
    browser.app("/studio/profile").await?;
    browser.see("#studio-work .lp-item__name").await?;
    browser.script("document.querySelector('#studio-work .lp-item__name').click()").await?;
    browser.see("#studio-work-w1-summary").await?;
    browser.script(TAB).await?;
    Ok(())
}

async fn two_tabs(server: &Server) -> Result<Browser> {
    // A tab behind another is slowed down by the browser; here both are in front.
    let browser = Browser::start(server.url(""), Look::DESK, |capabilities| {
        for argument in [
            "--disable-background-timer-throttling",
            "--disable-renderer-backgrounding",
            "--disable-backgrounding-occluded-windows",
        ] {
            capabilities.add_arg(argument)?;
        }
        Ok(())
    })
    .await?;
    browser.goto("/").await?;
    let script = "const done = arguments[arguments.length - 1]; \
        const send = (method, path, body, more) => fetch(path, { method, headers: { 'content-type': 'application/json', ...more }, body: JSON.stringify(body) }); \
        send('POST', '/v1/accounts', { name: 'Dua Misal', email: 'dua@uji.example', password: 'kopi susu gula aren', role: 'freelancer' }) \
        .then((answer) => answer.json()).then((me) => send('PUT', `/v1/profiles/${me.handle}/draft`, { basics: { name: 'Dua', label: '', summary: '' }, \
        work: [{ id: 'w1', name: 'Kopi', position: 'Perancang' }], meta: { lepas: { time_zone: 'Asia/Jakarta' } } }, { 'if-match': '*' })).then((answer) => done(answer.status))";
    let status = browser.driver.execute_async(script, vec![]).await?.json().clone();
    ensure!(status == json!(200), "the profile answered {status}");
    let first = browser.driver.window().await?;
    tab(&browser).await?;
    let second = browser.driver.new_window().await?;
    browser.driver.switch_to_window(second).await?;
    tab(&browser).await?;
    browser.driver.switch_to_window(first).await?;
    Ok(browser)
}

#[tokio::test]
async fn two_tabs_lose_nothing_of_random_pairs_of_edits() -> Result<()> {
    let server = Server::start()?;
    let browser = two_tabs(&server).await?;
    let mut moments = Moments::new();
    let wanted = number("LEPAS_PAIRS").unwrap_or(PAIRS);
    let begin = Instant::now();
    let (mut pairs, mut quarrels, mut questions, mut slowest) = (0, 0_u32, 0_u32, Duration::ZERO);
    while pairs < wanted {
        let (edits, quarrel) = round(&mut moments, &mut pairs);
        let list = |edits: &[Edit]| {
            edits.iter().map(|(field, text, wait)| json!([FIELDS[*field], text, wait])).collect::<Value>()
        };
        let started = Instant::now();
        browser
            .driver
            .execute("window.pairs.begin(arguments[0], arguments[1])", vec![list(&edits[0]), list(&edits[1])])
            .await?;
        let settled = browser
            .until(&format!("both tabs to have what was written: {edits:?}"), || async {
                Ok(is_settled(&look(&browser).await?, &edits, quarrel).then_some(()))
            })
            .await;
        if settled.is_err() {
            bail!("after {pairs} pairs (seed {}) {edits:?} is not in {:?}", moments.seed, look(&browser).await?);
        }
        slowest = slowest.max(started.elapsed());
        quarrels += u32::from(quarrel);
        if asks(&look(&browser).await?) {
            questions += 1;
            answer(&browser).await?;
        }
    }
    println!(
        "{pairs} pairs of edits in {:?} (seed {}), {quarrels} of them in the same field, {questions} rounds with a question: nothing is lost, the slowest were joined after {slowest:?}",
        begin.elapsed(),
        moments.seed
    );
    let _ = browser.driver.clone().quit().await;
    Ok(())
}
