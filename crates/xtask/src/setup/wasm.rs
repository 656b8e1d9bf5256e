//! Owns the toolchain that compiles to WebAssembly: rustup's own where it has the target, else Debian's compiler with
//! a standard library built here. The reasons are in docs/adr/0004-tools-set-up-by-xtask.md.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::process::{Step, capture, succeeds};
use crate::setup::versions::llvm_major;
use crate::workspace::Workspace;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";
/// The name under which rustup knows the compiler in `/usr`.
const DISTRO: &str = "distro";
const SYSTEM_LIBRARY: &str = "/usr/lib/rustlib/wasm32-unknown-unknown";

/// The compiler for WebAssembly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WasmToolchain {
    /// What `RUSTUP_TOOLCHAIN` must be; none for the default toolchain.
    rustup_toolchain: Option<&'static str>,
}

impl WasmToolchain {
    /// Finds a toolchain that compiles an empty crate for the target, trying the default one first.
    pub(crate) fn find(ws: &Workspace) -> Option<Self> {
        [None, Some(DISTRO)]
            .into_iter()
            .map(|rustup_toolchain| Self { rustup_toolchain })
            .find(|toolchain| toolchain.compiles(ws).unwrap_or(false))
    }

    /// The same, with a sentence for the person when there is none.
    pub(crate) fn require(ws: &Workspace) -> Result<Self> {
        Self::find(ws).context("No compiler for WebAssembly was found; `cargo xtask setup` installs one.")
    }

    /// Makes a command (cargo, trunk) use this toolchain, and apart from native builds.
    pub(crate) fn apply(&self, ws: &Workspace, command: &mut Command) {
        if let Some(name) = self.rustup_toolchain {
            command.env("RUSTUP_TOOLCHAIN", name);
        }
        command.env("CARGO_TARGET_DIR", ws.wasm_target()).env_remove("RUSTFLAGS").env_remove("NO_COLOR");
    }

    /// A cargo command with this toolchain.
    pub(crate) fn cargo(&self, ws: &Workspace) -> Command {
        let mut command = ws.command("cargo");
        self.apply(ws, &mut command);
        command
    }

    pub(super) fn has_clippy(&self, ws: &Workspace) -> bool {
        succeeds(self.cargo(ws).args(["clippy", "--version"]))
    }

    /// Whether this compiler's standard library can be compiled again.
    pub(super) fn has_source(&self, ws: &Workspace) -> bool {
        let mut command = ws.command("rustc");
        self.apply(ws, &mut command);
        capture(command.args(["--print", "sysroot"]))
            .is_some_and(|sysroot| Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock").is_file())
    }

    /// The probe checks what matters: that the standard library is there and belongs to this compiler.
    fn compiles(&self, ws: &Workspace) -> Result<bool> {
        let folder = ws.state().join("probe");
        fs::create_dir_all(&folder)?;
        let source = folder.join("probe.rs");
        fs::write(&source, "pub fn probe() -> std::string::String { std::string::String::new() }\n")?;
        let mut command = ws.command("rustc");
        self.apply(ws, &mut command);
        command.args(["--edition=2024", "--crate-type=lib", "--emit=metadata", "--target", TARGET, "--out-dir"]);
        Ok(succeeds(command.arg(&folder).arg(&source)))
    }
}

pub(super) fn install(ws: &Workspace, step: &mut Step) -> Result<()> {
    let mut rustup = ws.command("rustup");
    rustup.args(["target", "add", TARGET]);
    // Failing is normal where rustup's server cannot be reached, and happens at once.
    if step.try_logged(ws, "rustup-target", &mut rustup) && WasmToolchain::find(ws).is_some() {
        return Ok(());
    }
    if !has_apt(ws) {
        bail!(
            "Run `rustup target add {TARGET}` with rustup's server reachable; this system has no apt to do without it."
        );
    }
    install_distribution_compiler(ws, step)?;
    let mut link = ws.command("rustup");
    link.args(["toolchain", "link", DISTRO, "/usr"]);
    step.run_logged(ws, "rustup-link", &mut link, "Install rustup; two compilers are kept apart by it.")?;
    build_standard_library(ws, step)
}

pub(super) fn install_source(ws: &Workspace, step: &mut Step) -> Result<()> {
    let toolchain = WasmToolchain::require(ws)?;
    if toolchain.rustup_toolchain.is_some() {
        return apt_install(ws, step, "source", &["rust-web-src"]);
    }
    let mut command = ws.command("rustup");
    command.args(["component", "add", "rust-src"]);
    step.run_logged(ws, "rust-src", &mut command, "Install the sources of your toolchain.")
}

pub(super) fn install_clippy(ws: &Workspace, step: &mut Step) -> Result<()> {
    let toolchain = WasmToolchain::require(ws)?;
    if toolchain.rustup_toolchain.is_some() {
        return apt_install(ws, step, "clippy", &["rust-web-clippy"]);
    }
    let mut command = ws.command("rustup");
    command.args(["component", "add", "clippy"]);
    step.run_logged(ws, "clippy", &mut command, "Install clippy for your toolchain.")
}

fn install_distribution_compiler(ws: &Workspace, step: &mut Step) -> Result<()> {
    apt_update(ws, step)?;
    // The compiler's packages do not bring the linker of their own LLVM release.
    let depends = capture(ws.command("apt-cache").args(["depends", "rust-web-llvm"])).unwrap_or_default();
    let llvm = llvm_major(&depends)
        .context("The package lists have no rust-web-llvm; add the security archive of Debian to apt's sources.")?;
    let linker = format!("lld-{llvm}");
    apt(ws, step, "compiler", &["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", &linker])
}

/// Compiles std from the distribution's sources into a fresh folder and moves it into place in one step.
fn build_standard_library(ws: &Workspace, step: &mut Step) -> Result<()> {
    let scratch = ws.tools().join("build/wasm-std");
    fs::create_dir_all(scratch.join("src"))?;
    fs::write(
        scratch.join("Cargo.toml"),
        "[package]\nname = \"scratch\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[workspace]\n",
    )?;
    fs::write(scratch.join("src/lib.rs"), "")?;
    let mut command = ws.command("cargo");
    command
        .args(["build", "--lib", "--release", "--target", TARGET, "-Z", "build-std=std,panic_abort,test"])
        .current_dir(&scratch)
        .env("RUSTUP_TOOLCHAIN", DISTRO)
        .env("RUSTC_BOOTSTRAP", "1")
        // Link-time optimisation needs the bitcode.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", scratch.join("target"));
    step.run_logged(ws, "wasm-std", &mut command, "Check the connection to the crate registry and start again.")?;

    let built = scratch.join("target").join(TARGET).join("release/deps");
    let fresh = scratch.join("lib");
    if fresh.exists() {
        fs::remove_dir_all(&fresh)?;
    }
    fs::create_dir_all(&fresh)?;
    let mut copied = 0;
    for file in rlibs(&built)? {
        if let Some(name) = file.file_name() {
            fs::copy(&file, fresh.join(name))?;
            copied += 1;
        }
    }
    if copied == 0 {
        bail!("The standard library was compiled but {} holds nothing; start again.", built.display());
    }
    move_into_place(ws, step, &fresh)?;
    fs::remove_dir_all(&scratch).with_context(|| format!("cannot remove {}", scratch.display()))
}

/// The compiled libraries in a folder, without that of the scratch crate.
fn rlibs(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.ends_with(".rlib") && !name.starts_with("libscratch") {
            files.push(path);
        }
    }
    Ok(files)
}

/// A rename within the system's folder, so that an interrupted run leaves either the old library or the new one.
fn move_into_place(ws: &Workspace, step: &mut Step, fresh: &Path) -> Result<()> {
    let script = "set -e; mkdir -p \"$1\"; rm -rf \"$1/lib.new\" \"$1/lib.old\"; cp -r \"$2\" \"$1/lib.new\"; \
                  if [ -e \"$1/lib\" ]; then mv \"$1/lib\" \"$1/lib.old\"; fi; mv \"$1/lib.new\" \"$1/lib\"; rm -rf \"$1/lib.old\"";
    let mut command = as_root(ws, "sh")?;
    command.args(["-c", script, "sh", SYSTEM_LIBRARY]).arg(fresh);
    step.run_logged(ws, "wasm-std-move", &mut command, "Start again as root, or with sudo allowed.")
}

pub(super) fn has_apt(ws: &Workspace) -> bool {
    capture(ws.command("apt-get").arg("--version")).is_some()
}

fn apt_update(ws: &Workspace, step: &mut Step) -> Result<()> {
    let mut command = as_root(ws, "apt-get")?;
    command.arg("update");
    step.run_logged(ws, "apt-update", &mut command, "Check the package sources of this system.")
}

/// Refreshes the lists and installs packages.
pub(super) fn apt_install(ws: &Workspace, step: &mut Step, log: &str, packages: &[&str]) -> Result<()> {
    apt_update(ws, step)?;
    apt(ws, step, log, packages)
}

fn apt(ws: &Workspace, step: &mut Step, log: &str, packages: &[&str]) -> Result<()> {
    let mut command = as_root(ws, "apt-get")?;
    command.args(["install", "--yes", "--no-install-recommends"]);
    if let Some(archive) = security_archive(ws) {
        command.args(["-t", &archive]);
    }
    command.args(packages).env("DEBIAN_FRONTEND", "noninteractive");
    let advice = format!("Install by hand: {}.", packages.join(" "));
    step.run_logged(ws, &format!("apt-{log}"), &mut command, &advice)
}

/// `bookworm-security` and the like, where current compilers and browsers are; none on other systems.
fn security_archive(ws: &Workspace) -> Option<String> {
    let release = fs::read_to_string("/etc/os-release").ok()?;
    let field =
        |name: &str| release.lines().find_map(|line| line.strip_prefix(name)).map(|v| v.trim_matches('"').to_owned());
    let archive = format!("{}-security", field("VERSION_CODENAME=")?);
    let policy = capture(ws.command("apt-cache").arg("policy"))?;
    (field("ID=")? == "debian" && policy.contains(&format!("n={archive}"))).then_some(archive)
}

/// The command itself for root, through sudo for others.
fn as_root(ws: &Workspace, program: &str) -> Result<Command> {
    if capture(ws.command("id").arg("-u")).is_some_and(|id| id.trim() == "0") {
        return Ok(ws.command(program));
    }
    let mut probe = Command::new("sudo");
    probe.arg("--version").stdout(Stdio::null());
    if !succeeds(&mut probe) {
        bail!("{program} needs root and there is no sudo: run `cargo xtask setup` once as root.");
    }
    let mut command = ws.command("sudo");
    command.arg(program);
    Ok(command)
}
