//! Conversations in SQLite.

use async_trait::async_trait;
use lepas_api::{
    ConversationId, MessageId, Timestamp, UserId,
    chat::{Conversation, Message, Participant},
};

use super::{SqliteStore, count_up, idempotency, parse, signed, unsigned};
use crate::store::{ChatStore, Idempotency, ImportedConversation, Outcome, Position, Result, SendOutcome};

#[derive(sqlx::FromRow)]
struct ConversationRow {
    id: String,
    last_seq: i64,
    activity: i64,
    created_at: i64,
    unread: i64,
}

/// A person without a public page has no handle that others may see.
#[derive(sqlx::FromRow)]
struct ParticipantRow {
    user_id: String,
    name: String,
    handle: Option<String>,
    avatar: Option<String>,
    read_up_to: i64,
}

const CONVERSATION_OF_READER: &str = "
    SELECT conversations.id, last_seq, activity, conversations.created_at,
           (SELECT count(*) FROM messages WHERE messages.conversation = conversations.id
                AND seq > participants.read_up_to AND sender <> participants.user_id) AS unread
    FROM participants JOIN conversations ON conversations.id = participants.conversation
    WHERE participants.user_id = ?1 AND ";

impl SqliteStore {
    async fn whole(&self, row: ConversationRow) -> Result<Conversation> {
        let id: ConversationId = parse(&row.id)?;
        let last_message = self.read_after(&id, unsigned(row.last_seq).saturating_sub(1), 1).await?.pop();
        // A message that came between the two reads belongs to a later answer.
        let last_message = last_message.filter(|message| message.seq == unsigned(row.last_seq));
        Ok(Conversation {
            participants: ChatStore::participants(self, &id).await?,
            id,
            last_seq: unsigned(row.last_seq),
            last_message,
            unread: u32::try_from(row.unread).unwrap_or(u32::MAX),
            created_at: Timestamp::from_milliseconds(row.created_at),
        })
    }
}

#[async_trait]
impl ChatStore for SqliteStore {
    async fn start_conversation(
        &self,
        id: &ConversationId,
        people: [&UserId; 2],
        now: Timestamp,
        key: Option<Idempotency>,
    ) -> Result<Outcome<ConversationId>> {
        let mut transaction = self.begin().await?;
        if let Some(earlier) = idempotency::earlier(&mut transaction, key.as_ref()).await? {
            return Ok(Outcome::Existing(parse(&earlier)?));
        }
        let [first, second] = if people[0] < people[1] { people } else { [people[1], people[0]] };
        let pair = format!("{first}:{second}");
        let held: Option<String> = sqlx::query_scalar("SELECT id FROM conversations WHERE pair = ?")
            .bind(&pair)
            .fetch_optional(&mut *transaction)
            .await?;
        if let Some(held) = held {
            idempotency::remember(&mut transaction, key.as_ref(), &held).await?;
            transaction.commit().await?;
            return Ok(Outcome::Existing(parse(&held)?));
        }
        let activity = count_up(&mut transaction, "activity").await?;
        sqlx::query("INSERT INTO conversations (id, pair, activity, created_at) VALUES (?, ?, ?, ?)")
            .bind(id.as_str())
            .bind(&pair)
            .bind(activity)
            .bind(now.milliseconds())
            .execute(&mut *transaction)
            .await?;
        for person in people {
            sqlx::query("INSERT INTO participants (conversation, user_id) VALUES (?, ?)")
                .bind(id.as_str())
                .bind(person.as_str())
                .execute(&mut *transaction)
                .await?;
        }
        idempotency::remember(&mut transaction, key.as_ref(), id.as_str()).await?;
        transaction.commit().await?;
        Ok(Outcome::Created(id.clone()))
    }

    async fn conversation(&self, id: &ConversationId, reader: &UserId) -> Result<Option<Conversation>> {
        let sql = sqlx::AssertSqlSafe(format!("{CONVERSATION_OF_READER} conversations.id = ?2"));
        let row: Option<ConversationRow> =
            sqlx::query_as(sql).bind(reader.as_str()).bind(id.as_str()).fetch_optional(&self.read).await?;
        match row {
            Some(row) => Ok(Some(self.whole(row).await?)),
            None => Ok(None),
        }
    }

    async fn conversations(
        &self,
        reader: &UserId,
        below: Option<Position>,
        limit: u32,
    ) -> Result<Vec<(Position, Conversation)>> {
        let sql =
            sqlx::AssertSqlSafe(format!("{CONVERSATION_OF_READER} activity < ?2 ORDER BY activity DESC LIMIT ?3"));
        let rows: Vec<ConversationRow> = sqlx::query_as(sql)
            .bind(reader.as_str())
            .bind(below.map_or(i64::MAX, |position| signed(position.0)))
            .bind(i64::from(limit))
            .fetch_all(&self.read)
            .await?;
        let mut answer = Vec::with_capacity(rows.len());
        for row in rows {
            answer.push((Position(unsigned(row.activity)), self.whole(row).await?));
        }
        Ok(answer)
    }

    async fn participants(&self, id: &ConversationId) -> Result<Vec<Participant>> {
        let rows: Vec<ParticipantRow> = sqlx::query_as(
            "SELECT participants.user_id, users.name, participants.read_up_to,
                    CASE WHEN profiles.published IS NOT NULL THEN profiles.handle END AS handle,
                    CASE WHEN profiles.published IS NOT NULL
                         THEN json_extract(profiles.published, '$.basics.image') END AS avatar
             FROM participants JOIN users ON users.id = participants.user_id
             LEFT JOIN profiles ON profiles.position = (SELECT min(position) FROM profiles WHERE owner = users.id)
             WHERE participants.conversation = ? ORDER BY participants.user_id",
        )
        .bind(id.as_str())
        .fetch_all(&self.read)
        .await?;
        rows.into_iter()
            .map(|row| {
                Ok(Participant {
                    id: parse(&row.user_id)?,
                    name: row.name,
                    handle: row.handle.as_deref().map(parse).transpose()?,
                    avatar: row.avatar,
                    read_up_to: unsigned(row.read_up_to),
                })
            })
            .collect()
    }

    async fn messages_after(&self, id: &ConversationId, after: u64, limit: u32) -> Result<Vec<Message>> {
        self.read_after(id, after, limit).await
    }

    async fn messages_before(&self, id: &ConversationId, before: u64, limit: u32) -> Result<Vec<Message>> {
        self.read_before(id, before, limit).await
    }

    async fn send(
        &self,
        conversation: &ConversationId,
        id: &MessageId,
        sender: &UserId,
        text: &str,
    ) -> Result<SendOutcome> {
        self.messages.send(conversation, id, sender, text).await
    }

    async fn import_conversation(&self, conversation: ImportedConversation) -> Result<()> {
        let people = [&conversation.between[0], &conversation.between[1]];
        self.start_conversation(&conversation.id, people, conversation.created_at, None).await?;
        let mut transaction = self.begin().await?;
        for message in &conversation.messages {
            sqlx::query(
                "INSERT INTO messages (id, conversation, seq, sender, text, created_at) VALUES (?, ?, ?, ?, ?, ?)",
            )
            .bind(message.id.as_str())
            .bind(conversation.id.as_str())
            .bind(signed(message.seq))
            .bind(message.sender.as_str())
            .bind(&message.text)
            .bind(message.created_at.milliseconds())
            .execute(&mut *transaction)
            .await?;
        }
        sqlx::query(
            "UPDATE conversations SET last_seq = (SELECT count(*) FROM messages WHERE conversation = ?1) WHERE id = ?1",
        )
        .bind(conversation.id.as_str())
        .execute(&mut *transaction)
        .await?;
        for (person, mark) in people.into_iter().zip(conversation.read_up_to) {
            sqlx::query("UPDATE participants SET read_up_to = ? WHERE conversation = ? AND user_id = ?")
                .bind(signed(mark))
                .bind(conversation.id.as_str())
                .bind(person.as_str())
                .execute(&mut *transaction)
                .await?;
        }
        Ok(transaction.commit().await?)
    }

    async fn mark_read(&self, id: &ConversationId, reader: &UserId, up_to: u64) -> Result<Option<u64>> {
        let mark: Option<i64> = sqlx::query_scalar(
            "UPDATE participants
             SET read_up_to = max(read_up_to, min(?1, (SELECT last_seq FROM conversations WHERE id = ?2)))
             WHERE conversation = ?2 AND user_id = ?3 RETURNING read_up_to",
        )
        .bind(signed(up_to))
        .bind(id.as_str())
        .bind(reader.as_str())
        .fetch_optional(&self.write)
        .await?;
        Ok(mark.map(unsigned))
    }

    async fn messages_since(&self, reader: &UserId, after: Position, limit: u32) -> Result<Vec<(Position, Message)>> {
        self.read_since(reader, after, limit).await
    }

    async fn last_position(&self) -> Result<Position> {
        let position: i64 =
            sqlx::query_scalar("SELECT coalesce(max(position), 0) FROM messages").fetch_one(&self.read).await?;
        Ok(Position(unsigned(position)))
    }

    async fn unread(&self, reader: &UserId) -> Result<u32> {
        let count: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM participants JOIN messages
                 ON messages.conversation = participants.conversation AND seq > read_up_to AND sender <> user_id
             WHERE user_id = ?",
        )
        .bind(reader.as_str())
        .fetch_one(&self.read)
        .await?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }
}
