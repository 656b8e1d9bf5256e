//! One Chromium for one journey: opened, watched, and asked at the end whether anything went wrong.

use std::{fs, future::Future, time::Duration};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::{ChromeCapabilities, ChromiumLikeCapabilities, LoggingPrefsLogLevel, prelude::*};

use super::{
    environment,
    server::{Server, SignIn},
};

/// How long a journey waits for something to appear.
pub(crate) const PATIENCE: Duration = Duration::from_secs(15);
const STEP: Duration = Duration::from_millis(60);

/// How every Chromium of a journey is started: without a window, and silent towards everybody but its journey's server.
pub(crate) const CHROMIUM: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// Width and look of a browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Look {
    pub(crate) width: u32,
    pub(crate) dark: bool,
    pub(crate) english: bool,
}

impl Look {
    /// A desktop in Indonesian and light.
    pub(crate) const DESK: Self = Self { width: 1280, dark: false, english: false };
    /// A phone in Indonesian and light.
    pub(crate) const PHONE: Self = Self { width: 390, dark: false, english: false };

    fn height(self) -> u32 {
        if self.width < 600 { 844 } else { 900 }
    }

    /// `1280-dark-en`, for names of files.
    pub(crate) fn name(self) -> String {
        let dark = if self.dark { "-dark" } else { "" };
        let english = if self.english { "-en" } else { "" };
        format!("{}{dark}{english}", self.width)
    }
}

/// A browser with its journey's server.
pub(crate) struct Browser {
    pub(crate) driver: WebDriver,
    base: String,
}

impl Browser {
    /// Opens a fresh browser.
    pub(crate) async fn open(server: &Server, look: Look) -> Result<Self> {
        Self::start(server.url(""), look, |_| Ok(())).await
    }

    /// Opens a fresh browser whose paths belong to an address, with more capabilities than usual.
    pub(crate) async fn start(
        base: String,
        look: Look,
        adjust: impl FnOnce(&mut ChromeCapabilities) -> Result<()>,
    ) -> Result<Self> {
        let mut capabilities = DesiredCapabilities::chrome();
        for argument in CHROMIUM.into_iter().chain(["--hide-scrollbars", "--force-prefers-reduced-motion"]) {
            capabilities.add_arg(argument)?;
        }
        capabilities.add_arg(if look.english { "--accept-lang=en-GB" } else { "--accept-lang=id-ID" })?;
        capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        adjust(&mut capabilities)?;
        let driver = WebDriver::new(environment::driver()?, capabilities).await.context("opening Chromium")?;
        let browser = Self { driver, base };
        browser.set_look(look).await?;
        browser.start_in_language(look).await?;
        Ok(browser)
    }

    /// A command of the DevTools protocol.
    pub(crate) async fn protocol(&self, command: &str, parameters: Value) -> Result<Value> {
        Ok(self.driver.cdp().send_raw(command, parameters).await?)
    }

    /// Changes width and colour scheme.
    pub(crate) async fn set_look(&self, look: Look) -> Result<()> {
        let metrics =
            json!({"width": look.width, "height": look.height(), "deviceScaleFactor": 1, "mobile": look.width < 600});
        self.protocol("Emulation.setDeviceMetricsOverride", metrics).await?;
        self.protocol("Emulation.setTouchEmulationEnabled", json!({"enabled": look.width < 600})).await?;
        let scheme = if look.dark { "dark" } else { "light" };
        let features = json!({"features": [
            {"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"},
        ]});
        self.protocol("Emulation.setEmulatedMedia", features).await?;
        Ok(())
    }

    /// Every document of this browser begins with a chosen language.
    async fn start_in_language(&self, look: Look) -> Result<()> {
        let tag = if look.english { "en" } else { "id" };
        let source = format!(
            "try {{ localStorage.getItem('lepas.locale') ?? localStorage.setItem('lepas.locale', '{tag}') }} catch {{}}"
        );
        self.protocol("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await?;
        Ok(())
    }

    /// Opens a path of the server.
    pub(crate) async fn goto(&self, path: &str) -> Result<()> {
        Ok(self.driver.goto(format!("{}{path}", self.base)).await?)
    }

    /// Opens a path and waits until the app has replaced the shell.
    pub(crate) async fn app(&self, path: &str) -> Result<()> {
        self.goto(path).await?;
        self.see("main h1").await?;
        Ok(())
    }

    /// The first element that matches, as soon as it is there.
    pub(crate) async fn see(&self, css: &str) -> Result<WebElement> {
        self.driver.query(By::Css(css)).wait(PATIENCE, STEP).first().await.with_context(|| format!("waiting for {css}"))
    }

    /// All elements that match now.
    pub(crate) async fn all(&self, css: &str) -> Result<Vec<WebElement>> {
        Ok(self.driver.find_all(By::Css(css)).await?)
    }

    /// A button or link by the words it shows or is called.
    pub(crate) async fn press(&self, words: &str) -> Result<()> {
        let script = r"
            const words = arguments[0];
            const shown = (node) => { const box = node.getBoundingClientRect(); return box.width > 0 && box.height > 0; };
            const name = (node) => (node.getAttribute('aria-label') || node.innerText || '').replace(/\s+/g, ' ').trim();
            // A button comes before a link of the same name: a tab may be called like what it leads to.
            const all = ['button, [role=tab], [role=menuitem], summary', 'a[href]']
                .flatMap((kind) => [...document.querySelectorAll(kind)]).filter(shown);
            return all.find((node) => name(node) === words) ?? all.find((node) => name(node).startsWith(words)) ?? null;";
        let found = self
            .until(&format!("a button or link {words:?}"), || async {
                let found = self.driver.execute(script, vec![json!(words)]).await?;
                Ok((!found.json().is_null()).then_some(found))
            })
            .await?;
        let element = found.element()?;
        element.scroll_into_view().await?;
        element.click().await.with_context(|| format!("pressing {words:?}"))
    }

    /// A field by its label; the old text is replaced.
    pub(crate) async fn fill(&self, label: &str, text: &str) -> Result<()> {
        let element = self.field(label).await?;
        element.scroll_into_view().await?;
        element.click().await?;
        element.send_keys(Key::Control + "a").await?;
        element.send_keys(Key::Delete + "").await?;
        Ok(element.send_keys(text).await?)
    }

    /// A field by its label.
    pub(crate) async fn field(&self, label: &str) -> Result<WebElement> {
        let script = r"
            const words = arguments[0];
            const text = (node) => (node?.innerText ?? node?.textContent ?? '').replace(/\s+/g, ' ').trim();
            const fields = [...document.querySelectorAll('input, textarea, select')].filter((node) => node.type !== 'hidden');
            const named = (node) => [node.getAttribute('aria-label'), ...[...(node.labels ?? [])].map(text)].filter(Boolean);
            return fields.find((node) => named(node).includes(words))
                ?? fields.find((node) => named(node).some((name) => name.startsWith(words))) ?? null;";
        let found = self
            .until(&format!("a field {label:?}"), || async {
                let found = self.driver.execute(script, vec![json!(label)]).await?;
                Ok((!found.json().is_null()).then_some(found))
            })
            .await?;
        Ok(found.element()?)
    }

    /// The text of the page as a reader sees it.
    pub(crate) async fn text(&self) -> Result<String> {
        let found = self.driver.execute("return document.body.innerText", vec![]).await?;
        Ok(found.json().as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the page says something.
    pub(crate) async fn says(&self, words: &str) -> Result<()> {
        self.until(&format!("the page to say {words:?}"), || async {
            Ok(self.text().await?.contains(words).then_some(()))
        })
        .await
    }

    /// Runs a script and gives its answer.
    pub(crate) async fn script(&self, source: &str) -> Result<Value> {
        Ok(self.driver.execute(source, vec![]).await?.json().clone())
    }

    /// Asks again and again until there is an answer.
    pub(crate) async fn until<T, F, W>(&self, what: &str, ask: F) -> Result<T>
    where
        F: FnMut() -> W,
        W: Future<Output = Result<Option<T>>>,
    {
        self.until_within(PATIENCE, what, ask).await
    }

    /// The same with another patience, for what the product promises within a longer time.
    pub(crate) async fn until_within<T, F, W>(&self, patience: Duration, what: &str, mut ask: F) -> Result<T>
    where
        F: FnMut() -> W,
        W: Future<Output = Result<Option<T>>>,
    {
        let begin = tokio::time::Instant::now();
        let mut interval = tokio::time::interval(STEP);
        let mut last = None;
        while begin.elapsed() < patience {
            interval.tick().await;
            match ask().await {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => {}
                // A page that is just being replaced answers with an error; only the last one counts.
                Err(error) => last = Some(error),
            }
        }
        match last {
            Some(error) => Err(error).with_context(|| format!("waiting for {what}")),
            None => bail!("waited {patience:?} for {what}"),
        }
    }

    /// Signs in as somebody of the demo data.
    pub(crate) async fn sign_in(&self, person: &SignIn) -> Result<()> {
        self.app("/sign-in").await?;
        self.see("input[type=email]").await?.send_keys(&person.email).await?;
        self.see("input[type=password]").await?.send_keys(&person.password).await?;
        self.see("main form button[type=submit]").await?.click().await?;
        self.until("leaving the sign-in page", || async {
            Ok((!self.driver.current_url().await?.path().starts_with("/sign-in")).then_some(()))
        })
        .await
    }

    /// Keeps a picture of the page.
    pub(crate) async fn picture(&self, file: &std::path::Path) -> Result<()> {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(self.driver.screenshot(file).await?)
    }

    /// Console messages that a journey may not leave behind. `expected` are pieces of those that it provokes.
    pub(crate) async fn complaints(&self, expected: &[&str]) -> Result<Vec<String>> {
        let entries = self.driver.browser_log().await?;
        let bad = entries.into_iter().filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING"));
        Ok(bad
            .map(|entry| entry.message)
            .filter(|message| !expected.iter().any(|piece| message.contains(piece)))
            .collect())
    }
}

/// Runs a journey: on failure keeps its traces, in the end asks the console and the server for complaints.
///
/// `expected` are pieces of console messages that the journey provokes, such as a refused connection to a killed server.
pub(crate) async fn journey<F, W>(name: &str, look: Look, expected: &[&str], walk: F) -> Result<()>
where
    F: FnOnce(std::sync::Arc<Browser>, std::sync::Arc<tokio::sync::Mutex<Server>>) -> W,
    W: Future<Output = Result<()>>,
{
    let server = Server::start()?;
    let browser = std::sync::Arc::new(Browser::open(&server, look).await?);
    let server = std::sync::Arc::new(tokio::sync::Mutex::new(server));
    let walked = walk(browser.clone(), server.clone()).await;
    let outcome = match walked {
        Ok(()) => complain(&browser, &*server.lock().await, expected).await,
        Err(error) => Err(error),
    };
    if outcome.is_err() {
        keep_traces(name, &browser, &*server.lock().await).await;
    }
    let _ = browser.driver.clone().quit().await;
    outcome
}

async fn complain(browser: &Browser, server: &Server, expected: &[&str]) -> Result<()> {
    let complaints = browser.complaints(expected).await?;
    ensure!(complaints.is_empty(), "the console has complaints: {complaints:#?}");
    let reports = server.metric("lepas_csp_reports_total")?;
    ensure!(reports == 0.0 || expected.contains(&"csp-reports"), "{reports} policy reports arrived");
    Ok(())
}

async fn keep_traces(name: &str, browser: &Browser, server: &Server) {
    let folder = environment::artifacts().join(name);
    let _ = fs::create_dir_all(&folder);
    let _ = browser.picture(&folder.join("page.png")).await;
    if let Ok(source) = browser.driver.source().await {
        let _ = fs::write(folder.join("page.html"), source);
    }
    if let Ok(entries) = browser.driver.browser_log().await {
        let lines: Vec<String> =
            entries.into_iter().map(|entry| format!("{} {}", entry.level, entry.message)).collect();
        let _ = fs::write(folder.join("console.txt"), lines.join("\n"));
    }
    let _ = fs::write(folder.join("server.log"), server.log());
}
