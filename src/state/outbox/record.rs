//! What the outbox keeps on the device for one message, and what tabs tell each other about it.
//!
//! Owns the shapes and their JSON. Where they are kept is the business of `keep`.

use lepas_api::{ConversationId, MessageId, ProblemCode, UserId};
use serde::{Deserialize, Serialize};

/// A message on its way, as it is written to the device. Everything needed to send it again after a crash stands here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Name of the message for ever: a retry, a reload and another tab use the same.
    pub id: MessageId,
    /// Whose message it is. An outbox never sends a record of another account.
    pub owner: UserId,
    /// Where it goes.
    pub conversation: ConversationId,
    /// What it says.
    pub text: String,
    /// Place in the queue of its conversation, rising. Made from the clock but never falling, so that two tabs agree.
    pub order: u64,
    /// When it was written, in milliseconds since 1970; for display only.
    pub written_at: i64,
    /// Counts the changes to this record; when two copies differ, the higher one is right.
    #[serde(default)]
    pub revision: u32,
    /// Why the server refused it for good, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<ProblemCode>,
    /// The refused message that this one takes the place of. A restore that finds both drops the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<MessageId>,
}

/// One copy per message out of several stores: the copy that changed last, without what was replaced.
pub fn union(copies: impl IntoIterator<Item = Record>) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    for copy in copies {
        match records.iter_mut().find(|record| record.id == copy.id) {
            Some(known) if known.revision < copy.revision => *known = copy,
            Some(_) => {}
            None => records.push(copy),
        }
    }
    let replaced: Vec<MessageId> = records.iter().filter_map(|record| record.replaces.clone()).collect();
    records.retain(|record| !replaced.contains(&record.id));
    records.sort_by(|one, other| (one.order, &one.id).cmp(&(other.order, &other.id)));
    records
}

/// What one tab tells the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
// No tag inside: it would bring a second reader of every type in it.
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// A record is new or has changed.
    Put {
        /// The record, whole.
        record: Record,
    },
    /// A record left the outbox: stored by the server, or discarded.
    Gone {
        /// Whose it was.
        owner: UserId,
        /// Which.
        id: MessageId,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(id: &str, order: u64, revision: u32) -> Record {
        Record {
            id: id.parse().unwrap(),
            owner: "u1".parse().unwrap(),
            conversation: "c1".parse().unwrap(),
            text: format!("{id} {revision}"),
            order,
            written_at: 0,
            revision,
            failed: None,
            replaces: None,
        }
    }

    #[test]
    fn the_copy_that_changed_last_wins_and_order_is_kept() {
        let merged = union([record("b", 2, 0), record("a", 1, 1), record("b", 2, 3), record("a", 1, 0)]);
        let seen: Vec<(&str, u32)> = merged.iter().map(|record| (record.id.as_str(), record.revision)).collect();
        assert_eq!(seen, [("a", 1), ("b", 3)]);
    }

    #[test]
    fn a_replaced_message_does_not_come_back() {
        let mut edited = record("new", 1, 0);
        edited.replaces = Some("old".parse().unwrap());
        let merged = union([record("old", 1, 4), edited.clone()]);
        assert_eq!(merged, [edited]);
    }

    #[test]
    fn a_record_of_a_newer_version_is_still_read() {
        let text = r#"{"id":"a","owner":"u","conversation":"c","text":"t","order":1,"written_at":2,"failed":"quota","later":true}"#;
        let record: Record = serde_json::from_str(text).unwrap();
        assert_eq!(record.failed, Some(ProblemCode::Unknown));
    }
}
