//! Owns making WebAssembly small: the flags of `wasm-opt`, and the parts of the program several at a time.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};

use crate::files;
use crate::web::order;
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

/// What makes it small. The first two hold for every Rust program: it checks divisions and bounds itself, so that a trap
/// of the machine is none of its results, and addresses below 1024 belong to the last bytes of the stack. Twice flattened
/// and built up again is 2 % less after brotli than `-Oz`, which is smaller only before it. A call through the table to a
/// function of the same file is made direct: places in the table are given once, by the linker.
/// The main program and the worker go through Trunk, whose flags stand in `index.html`: change them together.
const SMALL: [&str; 8] = [
    "--ignore-implicit-traps",
    "--low-memory-unused",
    "--directize",
    "--pass-arg=directize-initial-contents-immutable",
    "--flatten",
    "--rereloop",
    "-Os",
    "-Os",
];

/// The modules by name, optimised for size; `folder` is for the files in between.
pub(super) fn all(
    ws: &Workspace,
    folder: &Path,
    modules: BTreeMap<String, Vec<u8>>,
) -> Result<BTreeMap<String, Vec<u8>>> {
    let queue = Mutex::new(modules.into_iter());
    let next = || queue.lock().ok().and_then(|mut modules| modules.next());
    let done = Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        let workers: Vec<_> = (0..thread::available_parallelism().map_or(1, usize::from))
            .map(|_| {
                scope.spawn(|| -> Result<()> {
                    while let Some((name, module)) = next() {
                        let file = folder.join(format!("{name}.wasm"));
                        files::write(&file, module)?;
                        let small = one(ws, &file)?;
                        done.lock().map_err(|_| anyhow!("a thread broke"))?.insert(name, small);
                    }
                    Ok(())
                })
            })
            .collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| anyhow!("a thread broke"))?)
    })?;
    done.into_inner().map_err(|_| anyhow!("a thread broke"))
}

/// The module in a file, optimised for size and put in order.
fn one(ws: &Workspace, file: &Path) -> Result<Vec<u8>> {
    let small = file.with_extension("small");
    let output = ws
        .command("wasm-opt")
        .args(FEATURES)
        .args(SMALL)
        .arg(file)
        .arg("-o")
        .arg(&small)
        .output()
        .context("wasm-opt cannot be started")?;
    if !output.status.success() {
        bail!("wasm-opt failed on {}: {}", file.display(), String::from_utf8_lossy(&output.stderr).trim());
    }
    order::ordered(&fs::read(small)?)
}
