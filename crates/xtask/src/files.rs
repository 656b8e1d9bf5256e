//! Owns walking folders, atomic writing and digests, as the other modules need them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// Every file below `folder`, sorted by path; nothing when the folder does not exist.
pub(crate) fn walk(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(current) = open.pop() {
        if !current.exists() {
            continue;
        }
        for entry in fs::read_dir(&current).with_context(|| format!("cannot read {}", current.display()))? {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() {
                open.push(entry.path());
            } else if kind.is_file() {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Every file below `folder` whose name ends with `.extension`.
pub(crate) fn walk_extension(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut files = walk(folder)?;
    files.retain(|file| file.extension().is_some_and(|found| found == extension));
    Ok(files)
}

pub(crate) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Writes beside the file and renames, so that a reader sees the old content or the new.
pub(crate) fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut partial = path.as_os_str().to_owned();
    partial.push(".partial");
    fs::write(&partial, content).with_context(|| format!("cannot write {}", path.display()))?;
    fs::rename(&partial, path).with_context(|| format!("cannot write {}", path.display()))
}

/// Writes only when the content differs, so that tools watching times of change have no reason to work.
pub(crate) fn write_if_changed(path: &Path, content: &str) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == content.as_bytes()) {
        return Ok(());
    }
    write(path, content)
}

/// The path below `root`, with slashes.
pub(crate) fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

pub(crate) fn sha256(content: &[u8]) -> Vec<u8> {
    Sha256::digest(content).to_vec()
}

/// What stands in the names of files that are kept for ever: sixteen digits of their content's hash.
pub(crate) fn short_digest(content: &[u8]) -> String {
    hex(&sha256(content)[..8])
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Standard base64 with padding, as CSP sources want it.
pub(crate) fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for position in 0..4 {
            if position <= chunk.len() {
                let index = (bits >> (18 - 6 * position)) & 63;
                text.push(char::from(ALPHABET[index as usize]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_follows_the_standard() {
        for (plain, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn digest_of_nothing_is_the_known_one() {
        assert_eq!(hex(&sha256(b""))[..16], *"e3b0c44298fc1c14");
    }

    #[test]
    fn walking_finds_nested_files_in_order_and_forgives_absence() {
        let folder = tempfile::tempdir().unwrap();
        write(&folder.path().join("b/two.css"), "").unwrap();
        write(&folder.path().join("a.css"), "").unwrap();
        write(&folder.path().join("c.txt"), "").unwrap();
        let found = walk_extension(folder.path(), "css").unwrap();
        let names: Vec<String> = found.iter().map(|file| relative(folder.path(), file)).collect();
        assert_eq!(names, ["a.css", "b/two.css"]);
        assert!(walk(&folder.path().join("absent")).unwrap().is_empty());
    }
}
