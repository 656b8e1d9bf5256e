//! Group commit: one task writes all messages, many to a synced transaction.
//!
//! A sync costs milliseconds whatever the transaction holds, so everything that queued while the last one ran shares the
//! next. The answer to a sender leaves only after the commit returned; when it fails, every sender of the batch hears so
//! and nothing of it is stored.

use lepas_api::{ConversationId, MessageId, Timestamp, UserId, chat::Message};
use sqlx::{Sqlite, SqlitePool, Transaction};
use tokio::sync::{mpsc, oneshot, watch};

use super::{count_up, parse, unsigned};
use crate::{
    clock, stop,
    store::{Position, Result, SendOutcome, StoreError},
};

/// Senders that may wait before the server says that it is overloaded.
const QUEUE: usize = 1_024;
/// Messages in one transaction.
const BATCH: usize = 256;

/// A message on its way, and who waits for it.
struct Request {
    conversation: ConversationId,
    id: MessageId,
    sender: UserId,
    text: String,
    answer: oneshot::Sender<Result<SendOutcome>>,
}

/// The door to the writing task.
#[derive(Debug)]
pub(super) struct MessageWriter {
    queue: mpsc::Sender<Request>,
    stop: watch::Sender<bool>,
}

impl MessageWriter {
    /// Starts the task. It ends after [`Self::stop`] or when the store is dropped.
    pub(super) fn start(pool: SqlitePool) -> Self {
        let (queue, requests) = mpsc::channel(QUEUE);
        let (stop, stopped) = watch::channel(false);
        tokio::spawn(run(pool, requests, stopped));
        Self { queue, stop }
    }

    /// Queues a message and waits for the commit.
    pub(super) async fn send(
        &self,
        conversation: &ConversationId,
        id: &MessageId,
        sender: &UserId,
        text: &str,
    ) -> Result<SendOutcome> {
        let (answer, outcome) = oneshot::channel();
        let request = Request {
            conversation: conversation.clone(),
            id: id.clone(),
            sender: sender.clone(),
            text: text.to_owned(),
            answer,
        };
        self.queue.try_send(request).map_err(|_| StoreError::Busy)?;
        outcome.await.map_err(|_| StoreError::Busy)?
    }

    /// Lets the task finish what has queued and end.
    pub(super) async fn stop(&self) {
        self.stop.send_replace(true);
        self.queue.closed().await;
    }
}

async fn run(pool: SqlitePool, mut requests: mpsc::Receiver<Request>, mut stopped: watch::Receiver<bool>) {
    let mut batch = Vec::new();
    loop {
        tokio::select! {
            // Whatever has queued goes first, so that stopping loses nothing.
            biased;
            received = requests.recv_many(&mut batch, BATCH) => {
                if received == 0 {
                    return;
                }
                commit(&pool, std::mem::take(&mut batch)).await;
            }
            () = stop::stopped(&mut stopped) => return,
        }
    }
}

/// Writes a batch and answers its senders.
async fn commit(pool: &SqlitePool, batch: Vec<Request>) {
    match write(pool, &batch).await {
        Ok(outcomes) => {
            for (request, outcome) in batch.into_iter().zip(outcomes) {
                // A sender that hung up repeats its message later and gets the same answer.
                let _ = request.answer.send(Ok(outcome));
            }
        }
        Err(error) => {
            tracing::error!(%error, messages = batch.len(), "a batch of messages could not be committed");
            let full = matches!(error, StoreError::Full);
            let busy = matches!(error, StoreError::Busy);
            let detail = error.to_string();
            for request in batch {
                let error = match (full, busy) {
                    (true, _) => StoreError::Full,
                    (_, true) => StoreError::Busy,
                    _ => StoreError::Database(sqlx::Error::Protocol(detail.clone())),
                };
                let _ = request.answer.send(Err(error));
            }
        }
    }
}

async fn write(pool: &SqlitePool, batch: &[Request]) -> Result<Vec<SendOutcome>> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    let mut outcomes = Vec::with_capacity(batch.len());
    for request in batch {
        outcomes.push(store(&mut transaction, request).await?);
    }
    transaction.commit().await?;
    Ok(outcomes)
}

/// Stores one message, or finds what stands under its id.
async fn store(transaction: &mut Transaction<'_, Sqlite>, request: &Request) -> Result<SendOutcome> {
    let member: Option<i64> = sqlx::query_scalar("SELECT 1 FROM participants WHERE conversation = ? AND user_id = ?")
        .bind(request.conversation.as_str())
        .bind(request.sender.as_str())
        .fetch_optional(&mut **transaction)
        .await?;
    if member.is_none() {
        return Ok(SendOutcome::Missing);
    }
    let held: Option<(String, i64, String, String, i64)> =
        sqlx::query_as("SELECT conversation, seq, sender, text, created_at FROM messages WHERE id = ?")
            .bind(request.id.as_str())
            .fetch_optional(&mut **transaction)
            .await?;
    if let Some((conversation, seq, sender, text, created_at)) = held {
        let same =
            conversation == request.conversation.as_str() && sender == request.sender.as_str() && text == request.text;
        if !same {
            return Ok(SendOutcome::Conflict);
        }
        return Ok(SendOutcome::Repeated(Message {
            id: request.id.clone(),
            conversation: parse(&conversation)?,
            seq: unsigned(seq),
            sender: parse(&sender)?,
            text,
            created_at: Timestamp::from_milliseconds(created_at),
        }));
    }
    insert(transaction, request).await
}

async fn insert(transaction: &mut Transaction<'_, Sqlite>, request: &Request) -> Result<SendOutcome> {
    let now = clock::now();
    let activity = count_up(transaction, "activity").await?;
    let seq: i64 = sqlx::query_scalar(
        "UPDATE conversations SET last_seq = last_seq + 1, activity = ? WHERE id = ? RETURNING last_seq",
    )
    .bind(activity)
    .bind(request.conversation.as_str())
    .fetch_one(&mut **transaction)
    .await?;
    let position: i64 = sqlx::query_scalar(
        "INSERT INTO messages (id, conversation, seq, sender, text, created_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING position",
    )
    .bind(request.id.as_str())
    .bind(request.conversation.as_str())
    .bind(seq)
    .bind(request.sender.as_str())
    .bind(&request.text)
    .bind(now.milliseconds())
    .fetch_one(&mut **transaction)
    .await?;
    // Whoever writes has read what stood above; nobody has unread messages of their own.
    sqlx::query("UPDATE participants SET read_up_to = ? WHERE conversation = ? AND user_id = ?")
        .bind(seq)
        .bind(request.conversation.as_str())
        .bind(request.sender.as_str())
        .execute(&mut **transaction)
        .await?;
    Ok(SendOutcome::Stored(
        Position(unsigned(position)),
        Message {
            id: request.id.clone(),
            conversation: request.conversation.clone(),
            seq: unsigned(seq),
            sender: request.sender.clone(),
            text: request.text.clone(),
            created_at: now,
        },
    ))
}
