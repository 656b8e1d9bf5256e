//! Several tabs of one browser, one of which holds the stream.

use std::cell::RefCell;

use super::*;
use crate::{
    api::realtime::LONGEST_WATCHED,
    platform::{
        event_source::{Double, Signal, double},
        visibility::set_visible,
    },
    state::connectivity::provide_connectivity,
};

struct Tab {
    owner: Owner,
    service: Realtime,
    heard: Rc<RefCell<Vec<Event>>>,
}

fn tab() -> Tab {
    let (owner, heard) = (Owner::new(), Rc::<RefCell<Vec<Event>>>::default());
    let log = Rc::clone(&heard);
    let service = owner.with(|| {
        let service = Realtime::new(provide_connectivity());
        service.on_event(move |event| log.borrow_mut().push(event.clone()));
        service
    });
    service.start();
    pass(0);
    Tab { owner, service, heard }
}

/// Lets time pass, in steps in which tabs hear each other.
fn pass(milliseconds: u32) {
    for _ in 0..=milliseconds / 50 {
        task::run_until_stalled();
        timers::advance(if milliseconds == 0 { 0 } else { 50 });
    }
}

fn index(version: u32) -> Signal {
    Signal::Event { id: format!("{version}"), data: format!(r#"{{"type":"index","kind":"jobs","version":{version}}}"#) }
}

fn stream() -> Double {
    double().unwrap()
}

/// Refuses every try for so long; the longest time without a try.
fn longest_gap(milliseconds: u32) -> u32 {
    let (mut longest, mut silent) = (0, 0);
    for _ in 0..milliseconds / 50 {
        let server = stream();
        silent += 50;
        if server.open.get() {
            longest = longest.max(std::mem::take(&mut silent));
            (server.say)(Signal::Cut);
        }
        task::run_until_stalled();
        timers::advance(50);
    }
    longest.max(silent)
}

#[test]
fn one_tab_keeps_the_stream_and_all_hear_it() {
    let (first, second) = (tab(), tab());
    let server = stream();
    (server.say)(Signal::Open);
    (server.say)(index(1));
    pass(50);
    assert_eq!(first.heard.borrow().len(), 1);
    assert_eq!(*first.heard.borrow(), *second.heard.borrow());
    assert_eq!(second.service.status.get_untracked(), StreamStatus::Open);
    assert_eq!(second.service.opens.get_untracked(), 1);
    pass(60_000);
    assert!(second.service.own().is_none(), "a quiet leading tab is still one");
}

#[test]
fn a_late_tab_learns_at_once_that_the_stream_is_open() {
    let _first = tab();
    (stream().say)(Signal::Open);
    let late = tab();
    pass(50);
    assert_eq!(late.service.status.get_untracked(), StreamStatus::Open);
}

#[test]
fn when_the_leading_tab_goes_another_takes_over_behind_the_last_event() {
    let (first, second) = (tab(), tab());
    (stream().say)(Signal::Open);
    (stream().say)(index(7));
    pass(50);
    let Tab { owner, service, .. } = first;
    service.stop();
    drop(owner);
    pass(50);
    assert!(second.service.leads());
    assert!(stream().open.get() && stream().address.ends_with("?cursor=7"), "{}", stream().address);
}

#[test]
fn a_tab_in_front_that_the_leading_one_does_not_answer_helps_itself_until_it_does() {
    let (first, second) = (tab(), tab());
    let led = stream();
    (led.say)(Signal::Open);
    pass(50);
    // The browser froze the leading tab: it neither hears nor speaks.
    let channel = first.service.inner.try_update_value(|inner| inner.channel.take());
    drop(channel);
    pass(u32::try_from(DEAF).unwrap() + BEAT);
    let own = stream();
    assert!(second.service.own().is_some() && !Rc::ptr_eq(&own.open, &led.open));
    (own.say)(Signal::Open);
    (own.say)(index(2));
    assert_eq!(second.heard.borrow().len(), 1);
    // It thaws.
    let service = first.service;
    let channel = Channel::open(NAME, move |text| service.relayed(&text));
    let _ = service.inner.try_update_value(|inner| inner.channel = channel);
    pass(BEAT);
    assert!(second.service.own().is_none() && !own.open.get());
    (led.say)(index(3));
    pass(50);
    assert_eq!(second.heard.borrow().len(), 2);
}

#[test]
fn a_hidden_leading_tab_hurries_for_a_tab_in_front_and_only_then() {
    let (_first, second) = (tab(), tab());
    set_visible(false);
    // A tab that hears nothing helps itself; here it only asks.
    second.service.inner.update_value(|inner| inner.beat = None);
    longest_gap(60_000);
    assert!(longest_gap(60_000) > 10_000, "nobody looks");
    // The double knows one visibility for all tabs, so the second speaks as a tab in front does.
    let asks = timers::every(BEAT, move || second.service.post(&Relay::Ask));
    longest_gap(BEAT * 2);
    let gap = longest_gap(60_000);
    assert!(gap <= LONGEST_WATCHED + 200, "{gap}");
    drop(asks);
    set_visible(true);
}

#[test]
fn a_tab_that_comes_to_the_front_tries_at_once() {
    let _tab = tab();
    set_visible(false);
    longest_gap(120_000);
    // The waits are random: the last one may just have ended.
    if stream().open.get() {
        (stream().say)(Signal::Cut);
        task::run_until_stalled();
    }
    assert!(!stream().open.get());
    set_visible(true);
    assert!(stream().open.get());
}

#[test]
fn a_tab_that_the_browser_stops_hands_on_and_comes_back_as_a_follower() {
    let (first, second) = (tab(), tab());
    let led = stream();
    (led.say)(Signal::Open);
    (led.say)(index(4));
    pass(50);
    first.service.rest();
    pass(50);
    assert!(!led.open.get() && second.service.leads() && !first.service.leads());
    let next = stream();
    assert!(next.address.ends_with("?cursor=4"), "{}", next.address);
    (next.say)(Signal::Open);
    first.service.go_on();
    pass(50);
    (next.say)(index(5));
    pass(50);
    assert_eq!(first.service.status.get_untracked(), StreamStatus::Open);
    assert_eq!(first.heard.borrow().last(), second.heard.borrow().last());
}

#[test]
fn a_tab_in_front_of_one_that_never_gets_its_stream_open_helps_itself() {
    let (_first, second) = (tab(), tab());
    let stuck = stream();
    pass(u32::try_from(DEAF).unwrap() + BEAT);
    let own = stream();
    assert!(second.service.own().is_some() && !Rc::ptr_eq(&own.open, &stuck.open));
    (own.say)(Signal::Open);
    pass(60);
    assert_eq!(second.service.status.get_untracked(), StreamStatus::Open);
    (stuck.say)(Signal::Open);
    pass(50);
    assert!(second.service.own().is_none());
}

#[test]
fn silence_counts_what_the_stream_told_and_not_that_the_leading_tab_lives() {
    let (_first, second) = (tab(), tab());
    let server = stream();
    (server.say)(Signal::Open);
    pass(30_000);
    assert!(second.service.silence() >= 29_000);
    (server.say)(index(1));
    pass(50);
    assert!(second.service.silence() <= 200);
}

#[test]
fn a_following_tab_that_misses_something_has_the_stream_opened_anew() {
    let (first, second) = (tab(), tab());
    let server = stream();
    (server.say)(Signal::Open);
    pass(30_000);
    second.service.renew();
    let own = stream();
    assert!(second.service.own().is_some());
    pass(50);
    let renewed = stream();
    assert!(!server.open.get() && renewed.open.get() && own.open.get());
    (renewed.say)(Signal::Open);
    pass(50);
    assert!(!own.open.get());
    assert_eq!(*second.heard.borrow(), [Event::Resync]);
    assert_eq!(*first.heard.borrow(), [Event::Resync]);
}
