//! Owns rules about texts of every kind: links that lead somewhere, style files that are bundled, and nothing that
//! belongs to one machine.

use anyhow::Result;

use super::{Finding, Source};
use crate::files;
use crate::web;
use crate::workspace::Workspace;

/// Traces of the machine somebody works on. Written in two halves, so that this file does not find itself.
const MACHINE: [&str; 9] = [
    concat!("/work", "/main"),
    concat!("/work", "/shared"),
    concat!("/work", "/."),
    concat!("/root", "/"),
    concat!("/tmp", "/brief"),
    concat!("/tmp", "/setup"),
    concat!("arti", "factory"),
    concat!("index.", "crates.io"),
    concat!("registry.", "npmjs"),
];

pub(super) fn check(ws: &Workspace, sources: &[Source]) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for source in sources {
        for (index, line) in source.text.lines().enumerate() {
            if let Some(trace) = MACHINE.iter().find(|trace| line.contains(**trace)) {
                let message = format!("`{trace}` is about one machine");
                findings.push(Finding::new("machine", &source.path, index + 1, message));
            }
            if source.path == "index.html" && line.contains(" style=") {
                findings.push(Finding::new(
                    "style-attribute",
                    &source.path,
                    index + 1,
                    "the policy forbids style attributes",
                ));
            }
        }
        if source.path.ends_with(".md") {
            findings.extend(dead_links(ws, source));
        }
    }
    findings.extend(styles(ws, sources)?);
    Ok(findings)
}

/// Relative links must lead to a file or folder.
fn dead_links(ws: &Workspace, source: &Source) -> Vec<Finding> {
    let folder = source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut findings = Vec::new();
    for (line, target) in links(&source.text) {
        let outside = target.contains("://") || target.starts_with("mailto:") || target.starts_with('#');
        let file = target.split('#').next().unwrap_or_default();
        if outside || file.is_empty() {
            continue;
        }
        let path =
            if let Some(absolute) = file.strip_prefix('/') { ws.path(absolute) } else { ws.path(folder).join(file) };
        if !path.exists() {
            findings.push(Finding::new("link", &source.path, line, format!("{target} does not exist")));
        }
    }
    findings
}

/// The targets of Markdown links outside of code blocks.
fn links(text: &str) -> Vec<(usize, &str)> {
    let mut fenced = false;
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for part in line.split("](").skip(1) {
            if let Some(end) = part.find([')', ' ']) {
                found.push((index + 1, &part[..end]));
            }
        }
    }
    found
}

/// A style file that is not in the bundle, or twice, is a mistake nobody sees until a page looks wrong.
fn styles(ws: &Workspace, sources: &[Source]) -> Result<Vec<Finding>> {
    let listed: Vec<String> = web::ordered_styles(ws)?.iter().map(|file| files::relative(ws.root(), file)).collect();
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| source.path.starts_with("style/") && source.path.ends_with(".css")) {
        match listed.iter().filter(|path| **path == source.path).count() {
            1 => {}
            0 => findings.push(Finding::new("styles", &source.path, 0, "is not in style/order.txt")),
            _ => findings.push(Finding::new("styles", &source.path, 0, "is in style/order.txt more than once")),
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    fn found(setup: &[(&str, &str)]) -> Vec<Finding> {
        let folder = tempfile::tempdir().unwrap();
        let ws = Workspace::at(folder.path());
        for (path, text) in setup {
            files::write(&ws.path(path), text).unwrap();
        }
        let sources: Vec<Source> = setup.iter().map(|(path, text)| source(path, text)).collect();
        check(&ws, &sources).unwrap()
    }

    #[test]
    fn links_are_followed_from_the_folder_of_their_page() {
        let good = [
            ("README.md", "[a](docs/A.md#part) [b](https://example.org) [c](#here)"),
            ("docs/A.md", "[up](../README.md)"),
        ];
        assert!(found(&good).is_empty());
        let bad = found(&[("docs/A.md", "one\n[b](B.md)\n```\n[c](C.md)\n```\n")]);
        assert_eq!(bad.len(), 1);
        assert_eq!((bad[0].rule, bad[0].line), ("link", 2));
    }

    #[test]
    fn forgotten_and_doubled_style_files_are_found() {
        let bad = found(&[
            ("style/order.txt", "a.css\nui/*.css\nui/b.css\n"),
            ("style/a.css", ""),
            ("style/ui/b.css", ""),
            ("style/c.css", ""),
        ]);
        let paths: Vec<&str> = bad.iter().map(|finding| finding.path.as_str()).collect();
        assert_eq!(paths, ["style/ui/b.css", "style/c.css"]);
    }

    #[test]
    fn machine_paths_are_found_and_routes_of_the_app_are_not() {
        assert_eq!(found(&[("docs/A.md", concat!("see /work", "/main/x"))]).len(), 1);
        assert!(found(&[("docs/A.md", "the page /work/{id}")]).is_empty());
    }
}
