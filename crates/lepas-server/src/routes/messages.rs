//! Messages: sending them once and reading them in order.

use axum::{Json, extract::State, http::StatusCode, response::IntoResponse};
use lepas_api::{
    ConversationId, MessageId, ProblemCode, Report, Rule, UserId, Validate,
    chat::{Message, SendMessage},
    event::Event,
    paging::Page,
};
use serde::Deserialize;

use crate::{
    app::AppState,
    auth::SignedIn,
    http::{Answer, Fault, JsonOf, PathOf, QueryOf, extract},
    store::SendOutcome,
};

/// Which messages.
#[derive(Debug, Deserialize)]
pub(super) struct Range {
    after: Option<String>,
    before: Option<String>,
    limit: Option<String>,
}

/// Messages in ascending `seq`: those behind `after`, the nearest before `before`, or the latest. `next_cursor` is the
/// `seq` to go on from in the same direction.
#[utoipa::path(
    get,
    path = "/v1/conversations/{conversation}/messages",
    operation_id = "listMessages",
    tag = "chat",
    params(
        ("conversation" = String, Path, description = "Its id"),
        ("after" = Option<u64>, Query, description = "Only messages with a higher `seq`"),
        ("before" = Option<u64>, Query, description = "Only messages with a lower `seq`"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100, description = "Items of a page, 50 if absent")
    ),
    responses((status = 200, description = "A page of messages", body = Page<Message>))
)]
pub(super) async fn list(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    PathOf(id): PathOf<ConversationId>,
    QueryOf(range): QueryOf<Range>,
) -> Answer<Json<Page<Message>>> {
    let limit = extract::limit(range.limit.as_deref())?;
    let after = extract::number("after", range.after.as_deref())?;
    let before = extract::number("before", range.before.as_deref())?;
    if after.is_some() && before.is_some() {
        return Err(Fault::parameter("?before", Rule::Choice));
    }
    require_member(&state, &id, &account.id).await?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let (items, next) = match after {
        Some(after) => {
            let mut items = state.store.messages_after(&id, after, limit + 1).await?;
            let more = items.len() > wanted;
            items.truncate(wanted);
            let next = items.last().filter(|_| more).map(|message| message.seq);
            (items, next)
        }
        None => {
            let mut items = state.store.messages_before(&id, before.unwrap_or(u64::MAX), limit + 1).await?;
            let surplus = items.len().saturating_sub(wanted);
            items.drain(..surplus);
            let next = items.first().filter(|_| surplus > 0).map(|message| message.seq);
            (items, next)
        }
    };
    Ok(Json(Page { items, next_cursor: next.map(|seq| seq.to_string()) }))
}

/// Sends a message under the id that its writer's client made.
///
/// 201 and 200 mean: committed, synced to disk, with its `seq`, which is dense in the conversation. The same id with the
/// same body gives the same message for ever; with another body it gives 409. A hole in `seq` means "fetch it". Times
/// are for display only.
#[utoipa::path(
    put,
    path = "/v1/conversations/{conversation}/messages/{id}",
    operation_id = "sendMessage",
    tag = "chat",
    params(
        ("conversation" = String, Path, description = "The conversation"),
        ("id" = String, Path, description = "128 random bits, made once and kept across retries")
    ),
    request_body = SendMessage,
    responses(
        (status = 201, description = "Stored", body = Message),
        (status = 200, description = "Stored before", body = Message)
    )
)]
pub(super) async fn send(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    PathOf((conversation, id)): PathOf<(ConversationId, MessageId)>,
    JsonOf(form): JsonOf<SendMessage>,
) -> Answer {
    let mut report = Report::new();
    form.validate(&mut report);
    Fault::check(report)?;
    if let Some(seconds) = state.limiter.count(("message", account.id.as_str()), state.limits.messages) {
        return Err(Fault::too_many(seconds));
    }
    match state.store.send(&conversation, &id, &account.id, &form.text).await? {
        SendOutcome::Stored(position, message) => {
            state.metrics.message();
            // From here on only hints: the message is safe, and a reader that misses the hint sees the hole.
            match state.store.participants(&conversation).await {
                Ok(people) => {
                    let people: Vec<UserId> = people.into_iter().map(|person| person.id).collect();
                    state.hub.tell(&people, Event::Message { message: message.clone() }, Some(position));
                }
                Err(error) => tracing::warn!(%error, "nobody could be told of a new message"),
            }
            Ok((StatusCode::CREATED, Json(message)).into_response())
        }
        SendOutcome::Repeated(message) => Ok(Json(message).into_response()),
        SendOutcome::Conflict => Err(Fault::new(ProblemCode::Conflict)),
        SendOutcome::Missing => Err(Fault::not_found()),
    }
}

async fn require_member(state: &AppState, id: &ConversationId, user: &UserId) -> Answer<()> {
    let people = state.store.participants(id).await?;
    if people.iter().any(|person| person.id == *user) { Ok(()) } else { Err(Fault::not_found()) }
}
