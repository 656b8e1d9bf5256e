//! The text layer of a PDF résumé (ISO 32000-1), as lines, and the lines as proposals that a person confirms one by one.
//!
//! Owns finding streams, fonts and text, as far as a résumé of today's programs needs it. Not read: encrypted files, text that
//! is a picture, filters other than Flate. Leaves unpacking to the caller: [`streams`] says where the packed bytes are.

mod draft;
mod fonts;
mod lines;
mod tokens;

use std::collections::BTreeMap;

pub use draft::proposals;

/// Most bytes of one unpacked stream; larger ones are pictures or worse.
pub const STREAM_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Most streams that are looked at.
const STREAMS_MAX: usize = 2_000;

/// Bytes inside of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream {
    /// Number of its object.
    pub number: u32,
    /// Its dictionary as it stands.
    dictionary: String,
    /// Where its bytes begin and end.
    start: usize,
    end: usize,
    /// Packed with Flate (zlib); else not at all.
    pub is_packed: bool,
}

impl Stream {
    /// Its bytes in the file.
    #[must_use]
    pub fn bytes<'a>(&self, file: &'a [u8]) -> &'a [u8] {
        file.get(self.start..self.end).unwrap_or_default()
    }
}

/// The streams of a file that may hold text or what is needed to read it. `None` for an encrypted file.
#[must_use]
pub fn streams(file: &[u8]) -> Option<Vec<Stream>> {
    if find(file, b"/Encrypt", 0).is_some() {
        return None;
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(keyword) = find(file, b"stream", at).filter(|_| found.len() < STREAMS_MAX) {
        at = keyword + 6;
        if file[..keyword].ends_with(b"end") {
            continue;
        }
        let Some((number, dictionary)) = header(file, keyword) else { continue };
        let start = match file.get(at..at + 2) {
            Some(b"\r\n") => at + 2,
            Some([b'\n', _]) => at + 1,
            _ => continue,
        };
        let Some(end) = find(file, b"endstream", start) else { break };
        at = end + 9;
        let filtered = dictionary.contains("/Filter");
        let is_packed = dictionary.contains("/FlateDecode");
        let other =
            dictionary.contains("/DCTDecode") || dictionary.contains("/LZWDecode") || dictionary.contains("/ASCII85");
        if !dictionary.contains("/Image") && !other && (is_packed || !filtered) {
            found.push(Stream { number, dictionary, start, end, is_packed });
        }
    }
    Some(found)
}

/// The number and the dictionary of the object whose stream begins at a keyword.
fn header(file: &[u8], keyword: usize) -> Option<(u32, String)> {
    let before = file.get(keyword.saturating_sub(4_096)..keyword)?;
    let open = before.windows(4).rposition(|four| four == b" obj")?;
    let text = String::from_utf8_lossy(before.get(open + 4..)?).into_owned();
    let mut numbers = before.get(..open)?.rsplit(|byte| !byte.is_ascii_digit()).filter(|number| !number.is_empty());
    numbers.next()?;
    let number = std::str::from_utf8(numbers.next()?).ok()?.parse().ok()?;
    text.contains("<<").then_some((number, text))
}

/// The lines of text, from top to bottom, page after page. `unpacked` are the bytes of the streams, in their order.
#[must_use]
pub fn text(file: &[u8], streams: &[Stream], unpacked: &[Option<Vec<u8>>]) -> Vec<String> {
    let mut objects = objects_of(file);
    let mut contents = Vec::new();
    for (stream, bytes) in streams.iter().zip(unpacked) {
        let Some(bytes) = bytes else { continue };
        if stream.dictionary.contains("/ObjStm") {
            packed_objects(&stream.dictionary, bytes, &mut objects);
        } else {
            contents.push((stream.number, bytes.as_slice()));
        }
    }
    let fonts = fonts::read(&objects, &contents);
    let mut all = Vec::new();
    for (stream, bytes) in streams.iter().zip(unpacked) {
        let Some(bytes) = bytes.as_deref().filter(|bytes| find(bytes, b"BT", 0).is_some()) else { continue };
        if !stream.dictionary.contains("/ObjStm") {
            lines::read(bytes, &fonts, &mut all);
        }
    }
    all
}

/// Every object that stands open in the file, by number.
fn objects_of(file: &[u8]) -> BTreeMap<u32, String> {
    let mut objects = BTreeMap::new();
    let mut at = 0;
    while let Some(keyword) = find(file, b" obj", at) {
        at = keyword + 4;
        let before = &file[keyword.saturating_sub(24)..keyword];
        let mut numbers = before.rsplit(|byte| !byte.is_ascii_digit()).filter(|number| !number.is_empty());
        let number =
            numbers.nth(1).and_then(|digits| std::str::from_utf8(digits).ok()).and_then(|digits| digits.parse().ok());
        let end = find(file, b"endobj", at).unwrap_or(file.len()).min(at + 65_536);
        let stop = find(&file[..end], b"stream", at).unwrap_or(end);
        if let Some(number) = number {
            objects.insert(number, String::from_utf8_lossy(&file[at..stop]).into_owned());
        }
    }
    objects
}

/// Objects inside an object stream: pairs of number and offset, then the objects.
fn packed_objects(dictionary: &str, bytes: &[u8], objects: &mut BTreeMap<u32, String>) {
    let first = tokens::number_after(dictionary, "/First").unwrap_or(0);
    let (head, body) = bytes.split_at(first.min(bytes.len()));
    let head = String::from_utf8_lossy(head);
    let numbers: Vec<usize> = head.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    let pairs: Vec<(usize, usize)> = numbers.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
    for (at, (number, offset)) in pairs.iter().enumerate() {
        let end = pairs.get(at + 1).map_or(body.len(), |(_, next)| *next);
        if let (Ok(number), Some(object)) = (u32::try_from(*number), body.get(*offset..end)) {
            objects.insert(number, String::from_utf8_lossy(object).into_owned());
        }
    }
}

fn find(bytes: &[u8], what: &[u8], from: usize) -> Option<usize> {
    let first = *what.first()?;
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == first)?;
        if bytes[at..].starts_with(what) {
            return Some(at);
        }
        at += 1;
    }
}
