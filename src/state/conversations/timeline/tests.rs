//! 1. Any order, any repetition, any loss followed by fetching gives the server's list.
//! 2. Holes are exactly what is missing between the first held and the last known.
//! 3. A message has one place, also when the server gives it another.

use lepas_api::{Timestamp, chat::Message};
use proptest::prelude::*;

use super::*;

fn message(seq: u64) -> Message {
    named(seq, &format!("m{seq}"))
}

fn named(seq: u64, id: &str) -> Message {
    Message {
        id: id.parse().unwrap(),
        conversation: "c".parse().unwrap(),
        seq,
        sender: "sari".parse().unwrap(),
        text: format!("text {id}"),
        created_at: Timestamp::from_milliseconds(0),
    }
}

fn held(timeline: &Timeline) -> Vec<u64> {
    timeline.after(0, usize::MAX).iter().map(|message| message.seq).collect()
}

#[test]
fn a_message_that_comes_twice_stands_once() {
    let mut timeline = Timeline::default();
    assert!(timeline.place([message(1), message(2)]));
    assert!(!timeline.place([message(2)]));
    assert_eq!(held(&timeline), [1, 2]);
}

#[test]
fn a_jump_in_the_numbers_is_a_hole_with_its_size() {
    let mut timeline = Timeline::default();
    timeline.place([message(3), message(8)]);
    timeline.extends_to(10);
    assert_eq!(timeline.holes(), [Hole { after: 3, count: 4 }, Hole { after: 8, count: 2 }]);
    assert!(timeline.has_older(), "what is before the first is history, not a hole");
}

#[test]
fn a_restored_server_wins() {
    let mut timeline = Timeline::default();
    timeline.place((1..=5).map(message));
    timeline.ends_at(3);
    timeline.place([named(4, "other")]);
    timeline.place([named(2, "m3"), named(3, "m2")]);
    assert_eq!(held(&timeline), [1, 2, 3, 4]);
    assert!(!timeline.holds(&"m5".parse().unwrap()));
    assert_eq!(timeline.at(2).map(|message| message.id.as_str()), Some("m3"));
}

#[test]
fn a_window_is_cut_from_the_right_end() {
    let mut timeline = Timeline::default();
    timeline.place((1..=9).map(message));
    let seqs = |messages: Vec<&Message>| messages.iter().map(|message| message.seq).collect::<Vec<_>>();
    assert_eq!(seqs(timeline.before(7, 3)), [5, 6, 7]);
    assert_eq!(seqs(timeline.before(u64::MAX, 2)), [8, 9]);
    assert_eq!(seqs(timeline.after(7, 5)), [8, 9]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_delivery_and_then_fetching_the_holes_gives_the_servers_list(
        total in 1_u64..60,
        deliveries in proptest::collection::vec((1_u64..60, any::<bool>()), 0..120),
        opened_at in 1_u64..60,
        page in 1_usize..9,
    ) {
        let mut timeline = Timeline::default();
        timeline.place([message(opened_at.min(total))]);
        for (seq, lost) in deliveries {
            if seq <= total && !lost {
                timeline.place([message(seq)]);
            }
        }
        timeline.extends_to(total);
        let first = timeline.first_held().unwrap_or(1);
        let before = held(&timeline);
        let missing: u64 = timeline.holes().iter().map(|hole| hole.count).sum();
        prop_assert_eq!(missing, total - first + 1 - before.len() as u64);
        let mut fetches = 0;
        while let Some(hole) = timeline.holes().first().copied() {
            timeline.place((hole.after + 1..=total).take(page).map(message));
            fetches += 1;
            prop_assert!(fetches <= 60, "a fetch must make progress");
        }
        while timeline.has_older() {
            let first = timeline.first_held().unwrap_or(1);
            timeline.place((1..first).rev().take(page).map(message));
        }
        prop_assert_eq!(held(&timeline), (1..=total).collect::<Vec<_>>());
    }
}
