//! Owns where things are: the repository, the target folder, the tool cache. Leaves creating them to their users.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// The folders the automation works in.
#[derive(Debug, Clone)]
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
    tools: PathBuf,
}

impl Workspace {
    /// Finds the repository from cargo's environment, and the tool cache from `XDG_CACHE_HOME` or `HOME`.
    pub(crate) fn find() -> Result<Self> {
        let manifest =
            env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = manifest.ancestors().nth(2).context("xtask is not inside the repository")?.to_path_buf();
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |given| root.join(given));
        let cache = env::var_os("XDG_CACHE_HOME")
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
            .or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".cache")))
            .context("neither XDG_CACHE_HOME nor HOME is set, so there is no place for the tools")?;
        Ok(Self { root, target, tools: cache.join("lepas/tools") })
    }

    /// A workspace for tests, with everything below one folder.
    #[cfg(test)]
    pub(crate) fn at(root: &Path) -> Self {
        Self { root: root.to_path_buf(), target: root.join("target"), tools: root.join("tools") }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Cargo's target folder for native builds.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// Cargo's target folder for WebAssembly builds: apart, because their flags differ.
    pub(crate) fn wasm_target(&self) -> PathBuf {
        self.target.join("wasm")
    }

    /// Stamps and logs of this program.
    pub(crate) fn state(&self) -> PathBuf {
        self.target.join("xtask")
    }

    pub(crate) fn log(&self, name: &str) -> PathBuf {
        self.state().join("logs").join(format!("{name}.log"))
    }

    /// Generated sources that `index.html` refers to.
    pub(crate) fn generated(&self) -> PathBuf {
        self.root.join(".generated")
    }

    pub(crate) fn tools(&self) -> &Path {
        &self.tools
    }

    pub(crate) fn tools_bin(&self) -> PathBuf {
        self.tools.join("bin")
    }

    pub(crate) fn npm(&self) -> PathBuf {
        self.tools.join("npm")
    }

    pub(crate) fn npm_package(&self, name: &str) -> PathBuf {
        self.npm().join("node_modules").join(name)
    }

    /// The server binary of the `server` profile.
    pub(crate) fn server_binary(&self) -> PathBuf {
        self.target.join("server/lepas-server")
    }

    /// Search path with our tools first.
    pub(crate) fn tool_path(&self) -> std::ffi::OsString {
        let mut path = self.tools_bin().into_os_string();
        path.push(":");
        path.push(self.npm().join("node_modules/.bin"));
        if let Some(inherited) = env::var_os("PATH") {
            path.push(":");
            path.push(inherited);
        }
        path
    }

    /// A command in the repository root, with our tools on its path and without what `cargo run` left in the environment.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("PATH", self.tool_path());
        for (key, _) in env::vars_os() {
            let Some(name) = key.to_str() else { continue };
            if name == "CARGO" || name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
                command.env_remove(name);
            }
        }
        command
    }
}
