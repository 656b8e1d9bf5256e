//! The store with a stub server and a clock that stands still until a test moves it.

use std::{cell::Cell, sync::Arc};

use lepas_api::{
    Locale, Problem, ProblemCode, Timestamp,
    profile::{OwnProfile, ProfileDocument},
};
use leptos::prelude::*;

use super::{
    autosave::{Hold, Place},
    ledger::Choice,
    publishing::PublishError,
    store::{Load, Studio},
};
use crate::{
    api::{
        ApiError, Client,
        stub::Stub,
        transport::{Body, Method, Response},
    },
    platform::{database, storage, task, timers},
};

thread_local! {
    static NOW: Cell<f64> = const { Cell::new(1_000_000.0) };
}

fn now() -> f64 {
    NOW.get()
}

/// Lets time pass in small steps, as it does.
fn pass(milliseconds: u32) {
    for _ in 0..milliseconds.div_ceil(50) {
        NOW.set(NOW.get() + 50.0);
        timers::advance(50);
        task::run_until_stalled();
    }
}

fn draft(document: &ProfileDocument, version: u64, published: Option<u64>) -> Response {
    let profile = OwnProfile {
        handle: "sari-kemasan".parse().unwrap(),
        document: document.clone(),
        version,
        published_version: published,
        published_at: published.map(|_| Timestamp::from_milliseconds(0)),
        updated_at: Timestamp::from_milliseconds(900_000),
    };
    Response { status: 200, etag: Some(format!("\"{version}\"")), body: serde_json::to_vec(&profile).unwrap() }
}

fn refusal(code: ProblemCode) -> Response {
    Response { status: code.status(), etag: None, body: serde_json::to_vec(&Problem::new(code, Locale::Id)).unwrap() }
}

fn named(name: &str) -> ProfileDocument {
    let mut document = ProfileDocument::default();
    document.basics.name = name.into();
    document
}

struct Bench {
    _owner: Owner,
    stub: Stub,
    studio: Studio,
}

const KEY: &str = "lepas.studio.u1";

impl Bench {
    fn opened(document: &ProfileDocument) -> Self {
        storage::remove(KEY);
        database::erase();
        let bench = Self::page();
        bench.stub.answer_with(draft(document, 1, None));
        bench.start();
        bench
    }

    fn page() -> Self {
        let owner = Owner::new();
        owner.set();
        let stub = Stub::default();
        let studio = Studio::new(Client::new(Arc::new(stub.clone())), &"u1".parse().unwrap(), now);
        Self { _owner: owner, stub, studio }
    }

    fn start(&self) {
        task::spawn(self.studio.start("sari-kemasan".parse().unwrap()));
        task::run_until_stalled();
    }

    fn type_name(&self, name: &str) {
        self.studio.edit("/basics/name", |document| document.basics.name = name.into());
    }

    fn sent(&self) -> Vec<ProfileDocument> {
        let asked = self.stub.asked();
        let puts = asked.iter().filter(|request| request.method == Method::Put);
        puts.filter_map(|request| match &request.body {
            Body::Json(text) => serde_json::from_str(text).ok(),
            _ => None,
        })
        .collect()
    }

    fn place(&self) -> Place {
        self.studio.place.get_untracked()
    }

    fn on_device(&self) -> String {
        storage::read(KEY).unwrap_or_default()
    }
}

#[test]
fn typing_reaches_the_device_within_400_milliseconds_and_the_server_once_after_a_pause() {
    let bench = Bench::opened(&named("Sari"));
    assert_eq!(bench.studio.load.get_untracked(), Load::Ready);
    for name in ["Sari K", "Sari Ke", "Sari Kem"] {
        bench.type_name(name);
        pass(100);
    }
    pass(100);
    assert!(bench.on_device().contains("Sari K"), "the device has it while typing goes on");
    assert!(bench.sent().is_empty());
    bench.stub.answer_with(draft(&named("Sari Kem"), 2, None));
    pass(1_600);
    assert_eq!(bench.sent().iter().map(|document| document.basics.name.as_str()).collect::<Vec<_>>(), ["Sari Kem"]);
    assert!(bench.on_device().contains("Sari Kem"));
    assert!(matches!(bench.place(), Place::Both(_)));
    let request = bench.stub.asked().pop().unwrap();
    assert!(request.headers.contains(&("if-match", "\"1\"".to_owned())), "{:?}", request.headers);
}

#[test]
fn without_network_the_text_stays_on_the_device_and_leaves_when_it_is_back() {
    let bench = Bench::opened(&named("Sari"));
    bench.type_name("Luring");
    pass(2_000);
    assert_eq!(bench.place(), Place::Device(Some(Hold::Network)));
    assert!(bench.on_device().contains("Luring"));
    bench.stub.answer_with(draft(&named("Luring"), 2, None));
    bench.studio.resume();
    task::run_until_stalled();
    assert!(matches!(bench.place(), Place::Both(_)));
    assert_eq!(bench.sent().last().map(|document| document.basics.name.as_str()), Some("Luring"));
}

#[test]
fn a_reload_without_network_opens_what_was_typed_and_sends_it_later() {
    let bench = Bench::opened(&named("Sari"));
    bench.type_name("Belum terkirim");
    pass(400);
    drop(bench);

    let again = Bench::page();
    again.start();
    assert_eq!(again.studio.load.get_untracked(), Load::Ready);
    assert_eq!(again.studio.document.get_untracked().basics.name, "Belum terkirim");
    drop(again);

    let online = Bench::page();
    let mut theirs = named("Sari");
    theirs.basics.summary = "dari laptop".into();
    online.stub.answer_with(draft(&theirs, 5, None));
    online.stub.answer_with(draft(&theirs, 6, None));
    online.start();
    pass(100);
    let merged = online.sent().pop().unwrap();
    assert_eq!((merged.basics.name.as_str(), merged.basics.summary.as_str()), ("Belum terkirim", "dari laptop"));
}

#[test]
fn nothing_to_open_is_told_and_can_be_tried_again() {
    storage::remove(KEY);
    database::erase();
    let bench = Bench::page();
    bench.start();
    assert_eq!(bench.studio.load.get_untracked(), Load::Failed(ApiError::Offline));
    bench.stub.answer_with(draft(&named("Sari"), 1, None));
    bench.start();
    assert_eq!(bench.studio.load.get_untracked(), Load::Ready);
}

#[test]
fn another_device_is_merged_in_silence_and_the_same_field_is_asked_about() {
    let bench = Bench::opened(&named("Sari"));
    bench.studio.edit("/basics/summary", |document| document.basics.summary = "dari ponsel".into());
    let mut theirs = named("Sari Kemasan");
    theirs.basics.summary = "dari laptop".into();
    bench.stub.answer_with(refusal(ProblemCode::VersionMismatch));
    bench.stub.answer_with(draft(&theirs, 7, None));
    pass(1_600);
    let document = bench.studio.document.get_untracked();
    assert_eq!((document.basics.name.as_str(), document.basics.summary.as_str()), ("Sari Kemasan", "dari ponsel"));
    assert_eq!(bench.studio.conflicts.get_untracked().len(), 1);

    bench.stub.answer_with(draft(&document, 8, None));
    bench.studio.choose("/basics/summary", Choice::Mine);
    pass(1_600);
    assert!(bench.studio.conflicts.get_untracked().is_empty());
    assert_eq!(bench.sent().pop().unwrap().basics.summary, "dari ponsel");
}

#[test]
fn a_text_that_breaks_a_rule_is_kept_and_not_sent_until_it_is_mended() {
    let bench = Bench::opened(&named("Sari"));
    let long = "x".repeat(500);
    bench.type_name(&long);
    pass(1_600);
    assert!(bench.sent().is_empty());
    assert_eq!(bench.place(), Place::Device(Some(Hold::Invalid)));
    assert!(bench.on_device().contains(&long));
    assert_eq!(bench.studio.errors(Locale::En)[0].pointer, "/basics/name");
    bench.stub.answer_with(draft(&named("Pendek"), 2, None));
    bench.type_name("Pendek");
    pass(1_600);
    assert!(matches!(bench.place(), Place::Both(_)));
}

#[test]
fn a_word_that_a_field_cannot_hold_survives_a_reload() {
    let bench = Bench::opened(&named("Sari"));
    bench.studio.keep_typed("/meta/lepas/rate", Some("3,5 jt".into()));
    pass(400);
    drop(bench);
    let again = Bench::page();
    again.start();
    assert_eq!(again.studio.typed.get_untracked().get("/meta/lepas/rate").map(String::as_str), Some("3,5 jt"));
}

#[test]
fn undo_and_redo_go_through_the_same_saving() {
    let bench = Bench::opened(&named("Sari"));
    bench.type_name("Satu");
    pass(1_000);
    bench.studio.edit("/basics/label", |document| document.basics.label = "Dua".into());
    assert_eq!(bench.studio.steps.get_untracked(), (true, false));
    bench.studio.undo();
    assert_eq!(bench.studio.document.get_untracked().basics.label, "");
    bench.studio.undo();
    assert_eq!(bench.studio.document.get_untracked().basics.name, "Sari");
    bench.studio.redo();
    bench.studio.redo();
    assert_eq!(bench.studio.document.get_untracked().basics.label, "Dua");
    pass(400);
    assert!(bench.on_device().contains("Dua"));
}

#[test]
fn what_nobody_decided_is_no_step_and_stays_when_one_is_taken_back() {
    let bench = Bench::opened(&named("Sari"));
    let zone = || bench.studio.document.with_untracked(|document| document.meta.lepas.time_zone.clone());
    bench.type_name("Impor");
    pass(5_000);
    bench.studio.note(|document| document.meta.lepas.time_zone = Some("Asia/Jakarta".into()));
    bench.studio.undo();
    assert_eq!(bench.studio.document.with_untracked(|document| document.basics.name.clone()), "Sari");
    assert_eq!(zone().as_deref(), Some("Asia/Jakarta"));
    assert_eq!(bench.studio.steps.get_untracked(), (false, true));
    bench.studio.redo();
    assert_eq!(zone().as_deref(), Some("Asia/Jakarta"));
    assert!(bench.on_device().contains("Sari"), "it goes through the same saving");
}

#[test]
fn a_text_that_another_tab_wrote_over_without_having_seen_it_is_asked_about() {
    let first = Bench::opened(&named("Sari"));
    let second = Bench::page();
    second.stub.answer_with(draft(&named("Sari"), 1, None));
    second.start();
    second.studio.look_around();
    first.type_name("Dari tab satu");
    second.type_name("Dari tab dua");
    // Both write in the same moment, each before the browser has told it what the other one wrote.
    let before = first.on_device();
    first.studio.hurry();
    let ones = first.on_device();
    storage::write(KEY, &before).unwrap();
    second.studio.hurry();
    first.studio.look_around();
    let asked = first.studio.conflicts.get_untracked();
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert_eq!(asked[0].theirs, Some("Dari tab dua".into()));
    assert_eq!(first.studio.document.with_untracked(|document| document.basics.name.clone()), "Dari tab satu");
    assert!(ones.contains("Dari tab satu") && !first.on_device().contains("Dari tab satu"));
    pass(400);
    assert!(first.on_device().contains("Dari tab satu") && first.on_device().contains("Dari tab dua"));
}

#[test]
fn publishing_saves_first_and_says_what_is_public() {
    let bench = Bench::opened(&named("Sari"));
    bench.studio.edit("/basics/label", |document| document.basics.label = "Desainer".into());
    let document = bench.studio.document.get_untracked();
    bench.stub.answer_with(draft(&document, 2, None));
    bench.stub.answer_with(draft(&document, 2, Some(2)));
    let answer = futures::executor::block_on(bench.studio.publish());
    assert_eq!(answer, Ok(()));
    let about = bench.studio.about.get_untracked().unwrap();
    assert!(about.published_at.is_some() && about.is_current);
    let order: Vec<Method> = bench.stub.asked().iter().map(|request| request.method).collect();
    assert_eq!(order[1..3], [Method::Put, Method::Post]);
}

#[test]
fn publishing_without_network_says_so_and_keeps_the_draft() {
    let bench = Bench::opened(&named("Sari"));
    bench.type_name("Sari K");
    let answer = futures::executor::block_on(bench.studio.publish());
    assert_eq!(answer, Err(PublishError::NotSaved(Hold::Network)));
    assert!(bench.on_device().contains("Sari K"));
    assert_eq!(bench.place(), Place::Device(Some(Hold::Network)));
}

#[test]
fn a_refused_publication_names_the_fields() {
    let bench = Bench::opened(&named("Sari"));
    let mut problem = Problem::new(ProblemCode::Invalid, Locale::Id);
    problem.errors = vec![lepas_api::FieldError {
        pointer: "/basics/label".into(),
        rule: lepas_api::Rule::Required,
        detail: "Isi bagian ini.".into(),
    }];
    bench.stub.answer(422, serde_json::to_vec(&problem).unwrap());
    let answer = futures::executor::block_on(bench.studio.publish());
    assert!(matches!(answer, Err(PublishError::Fields(errors)) if errors[0].pointer == "/basics/label"));
}

#[test]
fn an_ended_session_keeps_the_text_and_waits_for_the_next_sign_in() {
    let bench = Bench::opened(&named("Sari"));
    bench.stub.answer(401, "");
    bench.type_name("Sari K");
    pass(60_000);
    assert_eq!(bench.place(), Place::Device(Some(Hold::SignedOut)));
    assert_eq!(bench.sent().len(), 1, "it is not hammered");
    assert!(bench.on_device().contains("Sari K"));
}

#[test]
fn a_second_tab_on_the_device_loses_nothing_of_the_first() {
    let bench = Bench::opened(&named("Sari"));
    let first = bench.studio;
    let other = Bench::page();
    other.start();
    other.studio.edit("/basics/summary", |document| document.basics.summary = "tab dua".into());
    pass(400);
    first.edit("/basics/label", |document| document.basics.label = "tab satu".into());
    pass(400);
    assert!(bench.on_device().contains("tab dua") && bench.on_device().contains("tab satu"), "{}", bench.on_device());
    assert_eq!(first.document.get_untracked().basics.summary, "tab dua");
}
