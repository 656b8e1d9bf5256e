//! Archives and documents for the tests; all of it invented.

use std::io::{Cursor, Read, Write};

use lepas_api::profile::ProfileDocument;
use lepas_exchange::archive::{Entry, Packing};
use zip::{ZipWriter, write::SimpleFileOptions};

/// Where Lepas is in these tests.
pub(crate) const ORIGIN: &str = "https://lepas.example";

/// An archive as another program writes it.
pub(crate) fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Unpacks as a browser does: no more than the archive promised.
pub(crate) fn unpack(entry: &Entry, archive: &[u8]) -> Option<Vec<u8>> {
    let packed = entry.bytes(archive);
    let mut bytes = Vec::new();
    match entry.packing {
        Packing::Stored => bytes.extend_from_slice(packed),
        Packing::Deflate => {
            let limit = entry.size as u64 + 1;
            flate2::read::DeflateDecoder::new(packed).take(limit).read_to_end(&mut bytes).ok()?;
        }
    }
    (bytes.len() == entry.size).then_some(bytes)
}

/// A document with every section, marks, translations and members that nobody knows, at every level.
pub(crate) fn full() -> ProfileDocument {
    serde_json::from_str(include_str!("../fixtures/full.json")).unwrap()
}
