//! Owns which piece of the program goes into which file.
//!
//! The cut makes a piece for each part and one for each set of parts that share something, which is dozens. Fetched one by
//! one they would cost a round trip each and compress badly, so they are joined: what one part alone needs is its file,
//! what the first page shares with others is `shared`, and the rest that is shared is `late`. So is what belongs to a small
//! part alone: as a file of its own it would compress badly, and a visit to the first pages costs few bytes more with it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};

use super::{Needs, join};

/// The part that most visits begin with: what it shares must not wait behind what it does not need.
const FIRST: &str = "search";

/// Parts that are too small for a file.
const SMALL: [&str; 2] = ["entry", "job"];

/// The pieces in groups: the name of each file to be, and the stems of the pieces in it.
pub(super) fn groups(needs: &Needs) -> BTreeMap<&str, Vec<&str>> {
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
    groups
}

fn group<'a>(parts: &BTreeSet<&'a str>) -> &'a str {
    match parts.first() {
        Some(only) if parts.len() == 1 && !SMALL.contains(only) => only,
        _ if parts.contains(FIRST) => "shared",
        _ => "late",
    }
}

/// Each group as one module.
pub(super) fn joined(needs: &Needs, pieces: &BTreeMap<String, Vec<u8>>) -> Result<BTreeMap<String, Vec<u8>>> {
    let piece = |stem: &&str| {
        pieces.get(*stem).map(Vec::as_slice).with_context(|| format!("the cut made no piece named {stem}"))
    };
    groups(needs)
        .into_iter()
        .map(|(group, stems)| {
            let pieces = stems.iter().map(piece).collect::<Result<Vec<_>>>()?;
            Ok((group.to_owned(), join::joined(pieces).with_context(|| format!("the part {group}"))?))
        })
        .collect()
}

/// The files that each part needs, when a group is in the file that `files` says.
pub(super) fn wanted(needs: &Needs, files: &BTreeMap<String, String>) -> Needs {
    let groups = groups(needs);
    let of = |part: &String| {
        let used = |group: &&str| groups[*group].iter().any(|stem| needs[part].iter().any(|own| own == stem));
        groups.keys().filter(|group| used(group)).filter_map(|group| files.get(*group).cloned()).collect()
    };
    needs.keys().map(|part| (part.clone(), of(part))).collect()
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
            ("job".to_owned(), list(&["split_job"])),
        ]
        .into()
    }

    #[test]
    fn every_piece_is_in_one_group() {
        let needs = needs();
        let expected = [
            ("late", vec!["chunk_2", "split_job"]),
            ("messages", vec!["split_messages"]),
            ("search", vec!["split_search"]),
            ("shared", vec!["chunk_1"]),
            ("studio", vec!["split_studio"]),
        ];
        assert_eq!(groups(&needs), expected.into());
    }

    #[test]
    fn a_part_wants_the_files_with_its_pieces_and_no_others() {
        let needs = needs();
        let files = groups(&needs).into_keys().map(|group| (group.to_owned(), format!("{group}.pack"))).collect();
        let wanted = wanted(&needs, &files);
        assert_eq!(wanted["search"], ["search.pack", "shared.pack"]);
        assert_eq!(wanted["studio"], ["late.pack", "shared.pack", "studio.pack"]);
        assert_eq!(wanted["messages"], ["late.pack", "messages.pack"]);
        assert_eq!(wanted["job"], ["late.pack"]);
    }

    #[test]
    fn a_piece_that_is_not_there_is_an_error() {
        assert!(joined(&needs(), &BTreeMap::new()).is_err());
    }
}
