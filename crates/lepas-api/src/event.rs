//! What the server pushes over `GET /v1/events` (server-sent events).
//!
//! Owns the shapes. Every event is a hint: losing one costs time and never content, because `seq` shows the hole. The
//! stream's `id` is a cursor to send back as `Last-Event-ID`; a `resync` event means it was too old.

use serde::{Deserialize, Serialize};

use crate::{ConversationId, UserId, chat::Message, index::IndexKind};

/// One event; on the stream its `event:` field repeats the `type`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case", try_from = "Wire")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Event {
    /// A message was stored in one of your conversations.
    Message {
        /// The message, whole.
        message: Message,
    },
    /// Somebody's read mark moved.
    Read {
        /// Where.
        conversation: ConversationId,
        /// Whose mark.
        user: UserId,
        /// The new mark.
        up_to: u64,
    },
    /// You are in a new conversation: fetch it.
    Conversation {
        /// Which.
        conversation: ConversationId,
    },
    /// A search index has a new version.
    Index {
        /// Which index.
        kind: IndexKind,
        /// Its version.
        version: u64,
    },
    /// The cursor is too old or unknown: fetch everything you show again.
    Resync,
    /// An event of a newer server.
    Unknown,
}

/// Every member that any event has. Reading it and sorting it out afterwards takes a fraction of the code that reading a
/// tagged enum takes, and the app is downloaded over slow links.
#[derive(Deserialize)]
struct Wire {
    #[serde(rename = "type")]
    name: String,
    message: Option<Message>,
    conversation: Option<ConversationId>,
    user: Option<UserId>,
    up_to: Option<u64>,
    kind: Option<IndexKind>,
    version: Option<u64>,
}

impl TryFrom<Wire> for Event {
    type Error = &'static str;

    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        let event = match wire.name.as_str() {
            "message" => wire.message.map(|message| Self::Message { message }),
            "read" => wire
                .conversation
                .zip(wire.user)
                .zip(wire.up_to)
                .map(|((conversation, user), up_to)| Self::Read { conversation, user, up_to }),
            "conversation" => wire.conversation.map(|conversation| Self::Conversation { conversation }),
            "index" => wire.kind.zip(wire.version).map(|(kind, version)| Self::Index { kind, version }),
            "resync" => Some(Self::Resync),
            _ => Some(Self::Unknown),
        };
        event.ok_or("a member of the event is missing")
    }
}

impl Event {
    /// The name on the stream's `event:` line.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Message { .. } => "message",
            Self::Read { .. } => "read",
            Self::Conversation { .. } => "conversation",
            Self::Index { .. } => "index",
            Self::Resync => "resync",
            Self::Unknown => "unknown",
        }
    }
}
