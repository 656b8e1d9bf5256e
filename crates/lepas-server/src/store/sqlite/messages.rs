//! Reading messages in SQLite.

use lepas_api::{ConversationId, Timestamp, UserId, chat::Message};

use super::{SqliteStore, parse, signed, unsigned};
use crate::store::{Position, Result};

#[derive(sqlx::FromRow)]
pub(super) struct MessageRow {
    position: i64,
    id: String,
    conversation: String,
    seq: i64,
    sender: String,
    text: String,
    created_at: i64,
}

impl MessageRow {
    pub(super) fn into_message(self) -> Result<(Position, Message)> {
        let message = Message {
            id: parse(&self.id)?,
            conversation: parse(&self.conversation)?,
            seq: unsigned(self.seq),
            sender: parse(&self.sender)?,
            text: self.text,
            created_at: Timestamp::from_milliseconds(self.created_at),
        };
        Ok((Position(unsigned(self.position)), message))
    }
}

fn messages(rows: Vec<MessageRow>) -> Result<Vec<Message>> {
    rows.into_iter().map(|row| row.into_message().map(|(_, message)| message)).collect()
}

impl SqliteStore {
    pub(super) async fn read_after(&self, id: &ConversationId, after: u64, limit: u32) -> Result<Vec<Message>> {
        let rows = sqlx::query_as(
            "SELECT position, id, conversation, seq, sender, text, created_at FROM messages
             WHERE conversation = ? AND seq > ? ORDER BY seq LIMIT ?",
        )
        .bind(id.as_str())
        .bind(signed(after))
        .bind(i64::from(limit))
        .fetch_all(&self.read)
        .await?;
        messages(rows)
    }

    pub(super) async fn read_before(&self, id: &ConversationId, before: u64, limit: u32) -> Result<Vec<Message>> {
        let mut rows: Vec<MessageRow> = sqlx::query_as(
            "SELECT position, id, conversation, seq, sender, text, created_at FROM messages
             WHERE conversation = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
        )
        .bind(id.as_str())
        .bind(signed(before))
        .bind(i64::from(limit))
        .fetch_all(&self.read)
        .await?;
        rows.reverse();
        messages(rows)
    }

    pub(super) async fn read_since(
        &self,
        reader: &UserId,
        after: Position,
        limit: u32,
    ) -> Result<Vec<(Position, Message)>> {
        let rows: Vec<MessageRow> = sqlx::query_as(
            "SELECT position, id, conversation, seq, sender, text, created_at FROM messages
             WHERE position > ? AND conversation IN (SELECT conversation FROM participants WHERE user_id = ?)
             ORDER BY position LIMIT ?",
        )
        .bind(signed(after.0))
        .bind(reader.as_str())
        .bind(i64::from(limit))
        .fetch_all(&self.read)
        .await?;
        rows.into_iter().map(MessageRow::into_message).collect()
    }
}
