//! Random schedules of a device with two tabs, a lossy network, crashes and a server: nothing is lost, nothing is
//! doubled, the order of writing is the order on the server, and the device ends empty.

use std::collections::BTreeMap;

use super::*;
use crate::state::outbox::record::union;

const SEEDS: u64 = 10_000;

/// A small generator of chance (xorshift), so that a seed names a schedule for ever.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % limit.max(1)
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }
}

#[derive(Default)]
struct Server {
    talks: BTreeMap<ConversationId, Vec<(MessageId, String)>>,
}

impl Server {
    fn has(&self, record: &Record) -> bool {
        self.talks.get(&record.conversation).is_some_and(|talk| talk.iter().any(|(id, _)| id == &record.id))
    }

    /// The contract: same id and body is the same message, another body is a conflict.
    fn put(&mut self, record: &Record) -> Verdict {
        let talk = self.talks.entry(record.conversation.clone()).or_default();
        match talk.iter().find(|(id, _)| id == &record.id) {
            Some((_, text)) if text == &record.text => Verdict::Delivered,
            Some(_) => Verdict::Refused(ProblemCode::Conflict),
            None => {
                talk.push((record.id.clone(), record.text.clone()));
                Verdict::Delivered
            }
        }
    }
}

/// Work that a tab has begun and whose end comes later, or never when the tab dies.
enum Pending {
    Save(Record),
    Forget(MessageId),
    Tell(Note),
    Send(Record),
    Answer(MessageId, Verdict),
}

#[derive(Default)]
struct Tab {
    machine: Machine,
    /// Device work happens in order, as in the real driver.
    device: Vec<Pending>,
    network: Vec<Pending>,
    inbox: Vec<Note>,
}

struct World {
    chance: Chance,
    now: u64,
    tabs: [Tab; 2],
    leader: usize,
    database: BTreeMap<MessageId, Record>,
    mirror: BTreeMap<MessageId, Record>,
    server: Server,
    /// What the person saw as kept, in the order of writing.
    written: BTreeMap<ConversationId, Vec<MessageId>>,
    count: usize,
    calm: bool,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut world = Self {
            chance: Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1),
            now: 1_000,
            tabs: [Tab::default(), Tab::default()],
            leader: 0,
            database: BTreeMap::new(),
            mirror: BTreeMap::new(),
            server: Server::default(),
            written: BTreeMap::new(),
            count: 0,
            calm: false,
        };
        world.boot(0);
        world.boot(1);
        world
    }

    fn kept(&self) -> Vec<Record> {
        union(self.database.values().chain(self.mirror.values()).cloned())
    }

    fn boot(&mut self, tab: usize) {
        self.tabs[tab] = Tab::default();
        let (records, leads, now) = (self.kept(), self.leader == tab, self.now);
        self.tabs[tab].machine.lead(leads, now);
        let effects = self.tabs[tab].machine.open("sari".parse().unwrap(), records, now);
        self.perform(tab, effects);
    }

    fn perform(&mut self, tab: usize, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Save(record) => self.tabs[tab].device.push(Pending::Save(record)),
                Effect::Forget(id) => self.tabs[tab].device.push(Pending::Forget(id)),
                Effect::Send(record) => {
                    let on_device = self.database.contains_key(&record.id) || self.mirror.contains_key(&record.id);
                    // A tab that has not heard of the delivery yet may send again what the device has already dropped.
                    assert!(on_device || self.server.has(&record), "{} left before the device had it", record.id);
                    self.tabs[tab].network.push(Pending::Send(record));
                }
                Effect::Tell(note) => self.tabs[tab].device.push(Pending::Tell(note)),
                Effect::Alarm(_) => {}
            }
        }
    }

    /// The device finishes its oldest work.
    fn device(&mut self, tab: usize) {
        if self.tabs[tab].device.is_empty() {
            return;
        }
        match self.tabs[tab].device.remove(0) {
            Pending::Save(record) => {
                // One of the two stores may fail, never both here.
                let failing = if self.calm { 9 } else { self.chance.below(6) };
                let id = record.id.clone();
                if failing != 0 {
                    self.database.insert(id.clone(), record.clone());
                }
                if failing != 1 {
                    self.mirror.insert(id.clone(), record);
                }
                let effects = self.tabs[tab].machine.saved(&id, true, self.now);
                self.perform(tab, effects);
            }
            Pending::Forget(id) => {
                self.database.remove(&id);
                self.mirror.remove(&id);
            }
            Pending::Tell(note) => self.tabs[1 - tab].inbox.push(note),
            Pending::Send(_) | Pending::Answer(..) => {}
        }
    }

    fn network(&mut self, tab: usize) {
        if self.tabs[tab].network.is_empty() {
            return;
        }
        let at = self.chance.below(self.tabs[tab].network.len());
        match self.tabs[tab].network.remove(at) {
            Pending::Send(record) => {
                let lost = !self.calm && self.chance.one_in(4);
                let mut verdict = Verdict::Later(None);
                if !lost {
                    verdict = self.server.put(&record);
                    if !self.calm && self.chance.one_in(3) {
                        verdict = Verdict::Later((self.chance.one_in(3)).then_some(900));
                    }
                    if self.chance.one_in(3) {
                        // The event overtakes the answer, in both tabs.
                        for each in 0..2 {
                            let effects = self.tabs[each].machine.confirmed(&record.id, self.now);
                            self.perform(each, effects);
                        }
                    }
                }
                self.tabs[tab].network.push(Pending::Answer(record.id, verdict));
            }
            Pending::Answer(id, verdict) => {
                let dice = self.chance.below(100) as f64 / 100.0;
                let effects = self.tabs[tab].machine.answered(&id, verdict, self.now, dice);
                self.perform(tab, effects);
            }
            Pending::Save(_) | Pending::Forget(_) | Pending::Tell(_) => {}
        }
    }

    fn hear(&mut self, tab: usize) {
        if !self.tabs[tab].inbox.is_empty() {
            let note = self.tabs[tab].inbox.remove(0);
            let effects = self.tabs[tab].machine.heard(note, self.now);
            self.perform(tab, effects);
        }
    }

    fn write(&mut self, tab: usize) {
        // The person looks at one tab until it has shown the other's messages.
        if !self.tabs[tab].inbox.is_empty() || !self.tabs[1 - tab].device.is_empty() {
            return;
        }
        self.count += 1;
        let (name, conversation) = (id(&format!("m{}", self.count)), talk(["c1", "c2"][self.chance.below(2)]));
        let text = format!("text {}", self.count);
        let effects =
            self.tabs[tab].machine.enqueue(name.clone(), conversation.clone(), text, i64::try_from(self.now).unwrap());
        self.perform(tab, effects);
        while !self.tabs[tab].device.is_empty() {
            self.device(tab);
        }
        self.written.entry(conversation).or_default().push(name);
    }

    fn crash(&mut self, tab: usize) {
        if tab == self.leader {
            // The lock goes to the other tab, which looks at the device before it leads.
            self.leader = 1 - tab;
            self.boot(tab);
            let (records, now) = (self.kept(), self.now);
            let mut effects = self.tabs[self.leader].machine.merge(records, now);
            effects.extend(self.tabs[self.leader].machine.lead(true, now));
            self.perform(self.leader, effects);
        } else {
            self.boot(tab);
        }
    }

    fn step(&mut self) {
        self.now += self.chance.below(400) as u64;
        let tab = self.chance.below(2);
        match self.chance.below(if self.calm { 8 } else { 12 }) {
            0 | 1 => self.device(tab),
            2..=4 => self.network(tab),
            5 => self.hear(tab),
            6 => {
                let effects = self.tabs[tab].machine.wake(self.now);
                self.perform(tab, effects);
            }
            7 => {
                let effects = self.tabs[tab].machine.tick(self.now);
                self.perform(tab, effects);
            }
            8 if self.chance.one_in(3) => self.crash(tab),
            _ => self.write(tab),
        }
    }
}

#[test]
fn every_kept_message_arrives_exactly_once_and_in_order() {
    for seed in 1..=SEEDS {
        let mut world = World::new(seed);
        for _ in 0..120 {
            world.step();
        }
        world.calm = true;
        let mut steps = 0;
        while world.tabs.iter().any(|tab| !tab.machine.entries().is_empty() || !tab.device.is_empty())
            || !world.kept().is_empty()
        {
            world.step();
            steps += 1;
            assert!(steps < 50_000, "seed {seed}: stuck with {:?}", stages(&world.tabs[world.leader].machine));
        }
        for (conversation, written) in &world.written {
            let stored = world.server.talks.get(conversation).cloned().unwrap_or_default();
            let stored: Vec<MessageId> = stored.into_iter().map(|(id, _)| id).collect();
            assert_eq!(&stored, written, "seed {seed}, {conversation}");
        }
    }
}
