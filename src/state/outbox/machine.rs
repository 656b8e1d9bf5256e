//! The outbox as a machine without input or output: things happen to it, it answers with what is to be done.
//!
//! Owns every rule of the protocol told in the module above. Knows no browser, no clock, no dice and no network, so that
//! a test can drive it through any order of crashes, lost answers and tabs.

use lepas_api::{ConversationId, MessageId, ProblemCode, UserId};

use super::{
    backoff,
    record::{Note, Record},
};
use crate::state::pairs::Pairs;

/// How many ids that left the outbox are remembered, against notes of other tabs that come late.
const REMEMBERED: usize = 512;

/// Where a message stands on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Being written to the device; may not leave yet.
    Saving,
    /// Kept, waiting for its turn, for the network or for another tab.
    Waiting,
    /// On the wire; whether the server has it is not known.
    Sending,
    /// Refused for good; needs a person.
    Failed(ProblemCode),
}

/// A message in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What the device keeps.
    pub record: Record,
    /// Where it stands.
    pub stage: Stage,
    /// Whether the device could keep it. If not, closing the tab would lose it, and the view says so.
    pub kept: bool,
}

/// What came back for a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The server has it.
    Delivered,
    /// No answer, or one that says "not now"; with the server's own wait in milliseconds, if it named one.
    Later(Option<u64>),
    /// Nobody is signed in: everything waits for that.
    SignedOut,
    /// Refused for good.
    Refused(ProblemCode),
}

/// What the driver has to do. `Save`, `Forget` and `Tell` go one after the other, each finished before the next begins,
/// so that a tab which opens in between sees either the record on the device or the note about its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Write the record to the device, then report with [`Machine::saved`].
    Save(Record),
    /// Remove it from the device.
    Forget(MessageId),
    /// Send it, then report with [`Machine::answered`].
    Send(Record),
    /// Call [`Machine::tick`] at this time (milliseconds on the driver's clock) at the latest.
    Alarm(u64),
    /// Tell the other tabs.
    Tell(Note),
}

#[derive(Debug, Clone, Copy, Default)]
struct Gate {
    tries: u32,
    not_before: u64,
}

/// See the module documentation.
#[derive(Debug, Default)]
pub struct Machine {
    owner: Option<UserId>,
    leads: bool,
    paused: bool,
    entries: Vec<Entry>,
    gates: Pairs<ConversationId, Gate>,
    server_not_before: u64,
    gone: Vec<MessageId>,
}

impl Machine {
    /// All messages on their way, in the order in which they were written.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Whose outbox is open.
    #[must_use]
    pub fn owner(&self) -> Option<&UserId> {
        self.owner.as_ref()
    }

    /// Somebody is signed in; `records` is what the device kept for them.
    pub fn open(&mut self, owner: UserId, records: Vec<Record>, now: u64) -> Vec<Effect> {
        if self.owner.as_ref() != Some(&owner) {
            *self = Self { owner: Some(owner), leads: self.leads, ..Self::default() };
        }
        self.paused = false;
        self.merge(records, now)
    }

    /// Nobody is signed in any more: nothing leaves until [`Machine::open`]. What is held stays, on the device and here,
    /// because here may be the only copy.
    pub fn pause(&mut self) {
        self.paused = true;
    }

    /// True while nobody is signed in.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.paused || self.owner.is_none()
    }

    /// Records that were found on the device: unknown ones join, known ones take the newer copy, and what has left the
    /// outbox already (its tab died before it could tidy up) leaves the device too.
    pub fn merge(&mut self, records: Vec<Record>, now: u64) -> Vec<Effect> {
        let mut effects = Vec::new();
        for record in records {
            if self.gone.contains(&record.id) {
                effects.push(Effect::Forget(record.id));
            } else {
                self.adopt(record);
            }
        }
        effects.extend(self.pump(now));
        effects
    }

    /// This tab sends for all from now on, or stops doing so.
    pub fn lead(&mut self, leads: bool, now: u64) -> Vec<Effect> {
        self.leads = leads;
        self.pump(now)
    }

    /// A person pressed Send. `written_at` is wall time; `id` is 128 random bits.
    ///
    /// Without a signed-in owner nothing happens and the text stays where it was typed.
    pub fn enqueue(
        &mut self,
        id: MessageId,
        conversation: ConversationId,
        text: String,
        written_at: i64,
    ) -> Vec<Effect> {
        let Some(owner) = self.owner.clone() else { return Vec::new() };
        let order = self.next_order(written_at);
        let record =
            Record { id, owner, conversation, text, order, written_at, revision: 0, failed: None, replaces: None };
        self.place(Entry { record: record.clone(), stage: Stage::Saving, kept: true });
        vec![Effect::Save(record)]
    }

    /// The device kept the record, or could not.
    pub fn saved(&mut self, id: &MessageId, kept: bool, now: u64) -> Vec<Effect> {
        let Some(entry) = self.entries.iter_mut().find(|entry| &entry.record.id == id) else { return Vec::new() };
        entry.kept = kept;
        if entry.stage == Stage::Saving {
            entry.stage = Stage::Waiting;
        }
        let mut effects = vec![Effect::Tell(Note::Put { record: entry.record.clone() })];
        effects.extend(self.pump(now));
        effects
    }

    /// The answer to a try.
    pub fn answered(&mut self, id: &MessageId, verdict: Verdict, now: u64, dice: f64) -> Vec<Effect> {
        if verdict == Verdict::Delivered {
            return self.confirmed(id, now);
        }
        let Some(entry) = self.entries.iter_mut().find(|entry| &entry.record.id == id) else { return self.pump(now) };
        if entry.stage != Stage::Sending {
            return self.pump(now);
        }
        let gate = self.gates.of(entry.record.conversation.clone());
        let mut effects = Vec::new();
        match verdict {
            Verdict::Delivered => {}
            Verdict::Later(wait) => {
                entry.stage = Stage::Waiting;
                gate.not_before = now + backoff::wait_ms(gate.tries, dice);
                gate.tries = gate.tries.saturating_add(1);
                if let Some(wait) = wait {
                    self.server_not_before = self.server_not_before.max(now + wait);
                }
            }
            Verdict::SignedOut => {
                entry.stage = Stage::Waiting;
                self.paused = true;
            }
            Verdict::Refused(code) => {
                *gate = Gate::default();
                entry.stage = Stage::Failed(code);
                entry.record.failed = Some(code);
                entry.record.revision += 1;
                effects.push(Effect::Save(entry.record.clone()));
            }
        }
        effects.extend(self.pump(now));
        effects
    }

    /// The server has this message: its answer or an event said so. A second time changes nothing.
    pub fn confirmed(&mut self, id: &MessageId, now: u64) -> Vec<Effect> {
        let Some(entry) = self.take(id) else { return Vec::new() };
        self.gates.remove(&entry.record.conversation);
        let mut effects = self.farewell(&entry);
        effects.extend(self.pump(now));
        effects
    }

    /// A person throws a refused message away. Others cannot be thrown away: the server may have them.
    pub fn discard(&mut self, id: &MessageId, now: u64) -> Vec<Effect> {
        if !self.is_failed(id) {
            return Vec::new();
        }
        let Some(entry) = self.take(id) else { return Vec::new() };
        let mut effects = self.farewell(&entry);
        effects.extend(self.pump(now));
        effects
    }

    /// A person asks for another try of a refused message.
    pub fn resend(&mut self, id: &MessageId) -> Vec<Effect> {
        let Some(entry) = self.entries.iter_mut().find(|entry| &entry.record.id == id) else { return Vec::new() };
        if !matches!(entry.stage, Stage::Failed(_)) {
            return Vec::new();
        }
        entry.stage = Stage::Saving;
        entry.record.failed = None;
        entry.record.revision += 1;
        vec![Effect::Save(entry.record.clone())]
    }

    /// A person rewrote a refused message: the new one takes its place in the queue under a new id, because the old id
    /// stands for the old words for ever.
    pub fn replace(&mut self, old: &MessageId, new: MessageId, text: String, written_at: i64) -> Vec<Effect> {
        if !self.is_failed(old) {
            return Vec::new();
        }
        let Some(entry) = self.take(old) else { return Vec::new() };
        let record = Record {
            id: new,
            text,
            written_at,
            revision: 0,
            failed: None,
            replaces: Some(old.clone()),
            ..entry.record.clone()
        };
        self.place(Entry { record: record.clone(), stage: Stage::Saving, kept: true });
        let mut effects = vec![Effect::Save(record)];
        effects.extend(self.farewell(&entry));
        effects
    }

    /// Something suggests that the network is back: the own waits end, a wait that the server asked for does not.
    pub fn wake(&mut self, now: u64) -> Vec<Effect> {
        for gate in self.gates.values_mut() {
            gate.not_before = 0;
        }
        self.pump(now)
    }

    /// Time has passed.
    pub fn tick(&mut self, now: u64) -> Vec<Effect> {
        self.pump(now)
    }

    /// Another tab said something.
    pub fn heard(&mut self, note: Note, now: u64) -> Vec<Effect> {
        match note {
            Note::Put { record } => self.adopt(record),
            Note::Gone { owner, id } if self.owner.as_ref() == Some(&owner) => {
                if self.take(&id).is_none() {
                    self.remember(id);
                }
            }
            Note::Gone { .. } => {}
        }
        self.pump(now)
    }

    fn adopt(&mut self, record: Record) {
        if self.owner.as_ref() != Some(&record.owner) || self.gone.contains(&record.id) {
            return;
        }
        let stage = record.failed.map_or(Stage::Waiting, Stage::Failed);
        match self.entries.iter_mut().find(|entry| entry.record.id == record.id) {
            Some(entry) if entry.record.revision < record.revision && entry.stage != Stage::Sending => {
                *entry = Entry { record, stage, kept: true };
            }
            Some(_) => {}
            None => {
                if let Some(old) = record.replaces.clone() {
                    self.take(&old);
                }
                self.place(Entry { record, stage, kept: true });
            }
        }
    }

    fn place(&mut self, entry: Entry) {
        let key = |entry: &Entry| (entry.record.order, entry.record.id.clone());
        let at = self.entries.partition_point(|other| key(other) <= key(&entry));
        self.entries.insert(at, entry);
    }

    fn take(&mut self, id: &MessageId) -> Option<Entry> {
        let at = self.entries.iter().position(|entry| &entry.record.id == id)?;
        self.remember(id.clone());
        Some(self.entries.remove(at))
    }

    fn remember(&mut self, id: MessageId) {
        if self.gone.len() == REMEMBERED {
            self.gone.remove(0);
        }
        self.gone.push(id);
    }

    fn farewell(&self, entry: &Entry) -> Vec<Effect> {
        let (owner, id) = (entry.record.owner.clone(), entry.record.id.clone());
        vec![Effect::Forget(id.clone()), Effect::Tell(Note::Gone { owner, id })]
    }

    fn is_failed(&self, id: &MessageId) -> bool {
        self.entries.iter().any(|entry| &entry.record.id == id && matches!(entry.stage, Stage::Failed(_)))
    }

    fn next_order(&self, written_at: i64) -> u64 {
        let last = self.entries.iter().map(|entry| entry.record.order).max().unwrap_or(0);
        u64::try_from(written_at).unwrap_or(0).max(last + 1)
    }

    /// Sends the head of every conversation that may go; of the others, says when to look again.
    fn pump(&mut self, now: u64) -> Vec<Effect> {
        if !self.leads || self.paused || self.owner.is_none() {
            return Vec::new();
        }
        let (mut effects, mut alarm) = (Vec::new(), None::<u64>);
        let mut seen: Vec<ConversationId> = Vec::new();
        for entry in &mut self.entries {
            if seen.contains(&entry.record.conversation) {
                continue;
            }
            seen.push(entry.record.conversation.clone());
            if entry.stage != Stage::Waiting {
                continue;
            }
            let gate = self.gates.get(&entry.record.conversation).copied().unwrap_or_default();
            let not_before = gate.not_before.max(self.server_not_before);
            if not_before > now {
                alarm = Some(alarm.map_or(not_before, |at| at.min(not_before)));
            } else {
                entry.stage = Stage::Sending;
                effects.push(Effect::Send(entry.record.clone()));
            }
        }
        effects.extend(alarm.map(Effect::Alarm));
        effects
    }
}

#[cfg(test)]
mod tests;
