//! What stands in a thread, line by line: messages, days, the line above what is new, holes.
//!
//! Pure: from the reader's copy and the outbox to a list. A message keeps its key from the first echo to the last tick, so
//! that its element on screen stays the same one.

use lepas_api::{MessageId, ProblemCode, Timestamp, UserId, chat::Message};

use crate::{
    platform::calendar,
    state::{
        conversations::timeline::{Hole, Timeline},
        outbox::machine::{Entry, Stage},
    },
};

/// Most messages of the server that are on the page at once.
pub(super) const WINDOW: usize = 60;
/// How far the window moves when its edge comes near.
pub(super) const STEP: usize = 20;

/// What a line is, for ever.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Day(i64),
    New,
    Hole(u64),
    Message(MessageId),
}

/// How far a message has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Delivery {
    /// Somebody else wrote it.
    Theirs,
    /// Kept on the device (or not: `false`), not sent yet.
    Waiting(bool),
    /// On the wire.
    Sending,
    /// Refused.
    Failed(ProblemCode),
    /// The server has it.
    Sent,
    /// The other side has read it.
    Read,
}

/// A message as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bubble {
    pub(super) id: MessageId,
    pub(super) text: String,
    pub(super) at: Timestamp,
    pub(super) delivery: Delivery,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Row {
    Day(Timestamp),
    New(u64),
    Hole(Hole),
    Message(Bubble),
}

impl Row {
    pub(super) fn key(&self) -> Key {
        match self {
            Self::Day(at) => Key::Day(calendar::day_number(*at)),
            Self::New(_) => Key::New,
            Self::Hole(hole) => Key::Hole(hole.after),
            Self::Message(bubble) => Key::Message(bubble.id.clone()),
        }
    }
}

/// Where the line "new messages" stands: above the first message of others behind this mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Divider {
    pub(super) after: u64,
    pub(super) count: u64,
}

/// What a thread is made of.
pub(super) struct Source<'a> {
    pub(super) timeline: &'a Timeline,
    /// The outbox; other conversations' entries are passed over.
    pub(super) pending: &'a [Entry],
    pub(super) conversation: &'a lepas_api::ConversationId,
    pub(super) me: &'a UserId,
    /// Up to where everybody else has read.
    pub(super) read_up_to: u64,
    pub(super) divider: Option<Divider>,
    /// Last `seq` of the window; `None` follows the end.
    pub(super) end: Option<u64>,
}

/// The lines of a thread.
pub(super) fn compose(source: &Source<'_>) -> Vec<Row> {
    let end = source.end.unwrap_or(u64::MAX);
    let messages = source.timeline.before(end, WINDOW);
    let mut rows = Rows { list: Vec::with_capacity(messages.len() + 8), day: None };
    let mut previous: Option<u64> = None;
    let mut divider = source.divider;
    for message in messages {
        if let Some(previous) = previous {
            rows.hole(previous, message.seq);
        }
        previous = Some(message.seq);
        rows.day(message.created_at);
        if let Some(new) = divider.filter(|new| message.seq > new.after && &message.sender != source.me) {
            rows.list.push(Row::New(new.count));
            divider = None;
        }
        rows.list.push(Row::Message(stored(message, source)));
    }
    if source.end.is_none() {
        if let Some(previous) = previous {
            rows.hole(previous, source.timeline.last() + 1);
        }
        let own = source.pending.iter().filter(|entry| &entry.record.conversation == source.conversation);
        for entry in own.filter(|entry| !source.timeline.holds(&entry.record.id)) {
            let at = Timestamp::from_milliseconds(entry.record.written_at);
            rows.day(at);
            rows.list.push(Row::Message(pending(entry, at)));
        }
    }
    rows.list
}

struct Rows {
    list: Vec<Row>,
    day: Option<i64>,
}

impl Rows {
    /// Starts a day when it is another than that of the line before. A clock that was set back starts none: a day stands
    /// once in a thread.
    fn day(&mut self, at: Timestamp) {
        let day = calendar::day_number(at);
        if self.day.is_none_or(|last| day > last) {
            self.day = Some(day);
            self.list.push(Row::Day(at));
        }
    }

    fn hole(&mut self, after: u64, next: u64) {
        if next > after + 1 {
            self.list.push(Row::Hole(Hole { after, count: next - after - 1 }));
        }
    }
}

fn stored(message: &Message, source: &Source<'_>) -> Bubble {
    let delivery = if &message.sender != source.me {
        Delivery::Theirs
    } else if message.seq <= source.read_up_to {
        Delivery::Read
    } else {
        Delivery::Sent
    };
    Bubble { id: message.id.clone(), text: message.text.clone(), at: message.created_at, delivery }
}

fn pending(entry: &Entry, at: Timestamp) -> Bubble {
    let delivery = match entry.stage {
        Stage::Saving | Stage::Waiting => Delivery::Waiting(entry.kept),
        Stage::Sending if !entry.kept => Delivery::Waiting(false),
        Stage::Sending => Delivery::Sending,
        Stage::Failed(code) => Delivery::Failed(code),
    };
    Bubble { id: entry.record.id.clone(), text: entry.record.text.clone(), at, delivery }
}

#[cfg(test)]
mod tests;
