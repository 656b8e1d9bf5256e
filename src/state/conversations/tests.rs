//! The service on a server that keeps the contract, with events that are lost, doubled and swapped.

use std::sync::{Arc, Mutex, PoisonError};

use futures::{FutureExt, future::LocalBoxFuture};
use lepas_api::{
    Timestamp,
    chat::{MarkRead, Participant, SendMessage},
    paging::Page,
};

use super::*;
use crate::{
    api::transport::{Body, Method, Request, Response, Transport, Unreachable},
    platform::timers,
    state::{outbox::provide_outbox, session::provide_session},
};

#[derive(Default)]
struct State {
    messages: Vec<Message>,
    sari: u64,
    klara: u64,
    cut: bool,
    asked: Vec<String>,
    delay: u32,
}

#[derive(Clone, Default)]
struct Server(Arc<Mutex<State>>);

impl Server {
    fn with<T>(&self, run: impl FnOnce(&mut State) -> T) -> T {
        run(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Klara says so many things; nobody is told.
    fn says(&self, count: usize) {
        self.with(|state| {
            for _ in 0..count {
                push(state, "klara", None, "halo".to_owned());
            }
        });
    }

    /// From now on answers take so many milliseconds, and tell how things stood when they were asked for.
    fn slow(&self, milliseconds: u32) {
        self.with(|state| state.delay = milliseconds);
    }

    fn event(&self, seq: usize) -> Event {
        self.with(|state| Event::Message { message: state.messages[seq - 1].clone() })
    }
}

fn push(state: &mut State, sender: &str, id: Option<String>, text: String) -> Message {
    let seq = state.messages.len() as u64 + 1;
    let message = Message {
        id: id.unwrap_or_else(|| format!("k{seq}")).parse().unwrap(),
        conversation: talk(),
        seq,
        sender: sender.parse().unwrap(),
        text,
        created_at: Timestamp::from_milliseconds(i64::try_from(seq).unwrap()),
    };
    state.messages.push(message.clone());
    message
}

fn talk() -> ConversationId {
    "c".parse().unwrap()
}

fn sari() -> UserId {
    "sari".parse().unwrap()
}

fn conversation(state: &State) -> Conversation {
    let person = |name: &str, read_up_to| Participant {
        id: name.parse().unwrap(),
        name: name.to_owned(),
        handle: None,
        avatar: None,
        read_up_to,
    };
    let unread = state.messages.iter().filter(|message| message.seq > state.sari && message.sender != sari()).count();
    Conversation {
        id: talk(),
        participants: vec![person("sari", state.sari), person("klara", state.klara)],
        last_seq: state.messages.len() as u64,
        last_message: state.messages.last().cloned(),
        unread: u32::try_from(unread).unwrap(),
        created_at: Timestamp::from_milliseconds(0),
    }
}

fn json(status: u16, value: &impl serde::Serialize) -> Response {
    Response { status, etag: None, body: serde_json::to_vec(value).unwrap() }
}

fn answer(state: &mut State, request: &Request) -> Result<Response, Unreachable> {
    state.asked.push(request.path.clone());
    if state.cut {
        return Err(Unreachable);
    }
    let body = match &request.body {
        Body::Json(text) => text.as_str(),
        _ => "",
    };
    let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
    let number = |name: &str| {
        query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')?.parse::<usize>().ok())
    };
    let pieces: Vec<&str> = path.split('/').skip(3).collect();
    Ok(match (request.method, pieces.as_slice()) {
        (Method::Get, []) => json(200, &Page { items: vec![conversation(state)], next_cursor: None }),
        (Method::Post, []) => json(201, &conversation(state)),
        (Method::Get, ["c"]) => json(200, &conversation(state)),
        (Method::Put, ["c", "read"]) => {
            state.sari = state.sari.max(serde_json::from_str::<MarkRead>(body).unwrap().up_to);
            Response { status: 204, etag: None, body: Vec::new() }
        }
        (Method::Put, ["c", "messages", id]) => {
            let text = serde_json::from_str::<SendMessage>(body).unwrap().text;
            let held = state.messages.iter().find(|message| message.id.as_str() == *id).cloned();
            json(201, &held.unwrap_or_else(|| push(state, "sari", Some((*id).to_owned()), text)))
        }
        (Method::Get, ["c", "messages"]) => {
            let limit = number("limit").unwrap();
            let total = state.messages.len();
            let (from, to) = match (number("after"), number("before")) {
                (Some(after), _) => (after, (after + limit).min(total)),
                (_, Some(before)) => ((before - 1).saturating_sub(limit), before - 1),
                _ => (total.saturating_sub(limit), total),
            };
            json(200, &Page { items: state.messages[from..to].to_vec(), next_cursor: None })
        }
        other => panic!("not in the contract: {other:?}"),
    })
}

impl Transport for Server {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, Unreachable>> {
        let server = self.clone();
        // Answers come a moment later, so that other things happen in between.
        async move {
            let delay = server.with(|state| state.delay);
            if delay > 5 {
                let early = server.with(|state| answer(state, &request));
                timers::sleep(delay).await;
                return early;
            }
            timers::sleep(5).await;
            server.with(|state| answer(state, &request))
        }
        .boxed_local()
    }
}

fn pass(milliseconds: u32) {
    for _ in 0..milliseconds / 5 {
        task::run_until_stalled();
        timers::advance(5);
    }
}

fn settle() {
    for _ in 0..12 {
        task::run_until_stalled();
        timers::advance(5);
    }
}

fn app(server: &Server) -> (Owner, Conversations, Outbox) {
    let owner = Owner::new();
    let (conversations, outbox) = owner.with(|| {
        let client = Client::new(Arc::new(server.clone()));
        let outbox = provide_outbox(client.clone());
        let conversations = provide_conversations(client.clone(), provide_session(client), outbox);
        outbox.on_news(
            Callback::new(move |message| conversations.take_in(message)),
            Callback::new(|_| {}),
            Callback::new(|()| {}),
        );
        (conversations, outbox)
    });
    outbox.join_tabs();
    task::spawn(outbox.open(sari()));
    conversations.open(sari());
    settle();
    (owner, conversations, outbox)
}

fn seqs(thread: &Thread) -> Vec<u64> {
    thread.with_now(|timeline| timeline.after(0, usize::MAX).iter().map(|message| message.seq).collect())
}

fn unread(conversations: Conversations) -> u32 {
    conversations.inbox.with_untracked(Inbox::unread)
}

#[test]
fn a_thread_opens_with_the_newest_page_and_grows_upwards() {
    let server = Server::default();
    server.says(120);
    let (_owner, conversations, _) = app(&server);
    let thread = conversations.thread(&talk());
    settle();
    assert_eq!((seqs(&thread).first().copied(), seqs(&thread).len()), (Some(71), 50));
    conversations.load_older(&thread);
    conversations.load_older(&thread);
    settle();
    assert_eq!(seqs(&thread).len(), 100, "one request at a time");
    conversations.load_older(&thread);
    settle();
    conversations.load_older(&thread);
    assert_eq!(seqs(&thread), (1..=120).collect::<Vec<_>>());
}

#[test]
fn a_thread_on_a_page_that_was_there_before_the_account_is_kept_alive() {
    let server = Server::default();
    server.says(3);
    let owner = Owner::new();
    let conversations = owner.with(|| {
        let client = Client::new(Arc::new(server.clone()));
        let outbox = provide_outbox(client.clone());
        provide_conversations(client.clone(), provide_session(client), outbox)
    });
    let thread = conversations.thread(&talk());
    conversations.open(sari());
    settle();
    server.says(1);
    conversations.apply(server.event(4));
    settle();
    assert_eq!(seqs(&thread), [1, 2, 3, 4]);
}

#[test]
fn an_event_that_skips_numbers_fetches_what_is_between() {
    let server = Server::default();
    server.says(3);
    let (_owner, conversations, _) = app(&server);
    let thread = conversations.thread(&talk());
    settle();
    server.says(260);
    conversations.apply(server.event(260));
    assert_eq!(thread.with_now(|timeline| timeline.holes().iter().map(|hole| hole.count).sum::<u64>()), 256);
    settle();
    assert_eq!(seqs(&thread), (1..=263).collect::<Vec<_>>());
    assert_eq!(unread(conversations), 263);
}

#[test]
fn a_stream_that_starts_over_never_shows_an_empty_thread() {
    let server = Server::default();
    server.says(40);
    let (_owner, conversations, _) = app(&server);
    let thread = conversations.thread(&talk());
    settle();
    server.says(5);
    conversations.apply(Event::Resync);
    for _ in 0..12 {
        assert!(seqs(&thread).len() >= 40 && conversations.list.get_untracked() == Load::Ready);
        task::run_until_stalled();
        timers::advance(5);
    }
    assert_eq!(seqs(&thread).len(), 45);
}

#[test]
fn what_was_displayed_is_told_once_and_again_after_a_cut() {
    let server = Server::default();
    server.says(4);
    let (_owner, conversations, _) = app(&server);
    assert_eq!(unread(conversations), 4);
    server.with(|state| state.cut = true);
    conversations.displayed(&talk(), 4);
    conversations.displayed(&talk(), 4);
    settle();
    assert_eq!((unread(conversations), server.with(|state| state.sari)), (0, 0));
    server.with(|state| state.cut = false);
    conversations.wake();
    settle();
    assert_eq!(server.with(|state| state.sari), 4);
    let asked = server.with(|state| state.asked.iter().filter(|path| path.ends_with("/read")).count());
    assert_eq!(asked, 2, "one try in the cut, one after it");
}

#[test]
fn ones_own_message_is_never_in_two_places_and_never_in_none() {
    let server = Server::default();
    server.says(2);
    let (_owner, conversations, outbox) = app(&server);
    let thread = conversations.thread(&talk());
    settle();
    let id = outbox.send(&talk(), "satu".to_owned()).unwrap();
    for _ in 0..12 {
        task::run_until_stalled();
        timers::advance(5);
        let pending = outbox.with_entries_now(|entries| entries.iter().any(|entry| entry.record.id == id));
        assert!(pending || thread.with_now(|timeline| timeline.holds(&id)));
    }
    assert!(outbox.with_entries_now(<[_]>::is_empty));
    conversations.apply(server.event(3));
    assert_eq!(seqs(&thread), [1, 2, 3]);
}

fn asked_for_list(server: &Server) -> usize {
    server.with(|state| state.asked.iter().filter(|path| path.split('?').next() == Some("/v1/conversations")).count())
}

#[test]
fn a_reason_to_catch_up_during_a_request_is_not_lost() {
    let server = Server::default();
    server.says(1);
    let (_owner, conversations, _) = app(&server);
    let thread = conversations.thread(&talk());
    settle();
    // Both of these ask: one after the answer to the other was made up.
    let before = asked_for_list(&server);
    server.slow(200);
    conversations.catch_up();
    timers::advance(100);
    task::run_until_stalled();
    server.says(1);
    conversations.catch_up();
    server.slow(5);
    pass(500);
    assert_eq!(seqs(&thread), [1, 2]);
    assert_eq!(asked_for_list(&server) - before, 2);
    conversations.catch_up();
    conversations.apply(Event::Resync);
    pass(500);
    assert_eq!(asked_for_list(&server) - before, 3, "reasons of one moment are one");
}

#[test]
fn a_request_that_hangs_in_a_dead_connection_holds_nobody_up() {
    let server = Server::default();
    server.says(1);
    let (_owner, conversations, _) = app(&server);
    let thread = conversations.thread(&talk());
    settle();
    server.slow(14_000);
    conversations.catch_up();
    pass(2_000);
    server.says(1);
    server.slow(5);
    conversations.catch_up();
    pass(200);
    assert_eq!(seqs(&thread), [1, 2]);
    pass(20_000);
    assert_eq!(seqs(&thread), [1, 2]);
}

#[test]
fn a_list_that_failed_is_asked_for_again_without_a_further_reason() {
    let server = Server::default();
    server.says(1);
    let (_owner, conversations, _) = app(&server);
    let thread = conversations.thread(&talk());
    settle();
    server.with(|state| state.cut = true);
    conversations.catch_up();
    pass(200);
    server.with(|state| state.cut = false);
    server.says(1);
    pass(3_000);
    assert_eq!(seqs(&thread), [1, 2]);
}

#[test]
fn a_hole_that_waits_for_its_next_try_is_filled_when_the_server_is_back() {
    let server = Server::default();
    server.says(3);
    let (_owner, conversations, _) = app(&server);
    let thread = conversations.thread(&talk());
    settle();
    server.says(3);
    server.with(|state| state.cut = true);
    conversations.apply(server.event(6));
    pass(60_000);
    server.with(|state| state.cut = false);
    conversations.catch_up();
    pass(200);
    assert_eq!(seqs(&thread), [1, 2, 3, 4, 5, 6]);
}

#[test]
fn a_look_at_the_server_says_whether_the_stream_kept_something_back() {
    let server = Server::default();
    server.says(1);
    let (_owner, conversations, _) = app(&server);
    let thread = conversations.thread(&talk());
    settle();
    let told = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&told);
    conversations.on_answer(Callback::new(move |missed| log.lock().unwrap().push(missed)));
    conversations.check();
    settle();
    server.says(1);
    conversations.check();
    pass(200);
    assert_eq!(seqs(&thread), [1, 2]);
    server.says(1);
    conversations.catch_up();
    pass(200);
    assert_eq!(*told.lock().unwrap(), [false, true, false], "catching up has its own reasons");
}

#[test]
fn a_thread_is_on_screen_as_long_as_its_component() {
    let server = Server::default();
    let (_owner, conversations, _) = app(&server);
    let (one, two) = (Owner::new(), Owner::new());
    one.with(|| conversations.show());
    two.with(|| conversations.show());
    one.cleanup();
    assert!(conversations.is_shown());
    two.cleanup();
    assert!(!conversations.is_shown());
}

#[test]
fn random_events_converge_to_the_server() {
    for seed in 1_u64..=150 {
        let mut chance = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut below = move |limit: usize| {
            chance ^= chance << 13;
            chance ^= chance >> 7;
            chance ^= chance << 17;
            usize::try_from(chance >> 11).unwrap() % limit.max(1)
        };
        let server = Server::default();
        server.says(below(8));
        let (_owner, conversations, outbox) = app(&server);
        let thread = conversations.thread(&talk());
        let mut sent = 0;
        for _ in 0..60 {
            let total = server.with(|state| state.messages.len());
            match below(9) {
                0 | 1 => server.says(1 + below(3)),
                2 | 3 if total > 0 => conversations.apply(server.event(1 + below(total))),
                4 => {
                    outbox.send(&talk(), "saya".to_owned()).unwrap();
                    sent += 1;
                }
                5 => server.with(|state| state.cut = !state.cut),
                6 => conversations.apply(Event::Resync),
                7 => conversations.displayed(&talk(), thread.with_now(timeline::Timeline::last)),
                _ => {
                    timers::advance(7);
                    task::run_until_stalled();
                }
            }
        }
        server.with(|state| state.cut = false);
        for _ in 0..12 {
            conversations.wake();
            conversations.catch_up();
            settle();
            timers::advance(31_000);
        }
        let total = server.with(|state| state.messages.len() as u64);
        let own = server.with(|state| state.messages.iter().filter(|message| message.sender == sari()).count());
        assert_eq!((own, outbox.with_entries_now(<[_]>::len)), (sent, 0), "seed {seed}");
        assert_eq!(seqs(&thread), (1..=total).collect::<Vec<_>>(), "seed {seed}");
        assert_eq!(unread(conversations), server.with(|state| conversation(state).unread), "seed {seed}");
    }
}
