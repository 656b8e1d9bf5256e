//! Conversations and messages, one request each. The outbox decides when and how often to send.

use lepas_api::{
    ConversationId, Handle, MessageId,
    chat::{Conversation, MarkRead, Message, SendMessage, StartConversation},
    paging::Page,
    path,
};

use super::{
    ApiError, Client,
    client::json,
    transport::{Method, Request},
};

/// Which messages of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// The newest.
    Latest,
    /// Those behind a `seq`, oldest first.
    After(u64),
    /// Those before a `seq`, the nearest of them.
    Before(u64),
}

/// A page of one's conversations, the most recently active first.
///
/// # Errors
/// Any [`ApiError`].
pub async fn list(client: &Client, cursor: Option<&str>) -> Result<Page<Conversation>, ApiError> {
    match cursor {
        // A cursor holds only characters that need no escaping.
        Some(cursor) => client.get(&format!("{}?cursor={cursor}", path::CONVERSATIONS)).await,
        None => client.get(path::CONVERSATIONS).await,
    }
}

/// One conversation.
///
/// # Errors
/// Any [`ApiError`].
pub async fn get(client: &Client, id: &ConversationId) -> Result<Conversation, ApiError> {
    client.get(&path::conversation(id)).await
}

/// Opens a conversation with a person, or gives the one that exists.
///
/// # Errors
/// Any [`ApiError`].
pub async fn start(client: &Client, handle: &Handle, key: &str) -> Result<Conversation, ApiError> {
    client.create(path::CONVERSATIONS, &StartConversation { handle: handle.clone() }, key).await
}

/// Messages of a conversation in the order of `seq`.
///
/// # Errors
/// Any [`ApiError`].
pub async fn messages(
    client: &Client,
    id: &ConversationId,
    range: Range,
    limit: usize,
) -> Result<Page<Message>, ApiError> {
    let mut address = format!("{}?limit={limit}", path::messages(id));
    match range {
        Range::Latest => {}
        Range::After(seq) => address.push_str(&format!("&after={seq}")),
        Range::Before(seq) => address.push_str(&format!("&before={seq}")),
    }
    client.get(&address).await
}

/// Sends a message under the id its writer's device made. An answer means that it is stored for good.
///
/// # Errors
/// Any [`ApiError`]; after `Offline` and `Timeout` send the same again.
pub async fn send(
    client: &Client,
    conversation: &ConversationId,
    id: &MessageId,
    text: &str,
) -> Result<Message, ApiError> {
    client.exchange(Method::Put, &path::message(conversation, id), &SendMessage { text: text.to_owned() }).await
}

/// Says up to where the conversation was displayed.
///
/// # Errors
/// Any [`ApiError`].
pub async fn mark_read(client: &Client, id: &ConversationId, up_to: u64) -> Result<(), ApiError> {
    let request = Request::new(Method::Put, path::read(id)).body(json(&MarkRead { up_to })?);
    client.send(request).await.map(|_| ())
}
