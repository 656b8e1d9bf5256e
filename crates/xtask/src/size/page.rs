//! Owns which files a first visit transfers: what `dist/index.html` refers to, in the form the server sends it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::files;

/// Bytes on the wire by extension.
#[derive(Debug, Default)]
pub(super) struct Transfer {
    by_kind: BTreeMap<String, u64>,
}

impl Transfer {
    pub(super) fn measure(dist: &Path) -> Result<Self> {
        let page = files::read(&dist.join("index.html"))?;
        let mut transfer = Self::default();
        transfer.add(dist, "index.html")?;
        let mut names = references(&page);
        // Snippets of JavaScript are imported by the script that wasm-bindgen wrote.
        for file in files::walk(&dist.join("snippets"))? {
            names.insert(files::relative(dist, &file));
        }
        // What the parts that this address opens are packed in.
        names.extend(parts(&page, FIRST_PART)?);
        for name in names {
            if !name.contains("search_worker") && dist.join(&name).is_file() && shrinks_or_asset(&name) {
                transfer.add(dist, &name)?;
            }
        }
        for kind in ["css", "js", "wasm"] {
            if transfer.of(kind) == 0 {
                bail!("dist/index.html refers to no .{kind} file; is the build complete?");
            }
        }
        Ok(transfer)
    }

    fn add(&mut self, dist: &Path, name: &str) -> Result<()> {
        let kind = name.rsplit('.').next().unwrap_or_default().to_owned();
        *self.by_kind.entry(kind).or_default() += wire_size(dist, name)?;
        Ok(())
    }

    pub(super) fn of(&self, kind: &str) -> u64 {
        self.by_kind.get(kind).copied().unwrap_or(0)
    }

    pub(super) fn total(&self) -> u64 {
        self.by_kind.values().sum()
    }
}

/// The compressed forms lie beside their originals and are never referred to.
fn shrinks_or_asset(name: &str) -> bool {
    !name.ends_with(".br") && !name.ends_with(".gz") && name != "index.html"
}

fn wire_size(dist: &Path, name: &str) -> Result<u64> {
    let packed = dist.join(format!("{name}.br"));
    let file = if packed.exists() { packed } else { dist.join(name) };
    Ok(fs::metadata(file)?.len())
}

/// Names of files, without the leading slash, in quotes anywhere in the page: links, preloads, imports.
fn references(page: &str) -> BTreeSet<String> {
    page.split(['"', '\'', '(', ')'])
        .filter_map(|text| text.strip_prefix('/').or_else(|| text.strip_prefix("./")))
        .filter(|name| name.rsplit_once('.').is_some_and(|(stem, kind)| !stem.is_empty() && kind.len() <= 11))
        .filter(|name| !name.contains(char::is_whitespace))
        .map(str::to_owned)
        .collect()
}

/// The part of the program that `/jobs` opens on a phone; on a wide screen the filters follow it.
const FIRST_PART: &str = "search";

/// The files of a part, from the list that the page carries.
fn parts(page: &str, part: &str) -> Result<Vec<String>> {
    let list = page
        .split_once("var parts = ")
        .and_then(|(_, rest)| rest.split_once(';'))
        .map(|(list, _)| list)
        .context("index.html has no list of parts")?;
    let parts: BTreeMap<String, Vec<String>> =
        serde_json::from_str(list).context("the list of parts in index.html is no JSON")?;
    parts.get(part).cloned().with_context(|| format!("index.html knows no part named {part}"))
}

/// Everything of the program: what is there from the start, every part, the worker, and the scripts between them.
pub(super) fn program(dist: &Path) -> Result<u64> {
    let mut bytes = 0;
    for file in files::walk(dist)? {
        let name = files::relative(dist, &file);
        if [".wasm", ".pack", ".js"].iter().any(|ending| name.ends_with(ending)) {
            bytes += wire_size(dist, &name)?;
        }
    }
    Ok(bytes)
}

/// The worker with its loader.
pub(super) fn worker(dist: &Path) -> Result<u64> {
    let mut bytes = 0;
    for file in files::walk(dist)? {
        let name = files::relative(dist, &file);
        if name.starts_with("search_worker") && shrinks_or_asset(&name) {
            bytes += wire_size(dist, &name)?;
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_the_page_loads_is_counted_in_its_packed_form() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, bytes: usize| files::write(&folder.path().join(name), vec![b'x'; bytes]).unwrap();
        let page = "<script>var parts = {\"search\":[\"lepas-search-1.pack\"],\"studio\":[\"lepas-studio-1.pack\"]};</script>\
                    <link href=\"/a-1.css\"><link rel=preload href=\"/fonts/f.woff2\"><script>import init from '/m.js';\
                    await init({ module_or_path: '/m_bg.wasm' })</script><a href=\"/jobs\">";
        put("index.html.br", 7);
        put("a-1.css", 900);
        put("a-1.css.br", 90);
        put("fonts/f.woff2", 500);
        put("m.js.br", 20);
        put("m.js", 50);
        put("m_bg.wasm", 1000);
        put("m_bg.wasm.br", 300);
        put("lepas-search-1.pack", 80);
        put("lepas-search-1.pack.br", 8);
        put("lepas-studio-1.pack", 70);
        put("unused.css", 4000);
        put("search_worker-1.js", 60);
        put("search_worker-1.js.br", 40);
        files::write(&folder.path().join("index.html"), page).unwrap();
        let transfer = Transfer::measure(folder.path()).unwrap();
        assert_eq!(transfer.total(), 7 + 90 + 500 + 20 + 300 + 8);
        assert_eq!((transfer.of("wasm"), transfer.of("woff2")), (300, 500));
        assert_eq!(worker(folder.path()).unwrap(), 40);
        assert_eq!(program(folder.path()).unwrap(), 20 + 300 + 8 + 70 + 40);
    }

    #[test]
    fn a_page_without_its_program_is_not_measured_as_small() {
        let folder = tempfile::tempdir().unwrap();
        files::write(&folder.path().join("index.html"), "<html>").unwrap();
        assert!(Transfer::measure(folder.path()).is_err());
    }
}
