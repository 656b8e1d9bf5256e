//! Owns deciding whether the SPA must be built again: a digest over everything it is made of.

use std::fs;

use anyhow::Result;

use crate::files;
use crate::workspace::Workspace;

/// Folders and files that go into the SPA. The server and this program do not.
const SOURCES: [&str; 13] = [
    "src",
    "style",
    "public",
    "locales",
    "crates/lepas-api",
    "crates/lepas-search/src",
    "crates/lepas-search/Cargo.toml",
    "crates/lepas-page",
    "crates/lepas-exchange/src",
    "index.html",
    "build.rs",
    "Trunk.toml",
    "Cargo.lock",
];

/// What the SPA would be built from now. The workspace manifest counts (profiles, features), and so does the code of
/// this program that comes after Trunk.
pub(super) fn of_sources(ws: &Workspace) -> Result<String> {
    let mut listing = String::new();
    for source in SOURCES.iter().chain(["Cargo.toml", "crates/xtask/src/web"].iter()) {
        let path = ws.path(source);
        let found = if path.is_file() { vec![path] } else { files::walk(&path)? };
        for file in found {
            listing.push_str(&files::relative(ws.root(), &file));
            listing.push_str(&files::hex(&files::sha256(&fs::read(&file)?)));
            listing.push('\n');
        }
    }
    Ok(files::hex(&files::sha256(listing.as_bytes())))
}

pub(super) fn matches(ws: &Workspace, name: &str, fingerprint: &str) -> bool {
    fs::read_to_string(path(ws, name)).is_ok_and(|last| last == fingerprint)
}

pub(super) fn write(ws: &Workspace, name: &str, fingerprint: &str) -> Result<()> {
    files::write(&path(ws, name), fingerprint)
}

/// Before a build, so that an interrupted one is not taken for a finished one.
pub(super) fn forget(ws: &Workspace, name: &str) -> Result<()> {
    let path = path(ws, name);
    if path.exists() {
        fs::remove_file(path)?;
    }
    Ok(())
}

fn path(ws: &Workspace, name: &str) -> std::path::PathBuf {
    ws.state().join(format!("spa-{name}.stamp"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_a_new_and_a_renamed_file_each_ask_for_a_build() {
        let folder = tempfile::tempdir().unwrap();
        let ws = Workspace::at(folder.path());
        files::write(&ws.path("src/main.rs"), "one").unwrap();
        let first = of_sources(&ws).unwrap();
        write(&ws, "x", &first).unwrap();
        assert!(matches(&ws, "x", &of_sources(&ws).unwrap()));
        files::write(&ws.path("src/main.rs"), "two").unwrap();
        let second = of_sources(&ws).unwrap();
        assert!(!matches(&ws, "x", &second));
        fs::rename(ws.path("src/main.rs"), ws.path("src/other.rs")).unwrap();
        assert_ne!(of_sources(&ws).unwrap(), second);
        forget(&ws, "x").unwrap();
        assert!(!matches(&ws, "x", &first));
    }

    #[test]
    fn a_change_of_the_server_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let ws = Workspace::at(folder.path());
        files::write(&ws.path("index.html"), "x").unwrap();
        let before = of_sources(&ws).unwrap();
        files::write(&ws.path("crates/lepas-server/src/main.rs"), "fn main() {}").unwrap();
        assert_eq!(of_sources(&ws).unwrap(), before);
    }
}
