//! Counts equal a model that knows everything, whatever order of events, losses and answers comes.

use super::*;

fn user(name: &str) -> UserId {
    name.parse().unwrap()
}

fn message(seq: u64, sender: &str) -> Message {
    Message {
        id: format!("m{seq}").parse().unwrap(),
        conversation: "c".parse().unwrap(),
        seq,
        sender: user(sender),
        text: format!("text {seq}"),
        created_at: Timestamp::from_milliseconds(i64::try_from(seq).unwrap()),
    }
}

/// The server's side: all messages and marks.
#[derive(Default)]
struct Server {
    messages: Vec<Message>,
    sari: u64,
    klara: u64,
}

impl Server {
    fn conversation(&self) -> Conversation {
        let person = |name: &str, read_up_to| Participant {
            id: user(name),
            name: name.to_owned(),
            handle: None,
            avatar: None,
            read_up_to,
        };
        Conversation {
            id: "c".parse().unwrap(),
            participants: vec![person("sari", self.sari), person("klara", self.klara)],
            last_seq: self.messages.len() as u64,
            last_message: self.messages.last().cloned(),
            unread: u32::try_from(
                self.messages
                    .iter()
                    .filter(|message| message.seq > self.sari && message.sender != user("sari"))
                    .count(),
            )
            .unwrap(),
            created_at: Timestamp::from_milliseconds(0),
        }
    }

    fn say(&mut self, sender: &str) -> Message {
        let message = message(self.messages.len() as u64 + 1, sender);
        self.messages.push(message.clone());
        message
    }
}

#[test]
fn a_message_of_another_counts_and_ones_own_does_not() {
    let (mut inbox, me, mut server) = (Inbox::default(), user("sari"), Server::default());
    inbox.put(server.conversation(), &me);
    assert_eq!(inbox.message(&server.say("klara"), &me), Need::Nothing);
    assert_eq!(inbox.message(&server.say("sari"), &me), Need::Nothing);
    assert_eq!(inbox.unread(), 1);
    assert_eq!(inbox.message(&server.messages[0].clone(), &me), Need::Nothing);
    assert_eq!(inbox.unread(), 1, "a repeated event counts once");
}

#[test]
fn reading_to_the_end_clears_and_an_old_answer_does_not_bring_the_count_back() {
    let (mut inbox, me, mut server) = (Inbox::default(), user("sari"), Server::default());
    server.say("klara");
    let old = server.conversation();
    inbox.put(old.clone(), &me);
    assert_eq!(inbox.read(&old.id, &me, 1, &me), Need::Nothing);
    inbox.put(old.clone(), &me);
    assert_eq!(inbox.unread(), 0);
    inbox.message(&server.say("klara"), &me);
    inbox.put(old, &me);
    assert_eq!((inbox.unread(), inbox.get(&"c".parse().unwrap()).map(|talk| talk.last_seq)), (1, Some(2)));
}

#[test]
fn the_other_sides_mark_only_moves_forward() {
    let (mut inbox, me, mut server) = (Inbox::default(), user("sari"), Server::default());
    server.say("sari");
    server.say("sari");
    let talk = server.conversation();
    inbox.put(talk.clone(), &me);
    inbox.read(&talk.id, &user("klara"), 2, &me);
    inbox.read(&talk.id, &user("klara"), 1, &me);
    inbox.put(talk.clone(), &me);
    assert_eq!(inbox.get(&talk.id).map(|talk| read_by_others(talk, &me)), Some(2));
}

#[test]
fn an_unknown_conversation_is_asked_for() {
    let mut inbox = Inbox::default();
    assert_eq!(inbox.message(&message(1, "klara"), &user("sari")), Need::Fetch);
}

#[test]
fn counts_equal_the_model_after_random_events() {
    for seed in 1_u64..=2_000 {
        let mut chance = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut below = move |limit: u64| {
            chance ^= chance << 13;
            chance ^= chance >> 7;
            chance ^= chance << 17;
            (chance >> 11) % limit
        };
        let (mut inbox, me, mut server) = (Inbox::default(), user("sari"), Server::default());
        let id: ConversationId = "c".parse().unwrap();
        inbox.put(server.conversation(), &me);
        let mut delayed = server.conversation();
        for _ in 0..60 {
            let need = match below(8) {
                0..=2 => {
                    let message = server.say("klara");
                    if below(4) == 0 { Need::Nothing } else { inbox.message(&message, &me) }
                }
                3 => inbox.message(&server.say("sari"), &me),
                4 => {
                    // Shown here to the end of what is known here.
                    let known = inbox.get(&id).map_or(0, |talk| talk.last_seq);
                    server.sari = server.sari.max(known);
                    inbox.read(&id, &me, known, &me)
                }
                5 => {
                    server.sari = server.sari.max(below(server.messages.len() as u64 + 1));
                    inbox.read(&id, &me, server.sari, &me)
                }
                6 => {
                    inbox.put(delayed.clone(), &me);
                    Need::Nothing
                }
                _ => {
                    delayed = server.conversation();
                    Need::Nothing
                }
            };
            if need == Need::Fetch {
                inbox.put(server.conversation(), &me);
            }
        }
        inbox.put(server.conversation(), &me);
        assert_eq!(inbox.unread(), server.conversation().unread, "seed {seed}");
    }
}
