//! Conversations: opening, listing, read marks.

use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use lepas_api::{
    ConversationId, ProblemCode, Rule, UserId,
    chat::{Conversation, MarkRead, StartConversation},
    event::Event,
    paging::Page,
    path,
};

use super::{
    jobs::{Paging, page},
    people::{idempotency, new_id},
};
use crate::{
    app::AppState,
    auth::SignedIn,
    clock,
    http::{Answer, Fault, JsonOf, PathOf, QueryOf, json},
    store::{Account, Outcome},
};

/// One's conversations, the most recently active first.
#[utoipa::path(
    get,
    path = "/v1/conversations",
    operation_id = "listConversations",
    tag = "chat",
    params(
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100, description = "Items of a page, 50 if absent")
    ),
    responses((status = 200, description = "A page of conversations", body = Page<Conversation>))
)]
pub(super) async fn list(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    QueryOf(paging): QueryOf<Paging>,
) -> Answer<Json<Page<Conversation>>> {
    let (below, limit) = paging.read()?;
    Ok(Json(page(state.store.conversations(&account.id, below, limit + 1).await?, limit)))
}

/// One conversation that one is in.
#[utoipa::path(
    get,
    path = "/v1/conversations/{conversation}",
    operation_id = "getConversation",
    tag = "chat",
    params(("conversation" = String, Path, description = "Its id")),
    responses((status = 200, description = "The conversation", body = Conversation))
)]
pub(super) async fn get(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    PathOf(id): PathOf<ConversationId>,
) -> Answer<Json<Conversation>> {
    state.store.conversation(&id, &account.id).await?.map(Json).ok_or_else(Fault::not_found)
}

/// Opens a conversation with the person behind a published profile, or answers the one that exists.
#[utoipa::path(
    post,
    path = "/v1/conversations",
    operation_id = "startConversation",
    tag = "chat",
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes repeating the request safe for 24 hours")),
    request_body = StartConversation,
    responses(
        (status = 201, description = "Opened", body = Conversation),
        (status = 200, description = "It existed before", body = Conversation)
    )
)]
pub(super) async fn start(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    headers: HeaderMap,
    request: Request,
) -> Answer {
    let (form, bytes): (StartConversation, _) = json::read_with_bytes(request, &state).await?;
    let key = idempotency(&headers, &account, "startConversation", &bytes)?;
    let other = person_behind(&state, &account, &form).await?;
    if let Some(seconds) = state.limiter.count(("conversation", account.id.as_str()), state.limits.conversations) {
        return Err(Fault::too_many(seconds));
    }
    let outcome = state.store.start_conversation(&new_id()?, [&account.id, &other], clock::now(), key).await?;
    let status = match &outcome {
        Outcome::Created(id) => {
            state.hub.tell([&account.id, &other], Event::Conversation { conversation: id.clone() }, None);
            StatusCode::CREATED
        }
        Outcome::Existing(_) => StatusCode::OK,
    };
    let id = outcome.into_inner();
    let conversation = state.store.conversation(&id, &account.id).await?.ok_or_else(Fault::not_found)?;
    Ok((status, [(header::LOCATION, path::conversation(&id))], Json(conversation)).into_response())
}

/// Who reads what is written to a profile.
async fn person_behind(state: &AppState, account: &Account, form: &StartConversation) -> Answer<UserId> {
    let record = state.store.profile(&form.handle).await?.ok_or_else(Fault::not_found)?;
    if record.owner == account.id {
        return Err(Fault::field("/handle", Rule::Choice)
            .saying("Anda tidak dapat mengobrol dengan diri sendiri.", "You cannot talk to yourself."));
    }
    if record.published.is_none() {
        return Err(Fault::not_found());
    }
    let owner = state.store.account(&record.owner).await?.ok_or_else(Fault::not_found)?;
    if !owner.is_person {
        return Err(Fault::new(ProblemCode::Forbidden).saying(
            "Profil ini diimpor. Tidak ada yang membaca pesannya.",
            "This profile was imported. Nobody reads its messages.",
        ));
    }
    Ok(record.owner)
}

/// Says that everything up to a `seq` was displayed. The mark never moves back and never beyond the last message.
#[utoipa::path(
    put,
    path = "/v1/conversations/{conversation}/read",
    operation_id = "markRead",
    tag = "chat",
    params(("conversation" = String, Path, description = "Its id")),
    request_body = MarkRead,
    responses((status = 200, description = "Where the mark stands now", body = MarkRead))
)]
pub(super) async fn mark_read(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    PathOf(id): PathOf<ConversationId>,
    JsonOf(form): JsonOf<MarkRead>,
) -> Answer<Json<MarkRead>> {
    let up_to = state.store.mark_read(&id, &account.id, form.up_to).await?.ok_or_else(Fault::not_found)?;
    let people: Vec<UserId> = state.store.participants(&id).await?.into_iter().map(|person| person.id).collect();
    state.hub.tell(&people, Event::Read { conversation: id, user: account.id, up_to }, None);
    Ok(Json(MarkRead { up_to }))
}
