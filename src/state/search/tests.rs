//! The service against a worker that the test plays.

use std::sync::Arc;

use futures::FutureExt;

use super::*;
use crate::{
    api::stub::Stub,
    platform::worker::{Double, double},
    state::provide_client,
};

fn service() -> (Owner, SearchService) {
    let owner = Owner::new();
    owner.set();
    (owner, provide_search())
}

fn say(worker: &Double, response: &Response) {
    (worker.say)(write(response).unwrap());
}

fn posted(worker: &Double) -> Vec<Request> {
    worker.posted.borrow().iter().map(|bytes| read(bytes).unwrap()).collect()
}

fn answer(total: usize) -> Box<Answer> {
    Box::new(Answer { total, of: 9, ..Answer::default() })
}

#[test]
fn questions_wait_until_the_worker_listens_and_answers_find_their_question() {
    let (_owner, service) = service();
    let mut first = service.search(IndexKind::Jobs, Query::default()).boxed_local();
    assert!((&mut first).now_or_never().is_none());
    let worker = double().unwrap();
    assert_eq!(posted(&worker), []);
    say(&worker, &Response::Ready);
    assert_eq!(posted(&worker)[0], Request::Load { kind: IndexKind::Jobs });
    let mut second = service.search(IndexKind::Jobs, Query::default()).boxed_local();
    assert!((&mut second).now_or_never().is_none());
    say(&worker, &Response::Answer { id: 2, answer: answer(2) });
    say(&worker, &Response::Superseded { id: 1 });
    assert_eq!(second.now_or_never().unwrap().unwrap().total, 2);
    assert_eq!(first.now_or_never(), Some(Err(SearchFailure::Superseded)));
}

#[test]
fn a_new_part_of_the_index_is_a_reason_to_ask_again() {
    let (_owner, service) = service();
    service.load(IndexKind::Talent);
    let worker = double().unwrap();
    let before = service.version(IndexKind::Talent);
    say(&worker, &Response::Progress { kind: IndexKind::Talent, loaded_bytes: 1, total_bytes: 2, documents: 5, of: 9 });
    assert_eq!(service.progress(IndexKind::Talent), Some((5, 9)));
    assert!(service.version(IndexKind::Talent) > before && service.is_loading(IndexKind::Talent));
    let generated_at = Timestamp::from_milliseconds(0);
    let kind = IndexKind::Talent;
    say(&worker, &Response::Loaded { kind, documents: 9, of: 9, generated_at, from_device: false, memory: 1 });
    assert!(!service.is_loading(IndexKind::Talent));
    assert_eq!(service.generated_at(IndexKind::Talent), Some(generated_at));
}

#[test]
fn an_index_that_never_came_is_a_failure_until_it_is_loaded_again() {
    let (_owner, service) = service();
    service.load(IndexKind::Jobs);
    let worker = double().unwrap();
    say(&worker, &Response::LoadFailed { kind: IndexKind::Jobs, offline: true, reason: String::new(), documents: 0 });
    let failed = service.search(IndexKind::Jobs, Query::default()).now_or_never();
    assert_eq!(failed, Some(Err(SearchFailure::Load { offline: true })));
    service.reload(IndexKind::Jobs);
    assert!(service.search(IndexKind::Jobs, Query::default()).now_or_never().is_none());
}

#[test]
fn a_worker_that_falls_silent_is_replaced_and_pages_ask_the_new_one() {
    let (_owner, service) = service();
    let mut first = service.search(IndexKind::Jobs, Query::default()).boxed_local();
    assert!((&mut first).now_or_never().is_none());
    let worker = double().unwrap();
    say(&worker, &Response::Ready);
    say(&worker, &Response::Answer { id: 1, answer: answer(2) });
    assert_eq!(first.now_or_never().unwrap().unwrap().total, 2);
    let mut second = service.search(IndexKind::Jobs, Query::default()).boxed_local();
    assert!((&mut second).now_or_never().is_none());
    let before = service.version(IndexKind::Jobs);
    timers::advance(SILENCE);
    assert_eq!(second.now_or_never(), Some(Err(SearchFailure::Superseded)));
    assert!(service.version(IndexKind::Jobs) > before);
    let mut again = service.search(IndexKind::Jobs, Query::default()).boxed_local();
    assert!((&mut again).now_or_never().is_none());
    let fresh = double().unwrap();
    say(&fresh, &Response::Ready);
    assert!(matches!(posted(&fresh).as_slice(), [Request::Load { .. }, Request::News { .. }, Request::Search { .. }]));
}

#[test]
fn a_worker_that_waits_for_its_index_says_that_it_is_there_and_stays() {
    let (_owner, service) = service();
    let mut question = service.search(IndexKind::Jobs, Query::default()).boxed_local();
    assert!((&mut question).now_or_never().is_none());
    let worker = double().unwrap();
    say(&worker, &Response::Ready);
    for _ in 0..4 {
        timers::advance(SILENCE / 2);
        assert_eq!(posted(&worker).last(), Some(&Request::Hello));
        say(&worker, &Response::Ready);
    }
    say(&worker, &Response::Answer { id: 1, answer: answer(2) });
    assert_eq!(question.now_or_never().unwrap().unwrap().total, 2);
}

#[test]
fn looking_for_news_and_finding_none_asks_nobody_again() {
    let (_owner, service) = service();
    service.load(IndexKind::Jobs);
    let worker = double().unwrap();
    let generated_at = Timestamp::from_milliseconds(7);
    let loaded = |documents| Response::Loaded {
        kind: IndexKind::Jobs,
        documents,
        of: documents,
        generated_at,
        from_device: false,
        memory: 1,
    };
    say(&worker, &loaded(9));
    let before = service.version(IndexKind::Jobs);
    say(&worker, &loaded(9));
    assert_eq!(service.version(IndexKind::Jobs), before);
    say(&worker, &loaded(8));
    assert!(service.version(IndexKind::Jobs) > before);
}

#[test]
fn a_broken_worker_answers_everybody_and_is_started_anew() {
    let (_owner, service) = service();
    let mut waiting = service.search(IndexKind::Jobs, Query::default()).boxed_local();
    assert!((&mut waiting).now_or_never().is_none());
    let broken = double().unwrap();
    (broken.fail)("out of memory".into());
    assert_eq!(waiting.now_or_never(), Some(Err(SearchFailure::Worker("out of memory".into()))));
    let mut again = service.search(IndexKind::Jobs, Query::default()).boxed_local();
    assert!((&mut again).now_or_never().is_none());
    let fresh = double().unwrap();
    say(&fresh, &Response::Ready);
    assert!(matches!(posted(&fresh).as_slice(), [Request::Load { .. }, Request::News { .. }, Request::Search { .. }]));
}

#[test]
fn the_page_reads_the_manifest_for_the_worker() {
    let owner = Owner::new();
    owner.set();
    let stub = Stub::default();
    provide_client(Client::new(Arc::new(stub.clone())));
    let service = provide_search();
    let manifest = r#"{"kind":"jobs","version":3,"generated_at":"2026-01-02T03:04:05Z","documents":1,
        "segments":[{"hash":"ab","bytes":2,"documents":1,"positions":{"hash":"cd","bytes":1}}],"tombstones":["x"]}"#;
    stub.answer(200, manifest);
    stub.answer(503, "");
    service.load(IndexKind::Jobs);
    service.refresh(IndexKind::Jobs);
    service.refresh(IndexKind::Talent);
    let worker = double().unwrap();
    say(&worker, &Response::Ready);
    let posted = posted(&worker);
    let [Request::Load { .. }, Request::News { news: News::Manifest(manifest), .. }, Request::News { news, .. }] =
        posted.as_slice()
    else {
        panic!("{posted:?}");
    };
    assert_eq!((manifest.version, manifest.segments[0].hash.as_str()), (3, "ab"));
    assert!(matches!(news, News::None { offline: false, .. }), "{news:?}");
    assert_eq!(stub.asked().len(), 2, "nobody looks for news of an index that nobody opened");
}
