//! A browser of either make, with a Lepas server behind it.

use std::{future::Future, time::Duration};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use thirtyfour::{ChromiumLikeCapabilities, prelude::*};

use crate::support::{browser::CHROMIUM, environment, http, server::Server};

/// How long a test waits for something to appear.
const PATIENCE: Duration = Duration::from_secs(20);
const STEP: Duration = Duration::from_millis(80);

/// Which browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Engine {
    Chromium,
    Firefox,
}

/// A browser and a server.
pub(super) struct Stage {
    pub(super) driver: WebDriver,
    pub(super) server: Server,
    pub(super) engine: Engine,
}

impl Stage {
    async fn open(engine: Engine, dark: bool, driver: &str) -> Result<Self> {
        let server = Server::start()?;
        let driver = match engine {
            Engine::Chromium => {
                let mut capabilities = DesiredCapabilities::chrome();
                for argument in CHROMIUM.into_iter().chain(["--accept-lang=id-ID", "--window-size=1000,900"]) {
                    capabilities.add_arg(argument)?;
                }
                WebDriver::new(driver, capabilities).await.context("opening Chromium")?
            }
            Engine::Firefox => {
                let mut capabilities = DesiredCapabilities::firefox();
                let options = json!({
                    "args": ["-headless", "-width", "1000", "-height", "900"],
                    "prefs": {
                        // 0 is dark, 1 is light.
                        "layout.css.prefers-color-scheme.content-override": i32::from(!dark),
                        "intl.accept_languages": "id-ID,id",
                        "app.update.auto": false, "browser.shell.checkDefaultBrowser": false, "network.captive-portal-service.enabled": false,
                        "datareporting.policy.dataSubmissionEnabled": false, "toolkit.telemetry.enabled": false,
                    },
                });
                capabilities.set("moz:firefoxOptions", options)?;
                WebDriver::new(driver, capabilities).await.context("opening Firefox")?
            }
        };
        let stage = Self { driver, server, engine };
        stage.set_dark(dark).await?;
        Ok(stage)
    }

    /// Says what the system prefers. Firefox was told when it was opened.
    pub(super) async fn set_dark(&self, dark: bool) -> Result<()> {
        if self.engine == Engine::Chromium {
            let scheme = if dark { "dark" } else { "light" };
            let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
            self.driver.cdp().send_raw("Emulation.setEmulatedMedia", features).await?;
        }
        Ok(())
    }

    /// The address of Lepas.
    pub(super) fn lepas(&self) -> String {
        self.server.url("")
    }

    /// A text of Lepas.
    pub(super) fn text(&self, path: &str) -> Result<String> {
        Ok(http::get(self.server.port, path)?.body)
    }

    /// Opens a page.
    pub(super) async fn goto(&self, address: &str) -> Result<()> {
        Ok(self.driver.goto(address).await?)
    }

    /// Runs a script in the present frame.
    pub(super) async fn script(&self, source: &str) -> Result<Value> {
        Ok(self.driver.execute(source, vec![]).await.with_context(|| source.to_owned())?.json().clone())
    }

    /// Waits until a script says something that is neither null nor false.
    pub(super) async fn until(&self, source: &str) -> Result<Value> {
        let begin = tokio::time::Instant::now();
        let mut interval = tokio::time::interval(STEP);
        let mut last = None;
        while begin.elapsed() < PATIENCE {
            interval.tick().await;
            match self.script(source).await {
                Ok(value) if !value.is_null() && value != json!(false) => return Ok(value),
                Ok(value) => last = Some(value.to_string()),
                Err(error) => last = Some(format!("{error:#}")),
            }
        }
        bail!("waited {PATIENCE:?} for: {source}\nlast: {last:?}\nat {}", self.driver.current_url().await?)
    }

    /// Goes into a frame; [`Stage::out`] leads back.
    pub(super) async fn enter(&self, css: &str) -> Result<()> {
        let frame = self.driver.query(By::Css(css)).wait(PATIENCE, STEP).first().await?;
        frame.scroll_into_view().await?;
        Ok(frame.enter_frame().await?)
    }

    /// Back to the whole page.
    pub(super) async fn out(&self) -> Result<()> {
        Ok(self.driver.enter_default_frame().await?)
    }

    /// Runs axe on the page and the frames that it may look into; the answer is what it complains about.
    pub(super) async fn axe(&self) -> Result<Vec<Value>> {
        let source = environment::axe()?;
        self.driver.execute(source.as_str(), vec![]).await?;
        let run = r"const done = arguments[arguments.length - 1];
            axe.run(document, { iframes: false, resultTypes: ['violations'],
                runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } })
                .then((found) => done(found.violations.map((one) => ({ id: one.id, nodes: one.nodes.map((node) => node.html) }))),
                    (error) => done([{ id: String(error) }]));";
        let found = self.driver.execute_async(run, vec![]).await?;
        Ok(found.json().as_array().cloned().unwrap_or_default())
    }
}

/// Waits out a time in which something must not happen; there is no event to wait for instead.
pub(super) async fn nothing_for(milliseconds: u64) {
    let _ = tokio::time::timeout(Duration::from_millis(milliseconds), std::future::pending::<()>()).await;
}

/// Runs a test on a fresh stage. Firefox is skipped, with a line that says so, where no driver was given.
pub(super) async fn on_stage<F, W>(engine: Engine, dark: bool, play: F) -> Result<()>
where
    F: FnOnce(std::sync::Arc<Stage>) -> W,
    W: Future<Output = Result<()>>,
{
    let driver = match engine {
        Engine::Chromium => environment::driver()?,
        Engine::Firefox => match environment::firefox_driver() {
            Some(driver) => driver,
            None => {
                eprintln!("skipped: LEPAS_GECKODRIVER_URL is not set, so Firefox is left out");
                return Ok(());
            }
        },
    };
    let stage = std::sync::Arc::new(Stage::open(engine, dark, &driver).await?);
    let outcome = play(stage.clone()).await;
    if outcome.is_err() {
        let folder = environment::artifacts().join(format!("widgets-{engine:?}-{}", stage.server.port));
        let _ = std::fs::create_dir_all(&folder);
        let _ = stage.driver.screenshot(&folder.join("page.png")).await;
        if let Ok(source) = stage.driver.source().await {
            let _ = std::fs::write(folder.join("page.html"), source);
        }
        eprintln!("traces: {}", folder.display());
    }
    let _ = stage.driver.clone().quit().await;
    outcome
}

/// Writes a test for both browsers.
macro_rules! in_both_browsers {
    ($name:ident, $play:ident) => {
        in_both_browsers!($name, false, $play);
    };
    ($name:ident, $dark:literal, $play:ident) => {
        mod $name {
            #[tokio::test]
            async fn in_chromium() -> anyhow::Result<()> {
                super::on_stage(super::Engine::Chromium, $dark, |stage| super::$play(stage)).await
            }

            #[tokio::test]
            async fn in_firefox() -> anyhow::Result<()> {
                super::on_stage(super::Engine::Firefox, $dark, |stage| super::$play(stage)).await
            }
        }
    };
}
pub(super) use in_both_browsers;
