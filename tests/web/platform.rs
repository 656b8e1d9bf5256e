//! What the browser does for the app.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use lepas::platform::{
    clock, database, dom, intl, random, storage, timers,
    turns::{self, Turn},
    unpack::{Packed, unpack},
    worker::Worker,
};
use lepas_api::{Currency, Locale, Money, Timestamp};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn storage_keeps_values_and_says_when_it_is_full() {
    storage::write("test.one", "1").unwrap();
    assert_eq!(storage::read("test.one").as_deref(), Some("1"));
    let refused = storage::write("test.large", &"x".repeat(12_000_000));
    assert_eq!(refused, Err(storage::StorageError::Full));
    storage::remove("test.one");
    assert_eq!(storage::read("test.one"), None);
}

#[wasm_bindgen_test]
async fn a_timer_runs_once_and_a_dropped_one_never() {
    let ran = Rc::new(Cell::new(0));
    let (first, second) = (Rc::clone(&ran), Rc::clone(&ran));
    drop(timers::after(5, move || first.set(100)));
    let kept = timers::after(5, move || second.set(second.get() + 1));
    timers::sleep(60).await;
    assert_eq!(ran.get(), 1);
    drop(kept);
}

#[wasm_bindgen_test]
async fn a_repeating_timer_stops_with_its_owner() {
    let ran = Rc::new(Cell::new(0));
    let count = Rc::clone(&ran);
    let timer = timers::every(10, move || count.set(count.get() + 1));
    timers::sleep(80).await;
    drop(timer);
    let so_far = ran.get();
    assert!(so_far >= 2, "{so_far}");
    timers::sleep(60).await;
    assert_eq!(ran.get(), so_far);
}

#[wasm_bindgen_test]
async fn the_database_gives_back_what_was_written_and_forgets_what_was_removed() {
    let store = database::Store::Drafts;
    database::write(store, "test/a", "satu").await.unwrap();
    database::write(store, "test/a", "dua").await.unwrap();
    let held = database::all(store).await.unwrap();
    assert!(held.contains(&("test/a".to_owned(), "dua".to_owned())), "{held:?}");
    database::remove(store, "test/a").await.unwrap();
    assert!(database::all(store).await.unwrap().iter().all(|(key, _)| key != "test/a"));
}

#[wasm_bindgen_test]
fn ids_differ_and_the_clock_is_of_this_century() {
    assert_ne!(random::id(), random::id());
    assert!(clock::now() > "2024-01-01T00:00:00Z".parse::<Timestamp>().unwrap());
}

#[wasm_bindgen_test]
fn numbers_and_money_follow_the_language() {
    assert_eq!(intl::number(Locale::Id, 1234.5, 1), "1.234,5");
    assert_eq!(intl::number(Locale::En, 1234.5, 1), "1,234.5");
    let pay = Money::from_major(3_500_000, Currency::IDR);
    assert_eq!(intl::money(Locale::Id, pay).replace('\u{a0}', " "), "Rp 3.500.000");
    assert_eq!(intl::money(Locale::En, pay).replace('\u{a0}', " "), "Rp 3,500,000");
}

#[wasm_bindgen_test]
fn distances_in_time_are_words() {
    let now = clock::now();
    let yesterday = Timestamp::from_milliseconds(now.milliseconds() - 86_400_000);
    assert_eq!(intl::ago(Locale::En, yesterday, now), "yesterday");
    assert_eq!(intl::ago(Locale::Id, yesterday, now), "kemarin");
}

#[wasm_bindgen_test]
fn language_and_theme_stand_on_the_document() {
    dom::set_language("en");
    dom::set_color_scheme(Some("dark"));
    let root = crate::support::document().document_element().unwrap();
    assert_eq!(root.get_attribute("lang").as_deref(), Some("en"));
    assert_eq!(root.get_attribute("data-color-scheme").as_deref(), Some("dark"));
    dom::set_color_scheme(None);
    assert_eq!(root.get_attribute("data-color-scheme"), None);
}

#[wasm_bindgen_test]
async fn a_worker_that_is_not_there_reports_a_failure() {
    let failed = Rc::new(Cell::new(false));
    let told = Rc::clone(&failed);
    let worker = Worker::start("/no-such-worker.js", |_| {}, move |_| told.set(true));
    timers::sleep(500).await;
    assert!(failed.get());
    drop(worker);
}

#[wasm_bindgen_test]
async fn the_browser_unpacks_and_stops_at_the_size_that_was_promised() {
    // "halo " two hundred times, packed by another program.
    let raw = [203, 72, 204, 201, 87, 200, 24, 37, 70, 137, 81, 98, 56, 19, 0];
    let zlib = [[120, 218].as_slice(), &raw, &[244, 246, 97, 48]].concat();
    let text = Some("halo ".repeat(200).into_bytes());
    assert_eq!(unpack(&raw, Packed::Raw, 1_000).await, text);
    assert_eq!(unpack(&zlib, Packed::Zlib, 1_000_000).await, text);
    assert_eq!(unpack(&raw, Packed::Raw, 999).await, None);
    for damaged in [&raw[..6], b"halo", b""] {
        assert_eq!(unpack(damaged, Packed::Raw, 1_000).await, None);
    }
}

#[wasm_bindgen_test]
async fn what_is_in_view_comes_first_and_a_key_press_comes_in_between() {
    let done = Rc::new(RefCell::new(Vec::new()));
    let note = |name: &'static str| {
        let done = Rc::clone(&done);
        move || {
            // Long enough for others to come due meanwhile.
            let begin = timers::elapsed();
            while timers::elapsed() < begin + 5 {}
            done.borrow_mut().push(name);
        }
    };
    turns::take(Turn::Later, note("a facet"));
    for name in ["a row", "another row", "the last row"] {
        turns::take(Turn::Seen, note(name));
    }
    // As a press of a key would, this waits for the end of the task that runs.
    timers::after(0, note("a key")).detach();
    timers::sleep(500).await;
    let done = done.borrow();
    let at = |name: &str| done.iter().position(|one| *one == name).unwrap();
    assert_eq!(done.len(), 5, "{done:?}");
    assert!(at("the last row") < at("a facet") && at("a row") < at("another row"), "{done:?}");
    assert!(at("a key") < at("a facet"), "{done:?}");
}
