//! Owns the search worker's files: content in the names, so that they can be cached for ever, and a loader of our own.
//!
//! Trunk does not hash a worker's files, and its loader cannot run where Trusted Types are required.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::files;
use crate::web::Flavour;

const NAME: &str = "search_worker";
/// What `index.html` carries in `<meta name="lepas-search-worker">`; replaced by the hashed address.
const PLACEHOLDER: &str = "content=\"/search_worker_loader.js\"";

/// Writes the loader, and in release builds gives every file of the worker its hash and tells `index.html`.
pub(super) fn finish(dist: &Path, flavour: Flavour) -> Result<()> {
    let script = dist.join(format!("{NAME}.js"));
    let wasm = dist.join(format!("{NAME}_bg.wasm"));
    let index = dist.join("index.html");
    if !script.exists() && !wasm.exists() {
        bail!(
            "index.html does not build {NAME}; it needs <link data-trunk rel=\"rust\" data-bin=\"{NAME}\" data-type=\"worker\">."
        );
    }
    if flavour == Flavour::Development {
        return files::write(
            &dist.join(format!("{NAME}_loader.js")),
            loader(&format!("{NAME}.js"), &format!("{NAME}_bg.wasm")),
        );
    }
    let page = files::read(&index)?;
    if !page.contains(PLACEHOLDER) {
        bail!("index.html needs <meta name=\"lepas-search-worker\" {PLACEHOLDER}>.");
    }
    let script_name = hashed(dist, &script, "", ".js")?;
    let wasm_name = hashed(dist, &wasm, "", "_bg.wasm")?;
    let shim = loader(&script_name, &wasm_name);
    let loader_name = format!("{NAME}_loader-{}.js", files::short_digest(shim.as_bytes()));
    files::write(&dist.join(&loader_name), &shim)?;
    let unhashed = dist.join(format!("{NAME}_loader.js"));
    if unhashed.exists() {
        fs::remove_file(unhashed)?;
    }
    files::write(&index, page.replace(PLACEHOLDER, &format!("content=\"/{loader_name}\"")))
}

fn hashed(dist: &Path, file: &Path, middle: &str, ending: &str) -> Result<String> {
    let digest = files::short_digest(&fs::read(file).with_context(|| format!("cannot read {}", file.display()))?);
    let name = format!("{NAME}{middle}-{digest}{ending}");
    fs::rename(file, dist.join(&name))?;
    Ok(name)
}

/// A classic worker script. A worker has a policy of its own, so the loader allows exactly its own script. A failure
/// is thrown outside of the promise, because only then the page's `error` event hears of it.
fn loader(script: &str, wasm: &str) -> String {
    format!(
        "\"use strict\";\n\
         if (self.trustedTypes) {{\n  \
           self.trustedTypes.createPolicy(\"default\", {{\n    \
             createScriptURL: (address) => (address === \"/{script}\" ? address : null),\n  \
           }});\n\
         }}\n\
         importScripts(\"/{script}\");\n\
         wasm_bindgen({{ module_or_path: \"/{wasm}\" }}).catch((error) => {{\n  \
           setTimeout(() => {{\n    throw error;\n  }});\n\
         }});\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("search_worker.js"), "code").unwrap();
        fs::write(folder.path().join("search_worker_bg.wasm"), "bytes").unwrap();
        fs::write(
            folder.path().join("index.html"),
            "<meta name=\"lepas-search-worker\" content=\"/search_worker_loader.js\">",
        )
        .unwrap();
        folder
    }

    #[test]
    fn release_names_carry_the_content_and_the_page_knows_the_loader() {
        let folder = folder();
        finish(folder.path(), Flavour::Release).unwrap();
        let names: Vec<String> =
            files::walk(folder.path()).unwrap().iter().map(|file| files::relative(folder.path(), file)).collect();
        assert!(!names.contains(&"search_worker.js".to_owned()), "{names:?}");
        let loader = names.iter().find(|name| name.starts_with("search_worker_loader-")).unwrap();
        let page = fs::read_to_string(folder.path().join("index.html")).unwrap();
        assert!(page.contains(&format!("content=\"/{loader}\"")), "{page}");
        let shim = fs::read_to_string(folder.path().join(loader)).unwrap();
        for name in names.iter().filter(|name| *name != loader && name.starts_with("search_worker")) {
            assert!(shim.contains(name.as_str()), "{name} not in {shim}");
        }
    }

    #[test]
    fn development_keeps_the_plain_names() {
        let folder = folder();
        finish(folder.path(), Flavour::Development).unwrap();
        assert!(folder.path().join("search_worker.js").exists());
        let shim = fs::read_to_string(folder.path().join("search_worker_loader.js")).unwrap();
        assert!(shim.contains("importScripts(\"/search_worker.js\")"), "{shim}");
    }

    #[test]
    fn a_page_without_the_placeholder_is_refused() {
        let folder = folder();
        fs::write(folder.path().join("index.html"), "<meta>").unwrap();
        assert!(finish(folder.path(), Flavour::Release).is_err());
    }
}
