//! The messages of one conversation as far as this device has them, by `seq`.
//!
//! Owns placing, recognising what is known already, and finding holes. Leaves fetching to `thread` and messages that are
//! still on their way to the outbox. The server's order is the only order: nothing here looks at a clock.

use std::collections::BTreeMap;

use lepas_api::{MessageId, chat::Message};

/// Messages that must exist, because a later one does, but are not here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hole {
    /// The `seq` before the hole: fetch `?after=` this.
    pub after: u64,
    /// How many are missing.
    pub count: u64,
}

/// See the module documentation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timeline {
    by_seq: BTreeMap<u64, Message>,
    seq_of: BTreeMap<MessageId, u64>,
    /// Highest `seq` that is known to exist.
    last: u64,
}

impl Timeline {
    /// Puts messages in their places, in whatever order and however often they come. True when something changed.
    ///
    /// Where two different messages claim one `seq` (the server was restored from a copy), the later answer is right.
    pub fn place(&mut self, messages: impl IntoIterator<Item = Message>) -> bool {
        let mut changed = false;
        for message in messages {
            if self.by_seq.get(&message.seq) == Some(&message) || message.seq == 0 {
                continue;
            }
            if let Some(old) = self.seq_of.insert(message.id.clone(), message.seq).filter(|old| *old != message.seq) {
                self.by_seq.remove(&old);
            }
            self.last = self.last.max(message.seq);
            if let Some(displaced) = self.by_seq.insert(message.seq, message.clone()).filter(|old| old.id != message.id)
            {
                self.seq_of.remove(&displaced.id);
            }
            changed = true;
        }
        changed
    }

    /// The server says that messages up to here exist. True when that is news.
    pub fn extends_to(&mut self, seq: u64) -> bool {
        let news = seq > self.last;
        self.last = self.last.max(seq);
        news
    }

    /// The server has nothing above this (it was restored from a copy): what is here above it no longer exists.
    pub fn ends_at(&mut self, seq: u64) {
        self.last = seq;
        for (_, message) in self.by_seq.split_off(&(seq + 1)) {
            self.seq_of.remove(&message.id);
        }
    }

    /// Highest `seq` known to exist, 0 for none.
    #[must_use]
    pub fn last(&self) -> u64 {
        self.last
    }

    /// Lowest `seq` that is here.
    #[must_use]
    pub fn first_held(&self) -> Option<u64> {
        self.by_seq.first_key_value().map(|(seq, _)| *seq)
    }

    /// How many messages are here.
    #[must_use]
    pub fn held(&self) -> usize {
        self.by_seq.len()
    }

    /// True when messages exist and none of them is here yet.
    #[must_use]
    pub fn is_unloaded(&self) -> bool {
        self.by_seq.is_empty() && self.last > 0
    }

    /// True when there is something before the first message that is here.
    #[must_use]
    pub fn has_older(&self) -> bool {
        self.first_held().is_some_and(|first| first > 1)
    }

    /// Whether a message is here.
    #[must_use]
    pub fn holds(&self, id: &MessageId) -> bool {
        self.seq_of.contains_key(id)
    }

    /// The message at a place.
    #[must_use]
    pub fn at(&self, seq: u64) -> Option<&Message> {
        self.by_seq.get(&seq)
    }

    /// The last `count` messages whose `seq` is at most `end`, oldest first.
    pub fn before(&self, end: u64, count: usize) -> Vec<&Message> {
        let mut slice: Vec<&Message> =
            self.by_seq.range(..=end).rev().take(count).map(|(_, message)| message).collect();
        slice.reverse();
        slice
    }

    /// The first `count` messages whose `seq` is above `start`, oldest first.
    pub fn after(&self, start: u64, count: usize) -> Vec<&Message> {
        self.by_seq.range(start.saturating_add(1)..).take(count).map(|(_, message)| message).collect()
    }

    /// Every hole between the first message here and the last that exists, oldest first.
    #[must_use]
    pub fn holes(&self) -> Vec<Hole> {
        let Some(first) = self.first_held() else { return Vec::new() };
        if self.last - first + 1 == self.by_seq.len() as u64 {
            return Vec::new();
        }
        let mut holes = Vec::new();
        let mut previous = first;
        for seq in self.by_seq.keys().copied().chain([self.last + 1]) {
            if seq > previous + 1 {
                holes.push(Hole { after: previous, count: seq - previous - 1 });
            }
            previous = seq;
        }
        holes
    }

    /// How many messages by others than `me` are here above a mark.
    #[must_use]
    pub fn from_others_above(&self, mark: u64, me: &lepas_api::UserId) -> usize {
        self.by_seq.range(mark.saturating_add(1)..).filter(|(_, message)| &message.sender != me).count()
    }
}

#[cfg(test)]
mod tests;
