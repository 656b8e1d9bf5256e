//! Owns ChromeDriver as a child: started on a free port, waited for, ended with the value.

use std::fs::File;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::http;
use crate::server::end_child;
use crate::workspace::Workspace;

/// A running ChromeDriver.
#[derive(Debug)]
pub(crate) struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    pub(crate) fn start(ws: &Workspace) -> Result<Self> {
        let port = http::free_port()?;
        std::fs::create_dir_all(ws.state().join("logs"))?;
        let log = File::create(ws.log("chromedriver"))?;
        let child = ws
            .command("chromedriver")
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("chromedriver cannot be started; `cargo xtask setup --all` installs it")?;
        let mut driver = Self { child, port };
        let started = Instant::now();
        while http::get(port, "/status").map_or(true, |answer| answer.status != 200) {
            if let Some(status) = driver.child.try_wait()? {
                bail!("chromedriver stopped at once ({status}); see {}.", ws.log("chromedriver").display());
            }
            if started.elapsed() > Duration::from_secs(20) {
                bail!("chromedriver does not answer; see {}.", ws.log("chromedriver").display());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(driver)
    }

    pub(crate) fn url(&self) -> String {
        format!("http://localhost:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        end_child(&mut self.child);
    }
}
