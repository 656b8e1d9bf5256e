//! The draft on this device and what is known of the server's.
//!
//! Owns the three versions (the last one both agreed on, this device's, the server's) and the open questions where
//! both changed one field. This is what is kept on the device; `autosave` says when, `exchange` talks to the server.

use std::collections::BTreeMap;

use lepas_api::{from_tree, profile::ProfileDocument, tree};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::merge::{self, Conflict};

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
}

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
        let base = tree(document);
        Self { mine: base.clone(), base, etag, conflicts: Vec::new(), typed: BTreeMap::new() }
    }

    /// This device's version; an unreadable one (of a newer app) gives `None`.
    pub fn document(&self) -> Option<ProfileDocument> {
        from_tree(&self.mine).ok()
    }

    /// Takes over what was edited.
    pub fn edit(&mut self, document: &ProfileDocument) {
        self.mine = tree(document);
    }

    /// What to send: this device's version, but with the server's value in every field that is still asked about, so
    /// that neither value is lost while nobody has chosen.
    pub fn outgoing(&self) -> Value {
        let mut outgoing = self.mine.clone();
        for conflict in &self.conflicts {
            merge::put(&mut outgoing, &conflict.path, conflict.theirs.clone());
        }
        outgoing
    }

    /// Whether the server lacks something.
    pub fn is_unsent(&self) -> bool {
        self.outgoing() != self.base
    }

    /// The server took `sent` and marked it `etag`.
    pub fn sent(&mut self, sent: Value, etag: String) {
        self.base = sent;
        self.etag = etag;
    }

    /// The server has another version than the one both agreed on: merges it in. True when this device's version changed.
    pub fn meet(&mut self, theirs: &ProfileDocument, etag: String) -> bool {
        let theirs = tree(theirs);
        let merged = merge::merge(&self.base, &self.mine, &theirs);
        let changed = merged.value != self.mine;
        self.mine = merged.value;
        for conflict in merged.conflicts {
            self.conflicts.retain(|held| held.path != conflict.path);
            self.conflicts.push(conflict);
        }
        self.base = theirs;
        self.etag = etag;
        changed
    }

    /// A person chose. True when this device's version changed.
    pub fn choose(&mut self, pointer: &str, choice: Choice) -> bool {
        let Some(at) = self.conflicts.iter().position(|conflict| conflict.pointer() == pointer) else { return false };
        let conflict = self.conflicts.remove(at);
        choice == Choice::Theirs && merge::put(&mut self.mine, &conflict.path, conflict.theirs)
    }
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
    fn it_survives_being_kept_on_the_device() {
        let mut ledger = Ledger::new(&document("S", "lama"), "\"1\"".into());
        ledger.edit(&document("S", "saya"));
        ledger.typed.insert("/meta/lepas/rate".into(), "3,5 jt".into());
        ledger.meet(&document("S", "lain"), "\"2\"".into());
        let kept = serde_json::to_string(&ledger).unwrap();
        assert_eq!(serde_json::from_str::<Ledger>(&kept).unwrap(), ledger);
    }
}
