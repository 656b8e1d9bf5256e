//! Owns the server binary as a child: building it, filling its data, starting it, waiting for it, stopping it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::http;
use crate::process::{Steps, capture};
use crate::workspace::Workspace;

/// How long a server may take until it answers `/readyz`.
const READY: Duration = Duration::from_secs(60);

/// Which compilation of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to compile; fast enough for the demo set.
    Development,
    /// Optimised, for real data and for journeys.
    Server,
}

/// One of the demo set's accounts.
#[derive(Debug, Deserialize)]
pub(crate) struct SignIn {
    pub(crate) role: String,
    pub(crate) email: String,
    pub(crate) password: String,
    #[serde(default)]
    pub(crate) handle: Option<String>,
}

/// Compiles the server and gives the path of its binary.
pub(crate) fn build(ws: &Workspace, profile: Profile, steps: &mut Steps) -> Result<PathBuf> {
    let mut step = steps.begin(match profile {
        Profile::Development => "Server, development build",
        Profile::Server => "Server, optimised build",
    });
    let mut command = ws.command("cargo");
    command.args(["build", "-p", "lepas-server"]);
    let binary = match profile {
        Profile::Development => ws.target().join("debug/lepas-server"),
        Profile::Server => {
            command.args(["--profile", "server"]);
            ws.server_binary()
        }
    };
    let result = step.run_logged(ws, "server-build", &mut command, "Correct the error shown and start again.");
    step.end(result.is_ok());
    result.map(|()| binary)
}

/// Fills a data folder with the demo set.
pub(crate) fn demo(ws: &Workspace, binary: &Path, data: &Path) -> Result<()> {
    fs::create_dir_all(data)?;
    let log = create_log(ws, "demo")?;
    let mut command = Command::new(binary);
    command.arg("demo").arg("--data-dir").arg(data).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
    let status = command.status().with_context(|| format!("cannot start {}", binary.display()))?;
    if !status.success() {
        bail!("The demo set could not be written ({status}); see {}.", ws.log("demo").display());
    }
    Ok(())
}

/// The demo set's sign-ins, as the server tells them.
pub(crate) fn sign_ins(binary: &Path) -> Result<Vec<SignIn>> {
    let printed = capture(Command::new(binary).args(["demo", "--print-sign-ins"]))
        .context("`lepas-server demo --print-sign-ins` failed")?;
    parse_sign_ins(&printed)
}

fn parse_sign_ins(lines: &str) -> Result<Vec<SignIn>> {
    lines
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).with_context(|| format!("not a sign-in: {line}")))
        .collect()
}

/// A running server; dropping it ends the process.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    pub(crate) port: u16,
}

impl Server {
    /// Starts the server and waits until it answers. Its output goes to `target/xtask/logs/NAME.log`.
    pub(crate) fn start(
        ws: &Workspace,
        binary: &Path,
        data: &Path,
        dist: &Path,
        port: u16,
        name: &str,
    ) -> Result<Self> {
        let log = create_log(ws, name)?;
        let child = Command::new(binary)
            .arg("serve")
            .arg("--data-dir")
            .arg(data)
            .args(["--listen", &format!("127.0.0.1:{port}")])
            .arg("--dist")
            .arg(dist)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .with_context(|| format!("cannot start {}", binary.display()))?;
        let mut server = Self { child, port };
        server.wait_until_ready(&ws.log(name))?;
        Ok(server)
    }

    fn wait_until_ready(&mut self, log: &Path) -> Result<()> {
        let started = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait()? {
                let said = fs::read_to_string(log).unwrap_or_default();
                let last = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
                bail!("The server stopped at once ({status}): {last} (all of it in {})", log.display());
            }
            if http::get(self.port, "/readyz").is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            if started.elapsed() > READY {
                bail!("The server does not answer /readyz after {} s; see {}.", READY.as_secs(), log.display());
            }
            thread::sleep(Duration::from_millis(100));
        }
    }

    /// The exit status, when the server has ended by itself.
    pub(crate) fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// Asks the server to finish what it does, and waits ten seconds for it.
    pub(crate) fn stop(mut self) -> Result<()> {
        terminate(&mut self.child)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        end_child(&mut self.child);
    }
}

/// Sends the terminating signal and waits; a child that does not listen is killed.
pub(crate) fn terminate(child: &mut Child) -> Result<()> {
    if child.try_wait()?.is_some() {
        return Ok(());
    }
    Command::new("kill").args(["-TERM", &child.id().to_string()]).status()?;
    let asked = Instant::now();
    while child.try_wait()?.is_none() {
        if asked.elapsed() > Duration::from_secs(10) {
            child.kill()?;
            child.wait()?;
            bail!("The process did not stop within ten seconds and was killed.");
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// For destructors: the child is gone afterwards, whatever happens.
pub(crate) fn end_child(child: &mut Child) {
    if child.try_wait().is_ok_and(|status| status.is_some()) {
        return;
    }
    // An error means that it has ended meanwhile.
    let _ = child.kill();
    let _ = child.wait();
}

fn create_log(ws: &Workspace, name: &str) -> Result<File> {
    let path = ws.log(name);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create(&path).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_ins_are_lines_of_json() {
        let parsed = parse_sign_ins("{\"role\":\"client\",\"email\":\"a@b.example\",\"password\":\"x\"}\n\n").unwrap();
        assert_eq!((parsed.len(), parsed[0].role.as_str(), parsed[0].handle.is_none()), (1, "client", true));
        assert!(parse_sign_ins("hello").unwrap_err().to_string().contains("hello"));
    }

    #[test]
    fn a_program_that_stops_at_once_is_reported_with_its_last_words() {
        let folder = tempfile::tempdir().unwrap();
        let ws = Workspace::at(folder.path());
        let program = folder.path().join("server");
        crate::files::write(&program, "#!/bin/sh\necho address in use >&2\nexit 1\n").unwrap();
        assert!(Command::new("chmod").arg("+x").arg(&program).status().unwrap().success());
        let port = http::free_port().unwrap();
        let error = Server::start(&ws, &program, folder.path(), folder.path(), port, "serve").unwrap_err().to_string();
        assert!(error.contains("address in use"), "{error}");
    }
}
