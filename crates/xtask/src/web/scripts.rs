//! Owns packing what stands beside the program as it was written (`public/*.js`, `index.html`): comments of scripts on lines of
//! their own and indentation are for those who read the source.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::files;

/// Packs every script at the top of `public` in the folder of the build.
pub(super) fn pack(public: &Path, dist: &Path) -> Result<()> {
    for file in files::walk(public)?.iter().filter(|file| file.extension().is_some_and(|ending| ending == "js")) {
        let source = files::read(file)?;
        // A text over several lines could hold what looks like a comment.
        ensure!(!source.contains('`'), "{} has a text in backticks, which cannot be packed", file.display());
        files::write(&dist.join(file.strip_prefix(public)?), packed(&source))?;
    }
    // Comes before the hashes of its inline scripts are taken.
    let page = dist.join("index.html");
    let source = files::read(&page)?;
    ensure!(!source.contains('`') && !source.contains("<pre"), "index.html has a text that cannot be packed");
    files::write(&page, packed(&source))
}

fn packed(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    for line in source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")) {
        text.push_str(line);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go_and_code_stays() {
        assert_eq!(
            packed("// a\n\"use strict\";\n\n  b(\"// c\"); // d\n    // e\n"),
            "\"use strict\";\nb(\"// c\"); // d\n"
        );
    }
}
