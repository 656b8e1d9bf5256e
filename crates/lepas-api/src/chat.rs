//! Conversations and messages.
//!
//! Owns the promise of delivery. A send is `PUT /v1/conversations/{c}/messages/{client_id}`: the id is made once by the
//! client and kept across retries. An answer of 201 or 200 means the message is committed, synced to disk and has its
//! `seq`. The same id with the same body gives the same answer for ever; with another body it gives 409. `seq` is dense
//! in each conversation, starts at 1, and is the only order; a hole in it means "fetch it". Times are for display.

use serde::{Deserialize, Serialize};

use crate::{
    ConversationId, Handle, MessageId, Timestamp, UserId,
    limits::MESSAGE_MAX,
    validation::{Report, Validate},
};

/// Somebody in a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Participant {
    /// The account.
    pub id: UserId,
    /// Name as others see it.
    pub name: String,
    /// Page address, if the page is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<Handle>,
    /// Small picture, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
    /// Up to which `seq` this person has read.
    pub read_up_to: u64,
}

/// A message that the server holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Message {
    /// The id that its writer's client made.
    pub id: MessageId,
    /// The conversation.
    pub conversation: ConversationId,
    /// Its place: 1, 2, 3 … without holes.
    pub seq: u64,
    /// Who wrote it.
    pub sender: UserId,
    /// Plain text.
    pub text: String,
    /// When the server took it; for display only.
    pub created_at: Timestamp,
}

/// A conversation as one of its people sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Conversation {
    /// The id.
    pub id: ConversationId,
    /// Everybody in it, the reader included.
    pub participants: Vec<Participant>,
    /// Highest `seq`, 0 when nothing was said yet.
    pub last_seq: u64,
    /// The latest message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_message: Option<Message>,
    /// Messages of others above the reader's mark.
    pub unread: u32,
    /// When it began; for display only.
    pub created_at: Timestamp,
}

/// `POST /v1/conversations`: open a conversation with a person, or get the one that exists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartConversation {
    /// Whose page it was opened from.
    pub handle: Handle,
}

/// `PUT /v1/conversations/{conversation}/messages/{id}`: the body of a send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SendMessage {
    /// Plain text, 1 to 8,000 characters.
    pub text: String,
}

impl Validate for SendMessage {
    fn validate(&self, report: &mut Report) {
        report.text("text", &self.text, 1, MESSAGE_MAX);
    }
}

/// `PUT /v1/conversations/{conversation}/read`: everything up to here was displayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MarkRead {
    /// The highest `seq` displayed. A mark never moves back.
    pub up_to: u64,
}
