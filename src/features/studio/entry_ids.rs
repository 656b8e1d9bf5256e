//! Names for the entries of a résumé, which JSON Resume has none for.
//!
//! Owns giving every position, school, prize … an `id` member (see `lepas_api::profile::places`), so that two devices that edit one entry agree that it is
//! one. An id is computed from what the entry says, because two devices that open the same version must give the same.
//! For the same reason a skill that two devices add is one skill.

use serde_json::Value;

/// Lists whose entries get ids.
const LISTS: [&str; 13] = [
    "/work",
    "/skills",
    "/languages",
    "/volunteer",
    "/education",
    "/awards",
    "/certificates",
    "/publications",
    "/interests",
    "/references",
    "/projects",
    "/basics/profiles",
    "/meta/lepas/page/links",
];

/// Gives an id to every entry that has none. True when there was one.
pub(super) fn give(document: &mut Value) -> bool {
    let mut gave = false;
    for list in LISTS {
        let Some(list) = document.pointer_mut(list).and_then(Value::as_array_mut) else { continue };
        for at in 0..list.len() {
            let is_named = |entry: &Value| entry.get("id").is_some_and(Value::is_string);
            if list.get(at).is_none_or(|entry| !entry.is_object() || is_named(entry)) {
                continue;
            }
            let told = list.get(at).map(Value::to_string).unwrap_or_default();
            // Two entries that say the same are two entries.
            let id = (0_u32..)
                .map(|twin| format!("{:016x}", hash(&told, twin)))
                .find(|id| !list.iter().any(|entry| entry.get("id").and_then(Value::as_str) == Some(id)));
            if let (Some(id), Some(members)) = (id, list.get_mut(at).and_then(Value::as_object_mut)) {
                members.insert("id".to_owned(), Value::String(id));
                gave = true;
            }
        }
    }
    gave
}

/// FNV-1a in 64 bits.
pub(super) fn hash(text: &str, twin: u32) -> u64 {
    text.bytes()
        .chain(twin.to_le_bytes())
        .fold(0xCBF2_9CE4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_same_version_gets_the_same_ids_everywhere_and_twins_get_two() {
        let version = json!({
            "work": [{"name": "A"}, {"name": "A"}, {"name": "B", "id": "mine"}], "tags": [{"name": "C"}],
            "meta": {"lepas": {"page": {"links": [{"url": "https://toko.contoh.id"}]}}},
        });
        let (mut here, mut there) = (version.clone(), version.clone());
        assert!(give(&mut here) && give(&mut there));
        assert_eq!(here, there);
        assert_ne!(here["work"][0]["id"], here["work"][1]["id"]);
        assert_eq!(here["work"][2]["id"], "mine");
        assert!(here["meta"]["lepas"]["page"]["links"][0]["id"].is_string());
        assert_eq!(here["tags"], version["tags"]);
        assert!(!give(&mut here));
    }
}
