//! Owns making the pieces small, several at a time: each takes a second, and there are dozens.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};

use crate::workspace::Workspace;

/// What the compiler may use on this target, as of Rust 1.82 and LLVM 20, and every browser since 2021 knows. The pieces do
/// not say it themselves, and what is allowed here beyond it might be used.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The pieces by name, optimised for size.
pub(super) fn all(ws: &Workspace, files: &[PathBuf]) -> Result<BTreeMap<String, Vec<u8>>> {
    let queue = Mutex::new(files.iter());
    let next = || queue.lock().ok().and_then(|mut files| files.next());
    let done = Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        let workers: Vec<_> = (0..thread::available_parallelism().map_or(1, usize::from))
            .map(|_| {
                scope.spawn(|| -> Result<()> {
                    while let Some(file) = next() {
                        let small = one(ws, file)?;
                        done.lock().map_err(|_| anyhow!("a thread broke"))?.insert(super::stem(file)?, small);
                    }
                    Ok(())
                })
            })
            .collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| anyhow!("a thread broke"))?)
    })?;
    done.into_inner().map_err(|_| anyhow!("a thread broke"))
}

fn one(ws: &Workspace, file: &Path) -> Result<Vec<u8>> {
    let small = file.with_extension("small");
    let output = ws
        .command("wasm-opt")
        .arg("-Oz")
        .args(FEATURES)
        .arg(file)
        .arg("-o")
        .arg(&small)
        .output()
        .context("wasm-opt cannot be started")?;
    if !output.status.success() {
        bail!("wasm-opt failed on {}: {}", file.display(), String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(fs::read(small)?)
}
