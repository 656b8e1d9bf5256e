//! The outbox on the native stand-ins: device, tabs, timers and a server that can be cut off.

use std::{
    cell::RefCell,
    rc::Rc,
    sync::{Arc, Mutex, PoisonError},
};

use futures::{FutureExt, executor::block_on, future::LocalBoxFuture};
use lepas_api::{Locale, Problem, ProblemCode, Timestamp, chat::SendMessage};

use super::*;
use crate::{
    api::transport::{Body, Request, Response, Transport, Unreachable},
    platform::{database, storage},
};

/// How the server treats the next requests.
#[derive(Clone, Copy, PartialEq)]
enum Mood {
    Well,
    /// Stores, but the answer is lost.
    AnswerLost,
    Cut,
    Refusing(ProblemCode),
}

struct State {
    mood: Mood,
    stored: Vec<(String, String)>,
    requests: usize,
}

/// A server that keeps the contract of sends.
#[derive(Clone)]
struct Server(Arc<Mutex<State>>);

impl Server {
    fn with<T>(&self, run: impl FnOnce(&mut State) -> T) -> T {
        run(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn set(&self, mood: Mood) {
        self.with(|state| state.mood = mood);
    }

    fn texts(&self) -> Vec<String> {
        self.with(|state| state.stored.iter().map(|(_, text)| text.clone()).collect())
    }
}

fn answer(server: &Server, request: &Request) -> Result<Response, Unreachable> {
    let Body::Json(body) = &request.body else { panic!("a send has a body") };
    let text = serde_json::from_str::<SendMessage>(body).unwrap().text;
    let id = request.path.rsplit('/').next().unwrap().to_owned();
    server.with(|state| {
        state.requests += 1;
        match state.mood {
            Mood::Cut => return Err(Unreachable),
            Mood::Refusing(code) => {
                let body = serde_json::to_vec(&Problem::new(code, Locale::Id)).unwrap();
                return Ok(Response { status: code.status(), etag: None, body });
            }
            Mood::Well | Mood::AnswerLost => {}
        }
        let at = state.stored.iter().position(|(held, _)| *held == id).unwrap_or_else(|| {
            state.stored.push((id.clone(), text.clone()));
            state.stored.len() - 1
        });
        if state.mood == Mood::AnswerLost {
            return Err(Unreachable);
        }
        let message = Message {
            id: id.parse().unwrap(),
            conversation: "c".parse().unwrap(),
            seq: at as u64 + 1,
            sender: "sari".parse().unwrap(),
            text,
            created_at: Timestamp::from_milliseconds(0),
        };
        Ok(Response { status: 201, etag: None, body: serde_json::to_vec(&message).unwrap() })
    })
}

impl Transport for Server {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, Unreachable>> {
        futures::future::ready(answer(self, &request)).boxed_local()
    }
}

fn server() -> Server {
    Server(Arc::new(Mutex::new(State { mood: Mood::Well, stored: Vec::new(), requests: 0 })))
}

/// A fresh device: what earlier tests of this thread left is gone.
fn fresh_device() {
    database::erase();
    database::refuse(false);
    for key in storage::keys("lepas.outbox.") {
        storage::remove(&key);
    }
}

fn sari() -> UserId {
    "sari".parse().unwrap()
}

fn talk() -> ConversationId {
    "c".parse().unwrap()
}

/// A tab with the app in it. Dropping the owner is closing the tab.
fn tab(server: &Server, who: UserId) -> (Owner, Outbox) {
    let owner = Owner::new();
    let outbox = owner.with(|| provide_outbox(Client::new(Arc::new(server.clone()))));
    outbox.join_tabs();
    block_on(outbox.open(who));
    settle();
    (owner, outbox)
}

/// Lets everything happen that needs no waiting.
fn settle() {
    for _ in 0..6 {
        task::run_until_stalled();
        timers::advance(0);
    }
}

fn shown(outbox: Outbox) -> Vec<(String, Stage)> {
    outbox.with_entries_now(|entries| entries.iter().map(|entry| (entry.record.text.clone(), entry.stage)).collect())
}

#[test]
fn a_message_is_shown_at_once_and_leaves_when_the_server_has_it() {
    fresh_device();
    let (server, news) = (server(), Rc::new(RefCell::new(Vec::new())));
    let (owner, outbox) = tab(&server, sari());
    owner.with(|| {
        let heard = StoredValue::new_local(Rc::clone(&news));
        let delivered =
            Callback::new(move |message: Message| heard.with_value(|heard| heard.borrow_mut().push(message.seq)));
        outbox.on_news(delivered, Callback::new(|_| {}), Callback::new(|()| {}));
    });
    server.set(Mood::Cut);
    outbox.send(&talk(), "halo".to_owned()).unwrap();
    assert_eq!(outbox.with_entries_now(<[Entry]>::len), 1, "in the same frame");
    settle();
    assert_eq!(shown(outbox), [("halo".to_owned(), Stage::Waiting)]);
    assert_eq!(outbox.waiting(), 1);
    server.set(Mood::Well);
    outbox.wake();
    settle();
    assert_eq!((shown(outbox), server.texts(), news.borrow().clone()), (vec![], vec!["halo".to_owned()], vec![1]));
    assert!(block_on(keep::load(&sari())).is_empty(), "the device forgets what the server has");
}

#[test]
fn lost_answers_and_reloads_leave_each_message_once_and_in_order() {
    fresh_device();
    let server = server();
    let mut written = Vec::new();
    for reload in 0..5 {
        let (owner, outbox) = tab(&server, sari());
        for number in 0..10 {
            server.set([Mood::AnswerLost, Mood::Well, Mood::Cut][(reload + number) % 3]);
            let text = format!("{reload}-{number}");
            outbox.send(&talk(), text.clone()).unwrap();
            written.push(text);
            settle();
        }
        drop(owner);
        outbox.inner.dispose();
    }
    server.set(Mood::Well);
    let (_owner, outbox) = tab(&server, sari());
    for _ in 0..10 {
        timers::advance(30_000);
        settle();
    }
    assert_eq!(server.texts(), written);
    assert!(shown(outbox).is_empty());
}

#[test]
fn a_damaged_database_loses_nothing() {
    fresh_device();
    let server = server();
    server.set(Mood::Cut);
    let (owner, outbox) = tab(&server, sari());
    outbox.send(&talk(), "satu".to_owned()).unwrap();
    outbox.send(&talk(), "dua".to_owned()).unwrap();
    settle();
    drop(owner);
    outbox.inner.dispose();
    database::erase();
    server.set(Mood::Well);
    let (_owner, _outbox) = tab(&server, sari());
    settle();
    assert_eq!(server.texts(), ["satu", "dua"]);
}

#[test]
fn a_device_without_any_room_still_sends_and_says_so() {
    fresh_device();
    let server = server();
    server.set(Mood::Cut);
    let (_owner, outbox) = tab(&server, sari());
    database::refuse(true);
    storage::set_limit(0);
    outbox.send(&talk(), "halo".to_owned()).unwrap();
    settle();
    assert!(outbox.with_entries_now(|entries| !entries[0].kept));
    server.set(Mood::Well);
    outbox.wake();
    settle();
    assert_eq!(server.texts(), ["halo"]);
    storage::set_limit(5 * 1024 * 1024);
}

#[test]
fn another_account_on_the_device_neither_shows_nor_sends_them() {
    fresh_device();
    let server = server();
    server.set(Mood::Refusing(ProblemCode::Unauthorized));
    let (_owner, outbox) = tab(&server, sari());
    outbox.send(&talk(), "rahasia".to_owned()).unwrap();
    settle();
    assert!(shown(outbox).is_empty(), "nothing is shown while signed out");
    server.set(Mood::Well);
    block_on(outbox.open("bima".parse().unwrap()));
    settle();
    assert_eq!((server.texts(), shown(outbox)), (vec![], vec![]));
    block_on(outbox.open(sari()));
    settle();
    assert_eq!(server.texts(), ["rahasia"]);
}

#[test]
fn one_tab_sends_both_show_and_the_second_takes_over() {
    fresh_device();
    let server = server();
    server.set(Mood::Cut);
    let (first_owner, first) = tab(&server, sari());
    let (_second_owner, second) = tab(&server, sari());
    second.send(&talk(), "dari tab dua".to_owned()).unwrap();
    settle();
    assert_eq!(shown(first), [("dari tab dua".to_owned(), Stage::Waiting)]);
    let before = server.with(|state| state.requests);
    second.wake();
    settle();
    assert_eq!(server.with(|state| state.requests), before, "the second tab does not send");
    drop(first_owner);
    first.inner.dispose();
    server.set(Mood::Well);
    settle();
    assert_eq!(server.texts(), ["dari tab dua"]);
    assert!(shown(second).is_empty());
}

#[test]
fn a_refused_message_survives_a_reload_as_refused_and_can_be_rewritten() {
    fresh_device();
    let server = server();
    server.set(Mood::Refusing(ProblemCode::TooLarge));
    let (owner, outbox) = tab(&server, sari());
    outbox.send(&talk(), "terlalu panjang".to_owned()).unwrap();
    outbox.send(&talk(), "sesudahnya".to_owned()).unwrap();
    settle();
    drop(owner);
    outbox.inner.dispose();
    server.set(Mood::Well);
    let (_owner, outbox) = tab(&server, sari());
    timers::advance(60_000);
    settle();
    assert_eq!((outbox.failed(), server.texts()), (1, vec![]));
    let id = outbox.with_entries_now(|entries| entries[0].record.id.clone());
    assert!(outbox.replace(&id, "pendek".to_owned()));
    settle();
    assert_eq!(server.texts(), ["pendek", "sesudahnya"]);
    assert!(block_on(keep::load(&sari())).is_empty());
}
