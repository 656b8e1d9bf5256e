//! The live stream of one person: server-sent events that resume where they broke off.
//!
//! The cursor is the global position of a message. A reader that comes back with it gets every message since, then what
//! happens live. Other events are hints without a place of their own and are not repeated.

use std::{collections::VecDeque, convert::Infallible, time::Duration};

use axum::{
    extract::State,
    http::HeaderMap,
    response::{
        IntoResponse,
        sse::{Event as Frame, KeepAlive, Sse},
    },
};
use futures::stream;
use lepas_api::{ProblemCode, UserId, event::Event};
use serde::Deserialize;
use tokio::sync::{mpsc, watch};

use crate::{
    app::AppState,
    auth::{SignedIn, session::token_hash},
    http::{Answer, Fault, QueryOf},
    live::Hint,
    metrics::ConnectionGuard,
    stop::stopped,
    store::Position,
};

/// Messages that are repeated; whoever missed more starts over.
const REPLAY: u32 = 500;
/// A comment this often keeps proxies from closing a quiet stream.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// What the browser waits before it comes back.
const RECONNECT: Duration = Duration::from_secs(2);

/// The cursor for clients that cannot set `Last-Event-ID`.
#[derive(Debug, Deserialize)]
pub(super) struct Cursor {
    cursor: Option<String>,
}

/// What happens, as it happens: `message`, `read`, `conversation`, `index`, `resync`.
#[utoipa::path(
    get,
    path = "/v1/events",
    operation_id = "events",
    tag = "chat",
    params(
        ("Last-Event-ID" = Option<String>, Header, description = "The last `id` of the stream that broke off"),
        ("cursor" = Option<String>, Query, description = "The same for clients that cannot set the header")
    ),
    responses((status = 200, description = "A stream of events", body = String, content_type = "text/event-stream"))
)]
pub(super) async fn events(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    headers: HeaderMap,
    QueryOf(query): QueryOf<Cursor>,
) -> Answer {
    let header = headers.get("last-event-id").map(|value| value.to_str().unwrap_or("?").to_owned());
    let cursor = header.or(query.cursor).filter(|text| !text.is_empty());
    // Subscribed before reading, so that nothing falls between what is repeated and what comes live.
    let session = token_hash(&headers).ok_or_else(|| Fault::new(ProblemCode::Unauthorized))?;
    let hints = state.hub.subscribe(&account.id, session);
    let (last, pending) = beginning(&state, &account.id, cursor.as_deref()).await?;
    let feed = Feed {
        hints,
        pending,
        last,
        stop: state.stopping.subscribe(),
        ended: false,
        _counted: state.metrics.connection(),
    };
    let frames =
        stream::unfold(
            feed,
            |mut feed| async move { feed.next().await.map(|frame| (Ok::<_, Infallible>(frame), feed)) },
        );
    Ok(Sse::new(frames).keep_alive(KeepAlive::new().interval(HEARTBEAT).text("tick")).into_response())
}

/// What a reader gets first: what it missed, or word that it missed too much, and where it stands now.
async fn beginning(state: &AppState, user: &UserId, cursor: Option<&str>) -> Answer<(Position, VecDeque<Frame>)> {
    let now = state.store.last_position().await?;
    let mut frames = VecDeque::new();
    let Some(text) = cursor else {
        frames.push_back(mark(now).retry(RECONNECT));
        return Ok((now, frames));
    };
    let known = text.parse().ok().map(Position).filter(|position| *position <= now);
    let missed = match known {
        Some(after) => state.store.messages_since(user, after, REPLAY + 1).await?,
        None => Vec::new(),
    };
    if known.is_none() || missed.len() > REPLAY as usize {
        frames.push_back(frame(&Event::Resync, Some(now))?.retry(RECONNECT));
        return Ok((now, frames));
    }
    // What was stored after `now` was read may be in the list already.
    let last = missed.last().map_or(now, |(position, _)| now.max(*position));
    for (position, message) in missed {
        frames.push_back(frame(&Event::Message { message }, Some(position))?);
    }
    frames.push_back(mark(last).retry(RECONNECT));
    Ok((last, frames))
}

/// A frame without an event, which only moves the cursor.
fn mark(position: Position) -> Frame {
    Frame::default().id(position.0.to_string())
}

fn frame(event: &Event, position: Option<Position>) -> Answer<Frame> {
    let data = serde_json::to_string(event).map_err(Fault::internal)?;
    let frame = Frame::default().event(event.name()).data(data);
    Ok(match position {
        Some(position) => frame.id(position.0.to_string()),
        None => frame,
    })
}

/// One open stream.
struct Feed {
    hints: mpsc::Receiver<Hint>,
    pending: VecDeque<Frame>,
    last: Position,
    stop: watch::Receiver<bool>,
    ended: bool,
    _counted: ConnectionGuard,
}

impl Feed {
    async fn next(&mut self) -> Option<Frame> {
        loop {
            if let Some(frame) = self.pending.pop_front() {
                return Some(frame);
            }
            if self.ended {
                return None;
            }
            tokio::select! {
                hint = self.hints.recv() => {
                    let hint = hint?;
                    if hint.position.is_some_and(|position| position <= self.last) {
                        continue;
                    }
                    if let Some(position) = hint.position {
                        self.last = position;
                    }
                    return frame(&hint.event, hint.position).ok();
                }
                () = stopped(&mut self.stop) => {
                    self.ended = true;
                    return Some(Frame::default().comment("the server is stopping"));
                }
            }
        }
    }
}
