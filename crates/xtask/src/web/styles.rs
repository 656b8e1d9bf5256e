//! Owns the one style sheet: every file of `style/` in layer order, checked and minified, at `.generated/lepas.css`.

use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};
use lightningcss::error::{Error, ErrorLocation};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};

use crate::files;
use crate::workspace::Workspace;

/// The style files in the order of `style/order.txt` (names, or `folder/*.css` for all of a folder by name), or in the
/// order of the layers when there is no such file.
pub(crate) fn ordered(ws: &Workspace) -> Result<Vec<PathBuf>> {
    let folder = ws.path("style");
    let list = folder.join("order.txt");
    if list.exists() {
        let mut named = Vec::new();
        for line in files::read(&list)?.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let name = line.strip_prefix("style/").unwrap_or(line);
            let found = match name.strip_suffix("/*.css") {
                Some(room) => files::walk_extension(&folder.join(room), "css")?,
                None => vec![folder.join(name)],
            };
            if found.is_empty() || found.iter().any(|file| !file.exists()) {
                bail!("style/order.txt names style/{name}, which does not exist.");
            }
            named.extend(found);
        }
        return Ok(named);
    }
    let mut order: Vec<PathBuf> = ["layers.css", "tokens.css", "reset.css", "base.css"]
        .iter()
        .map(|name| folder.join(name))
        .filter(|file| file.exists())
        .collect();
    for room in ["ui", "features"] {
        order.extend(files::walk_extension(&folder.join(room), "css")?);
    }
    Ok(order)
}

pub(super) fn assemble(ws: &Workspace) -> Result<()> {
    let mut bundle = String::new();
    for file in ordered(ws)? {
        let name = files::relative(ws.root(), &file);
        bundle.push_str(&minify(&name, &files::read(&file)?)?);
    }
    files::write_if_changed(&ws.generated().join("lepas.css"), &bundle)
}

/// Minifies one file; what cannot be parsed is reported with file and line.
fn minify(name: &str, css: &str) -> Result<String> {
    let options = ParserOptions { filename: name.to_owned(), ..ParserOptions::default() };
    let mut sheet = StyleSheet::parse(css, options).map_err(|error| described(name, &error))?;
    sheet.minify(MinifyOptions::default()).map_err(|error| described(name, &error))?;
    let printed = sheet
        .to_css(PrinterOptions { minify: true, ..PrinterOptions::default() })
        .map_err(|error| described(name, &error))?;
    Ok(printed.code)
}

/// The parser counts lines from zero, people from one.
fn described<K: std::fmt::Display>(name: &str, error: &Error<K>) -> anyhow::Error {
    match &error.loc {
        Some(ErrorLocation { line, column, .. }) => anyhow!("{name}:{}:{column}: {}", line + 1, error.kind),
        None => anyhow!("{name}: {}", error.kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modern_features_survive() {
        let css = "@layer base {\n  /* note */ :root { --lp-ink: light-dark(#111, #eee); }\n  \
                   .lp-card { container-type: inline-size; & > h2 { color: var(--lp-ink); } }\n}";
        let small = minify("style/base.css", css).unwrap();
        assert!(small.contains("light-dark(#111,#eee)"), "{small}");
        assert!(small.contains("container-type:inline-size"), "{small}");
        assert!(!small.contains("note") && !small.contains('\n'), "{small}");
    }

    #[test]
    fn broken_css_names_file_and_line() {
        let error = minify("style/ui/button.css", ".a { color: red; }\n.b { {").unwrap_err().to_string();
        assert!(error.contains("style/ui/button.css:2"), "{error}");
    }

    #[test]
    fn order_file_wins_and_absent_names_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let ws = Workspace::at(folder.path());
        for name in ["style/layers.css", "style/ui/b.css", "style/ui/a.css", "style/features/x.css"] {
            files::write(&ws.path(name), "").unwrap();
        }
        let names = |ws: &Workspace| -> Vec<String> {
            ordered(ws).unwrap().iter().map(|file| files::relative(&ws.path("style"), file)).collect()
        };
        assert_eq!(names(&ws), ["layers.css", "ui/a.css", "ui/b.css", "features/x.css"]);
        files::write(&ws.path("style/order.txt"), "# comment\nfeatures/x.css\nstyle/ui/*.css\nlayers.css\n").unwrap();
        assert_eq!(names(&ws), ["features/x.css", "ui/a.css", "ui/b.css", "layers.css"]);
        files::write(&ws.path("style/order.txt"), "ui/gone.css\n").unwrap();
        assert!(ordered(&ws).unwrap_err().to_string().contains("style/ui/gone.css"));
    }
}
