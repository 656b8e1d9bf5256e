//! Owns the directions between crates: who may depend on whom, and which crates keep out of pure code.

use super::{Finding, Source};

/// A package and the dependencies it must not have.
struct Rule {
    manifest: &'static str,
    ours: &'static [&'static str],
    never: &'static [&'static str],
}

/// No input or output, no runtime, no browser.
const IMPURE: [&str; 8] = ["tokio", "axum", "sqlx", "web-sys", "js-sys", "leptos", "gloo-net", "reqwest"];
/// They weigh more than what they give; the browser has it all.
const TOO_HEAVY: [&str; 7] = ["regex", "chrono", "url", "icu", "tokio", "sqlx", "axum"];

const RULES: [Rule; 7] = [
    Rule { manifest: "crates/lepas-api/Cargo.toml", ours: &[], never: &IMPURE },
    Rule { manifest: "crates/lepas-search/Cargo.toml", ours: &[], never: &IMPURE },
    Rule { manifest: "crates/lepas-page/Cargo.toml", ours: &["lepas-api"], never: &IMPURE },
    Rule { manifest: "crates/lepas-exchange/Cargo.toml", ours: &["lepas-api", "lepas-page"], never: &IMPURE },
    Rule {
        manifest: "crates/lepas-server/Cargo.toml",
        ours: &["lepas-api", "lepas-search", "lepas-page", "lepas-exchange"],
        never: &["leptos", "web-sys", "js-sys"],
    },
    Rule { manifest: "crates/xtask/Cargo.toml", ours: &[], never: &["leptos", "axum", "sqlx", "tokio"] },
    Rule {
        manifest: "Cargo.toml",
        ours: &["lepas-api", "lepas-search", "lepas-page", "lepas-exchange"],
        never: &TOO_HEAVY,
    },
];

pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in &RULES {
        let Some(source) = sources.iter().find(|source| source.path == rule.manifest) else { continue };
        for (line, name) in dependencies(&source.text) {
            let ours = name == "lepas" || name.starts_with("lepas-") || name == "xtask";
            if ours && !rule.ours.contains(&name) {
                let message = format!("must not depend on {name}; the table is in docs/ARCHITECTURE.md");
                findings.push(Finding::new("crates", &source.path, line, message));
            } else if rule.never.contains(&name) {
                findings.push(Finding::new("crates", &source.path, line, format!("{name} has no place in this crate")));
            }
        }
    }
    findings
}

/// Names in every `dependencies` table that is part of the product, with their lines. Development dependencies are not.
fn dependencies(manifest: &str) -> Vec<(usize, &str)> {
    let mut inside = false;
    let mut found = Vec::new();
    for (index, line) in manifest.lines().enumerate() {
        let line = line.trim();
        if let Some(section) = line.strip_prefix('[') {
            let section = section.trim_end_matches(']');
            inside =
                (section == "dependencies" || section.ends_with(".dependencies") || section == "build-dependencies")
                    && section != "workspace.dependencies";
            if let Some((_, name)) = section.split_once("dependencies.").filter(|(head, _)| !head.contains("dev-")) {
                found.push((index + 1, name));
            }
        } else if inside && !line.starts_with('#') {
            let end = line.find(['.', ' ', '=']).unwrap_or(line.len());
            if end > 0 {
                found.push((index + 1, &line[..end]));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&[source(path, text)]).len()
    }

    #[test]
    fn the_renderer_may_know_the_contract_but_not_the_browser() {
        assert_eq!(found("crates/lepas-page/Cargo.toml", "[dependencies]\nlepas-api.workspace = true\n"), 0);
        assert_eq!(found("crates/lepas-page/Cargo.toml", "[dependencies]\nweb-sys = \"0.3\"\n"), 1);
        assert_eq!(found("crates/lepas-api/Cargo.toml", "[dependencies]\nlepas-page.workspace = true\n"), 1);
        assert_eq!(found("crates/lepas-server/Cargo.toml", "[dependencies]\nlepas = { path = \"../..\" }\n"), 1);
    }

    #[test]
    fn tests_and_the_workspace_table_may_name_anything() {
        let text = "[workspace.dependencies]\nregex = \"1\"\n[dependencies]\nserde = \"1\"\n[dev-dependencies]\nlepas-server = \"1\"\n";
        assert_eq!(found("Cargo.toml", text), 0);
    }

    #[test]
    fn every_way_to_write_a_dependency_is_seen() {
        let text = "[dependencies.regex]\nversion = \"1\"\n[target.'cfg(unix)'.dependencies]\nurl = \"2\"\n";
        assert_eq!(found("Cargo.toml", text), 2);
    }
}
