//! Owns which piece of the program goes into which file.
//!
//! The cut makes a piece for each part and one for each set of parts that share something, which is dozens. Fetched one by
//! one they would cost a round trip each and compress badly, so they are packed: what one part alone needs is its file,
//! what the first page shares with others is `shared`, and the rest that is shared is `late`. Packed together they are
//! three quarters of what they are apart, after brotli.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};

use super::Needs;
use crate::files;

/// The part that most visits begin with: what it shares must not wait behind what it does not need.
const FIRST: &str = "search";

/// A file of pieces, one after the other.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pack {
    /// With the hash of its content: `lepas-shared-0123456789abcdef.pack`.
    pub(super) name: String,
    pub(super) content: Vec<u8>,
    /// Where each piece begins and ends.
    pub(super) places: BTreeMap<String, (usize, usize)>,
}

/// Packs every piece.
pub(super) fn pack(needs: &Needs, mut pieces: BTreeMap<String, Vec<u8>>) -> Result<Vec<Pack>> {
    let mut users: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (part, stems) in needs {
        for stem in stems {
            users.entry(stem).or_default().insert(part);
        }
    }
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (stem, parts) in &users {
        groups.entry(group(parts)).or_default().push(stem);
    }
    let mut packs = Vec::new();
    for (group, stems) in groups {
        let (mut content, mut places) = (Vec::new(), BTreeMap::new());
        for stem in stems {
            let piece = pieces.remove(stem).with_context(|| format!("the cut made no piece named {stem}"))?;
            let begin = content.len();
            content.extend(piece);
            places.insert(stem.to_owned(), (begin, content.len()));
        }
        packs.push(Pack { name: format!("lepas-{group}-{}.pack", files::short_digest(&content)), content, places });
    }
    Ok(packs)
}

fn group<'a>(parts: &BTreeSet<&'a str>) -> &'a str {
    match parts.first() {
        Some(only) if parts.len() == 1 => only,
        _ if parts.contains(FIRST) => "shared",
        _ => "late",
    }
}

/// The files that each part needs.
pub(super) fn wanted(needs: &Needs, packs: &[Pack]) -> Needs {
    let files = |stems: &Vec<String>| {
        let needed = |pack: &&Pack| stems.iter().any(|stem| pack.places.contains_key(stem));
        packs.iter().filter(needed).map(|pack| pack.name.clone()).collect()
    };
    needs.iter().map(|(part, stems)| (part.clone(), files(stems))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs() -> Needs {
        let list = |stems: &[&str]| stems.iter().map(|stem| (*stem).to_owned()).collect::<Vec<_>>();
        [
            ("search".to_owned(), list(&["chunk_1", "split_search"])),
            ("studio".to_owned(), list(&["chunk_1", "chunk_2", "split_studio"])),
            ("messages".to_owned(), list(&["chunk_2", "split_messages"])),
        ]
        .into()
    }

    fn pieces() -> BTreeMap<String, Vec<u8>> {
        ["chunk_1", "chunk_2", "split_search", "split_studio", "split_messages"]
            .map(|stem| (stem.to_owned(), stem.into()))
            .into()
    }

    #[test]
    fn every_piece_lies_in_one_file_and_at_its_place() {
        let packs = pack(&needs(), pieces()).unwrap();
        let groups: Vec<&str> = packs.iter().map(|pack| pack.name.split('-').nth(1).unwrap()).collect();
        assert_eq!(groups, ["late", "messages", "search", "shared", "studio"]);
        for pack in &packs {
            for (stem, (begin, end)) in &pack.places {
                assert_eq!(&pack.content[*begin..*end], stem.as_bytes());
            }
        }
    }

    #[test]
    fn a_part_wants_the_files_with_its_pieces_and_no_others() {
        let packs = pack(&needs(), pieces()).unwrap();
        let wanted = wanted(&needs(), &packs);
        let groups = |part: &str| wanted[part].iter().map(|name| name.split('-').nth(1).unwrap()).collect::<Vec<_>>();
        assert_eq!(groups("search"), ["search", "shared"]);
        assert_eq!(groups("studio"), ["late", "shared", "studio"]);
        assert_eq!(groups("messages"), ["late", "messages"]);
    }

    #[test]
    fn a_piece_that_is_not_there_is_an_error() {
        assert!(pack(&needs(), BTreeMap::new()).is_err());
    }
}
