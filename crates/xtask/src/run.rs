//! Owns `cargo xtask run`: from a fresh clone to an address in the terminal.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::files;
use crate::process::{Steps, seconds};
use crate::server::{self, Profile, Server};
use crate::setup;
use crate::web::{self, Flavour};
use crate::workspace::Workspace;

/// What the person asked for.
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) port: u16,
    /// A folder with `jobs.ndjson.gz` and `profiles.ndjson.gz` to import.
    pub(crate) data: Option<PathBuf>,
    pub(crate) release: bool,
}

pub(crate) fn run(ws: &Workspace, options: &Options) -> Result<()> {
    let started = Instant::now();
    check_port(options.port)?;
    let imports = options.data.as_deref().map(imports).transpose()?;
    setup::ensure(ws, &setup::WEB_BUILD)?;

    let (flavour, profile) = if options.release {
        (Flavour::Release, Profile::Server)
    } else {
        (Flavour::Development, if imports.is_some() { Profile::Server } else { Profile::Development })
    };
    let data = ws.path(if imports.is_some() { "data/imported" } else { "data/demo" });
    let filled = data.join(".filled");
    let mut steps = Steps::new(web::step_count(ws, flavour)? + 2 + usize::from(!filled.exists()));
    web::build(ws, flavour, &mut steps)?;
    let binary = server::build(ws, profile, &mut steps)?;
    if !filled.exists() {
        steps.run("Demo data", || server::demo(ws, &binary, &data))?;
        for (kind, file) in imports.iter().flatten() {
            import(&binary, &data, kind, file)?;
        }
        files::write(&filled, "")?;
    }
    let stopping = Arc::new(AtomicBool::new(false));
    let signal = Arc::clone(&stopping);
    ctrlc::set_handler(move || signal.store(true, Ordering::SeqCst)).context("cannot listen for Ctrl-C")?;
    let mut server =
        steps.run("Server starts", || Server::start(ws, &binary, &data, &flavour.dist(ws), options.port, "serve"))?;

    println!("\nLepas is at  http://localhost:{}\n", options.port);
    println!("Sign in with one of the demo accounts:");
    for account in server::sign_ins(&binary)? {
        println!("  {:<12} {:<34} {}", account.role, account.email, account.password);
    }
    println!(
        "\nUp after {}. Ctrl-C stops it; the server's log is {}.",
        seconds(started.elapsed()),
        ws.log("serve").display()
    );

    while !stopping.load(Ordering::SeqCst) {
        if let Some(status) = server.ended()? {
            if stopping.load(Ordering::SeqCst) || status.success() {
                return Ok(());
            }
            bail!("The server stopped ({status}); see {}.", ws.log("serve").display());
        }
        thread::sleep(Duration::from_millis(100));
    }
    println!("\nStopping.");
    server.stop()
}

/// Told before anything is built, because it would be a pity to learn it a quarter of an hour later.
fn check_port(port: u16) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) => bail!("Port {port} cannot be used ({error}); choose another one with --port N."),
    }
}

/// The files to import, or a message that names the missing one.
fn imports(folder: &Path) -> Result<Vec<(&'static str, PathBuf)>> {
    ["jobs", "profiles"]
        .into_iter()
        .map(|kind| {
            let packed = folder.join(format!("{kind}.ndjson.gz"));
            let plain = folder.join(format!("{kind}.ndjson"));
            let found = [packed, plain].into_iter().find(|file| file.is_file());
            let found = found.with_context(|| {
                format!("--data {}: there is neither {kind}.ndjson.gz nor {kind}.ndjson in it.", folder.display())
            })?;
            Ok((kind, fs::canonicalize(&found)?))
        })
        .collect()
}

/// The server shows its own progress, so this runs in the open.
fn import(binary: &Path, data: &Path, kind: &str, file: &Path) -> Result<()> {
    println!("Importing {kind} from {}", file.display());
    let status = Command::new(binary).arg("import").arg(kind).arg(file).arg("--data-dir").arg(data).status()?;
    if !status.success() {
        bail!("Importing {kind} failed ({status}); start again after correcting the file.");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_told_with_the_way_out() {
        let holder = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let error = check_port(holder.local_addr().unwrap().port()).unwrap_err().to_string();
        assert!(error.contains("--port"), "{error}");
    }

    #[test]
    fn missing_import_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        files::write(&folder.path().join("jobs.ndjson.gz"), "").unwrap();
        let error = imports(folder.path()).unwrap_err().to_string();
        assert!(error.contains("profiles.ndjson"), "{error}");
        files::write(&folder.path().join("profiles.ndjson"), "").unwrap();
        assert_eq!(imports(folder.path()).unwrap().len(), 2);
    }
}
