//! Where records survive a crash: the database of the browser and, beside it, its small storage.
//!
//! Owns both copies and their union. Two, because a damaged IndexedDB opens empty without a word. The keys carry the
//! account, so that another account on the same device neither sees nor sends them.

use lepas_api::{MessageId, UserId};

use super::record::{Record, union};
use crate::{
    api::read_json,
    platform::{database, storage},
};

/// Prefix of the mirror's keys: `lepas.outbox.{account}.{message}`.
const MIRROR: &str = "lepas.outbox.";

fn mirror_prefix(owner: &UserId) -> String {
    format!("{MIRROR}{owner}.")
}

fn database_key(owner: &UserId, id: &MessageId) -> String {
    format!("{owner}/{id}")
}

/// Writes the small copy, at once. True when the device kept it.
pub fn mirror(record: &Record) -> bool {
    serde_json::to_string(record)
        .is_ok_and(|text| storage::write(&format!("{}{}", mirror_prefix(&record.owner), record.id), &text).is_ok())
}

/// Writes the copy in the database and waits until it is on the disk. True when the device kept it.
pub async fn save(record: &Record) -> bool {
    let Ok(text) = serde_json::to_string(record) else { return false };
    database::write(database::Store::Outbox, &database_key(&record.owner, &record.id), &text).await.is_ok()
}

/// Removes both copies.
pub async fn forget(owner: &UserId, id: &MessageId) {
    storage::remove(&format!("{}{id}", mirror_prefix(owner)));
    // A copy that stays is sent once more at the next start, which the same id makes harmless.
    let _ = database::remove(database::Store::Outbox, &database_key(owner, id)).await;
}

/// Everything kept for an account: the union of both copies. Unreadable ones are left where they are.
pub async fn load(owner: &UserId) -> Vec<Record> {
    let start = format!("{owner}/");
    let stored = database::all(database::Store::Outbox).await.unwrap_or_default();
    let stored = stored.into_iter().filter(|(key, _)| key.starts_with(&start)).map(|(_, text)| text);
    union(stored.chain(mirrored(owner)).filter_map(|text| read(&text, owner)))
}

/// What the small copy holds for an account; readable without waiting.
pub fn mirrored(owner: &UserId) -> Vec<String> {
    storage::keys(&mirror_prefix(owner)).iter().filter_map(|key| storage::read(key)).collect()
}

/// The small copy alone, for a database that does not answer.
pub fn load_mirror(owner: &UserId) -> Vec<Record> {
    union(mirrored(owner).iter().filter_map(|text| read(text, owner)))
}

fn read(text: &str, owner: &UserId) -> Option<Record> {
    read_json(text.as_bytes()).ok().filter(|record: &Record| &record.owner == owner)
}
