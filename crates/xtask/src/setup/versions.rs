//! Owns reading version numbers out of what tools print and out of `Cargo.lock`. Leaves deciding to the installers.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// The first run of `digits[.digits]*` in a text that starts a word, such as `0.21.14` in `trunk 0.21.14`.
pub(crate) fn first_version(text: &str) -> Option<&str> {
    text.split(|c: char| c.is_whitespace() || c == '_').find_map(|word| {
        let word = word.strip_prefix('v').unwrap_or(word);
        let end = word.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(word.len());
        let version = word[..end].trim_end_matches('.');
        version.starts_with(|c: char| c.is_ascii_digit()).then_some(version)
    })
}

/// The number before the first dot.
pub(crate) fn major(text: &str) -> Option<u32> {
    first_version(text)?.split('.').next()?.parse().ok()
}

/// The version of a package in a lock file's text.
pub(crate) fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == name)?;
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

/// The version of `wasm-bindgen` that the app is built with; its command line tool must be the same.
pub(crate) fn wasm_bindgen(root: &Path) -> Result<String> {
    let lock =
        fs::read_to_string(root.join("Cargo.lock")).context("Cargo.lock cannot be read; is the clone complete?")?;
    locked_version(&lock, "wasm-bindgen").map(str::to_owned).context("Cargo.lock does not name wasm-bindgen")
}

/// The LLVM release in the output of `apt-cache depends rust-web-llvm`.
pub(crate) fn llvm_major(depends: &str) -> Option<u32> {
    depends.lines().find_map(|line| {
        let (_, rest) = line.split_once("llvm-")?;
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_what_tools_really_print() {
        assert_eq!(first_version("trunk 0.21.14"), Some("0.21.14"));
        assert_eq!(first_version("wasm-bindgen 0.2.130\n"), Some("0.2.130"));
        assert_eq!(first_version("wasm-opt version 132 (version_132)"), Some("132"));
        assert_eq!(first_version("wasm-opt version_108"), Some("108"));
        assert_eq!(first_version("cargo-nextest 0.9.143 (60fa45f63 2026-08-04)"), Some("0.9.143"));
        assert_eq!(first_version("v20.20.1"), Some("20.20.1"));
        assert_eq!(first_version("no number"), None);
    }

    #[test]
    fn browser_and_driver_agree_by_major() {
        assert_eq!(major("Chromium 156.0.8078.79 built on Debian"), Some(156));
        assert_eq!(major("ChromeDriver 156.0.8078.79 (abc)"), Some(156));
        assert_eq!(major("none"), None);
    }

    #[test]
    fn locked_version_is_that_of_the_exact_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-backend\"\nversion = \"9.9.9\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }

    #[test]
    fn llvm_release_is_read_from_the_dependency_list() {
        let depends = "rust-web-llvm\n  Depends: libc6\n  Depends: llvm-22\n  Conflicts: <rust-llvm>\n";
        assert_eq!(llvm_major(depends), Some(22));
        assert_eq!(llvm_major("rust-web-llvm\n"), None);
    }
}
