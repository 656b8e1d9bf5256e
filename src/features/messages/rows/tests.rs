//! Rows of a conversation: what stands between messages, and when a row changes.
use lepas_api::ConversationId;

use super::*;
use crate::state::outbox::record::Record;

const DAY: i64 = 86_400_000;

fn message(seq: u64, sender: &str, at: i64) -> Message {
    Message {
        id: format!("m{seq}").parse().unwrap(),
        conversation: talk(),
        seq,
        sender: sender.parse().unwrap(),
        text: format!("text {seq}"),
        created_at: Timestamp::from_milliseconds(at),
    }
}

fn talk() -> ConversationId {
    "c".parse().unwrap()
}

fn entry(id: &str, stage: Stage) -> Entry {
    let record = Record {
        id: id.parse().unwrap(),
        owner: "sari".parse().unwrap(),
        conversation: talk(),
        text: format!("text {id}"),
        order: 1,
        written_at: 0,
        revision: 0,
        failed: None,
        replaces: None,
    };
    Entry { record, stage, kept: true }
}

fn lines(
    timeline: &Timeline,
    pending: &[Entry],
    read_up_to: u64,
    divider: Option<Divider>,
    end: Option<u64>,
) -> Vec<Row> {
    compose(&Source {
        timeline,
        pending,
        conversation: &talk(),
        me: &"sari".parse().unwrap(),
        read_up_to,
        divider,
        end,
    })
}

/// A line in a word or two.
fn words(rows: &[Row]) -> Vec<String> {
    rows.iter()
        .map(|row| match row {
            Row::Day(at) => format!("day {}", calendar::day_number(*at)),
            Row::New(count) => format!("{count} new"),
            Row::Hole(hole) => format!("hole {} +{}", hole.after, hole.count),
            Row::Message(bubble) => format!("{} {:?}", bubble.id, bubble.delivery),
        })
        .collect()
}

#[test]
fn days_new_messages_and_ticks_stand_where_they_belong() {
    let mut timeline = Timeline::default();
    timeline.place([message(1, "sari", 0), message(2, "sari", 5), message(3, "klara", DAY), message(4, "klara", DAY)]);
    let rows = lines(&timeline, &[], 1, Some(Divider { after: 2, count: 2 }), None);
    assert_eq!(words(&rows), ["day 0", "m1 Read", "m2 Sent", "day 1", "2 new", "m3 Theirs", "m4 Theirs"]);
}

#[test]
fn a_hole_is_never_silent() {
    let mut timeline = Timeline::default();
    timeline.place([message(1, "klara", 0), message(6, "klara", 0)]);
    timeline.extends_to(8);
    assert_eq!(
        words(&lines(&timeline, &[], 0, None, None)),
        ["day 0", "m1 Theirs", "hole 1 +4", "m6 Theirs", "hole 6 +2"]
    );
}

#[test]
fn ones_own_message_keeps_its_key_and_its_place_when_it_is_confirmed() {
    let mut timeline = Timeline::default();
    timeline.place([message(1, "klara", 0)]);
    let waiting = [entry("m2", Stage::Sending), entry("x", Stage::Waiting)];
    let before: Vec<Key> = lines(&timeline, &waiting, 0, None, None).iter().map(Row::key).collect();
    timeline.place([message(2, "sari", 0)]);
    let after = lines(&timeline, &waiting, 0, None, None);
    assert_eq!(after.iter().map(Row::key).collect::<Vec<_>>(), before);
    assert_eq!(words(&after)[2], "m2 Sent", "the server's copy wins over the echo");
}

#[test]
fn a_clock_set_back_makes_no_second_day() {
    let mut timeline = Timeline::default();
    timeline.place([message(1, "klara", 3 * DAY), message(2, "klara", DAY), message(3, "klara", 3 * DAY)]);
    assert_eq!(words(&lines(&timeline, &[], 0, None, None)), ["day 3", "m1 Theirs", "m2 Theirs", "m3 Theirs"]);
}

#[test]
fn the_page_holds_a_window_of_a_long_thread() {
    let mut timeline = Timeline::default();
    timeline.place((1..=50_000).map(|seq| message(seq, "klara", 0)));
    let following = lines(&timeline, &[entry("x", Stage::Failed(ProblemCode::TooLarge))], 0, None, None);
    assert_eq!(following.len(), WINDOW + 2);
    assert_eq!(words(&following).last().map(String::as_str), Some("x Failed(TooLarge)"));
    let above = lines(&timeline, &[entry("x", Stage::Waiting)], 0, None, Some(20_000));
    assert_eq!(words(&above).last().map(String::as_str), Some("m20000 Theirs"), "what is new stands only at the end");
}
