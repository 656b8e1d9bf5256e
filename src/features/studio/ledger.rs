//! The draft on this device and what is known of the server's.
//!
//! Owns the three versions (the last one both agreed on, this device's, the server's) and the open questions where
//! both changed one field. This is what is kept on the device; `autosave` says when, `exchange` talks to the server.

use std::collections::BTreeMap;

use lepas_api::{
    from_tree,
    profile::{Other, ProfileDocument},
    tree,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    entry_ids,
    merge::{self, Conflict},
    paths,
};

/// A draft with its history against the server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// The version that this device and the server last agreed on.
    pub base: Value,
    /// The server's mark of that version; sent as `If-Match`.
    pub etag: String,
    /// This device's version.
    pub mine: Value,
    /// Fields that both changed, until somebody has chosen.
    #[serde(default)]
    pub conflicts: Vec<Conflict>,
    /// Text typed into a field that the document has no room for, such as `3,5 jt` as an amount; by JSON pointer.
    #[serde(default)]
    pub typed: BTreeMap<String, String>,
    /// What was sent and not answered yet, as a checksum: when the server turns out to have it, nobody else wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sending: Option<u64>,
    /// How many copies of each tab are in this one, by the tab's id. Browsers tell one tab late what another wrote, so a copy
    /// may have been written by somebody who had not seen the one that it replaced.
    #[serde(default)]
    pub marks: Other,
    /// When the device got it, in milliseconds: of two copies the newer one is right.
    #[serde(default)]
    pub kept_at: f64,
}

/// Tabs that are told apart.
const MOST_TABS: usize = 16;

/// Which of two values a person chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// The one of this device.
    Mine,
    /// The one of the server.
    Theirs,
}

impl Ledger {
    /// A draft as the server gave it.
    pub fn new(document: &ProfileDocument, etag: String) -> Self {
        let base = to_value(document);
        Self {
            mine: base.clone(),
            base,
            etag,
            conflicts: Vec::new(),
            typed: BTreeMap::new(),
            sending: None,
            marks: Other::new(),
            kept_at: 0.0,
        }
    }

    /// How many copies of a tab are in this one.
    pub fn seen(&self, tab: &str) -> u64 {
        self.marks.get(tab).and_then(Value::as_u64).unwrap_or_default()
    }

    /// Notes that so many copies of a tab are in this one.
    pub fn see(&mut self, tab: &str, count: u64) {
        // Tabs that are gone are forgotten. One that is not asks once too often.
        if self.marks.len() > MOST_TABS {
            self.marks.clear();
        }
        if self.seen(tab) < count {
            self.marks.insert(tab.to_owned(), count.into());
        }
    }

    /// This device's version; an unreadable one (of a newer app) gives `None`.
    pub fn document(&self) -> Option<ProfileDocument> {
        from_tree(&self.mine).ok()
    }

    /// Takes over what was edited. True when entries were given ids, so that the document has to be read anew.
    pub fn edit(&mut self, document: &ProfileDocument) -> bool {
        self.mine = tree(document);
        entry_ids::give(&mut self.mine)
    }

    /// What to send: this device's version, but with the server's value in every field that is still asked about, so
    /// that neither value is lost while nobody has chosen.
    pub fn outgoing(&self) -> Value {
        let mut outgoing = self.mine.clone();
        for conflict in &self.conflicts {
            let held = paths::get(&self.base, &conflict.pointer()).cloned();
            merge::put(&mut outgoing, &conflict.path, held);
        }
        outgoing
    }

    /// Whether the server lacks something.
    pub fn is_unsent(&self) -> bool {
        self.outgoing() != self.base
    }

    /// Notes what is about to be sent, to be kept on the device before it leaves.
    pub fn note_sending(&mut self) {
        self.sending = Some(entry_ids::hash(&self.outgoing().to_string(), 0));
    }

    /// The server took `sent` and marked it `etag`.
    pub fn sent(&mut self, sent: Value, etag: String) {
        self.base = sent;
        self.etag = etag;
        self.sending = None;
    }

    /// The server has another version than the one both agreed on: merges it in. True when this device's version changed.
    pub fn meet(&mut self, theirs: &ProfileDocument, etag: String) -> bool {
        let theirs = to_value(theirs);
        if self.sending.take() == Some(entry_ids::hash(&theirs.to_string(), 0)) {
            // It arrived, and the answer was lost: what the server has is what this device wrote.
            self.base = theirs.clone();
        }
        let merged = merge::merge(&self.base, &self.mine, &theirs);
        let changed = merged.value != self.mine;
        self.mine = merged.value;
        for conflict in &merged.conflicts {
            // The server's text that was asked about until now is the newer one's forerunner.
            let before = paths::get(&self.base, &conflict.pointer());
            self.conflicts.retain(|held| held.path != conflict.path || held.theirs.as_ref() != before);
        }
        self.ask(merged.conflicts);
        // The server's text that was asked about has been replaced there by what this device says too. A text of another
        // tab is still asked about: the server never had it.
        let (mine, base) = (&self.mine, &self.base);
        self.conflicts.retain(|held| {
            let path = held.pointer();
            paths::get(mine, &path) != paths::get(&theirs, &path) || held.theirs.as_ref() != paths::get(base, &path)
        });
        self.base = theirs;
        self.etag = etag;
        changed
    }

    /// Another tab of this device wrote `other`; this tab last read or wrote `before`. Takes over what the other tab has
    /// done since: its text, what it learnt from the server, and its questions.
    pub fn join(&mut self, before: &Self, other: &Self) {
        let merged = merge::merge(&before.mine, &self.mine, &other.mine);
        self.mine = merged.value;
        // Questions that were settled there are settled, and those that were asked there are open here too.
        self.conflicts.retain(|held| {
            !before.conflicts.iter().any(|old| same(old, held)) || other.conflicts.iter().any(|open| same(open, held))
        });
        let is_new = |asked: &&Conflict| !before.conflicts.iter().any(|old| same(old, asked));
        let new = other.conflicts.iter().filter(is_new).cloned().collect();
        self.ask(new);
        self.ask(merged.conflicts);
        if version(&other.etag) > version(&self.etag) {
            self.base = other.base.clone();
            self.etag.clone_from(&other.etag);
        }
        for (pointer, text) in &other.typed {
            if before.typed.get(pointer) != Some(text) {
                self.typed.entry(pointer.clone()).or_insert_with(|| text.clone());
            }
        }
    }

    /// What this tab and another one both began with, where this one has not written to the device yet: the older of the
    /// two versions that they had from the server.
    pub fn common_start(&self, other: &Self) -> Self {
        let older = if version(&other.etag) < version(&self.etag) { other } else { self };
        let base = older.base.clone();
        Self {
            mine: base.clone(),
            base,
            etag: older.etag.clone(),
            ..Self::new(&ProfileDocument::default(), String::new())
        }
    }

    /// Asks about each once. One field may be asked about twice: with a text of the server and one of another tab.
    fn ask(&mut self, conflicts: Vec<Conflict>) {
        for conflict in conflicts {
            self.conflicts.retain(|held| !same(held, &conflict));
            self.conflicts.push(conflict);
        }
    }

    /// A person chose. True when this device's version changed.
    pub fn choose(&mut self, pointer: &str, choice: Choice) -> bool {
        let Some(at) = self.conflicts.iter().position(|conflict| conflict.pointer() == pointer) else { return false };
        let conflict = self.conflicts.remove(at);
        choice == Choice::Theirs && merge::put(&mut self.mine, &conflict.path, conflict.theirs)
    }
}

/// Whether two questions are about the same field and the same other text.
fn same(one: &Conflict, other: &Conflict) -> bool {
    one.path == other.path && one.theirs == other.theirs
}

/// The number in a mark of the server, `"17"`; none in a mark of another kind.
fn version(etag: &str) -> Option<u64> {
    etag.trim_matches('"').parse().ok()
}

/// A document as JSON with an id for every entry.
fn to_value(document: &ProfileDocument) -> Value {
    let mut value = tree(document);
    entry_ids::give(&mut value);
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(name: &str, summary: &str) -> ProfileDocument {
        let mut document = ProfileDocument::default();
        document.basics.name = name.into();
        document.basics.summary = summary.into();
        document
    }

    #[test]
    fn what_was_typed_offline_joins_what_another_device_saved() {
        let mut ledger = Ledger::new(&document("Sari", ""), "\"1\"".into());
        ledger.edit(&document("Sari", "Ditulis di ponsel"));
        assert!(ledger.is_unsent());
        assert!(ledger.meet(&document("Sari Kemasan", ""), "\"2\"".into()));
        let merged = ledger.document().unwrap();
        assert_eq!(
            (merged.basics.name.as_str(), merged.basics.summary.as_str()),
            ("Sari Kemasan", "Ditulis di ponsel")
        );
        assert!(ledger.conflicts.is_empty());
        assert_eq!(ledger.etag, "\"2\"");
        ledger.sent(ledger.outgoing(), "\"3\"".into());
        assert!(!ledger.is_unsent());
    }

    #[test]
    fn while_nobody_has_chosen_the_server_keeps_its_text_and_the_device_its_own() {
        let mut ledger = Ledger::new(&document("Sari", "lama"), "\"1\"".into());
        ledger.edit(&document("Sari", "dari ponsel"));
        ledger.meet(&document("Sari", "dari laptop"), "\"2\"".into());
        assert_eq!(ledger.document().unwrap().basics.summary, "dari ponsel");
        assert_eq!(ledger.outgoing()["basics"]["summary"], "dari laptop");
        assert!(!ledger.is_unsent(), "sending would take the other text away");
        ledger.edit(&document("Sari K", "dari ponsel"));
        assert_eq!(ledger.outgoing()["basics"]["summary"], "dari laptop");
        assert!(ledger.is_unsent(), "other fields go on");

        let mut here = ledger.clone();
        assert!(!here.choose("/basics/summary", Choice::Mine));
        assert_eq!(here.outgoing()["basics"]["summary"], "dari ponsel");
        assert!(ledger.choose("/basics/summary", Choice::Theirs));
        assert_eq!(ledger.document().unwrap().basics.summary, "dari laptop");
        assert!(ledger.conflicts.is_empty());
    }

    #[test]
    fn a_second_change_elsewhere_asks_once_with_the_newest_text() {
        let mut ledger = Ledger::new(&document("S", "lama"), "\"1\"".into());
        ledger.edit(&document("S", "saya"));
        ledger.meet(&document("S", "laptop 1"), "\"2\"".into());
        ledger.meet(&document("S", "laptop 2"), "\"3\"".into());
        assert_eq!(ledger.conflicts.len(), 1);
        assert_eq!(ledger.conflicts[0].theirs, Some("laptop 2".into()));
    }

    #[test]
    fn an_answer_that_was_lost_is_no_other_device() {
        let mut ledger = Ledger::new(&document("S", "lama"), "\"1\"".into());
        ledger.edit(&document("S", "baru"));
        ledger.note_sending();
        let arrived: ProfileDocument = serde_json::from_value(ledger.outgoing()).unwrap();
        ledger.edit(&document("S", "baru sekali"));
        ledger.meet(&arrived, "\"2\"".into());
        assert!(ledger.conflicts.is_empty());
        assert_eq!(ledger.document().unwrap().basics.summary, "baru sekali");
        assert!(ledger.is_unsent());
    }

    #[test]
    fn it_survives_being_kept_on_the_device() {
        let mut ledger = Ledger::new(&document("S", "lama"), "\"1\"".into());
        ledger.edit(&document("S", "saya"));
        ledger.typed.insert("/meta/lepas/rate".into(), "3,5 jt".into());
        ledger.meet(&document("S", "lain"), "\"2\"".into());
        let kept = serde_json::to_string(&ledger).unwrap();
        assert_eq!(serde_json::from_str::<Ledger>(&kept).unwrap(), ledger);
    }
}
