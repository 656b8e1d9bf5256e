//! Owns `cargo xtask tidy`: the house rules that no compiler knows. Each rule is a module below, fed with plain texts.
//!
//! An exception is a line in `crates/xtask/tidy-allow.txt`: rule, path, reason. Exceptions that nothing needs any more
//! are findings themselves.

mod locales;
mod manifests;
mod rooms;
mod rust_files;
mod texts;

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use anyhow::{Result, bail};

use crate::files;
use crate::workspace::Workspace;

const ALLOW_LIST: &str = "crates/xtask/tidy-allow.txt";
/// Everything in the repository that people write.
const FOLDERS: [&str; 10] =
    ["src", "crates", "tests", "style", "public", "locales", "docs", ".ci", ".cargo", ".config"];
/// Kinds of files that hold text.
const TEXT: [&str; 15] =
    ["rs", "toml", "md", "css", "html", "json", "txt", "svg", "js", "mjs", "sh", "sql", "yml", "webmanifest", "ndjson"];

/// A file of the repository.
#[derive(Debug, Clone)]
struct Source {
    /// Below the root, with slashes.
    path: String,
    text: String,
}

impl Source {
    fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// The lines of code, numbered from one: comments are left out, because they may speak of anything.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line)).filter(|(_, line)| {
            let line = line.trim_start();
            !line.starts_with("//")
        })
    }
}

/// A broken rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    path: String,
    /// Zero for the whole file.
    line: usize,
    rule: &'static str,
    message: String,
}

impl Finding {
    fn new(rule: &'static str, path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, rule, message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, rule, message } = self;
        if *line == 0 {
            write!(formatter, "{path}: {message} ({rule})")
        } else {
            write!(formatter, "{path}:{line}: {message} ({rule})")
        }
    }
}

/// Checks the whole repository and prints what is wrong. True when nothing is.
pub(crate) fn run(ws: &Workspace) -> Result<bool> {
    let sources = gather(ws)?;
    let mut findings = Vec::new();
    findings.extend(rust_files::check(&sources));
    findings.extend(rooms::check(&sources));
    findings.extend(manifests::check(&sources));
    findings.extend(locales::check(&sources)?);
    findings.extend(texts::check(ws, &sources)?);
    let allowed = sources.iter().find(|source| source.path == ALLOW_LIST).map_or("", |source| source.text.as_str());
    let mut findings = without_allowed(findings, allowed)?;
    findings.sort();
    for finding in &findings {
        println!("{finding}");
    }
    println!("tidy: {} files, {} finding(s)", sources.len(), findings.len());
    Ok(findings.is_empty())
}

fn gather(ws: &Workspace) -> Result<Vec<Source>> {
    let mut paths = Vec::new();
    for folder in FOLDERS {
        paths.extend(files::walk(&ws.path(folder))?);
    }
    for entry in std::fs::read_dir(ws.root())? {
        let path = entry?.path();
        if path.is_file() {
            paths.push(path);
        }
    }
    let mut sources = Vec::new();
    for path in paths {
        let relative = files::relative(ws.root(), &path);
        // Pictures kept from failed journeys and snapshots waiting for review are not part of the repository.
        if relative.starts_with("tests/e2e/artifacts/") || relative.contains("/target/") || !is_text(&path) {
            continue;
        }
        sources.push(Source { path: relative, text: files::read(&path)? });
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

fn is_text(path: &Path) -> bool {
    path.extension().map_or_else(
        || path.file_name().is_some_and(|name| name == "run" || name == ".gitignore" || name == "LICENSE"),
        |extension| TEXT.iter().any(|kind| extension == *kind),
    )
}

/// Takes out the findings that the list excuses, and adds the excuses that are not needed.
fn without_allowed(findings: Vec<Finding>, list: &str) -> Result<Vec<Finding>> {
    let mut excuses = Vec::new();
    for (index, line) in list.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let mut parts = line.splitn(3, ' ');
        match (parts.next(), parts.next(), parts.next()) {
            (Some(rule), Some(path), Some(reason)) if !reason.trim().is_empty() => {
                excuses.push((index + 1, rule, path))
            }
            _ => bail!("{ALLOW_LIST}:{}: a line is `rule path reason`", index + 1),
        }
    }
    let mut used = BTreeSet::new();
    let mut left: Vec<Finding> = findings
        .into_iter()
        .filter(|finding| {
            let excuse = excuses.iter().find(|(_, rule, path)| *rule == finding.rule && *path == finding.path);
            excuse.map(|(line, ..)| used.insert(*line)).is_none()
        })
        .collect();
    for (line, rule, path) in excuses {
        if !used.contains(&line) {
            left.push(Finding::new("allow-list", ALLOW_LIST, line, format!("{path} does not break {rule} any more")));
        }
    }
    Ok(left)
}

#[cfg(test)]
fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excuse_covers_its_rule_and_path_only() {
        let findings = vec![Finding::new("sleep", "a.rs", 3, "x"), Finding::new("length", "a.rs", 0, "x")];
        let left = without_allowed(findings, "# why\nsleep a.rs the other side has no event\n").unwrap();
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].rule, "length");
    }

    #[test]
    fn an_excuse_without_reason_or_use_is_refused() {
        assert!(without_allowed(Vec::new(), "sleep a.rs\n").is_err());
        let left = without_allowed(Vec::new(), "sleep a.rs because\n").unwrap();
        assert_eq!(left[0].rule, "allow-list");
    }

    #[test]
    fn comments_are_not_code() {
        let file = source("src/a.rs", "//! doc\n// note\nlet a = 1; // end\n");
        assert_eq!(file.code().map(|(line, _)| line).collect::<Vec<_>>(), [3]);
    }
}
