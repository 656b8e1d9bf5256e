//! Owns a driver as a child: started on a free port, waited for, ended with the value.

use std::fs::File;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::http;
use crate::server::end_child;
use crate::workspace::Workspace;

/// A running driver: ChromeDriver or geckodriver.
#[derive(Debug)]
pub(crate) struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    pub(crate) fn start(ws: &Workspace) -> Result<Self> {
        Self::named(ws, "chromedriver", |port| vec![format!("--port={port}")])
    }

    /// The driver of Firefox.
    pub(crate) fn start_firefox(ws: &Workspace) -> Result<Self> {
        // A websocket port of its own choice, because several may run beside each other.
        Self::named(ws, "geckodriver", |port| {
            ["--port", &port.to_string(), "--websocket-port", "0"].map(str::to_owned).to_vec()
        })
    }

    fn named(ws: &Workspace, program: &str, arguments: impl Fn(u16) -> Vec<String>) -> Result<Self> {
        let port = http::free_port()?;
        std::fs::create_dir_all(ws.state().join("logs"))?;
        let log = File::create(ws.log(program))?;
        let child = ws
            .command(program)
            .args(arguments(port))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .with_context(|| format!("{program} cannot be started; `cargo xtask setup --all` installs it"))?;
        let mut driver = Self { child, port };
        let started = Instant::now();
        while http::get(port, "/status").map_or(true, |answer| answer.status != 200) {
            if let Some(status) = driver.child.try_wait()? {
                bail!("{program} stopped at once ({status}); see {}.", ws.log(program).display());
            }
            if started.elapsed() > Duration::from_secs(20) {
                bail!("{program} does not answer; see {}.", ws.log(program).display());
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
