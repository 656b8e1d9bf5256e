//! Unfinished messages, kept on the device at every key.
//!
//! One per conversation and account. Owns reading and writing them; the composer shows the open one, the list the others.

use lepas_api::{ConversationId, UserId};
use leptos::prelude::*;

use crate::{platform::storage, state::pairs::Pairs};

/// Prefix of the keys: `lepas.draft.{account}.{conversation}`.
const PREFIX: &str = "lepas.draft.";

/// The drafts of one account.
#[derive(Clone, Copy)]
pub(super) struct Drafts {
    texts: RwSignal<Pairs<ConversationId, String>>,
    owner: StoredValue<UserId>,
    kept: RwSignal<bool>,
}

fn prefix(owner: &UserId) -> String {
    format!("{PREFIX}{owner}.")
}

impl Drafts {
    /// What the device has.
    pub(super) fn load(owner: UserId) -> Self {
        let start = prefix(&owner);
        let found = storage::keys(&start).into_iter().filter_map(|key| {
            let conversation = key.strip_prefix(&start)?.parse().ok()?;
            Some((conversation, storage::read(&key)?))
        });
        Self { texts: RwSignal::new(found.collect()), owner: StoredValue::new(owner), kept: RwSignal::new(true) }
    }

    /// The draft of a conversation (tracked); empty when there is none.
    pub(super) fn get(self, conversation: &ConversationId) -> String {
        self.texts.with(|texts| texts.get(conversation).cloned().unwrap_or_default())
    }

    /// True while the device keeps what is typed (tracked).
    pub(super) fn is_kept(self) -> bool {
        self.kept.get()
    }

    /// Notes what is typed; an empty text removes the draft.
    pub(super) fn set(self, conversation: &ConversationId, text: &str) {
        let key = self.owner.with_value(|owner| format!("{}{conversation}", prefix(owner)));
        let kept = if text.is_empty() {
            storage::remove(&key);
            true
        } else {
            storage::write(&key, text).is_ok()
        };
        if self.kept.get_untracked() != kept {
            self.kept.set(kept);
        }
        self.texts.update(|texts| {
            if text.is_empty() {
                texts.remove(conversation)
            } else {
                texts.insert(conversation.clone(), text.to_owned())
            };
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_survives_a_reload_and_belongs_to_its_account() {
        let owner = Owner::new();
        owner.set();
        let (sari, talk): (UserId, ConversationId) = ("sari".parse().unwrap(), "c1".parse().unwrap());
        Drafts::load(sari.clone()).set(&talk, "Kalau dua bahasa");
        assert_eq!(Drafts::load(sari.clone()).get(&talk), "Kalau dua bahasa");
        assert_eq!(Drafts::load("bima".parse().unwrap()).get(&talk), "");
        Drafts::load(sari.clone()).set(&talk, "");
        assert_eq!(Drafts::load(sari).get(&talk), "");
    }

    #[test]
    fn a_full_device_keeps_the_words_on_screen_and_says_so() {
        let owner = Owner::new();
        owner.set();
        let talk: ConversationId = "c2".parse().unwrap();
        let drafts = Drafts::load("sari".parse().unwrap());
        storage::set_limit(0);
        drafts.set(&talk, "panjang");
        storage::set_limit(5 * 1024 * 1024);
        assert_eq!((drafts.get(&talk).as_str(), drafts.is_kept()), ("panjang", false));
    }
}
