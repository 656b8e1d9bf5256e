//! The list of conversations: who, the last message, how many are unread, who has read what.
//!
//! Owns counting. Events move the counts at once; where an event shows that something was missed, the answer is to ask
//! the server, never to guess. Leaves asking to the service above.

use crate::state::pairs::Pairs;
use lepas_api::{
    ConversationId, Timestamp, UserId,
    chat::{Conversation, Message, Participant},
};

/// What an event leaves to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Nothing.
    Nothing,
    /// Fetch this conversation again: its numbers cannot be known from here.
    Fetch,
}

/// See the module documentation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inbox {
    conversations: Pairs<ConversationId, Conversation>,
}

/// The reader's own entry among the people of a conversation.
fn own<'a>(conversation: &'a mut Conversation, me: &UserId) -> Option<&'a mut Participant> {
    conversation.participants.iter_mut().find(|participant| &participant.id == me)
}

/// Up to where a person has read.
#[must_use]
pub fn mark_of(conversation: &Conversation, user: &UserId) -> u64 {
    conversation
        .participants
        .iter()
        .find(|participant| &participant.id == user)
        .map_or(0, |participant| participant.read_up_to)
}

/// Up to where everybody but `me` has read.
#[must_use]
pub fn read_by_others(conversation: &Conversation, me: &UserId) -> u64 {
    let others = conversation.participants.iter().filter(|participant| &participant.id != me);
    others.map(|participant| participant.read_up_to).min().unwrap_or(0)
}

impl Inbox {
    /// One conversation.
    #[must_use]
    pub fn get(&self, id: &ConversationId) -> Option<&Conversation> {
        self.conversations.get(id)
    }

    /// All, the most recently active first.
    #[must_use]
    pub fn ordered(&self) -> Vec<&Conversation> {
        let mut list: Vec<&Conversation> = self.conversations.values().collect();
        list.sort_by_key(|conversation| (std::cmp::Reverse(active_at(conversation)), conversation.id.clone()));
        list
    }

    /// Unread messages over all conversations.
    #[must_use]
    pub fn unread(&self) -> u32 {
        self.conversations.values().fold(0, |sum, conversation| sum.saturating_add(conversation.unread))
    }

    /// True when there is no conversation.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.conversations.is_empty()
    }

    /// A conversation as the server gave it. What events have told since the server wrote it stays.
    pub fn put(&mut self, mut fresh: Conversation, me: &UserId) {
        if let Some(known) = self.conversations.get(&fresh.id) {
            for participant in &mut fresh.participants {
                participant.read_up_to = participant.read_up_to.max(mark_of(known, &participant.id));
            }
            if known.last_seq > fresh.last_seq {
                fresh.last_seq = known.last_seq;
                fresh.last_message.clone_from(&known.last_message);
                fresh.unread = known.unread;
            } else if mark_of(known, me) >= fresh.last_seq {
                // The server had not heard of our mark yet when it counted.
                fresh.unread = 0;
            }
        }
        self.conversations.insert(fresh.id.clone(), fresh);
    }

    /// Everything anew, after the stream had to start over: the server's list is right.
    pub fn replace(&mut self, all: Vec<Conversation>) {
        self.conversations = all.into_iter().map(|conversation| (conversation.id.clone(), conversation)).collect();
    }

    /// A message was stored.
    pub fn message(&mut self, message: &Message, me: &UserId) -> Need {
        let Some(conversation) = self.conversations.get_mut(&message.conversation) else { return Need::Fetch };
        if message.seq <= conversation.last_seq {
            return Need::Nothing;
        }
        let missed = message.seq > conversation.last_seq + 1;
        conversation.last_seq = message.seq;
        conversation.last_message = Some(message.clone());
        // One's own message does not make the others' read: only a mark does.
        if &message.sender != me && mark_of(conversation, me) < message.seq {
            conversation.unread = conversation.unread.saturating_add(1);
        }
        if missed { Need::Fetch } else { Need::Nothing }
    }

    /// Somebody's mark moved; a mark never moves back.
    pub fn read(&mut self, id: &ConversationId, user: &UserId, up_to: u64, me: &UserId) -> Need {
        let Some(conversation) = self.conversations.get_mut(id) else { return Need::Fetch };
        let last = conversation.last_seq;
        let Some(participant) = own(conversation, user).filter(|participant| participant.read_up_to < up_to) else {
            return Need::Nothing;
        };
        participant.read_up_to = up_to;
        if user != me {
            return Need::Nothing;
        }
        if up_to >= last {
            conversation.unread = 0;
            return Need::Nothing;
        }
        // Read on another device up to the middle: how many remain only the server knows.
        Need::Fetch
    }
}

/// When something last happened in a conversation.
fn active_at(conversation: &Conversation) -> Timestamp {
    conversation.last_message.as_ref().map_or(conversation.created_at, |message| message.created_at)
}

#[cfg(test)]
mod tests;
