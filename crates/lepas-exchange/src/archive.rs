//! ZIP archives: what is in one, and how to write one.
//!
//! Owns the container format (PKWARE APPNOTE 6.3: end record, central directory, local headers) and what is refused.
//! Unpacking is left to the caller, who has a browser or a library for it; every [`Entry`] says how many bytes may come
//! out. Writing does not pack: pictures are packed already, and they are nearly all of a site.

mod write;

pub use write::Writer;

/// Most entries of an archive that is read.
pub const ENTRIES_MAX: usize = 10_000;
/// Most bytes of one unpacked entry.
pub const ENTRY_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Most bytes of an archive.
pub const ARCHIVE_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// Unpacked bytes for each packed one; text reaches about 20, deflate cannot pass 1,032.
const RATIO_MAX: u64 = 200;
/// Small entries may be packed as tightly as they like.
const RATIO_FREE_BYTES: u64 = 1024 * 1024;

/// How the bytes of an entry are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// Not at all.
    Stored,
    /// Deflate (RFC 1951) without a header.
    Deflate,
}

/// A file inside an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its path as it stands in the archive.
    pub name: String,
    /// Where its packed bytes begin.
    pub start: usize,
    /// How many packed bytes there are.
    pub packed: usize,
    /// How many bytes come out; more means that the archive lies.
    pub size: usize,
    /// How they are packed.
    pub packing: Packing,
}

impl Entry {
    /// The last part of its path.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or_default()
    }

    /// Its packed bytes.
    #[must_use]
    pub fn bytes<'a>(&self, archive: &'a [u8]) -> &'a [u8] {
        archive.get(self.start..self.start + self.packed).unwrap_or_default()
    }
}

/// Why an archive is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Not a ZIP, or cut off.
    NotAnArchive,
    /// Larger than [`ARCHIVE_BYTES_MAX`], or in the form for more than 4 GB.
    TooLarge,
    /// More entries than [`ENTRIES_MAX`].
    TooMany,
    /// This entry would unpack to more than is sane.
    Bomb(String),
    /// Two entries share bytes, or lie where no entry can.
    Overlap(String),
    /// A path that leads out of the archive.
    Path(String),
    /// An entry is encrypted.
    Encrypted(String),
    /// An entry is packed in a way that is neither stored nor deflate.
    Packing(String),
}

/// Lists the files of an archive; folders are left out.
///
/// # Errors
/// [`Refusal`]. One hostile entry refuses the whole archive: such a file comes from no exporter.
pub fn list(bytes: &[u8]) -> Result<Vec<Entry>, Refusal> {
    if bytes.len() as u64 > ARCHIVE_BYTES_MAX {
        return Err(Refusal::TooLarge);
    }
    let end = end_record(bytes).ok_or(Refusal::NotAnArchive)?;
    let count = usize::from(u16_at(bytes, end + 10).ok_or(Refusal::NotAnArchive)?);
    let size = u32_at(bytes, end + 12).ok_or(Refusal::NotAnArchive)?;
    let offset = u32_at(bytes, end + 16).ok_or(Refusal::NotAnArchive)?;
    if count == 0xFFFF || size == u32::MAX || offset == u32::MAX {
        return Err(Refusal::TooLarge);
    }
    if count > ENTRIES_MAX {
        return Err(Refusal::TooMany);
    }
    let directory = offset as usize;
    let mut at = directory;
    let mut entries = Vec::new();
    for _ in 0..count {
        let (entry, next) = directory_entry(bytes, at, directory)?;
        at = next;
        entries.extend(entry);
    }
    entries.sort_by_key(|entry| entry.start);
    let overlap = entries.windows(2).find(|pair| pair[0].start + pair[0].packed > pair[1].start);
    match overlap {
        Some(pair) => Err(Refusal::Overlap(pair[1].name.clone())),
        None => Ok(entries),
    }
}

/// Where the end record begins: the last signature whose comment ends with the file.
fn end_record(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(22)?;
    (last.saturating_sub(0xFFFF)..=last).rev().find(|at| {
        u32_at(bytes, *at) == Some(0x0605_4B50)
            && u16_at(bytes, at + 20).is_some_and(|comment| at + 22 + usize::from(comment) == bytes.len())
    })
}

/// Reads one record of the directory; `None` for a folder. Also says where the next one begins.
fn directory_entry(bytes: &[u8], at: usize, directory: usize) -> Result<(Option<Entry>, usize), Refusal> {
    let broken = Refusal::NotAnArchive;
    if u32_at(bytes, at) != Some(0x0201_4B50) {
        return Err(broken);
    }
    let short = |offset| u16_at(bytes, at + offset).map(usize::from).ok_or(Refusal::NotAnArchive);
    let long = |offset| u32_at(bytes, at + offset).ok_or(Refusal::NotAnArchive);
    let (flags, method) = (short(8)?, short(10)?);
    let (packed, size, header) = (long(20)?, long(24)?, long(42)? as usize);
    let (name_length, extra, comment) = (short(28)?, short(30)?, short(32)?);
    let name = bytes.get(at + 46..at + 46 + name_length).ok_or(broken)?;
    let name = String::from_utf8_lossy(name).into_owned();
    let next = at + 46 + name_length + extra + comment;
    if packed == u32::MAX || size == u32::MAX {
        return Err(Refusal::TooLarge);
    }
    if !is_inside(&name) {
        return Err(Refusal::Path(name));
    }
    if name.ends_with('/') {
        return Ok((None, next));
    }
    if flags & 1 != 0 {
        return Err(Refusal::Encrypted(name));
    }
    let packing = match method {
        0 => Packing::Stored,
        8 => Packing::Deflate,
        _ => return Err(Refusal::Packing(name)),
    };
    let (packed, size) = (u64::from(packed), u64::from(size));
    let tight = size > RATIO_FREE_BYTES && size > packed.saturating_mul(RATIO_MAX);
    if size > ENTRY_BYTES_MAX || tight || (packing == Packing::Stored && size != packed) {
        return Err(Refusal::Bomb(name));
    }
    if u32_at(bytes, header) != Some(0x0403_4B50) {
        return Err(Refusal::Overlap(name));
    }
    let lengths = u16_at(bytes, header + 26).zip(u16_at(bytes, header + 28)).ok_or(Refusal::NotAnArchive)?;
    let start = header + 30 + usize::from(lengths.0) + usize::from(lengths.1);
    let packed = usize::try_from(packed).map_err(|_| Refusal::TooLarge)?;
    if start + packed > directory || directory > bytes.len() {
        return Err(Refusal::Overlap(name));
    }
    let size = usize::try_from(size).map_err(|_| Refusal::TooLarge)?;
    Ok((Some(Entry { name, start, packed, size, packing }), next))
}

/// True for a relative path that stays where it is unpacked, on every system.
fn is_inside(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('/')
        && !name.contains(['\\', ':', '\0'])
        && name.split('/').all(|part| part != ".." && part != ".")
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
