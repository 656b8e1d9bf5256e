//! Reading a chosen file into proposals, wholly on the device.
//!
//! Owns telling one kind of file from another by its bytes. Leaves what the files mean to `lepas-exchange`.

use lepas_api::{Locale, profile::ProfileDocument};
use lepas_exchange::{
    Found, Problem,
    archive::{self, Entry, Packing},
    json_resume, linkedin, pdf,
};

use crate::{
    i18n::{self, Key},
    platform::unpack::{self, Packed},
};

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    /// Name of the file.
    pub(super) file: String,
    /// What could be taken from it, and what could not be read.
    pub(super) found: Found,
    /// The whole document, when the file is one.
    pub(super) whole: Option<ProfileDocument>,
    /// Guesses from running text: nothing is ticked before a person looked at it.
    pub(super) is_draft: bool,
}

/// Reads the bytes of a file.
///
/// # Errors
/// A sentence for the person, in their language.
pub(super) async fn read(file: &str, bytes: &[u8], origin: &str, locale: Locale) -> Result<Reading, String> {
    if bytes.starts_with(b"%PDF") {
        return running_text(file, bytes, locale).await;
    }
    if !bytes.starts_with(b"PK") {
        return document(file, file, bytes, origin, locale);
    }
    let entries = archive::list(bytes).map_err(|refusal| refusal.message(locale))?;
    let wanted = linkedin::wanted(&entries);
    if wanted.is_empty() {
        // Our own archive of a whole site has the document in it.
        let Some(own) = entries.iter().find(|entry| entry.file_name() == "resume.json") else {
            return Err(i18n::text(locale, Key::StudioBringNothing).to_owned());
        };
        let unpacked = unpack(own, bytes).await.ok_or_else(|| Problem::Damaged.message(locale))?;
        return document(file, &own.name, &unpacked, origin, locale);
    }
    let mut files = Vec::with_capacity(wanted.len());
    for entry in wanted {
        files.push((entry.name.clone(), unpack(entry, bytes).await));
    }
    Ok(Reading { file: file.to_owned(), found: linkedin::read(&files), whole: None, is_draft: false })
}

fn document(file: &str, inside: &str, bytes: &[u8], origin: &str, locale: Locale) -> Result<Reading, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| i18n::text(locale, Key::StudioBringKind).to_owned())?;
    let (found, whole) = json_resume::proposals(text, inside, origin).map_err(|problem| problem.message(locale))?;
    Ok(Reading { file: file.to_owned(), found, whole: Some(whole), is_draft: false })
}

/// The text layer of a PDF.
async fn running_text(file: &str, bytes: &[u8], locale: Locale) -> Result<Reading, String> {
    let say = |key| i18n::text(locale, key).to_owned();
    let streams = pdf::streams(bytes).ok_or_else(|| say(Key::StudioBringLocked))?;
    let mut unpacked = Vec::with_capacity(streams.len());
    for stream in &streams {
        let packed = stream.bytes(bytes);
        unpacked.push(if stream.is_packed {
            unpack::inflate(packed, Packed::Zlib, pdf::STREAM_BYTES_MAX).await
        } else {
            Some(packed.to_vec())
        });
    }
    let lines = pdf::text(bytes, &streams, &unpacked);
    let found = pdf::proposals(&lines, file);
    if found.proposals.is_empty() {
        return Err(say(Key::StudioBringNoText));
    }
    Ok(Reading { file: file.to_owned(), found, whole: None, is_draft: true })
}

async fn unpack(entry: &Entry, archive: &[u8]) -> Option<Vec<u8>> {
    let packed = entry.bytes(archive);
    let bytes = match entry.packing {
        Packing::Stored => packed.to_vec(),
        Packing::Deflate => unpack::inflate(packed, Packed::Raw, entry.size).await?,
    };
    (bytes.len() == entry.size).then_some(bytes)
}
