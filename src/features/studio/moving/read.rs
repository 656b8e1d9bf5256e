//! Reading a file that somebody chose: which kind it is, and what could be taken from it.
//!
//! Owns telling the kinds apart, by what is in a file and not by its name. Unpacking is the browser's, understanding is
//! `lepas-exchange`'s. Nothing here leaves the device.

use lepas_api::{Locale, profile::ProfileDocument};
use lepas_exchange::{
    Found, Problem,
    archive::{self, Entry, Packing, Refusal},
    json_resume, linkedin, pdf,
};

use crate::{
    i18n::{self, Key},
    platform::unpack::{Packed, unpack},
};

/// The file of our own archives that holds the document.
const RESUME: &str = "resume.json";

/// What a file says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    /// Pieces that could be taken, and what could not be read.
    pub(super) found: Found,
    /// The whole document, when the file is one.
    pub(super) whole: Option<ProfileDocument>,
    /// The pieces are guesses, which a person confirms one by one.
    pub(super) guessed: bool,
}

/// Why nothing was read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Failure {
    /// The archive is hostile or broken.
    Archive(Refusal),
    /// The text is no résumé.
    Text(Problem),
    /// A PDF that wants a password.
    Locked,
    /// Nothing in it is known.
    Unknown,
    /// The browser could not give the file.
    Refused,
}

impl Failure {
    /// What happened and what to do, in a person's language.
    pub(super) fn words(&self, locale: Locale, file: &str) -> String {
        let key = match self {
            Self::Archive(refusal) => return refusal.message(locale),
            Self::Text(problem) => return problem.message(locale),
            Self::Locked => Key::StudioBringLocked,
            Self::Unknown => Key::StudioBringUnknown,
            Self::Refused => Key::StudioBringRefused,
        };
        i18n::fill(i18n::text(locale, key), &[("file", file)])
    }
}

/// Reads a file. `origin` is where this Lepas is.
pub(super) async fn read(name: &str, bytes: &[u8], origin: &str) -> Result<Reading, Failure> {
    let reading = match bytes {
        [b'P', b'K', ..] => archive(bytes, origin).await?,
        [b'%', b'P', b'D', b'F', ..] => portable(name, bytes).await?,
        _ => text(name, bytes, origin)?,
    };
    if reading.found == Found::default() && reading.whole.is_none() { Err(Failure::Unknown) } else { Ok(reading) }
}

/// An export of LinkedIn, or one of ours.
async fn archive(bytes: &[u8], origin: &str) -> Result<Reading, Failure> {
    let entries = archive::list(bytes).map_err(Failure::Archive)?;
    let mut files = Vec::new();
    for entry in linkedin::wanted(&entries) {
        files.push((entry.name.clone(), inside(entry, bytes).await));
    }
    if !files.is_empty() {
        return Ok(Reading { found: linkedin::read(&files), whole: None, guessed: false });
    }
    let resume = entries.iter().filter(|entry| entry.file_name() == RESUME);
    let entry = resume.min_by_key(|entry| entry.name.matches('/').count()).ok_or(Failure::Unknown)?;
    let unpacked = inside(entry, bytes).await.ok_or(Failure::Text(Problem::Damaged))?;
    text(&entry.name, &unpacked, origin)
}

/// What is inside of an entry; `None` when that is something else than the archive promised.
async fn inside(entry: &Entry, archive: &[u8]) -> Option<Vec<u8>> {
    let packed = entry.bytes(archive);
    let bytes = match entry.packing {
        Packing::Stored => packed.to_vec(),
        Packing::Deflate => unpack(packed, Packed::Raw, entry.size).await?,
    };
    (bytes.len() == entry.size).then_some(bytes)
}

fn text(name: &str, bytes: &[u8], origin: &str) -> Result<Reading, Failure> {
    let text = std::str::from_utf8(bytes).map_err(|_| Failure::Text(Problem::Encoding))?;
    let (found, document) = json_resume::proposals(text, name, origin).map_err(Failure::Text)?;
    let whole = (document != ProfileDocument::default()).then_some(document);
    Ok(Reading { found, whole, guessed: false })
}

async fn portable(name: &str, bytes: &[u8]) -> Result<Reading, Failure> {
    let streams = pdf::streams(bytes).ok_or(Failure::Locked)?;
    let mut unpacked = Vec::with_capacity(streams.len());
    for stream in &streams {
        let held = stream.bytes(bytes);
        unpacked.push(if stream.is_packed { inflated(held).await } else { Some(held.to_vec()) });
    }
    let lines = pdf::text(bytes, &streams, &unpacked);
    Ok(Reading { found: pdf::proposals(&lines, name), whole: None, guessed: true })
}

/// A packed stream of a PDF. The end of a line may stand behind it, which browsers refuse, or be its last byte.
async fn inflated(held: &[u8]) -> Option<Vec<u8>> {
    let without_lf = held.strip_suffix(b"\n").unwrap_or(held);
    let without_cr = without_lf.strip_suffix(b"\r").unwrap_or(without_lf);
    let mut tried = usize::MAX;
    for bytes in [without_cr, without_lf, held] {
        if bytes.len() == tried {
            continue;
        }
        tried = bytes.len();
        let unpacked = unpack(bytes, Packed::Zlib, pdf::STREAM_BYTES_MAX).await;
        if unpacked.is_some() {
            return unpacked;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;
    use lepas_exchange::{apply, archive::Writer};

    use super::*;

    const ORIGIN: &str = "https://lepas.example";

    fn stored(files: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = Writer::default();
        let mut out = Vec::new();
        for (name, text) in files {
            out.extend(writer.add(name, text.as_bytes()).unwrap());
            out.extend_from_slice(text.as_bytes());
        }
        out.extend(writer.finish());
        out
    }

    fn read_all(bytes: &[u8]) -> Result<Reading, Failure> {
        block_on(read("berkas", bytes, ORIGIN))
    }

    #[test]
    fn the_kind_is_known_by_what_is_in_the_file() {
        let linkedin = stored(&[("Basic/Skills.csv", "Name\nTipografi\n"), ("resume.json", "{}")]);
        let reading = read_all(&linkedin).unwrap();
        assert_eq!((reading.found.proposals.len(), reading.whole), (1, None));

        let own = stored(&[
            ("index.html", "<p>"),
            ("csv/skills.csv", "x"),
            ("resume.json", r#"{"basics":{"name":"Sari"},"x-diary":[1]}"#),
        ]);
        let whole = read_all(&own).unwrap().whole.unwrap();
        assert_eq!((whole.basics.name.as_str(), &whole.other["x-diary"]), ("Sari", &serde_json::json!([1])));

        let reading = read_all(br#"{"skills":[{"name":"Cetak"}]}"#).unwrap();
        let taken = apply(&ProfileDocument::default(), &reading.found.proposals).unwrap();
        assert_eq!(taken.skills[0].name, "Cetak");
    }

    #[test]
    fn what_cannot_be_read_says_why_in_both_languages() {
        for (bytes, wanted) in [
            (b"PK\x03\x04 cut off".as_slice(), Failure::Archive(Refusal::NotAnArchive)),
            (b"%PDF-1.7 1 0 obj <</Encrypt 2 0 R>> endobj", Failure::Locked),
            (b"%PDF-1.7", Failure::Unknown),
            (b"\xFF\xFE", Failure::Text(Problem::Encoding)),
            (b"{}", Failure::Unknown),
        ] {
            let failure = read_all(bytes).unwrap_err();
            assert_eq!(failure, wanted);
            assert_ne!(failure.words(Locale::Id, "x"), failure.words(Locale::En, "x"));
        }
        assert!(matches!(read_all(b"halo"), Err(Failure::Text(Problem::Unreadable(_)))));
        assert_eq!(read_all(&stored(&[("lain.txt", "x")])), Err(Failure::Unknown));
    }
}
