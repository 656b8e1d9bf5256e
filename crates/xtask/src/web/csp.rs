//! Owns `csp.json`: the hashes of the page's inline scripts, which the server puts into its Content-Security-Policy.

use std::path::Path;

use anyhow::{Context, Result};
use serde::Serialize;

use crate::files;

#[derive(Debug, Serialize)]
struct Policy {
    /// Sources for `script-src`, without quotes: `sha256-…`.
    script_sha256: Vec<String>,
}

/// Removes Trunk's nonce placeholders and writes the hashes. Comes after every other change of `index.html`.
pub(super) fn finish(dist: &Path) -> Result<()> {
    let index = dist.join("index.html");
    let page = without_nonces(&files::read(&index)?);
    let script_sha256 = inline_scripts(&page)
        .context("index.html has a <script> that does not end")?
        .into_iter()
        .map(|script| format!("sha256-{}", files::base64(&files::sha256(script.as_bytes()))))
        .collect();
    files::write(&index, &page)?;
    files::write(&dist.join("csp.json"), serde_json::to_vec_pretty(&Policy { script_sha256 })?)
}

fn without_nonces(page: &str) -> String {
    let mut rest = page;
    let mut clean = String::with_capacity(page.len());
    while let Some(start) = rest.find(" nonce=\"") {
        let value = start + " nonce=\"".len();
        let Some(length) = rest[value..].find('"') else { break };
        clean.push_str(&rest[..start]);
        rest = &rest[value + length + 1..];
    }
    clean.push_str(rest);
    clean
}

/// The exact text of every script element that runs and has no `src`; data blocks such as JSON-LD do not run.
fn inline_scripts(page: &str) -> Option<Vec<&str>> {
    let mut scripts = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find("<script") {
        let tag = &rest[start..];
        let open = tag.find('>')?;
        let close = tag.find("</script>")?;
        let attributes = &tag["<script".len()..open];
        let data = attributes.contains("type=\"application/") || attributes.contains("type=\"text/plain\"");
        if !attributes.contains("src=") && !data {
            scripts.push(&tag[open + 1..close]);
        }
        rest = &tag[close + "</script>".len()..];
    }
    Some(scripts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_inline_code_is_hashed_and_exactly_as_written() {
        let page = "<script>\n a() \n</script><script src=\"/x.js\"></script>\
                    <script type=\"application/ld+json\">{}</script><script type=\"module\">b</script>";
        assert_eq!(inline_scripts(page).unwrap(), ["\n a() \n", "b"]);
        assert_eq!(inline_scripts("<script>endless"), None);
    }

    #[test]
    fn nonces_go() {
        assert_eq!(without_nonces("<script nonce=\"{{__TRUNK NONCE__}}\" a=\"b\">x"), "<script a=\"b\">x");
    }

    #[test]
    fn hash_is_what_browsers_compute() {
        let folder = tempfile::tempdir().unwrap();
        files::write(&folder.path().join("index.html"), "<script>alert('Hello, world.');</script>").unwrap();
        finish(folder.path()).unwrap();
        let policy = files::read(&folder.path().join("csp.json")).unwrap();
        // The example of the specification.
        assert!(policy.contains("sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="), "{policy}");
    }
}
