//! Owns the `.br` and `.gz` files beside everything that shrinks, so that the server never compresses at run time.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use anyhow::{Result, anyhow};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::files;

/// Pictures and fonts are compressed already.
const SHRINKING: [&str; 10] = ["html", "css", "js", "mjs", "wasm", "pack", "svg", "json", "webmanifest", "txt"];

/// Compresses every shrinking file of a folder, on all processors.
pub(super) fn all(dist: &Path) -> Result<()> {
    let mut queue = files::walk(dist)?;
    // csp.json is for the server alone.
    queue.retain(|file| file.file_name().is_some_and(|name| name != "csp.json") && shrinks(file));
    // The largest last, because the queue is taken from its end and the WASM decides how long it all takes.
    queue.sort_by_key(|file| fs::metadata(file).map_or(0, |data| data.len()));
    let queue = Mutex::new(queue);
    let next = || queue.lock().ok().and_then(|mut files| files.pop());
    thread::scope(|scope| {
        let workers: Vec<_> = (0..thread::available_parallelism().map_or(1, usize::from))
            .map(|_| {
                scope.spawn(|| -> Result<()> {
                    while let Some(file) = next() {
                        compress(&file)?;
                    }
                    Ok(())
                })
            })
            .collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| anyhow!("a compression thread broke"))?)
    })
}

fn shrinks(file: &Path) -> bool {
    file.extension().and_then(|extension| extension.to_str()).is_some_and(|extension| SHRINKING.contains(&extension))
}

fn compress(file: &Path) -> Result<()> {
    let content = fs::read(file)?;
    files::write(&with_suffix(file, ".br"), brotli(&content)?)?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&content)?;
    files::write(&with_suffix(file, ".gz"), gzip.finish()?)
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let params =
        BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: content.len(), ..BrotliEncoderParams::default() };
    let mut output = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut output, &params)?;
    Ok(output)
}

/// How many bytes the content would be on the wire.
pub(crate) fn brotli_size(content: &[u8]) -> Result<u64> {
    Ok(brotli(content)?.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_forms_unpack_to_the_original_and_pictures_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let text = "lepas ".repeat(500);
        fs::write(folder.path().join("a.css"), &text).unwrap();
        fs::write(folder.path().join("a.png"), "x").unwrap();
        all(folder.path()).unwrap();
        let mut plain = Vec::new();
        let packed = fs::read(folder.path().join("a.css.br")).unwrap();
        brotli::BrotliDecompress(&mut &packed[..], &mut plain).unwrap();
        assert_eq!(plain, text.as_bytes());
        let mut unpacked = String::new();
        flate2::read::GzDecoder::new(&fs::read(folder.path().join("a.css.gz")).unwrap()[..])
            .read_to_string(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, text);
        assert!(!folder.path().join("a.png.br").exists());
    }
}
