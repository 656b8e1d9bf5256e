//! What a reader keeps while searching: jobs and people, each with a note, on this device.
//!
//! Owns how an entry is written down (one value of the device's storage for each, so that neither tabs nor notes write over
//! one another), how many there may be, and the end of an address that shares a list. Leaves what an entry looks like to
//! the pages.

use lepas_api::{Handle, JobId, Timestamp, index::IndexKind};

use crate::{
    i18n::Key,
    platform::{
        clock,
        storage::{self, StorageError},
    },
};

/// Most entries that are kept, jobs and people together.
pub const MOST: usize = 200;

/// A job or a person that is kept, with all that is needed to show it without a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub kind: IndexKind,
    /// Id of the posting, or handle of the person.
    pub id: String,
    /// What the posting is called, or the person's headline.
    pub title: String,
    /// The row of the index, a `JobRow` or a `TalentRow` as JSON.
    pub row: String,
    /// Since when.
    pub kept: Timestamp,
    /// What the reader wrote to it.
    pub note: String,
}

/// Why something was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// There are [`MOST`] already.
    Most,
    /// The device has no room or gives none.
    Device,
}

impl Refused {
    /// The reason in words, with a place for `{count}`.
    #[must_use]
    pub fn words(self) -> Key {
        match self {
            Self::Most => Key::ShortlistFull,
            Self::Device => Key::SearchSavedRefused,
        }
    }
}

impl From<StorageError> for Refused {
    fn from(_: StorageError) -> Self {
        Self::Device
    }
}

impl Entry {
    /// An entry of now, without a note.
    #[must_use]
    pub fn new(kind: IndexKind, id: String, title: &str, row: String) -> Self {
        // Its line is its own.
        Self { kind, id, title: title.replace(['\n', '\r'], " "), row, kept: clock::now(), note: String::new() }
    }

    fn read(kind: IndexKind, id: &str) -> Option<Self> {
        let text = storage::read(&key(kind, id))?;
        let mut lines = text.splitn(4, '\n');
        let kept = Timestamp::from_milliseconds(lines.next()?.parse().ok()?);
        let (title, row) = (lines.next()?.to_owned(), lines.next()?.to_owned());
        let note = lines.next().unwrap_or_default().to_owned();
        Some(Self { kind, id: id.to_owned(), title, row, kept, note })
    }

    /// Keeps it, or what changed about it.
    ///
    /// # Errors
    /// [`Refused`]; what was kept before stays as it is.
    pub fn keep(&self) -> Result<(), Refused> {
        let key = key(self.kind, &self.id);
        if storage::read(&key).is_none() && storage::keys(PREFIX).len() >= MOST {
            return Err(Refused::Most);
        }
        let text = format!("{}\n{}\n{}\n{}", self.kept.milliseconds(), self.title, self.row, self.note);
        Ok(storage::write(&key, &text)?)
    }
}

const PREFIX: &str = "lepas.kept.";

fn key(kind: IndexKind, id: &str) -> String {
    format!("{PREFIX}{}.{id}", kind.slug())
}

/// Ids of what is kept, in no particular order.
#[must_use]
pub fn ids(kind: IndexKind) -> Vec<String> {
    let prefix = key(kind, "");
    storage::keys(&prefix).iter().filter_map(|key| Some(key.strip_prefix(&prefix)?.to_owned())).collect()
}

/// What is kept, newest first. What cannot be read is left out.
#[must_use]
pub fn entries(kind: IndexKind) -> Vec<Entry> {
    let mut all: Vec<Entry> = ids(kind).iter().filter_map(|id| Entry::read(kind, id)).collect();
    all.sort_by(|one, other| other.kept.cmp(&one.kept).then_with(|| one.id.cmp(&other.id)));
    all
}

/// Takes an entry off the list, and says what it was.
pub fn remove(kind: IndexKind, id: &str) -> Option<Entry> {
    let entry = Entry::read(kind, id);
    storage::remove(&key(kind, id));
    entry
}

/// The end of an address, after `#`, that shares these ids. Notes stay here.
#[must_use]
pub fn share(lists: &[(IndexKind, Vec<String>)]) -> String {
    let filled = lists.iter().filter(|(_, ids)| !ids.is_empty());
    filled.map(|(kind, ids)| format!("{}={}", kind.slug(), ids.join(","))).collect::<Vec<_>>().join("&")
}

/// The ids that the end of an address shares. What is no id is left out.
#[must_use]
pub fn shared(kind: IndexKind, address: &str) -> Vec<String> {
    let (_, fragment) = address.split_once('#').unwrap_or_default();
    let own = fragment.split('&').filter_map(|pair| pair.split_once('=')).find(|(name, _)| *name == kind.slug());
    let is_id = |id: &&str| match kind {
        IndexKind::Jobs => id.parse::<JobId>().is_ok(),
        IndexKind::Talent => id.parse::<Handle>().is_ok(),
    };
    let ids = own.map(|(_, ids)| ids).unwrap_or_default().split(',').filter(is_id);
    ids.take(MOST).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use lepas_api::index::IndexKind::{Jobs, Talent};

    use super::*;

    fn entry(kind: IndexKind, id: &str, kept: i64) -> Entry {
        let kept = Timestamp::from_milliseconds(kept);
        Entry { kept, ..Entry::new(kind, id.into(), "Two\nlines", r#"{"id":"x"}"#.into()) }
    }

    fn clear() {
        storage::keys(PREFIX).iter().for_each(|key| storage::remove(key));
    }

    #[test]
    fn what_is_kept_is_read_again_newest_first_with_its_note() {
        let older = Entry { note: "ask\nabout = pay".into(), ..entry(Jobs, "a.b-1", 1_000) };
        let newer = entry(Jobs, "z", 2_000);
        let person = entry(Talent, "sari-kemasan", 3_000);
        for kept in [&older, &newer, &person] {
            assert_eq!(kept.keep(), Ok(()));
        }
        assert_eq!(entries(Jobs), [newer.clone(), older.clone()]);
        assert_eq!(entries(Talent), [person]);
        assert_eq!((newer.title.as_str(), older.note.as_str()), ("Two lines", "ask\nabout = pay"));
        assert_eq!(remove(Jobs, "a.b-1"), Some(older));
        assert_eq!(ids(Jobs), ["z"]);
        clear();
    }

    #[test]
    fn a_damaged_entry_costs_only_itself() {
        storage::write("lepas.kept.jobs.bad", "nonsense").unwrap();
        entry(Jobs, "good", 1).keep().unwrap();
        assert_eq!(entries(Jobs).len(), 1);
        clear();
    }

    #[test]
    fn a_full_list_says_so_and_notes_can_still_be_written() {
        for number in 0..MOST {
            let kind = if number % 2 == 0 { Jobs } else { Talent };
            entry(kind, &format!("e{number}"), 1).keep().unwrap();
        }
        assert_eq!(entry(Jobs, "more", 2).keep(), Err(Refused::Most));
        assert_eq!(Entry { note: "still".into(), ..entry(Jobs, "e0", 1) }.keep(), Ok(()));
        clear();
        storage::set_limit(100);
        let long = Entry { note: "x".repeat(200), ..entry(Jobs, "a", 1) };
        assert_eq!((long.keep(), entry(Jobs, "a", 1).keep()), (Err(Refused::Device), Ok(())));
        clear();
    }

    #[test]
    fn a_shared_list_arrives_and_nonsense_does_not() {
        let link = share(&[(Jobs, vec!["hn-1".into(), "hn-2".into()]), (Talent, vec!["sari-kemasan".into()])]);
        let address = format!("https://lepas.example/shortlist#{link}");
        assert_eq!(shared(Jobs, &address), ["hn-1", "hn-2"]);
        assert_eq!(shared(Talent, &address), ["sari-kemasan"]);
        assert!(shared(Jobs, "/shortlist").is_empty());
        assert!(shared(Jobs, "/shortlist#jobs=a b,<x>,,%00&talent=../x").is_empty());
        assert_eq!(share(&[(Jobs, vec![])]), "");
    }
}
