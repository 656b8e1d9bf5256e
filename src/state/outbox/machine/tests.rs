//! The rules one by one; `model` drives them all together.

use super::*;

mod model;

fn id(name: &str) -> MessageId {
    name.parse().unwrap()
}

fn talk(name: &str) -> ConversationId {
    name.parse().unwrap()
}

/// A machine that leads for `sari`.
fn leading() -> Machine {
    let mut machine = Machine::default();
    machine.lead(true, 0);
    machine.open("sari".parse().unwrap(), Vec::new(), 0);
    machine
}

fn write(machine: &mut Machine, name: &str, conversation: &str, now: u64) -> Vec<Effect> {
    machine.enqueue(id(name), talk(conversation), format!("text of {name}"), i64::try_from(now).unwrap());
    machine.saved(&id(name), true, now)
}

fn sends(effects: &[Effect]) -> Vec<&str> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Send(record) => Some(record.id.as_str()),
            _ => None,
        })
        .collect()
}

fn alarm(effects: &[Effect]) -> Option<u64> {
    effects.iter().find_map(|effect| match effect {
        Effect::Alarm(at) => Some(*at),
        _ => None,
    })
}

fn stages(machine: &Machine) -> Vec<(&str, Stage)> {
    machine.entries().iter().map(|entry| (entry.record.id.as_str(), entry.stage)).collect()
}

#[test]
fn nothing_leaves_before_the_device_has_it() {
    let mut machine = leading();
    let effects = machine.enqueue(id("a"), talk("c"), "hello".to_owned(), 5);
    assert!(matches!(effects.as_slice(), [Effect::Save(record)] if record.text == "hello"));
    assert_eq!(stages(&machine), [("a", Stage::Saving)]);
    assert_eq!(machine.wake(9), []);
    assert_eq!(sends(&machine.saved(&id("a"), true, 9)), ["a"]);
}

#[test]
fn a_device_that_cannot_keep_it_does_not_stop_the_send() {
    let mut machine = leading();
    machine.enqueue(id("a"), talk("c"), "hello".to_owned(), 5);
    assert_eq!(sends(&machine.saved(&id("a"), false, 5)), ["a"]);
    assert!(!machine.entries()[0].kept);
}

#[test]
fn the_next_waits_for_the_answer_and_other_conversations_do_not() {
    let mut machine = leading();
    assert_eq!(sends(&write(&mut machine, "a", "c", 1)), ["a"]);
    assert!(sends(&write(&mut machine, "b", "c", 2)).is_empty());
    assert_eq!(sends(&write(&mut machine, "x", "other", 3)), ["x"]);
    assert_eq!(sends(&machine.answered(&id("a"), Verdict::Delivered, 4, 0.5)), ["b"]);
}

#[test]
fn an_event_confirms_before_the_answer_and_the_answer_then_changes_nothing() {
    let mut machine = leading();
    write(&mut machine, "a", "c", 1);
    write(&mut machine, "b", "c", 2);
    let effects = machine.confirmed(&id("a"), 3);
    assert!(effects.contains(&Effect::Forget(id("a"))));
    assert_eq!(sends(&effects), ["b"]);
    assert_eq!(machine.answered(&id("a"), Verdict::Later(None), 4, 0.5), []);
    assert_eq!(stages(&machine), [("b", Stage::Sending)]);
}

#[test]
fn a_failed_try_waits_longer_each_time_and_keeps_its_place() {
    let mut machine = leading();
    let mut now = 0;
    write(&mut machine, "a", "c", now);
    write(&mut machine, "b", "c", now);
    let mut waits = Vec::new();
    for _ in 0..10 {
        let at = alarm(&machine.answered(&id("a"), Verdict::Later(None), now, 1.0)).unwrap();
        assert!(sends(&machine.tick(at - 1)).is_empty());
        assert_eq!(sends(&machine.tick(at)), ["a"]);
        waits.push(at - now);
        now = at;
    }
    assert!(waits.is_sorted() && waits[0] >= 500 && waits[9] == 30_000, "{waits:?}");
}

#[test]
fn waking_ends_our_wait_but_not_the_one_the_server_asked_for() {
    let mut machine = leading();
    write(&mut machine, "a", "c", 0);
    machine.answered(&id("a"), Verdict::Later(None), 0, 0.5);
    assert_eq!(sends(&machine.wake(1)), ["a"]);
    machine.answered(&id("a"), Verdict::Later(Some(7_000)), 1, 0.0);
    let effects = machine.wake(2);
    assert_eq!((sends(&effects), alarm(&effects)), (vec![], Some(7_001)));
    assert_eq!(sends(&machine.tick(7_001)), ["a"]);
}

#[test]
fn a_refusal_stops_its_queue_until_a_person_decides() {
    let mut machine = leading();
    write(&mut machine, "a", "c", 0);
    write(&mut machine, "b", "c", 0);
    let effects = machine.answered(&id("a"), Verdict::Refused(ProblemCode::TooLarge), 1, 0.5);
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Save(record) if record.failed == Some(ProblemCode::TooLarge)))
    );
    machine.saved(&id("a"), true, 1);
    assert!(sends(&machine.wake(2)).is_empty());
    assert_eq!(stages(&machine), [("a", Stage::Failed(ProblemCode::TooLarge)), ("b", Stage::Waiting)]);

    let mut discarding = leading();
    discarding.merge(machine.entries().iter().map(|entry| entry.record.clone()).collect(), 2);
    assert_eq!(sends(&discarding.discard(&id("a"), 3)), ["b"]);

    machine.resend(&id("a"));
    assert_eq!(sends(&machine.saved(&id("a"), true, 3)), ["a"]);
}

#[test]
fn an_edited_message_keeps_its_place_under_a_new_id() {
    let mut machine = leading();
    write(&mut machine, "a", "c", 0);
    write(&mut machine, "b", "c", 0);
    machine.answered(&id("a"), Verdict::Refused(ProblemCode::Invalid), 1, 0.5);
    let effects = machine.replace(&id("a"), id("a2"), "shorter".to_owned(), 2);
    assert!(
        matches!(&effects[0], Effect::Save(record) if record.replaces == Some(id("a"))),
        "the new one is kept first"
    );
    assert_eq!(effects[1], Effect::Forget(id("a")));
    assert_eq!(sends(&machine.saved(&id("a2"), true, 2)), ["a2"]);
    assert_eq!(stages(&machine), [("a2", Stage::Sending), ("b", Stage::Waiting)]);
}

#[test]
fn only_a_refused_message_can_be_thrown_away() {
    let mut machine = leading();
    write(&mut machine, "a", "c", 0);
    assert_eq!(machine.discard(&id("a"), 1), []);
    assert_eq!(machine.replace(&id("a"), id("a2"), "other".to_owned(), 1), []);
    assert_eq!(machine.entries().len(), 1);
}

#[test]
fn signing_out_pauses_and_another_account_never_sends_them() {
    let mut machine = leading();
    write(&mut machine, "a", "c", 0);
    let kept: Vec<Record> = machine.entries().iter().map(|entry| entry.record.clone()).collect();
    machine.answered(&id("a"), Verdict::SignedOut, 1, 0.5);
    assert_eq!(machine.wake(100_000), []);
    machine.pause();
    assert!(sends(&machine.open("sari".parse().unwrap(), Vec::new(), 1)).contains(&"a"), "the same person comes back");
    assert!(sends(&machine.open("bima".parse().unwrap(), kept.clone(), 2)).is_empty());
    assert!(machine.entries().is_empty());
    assert_eq!(sends(&machine.open("sari".parse().unwrap(), kept, 3)), ["a"]);
}

#[test]
fn without_an_account_there_is_no_outbox() {
    let mut machine = Machine::default();
    assert!(machine.enqueue(id("z"), talk("c"), "nobody".to_owned(), 1).is_empty());
    assert!(machine.is_paused());
}

#[test]
fn only_the_leading_tab_sends_and_all_tabs_show_the_same() {
    let mut leader = leading();
    let mut second = Machine::default();
    second.open("sari".parse().unwrap(), Vec::new(), 0);
    let effects = write(&mut second, "a", "c", 1);
    assert!(sends(&effects).is_empty());
    let Some(Effect::Tell(note)) = effects.first() else { panic!("the other tabs are told: {effects:?}") };
    assert_eq!(sends(&leader.heard(note.clone(), 2)), ["a"]);
    assert_eq!(leader.entries()[0].record, second.entries()[0].record);
    for effect in leader.answered(&id("a"), Verdict::Delivered, 3, 0.5) {
        if let Effect::Tell(note) = effect {
            second.heard(note, 4);
        }
    }
    assert!(second.entries().is_empty());
}

#[test]
fn a_note_that_comes_after_the_farewell_does_not_bring_a_message_back() {
    let mut third = leading();
    let mut writer = Machine::default();
    writer.open("sari".parse().unwrap(), Vec::new(), 0);
    let late = write(&mut writer, "a", "c", 1);
    third.heard(Note::Gone { owner: "sari".parse().unwrap(), id: id("a") }, 2);
    if let Some(Effect::Tell(note)) = late.first() {
        assert!(sends(&third.heard(note.clone(), 3)).is_empty());
    }
    assert!(third.entries().is_empty());
}

#[test]
fn a_clock_set_back_does_not_reorder_the_queue() {
    let mut machine = leading();
    write(&mut machine, "a", "c", 5_000_000);
    machine.enqueue(id("b"), talk("c"), "later".to_owned(), -3);
    assert_eq!(machine.entries().iter().map(|entry| entry.record.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
}
