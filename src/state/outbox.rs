//! Messages on their way to the server: nothing that was written is ever lost, doubled or put in another order.
//!
//! # The protocol
//!
//! 1. **A name first.** A send gets an id of 128 random bits, once. Every retry, reload and tab uses the same id, and
//!    `PUT /v1/conversations/{c}/messages/{id}` with the same words is the same message for ever. So every doubt
//!    ("did the server get it?") is settled by sending again.
//! 2. **Kept before it leaves.** The record is written to the device in two places ([`keep`]) before the first byte goes
//!    out. A device that can keep nothing does not stop the send, but the view says that closing the tab would lose it.
//! 3. **Seen at once.** The message stands in the thread in the same frame as the key press, dashed, after the last
//!    message of the server.
//! 4. **One after the other.** Each conversation has one queue; the next message waits for the answer to the one before,
//!    so the order of writing is the order on the server. Conversations do not wait for each other.
//! 5. **Trying again.** No answer, 5xx, 408, 425 and 429 mean "later": after half a second, doubling up to half a minute,
//!    half of it left to chance. A wait that the server names (`Retry-After`) is obeyed. A returned network, an opened
//!    event stream and a tab that comes to the front end the wait, except the server's.
//! 6. **Refused.** Any other 4xx means that the same words will never pass. The message turns red with the reason, its
//!    queue stops (what was written after it may build on it), and a person chooses: send again, edit (the new words get
//!    a new id and the same place) or discard. Nothing else can be discarded: the server may have it.
//! 7. **Confirmed** by the answer or by the event with the same id, whichever comes first. Only then the device forgets.
//! 8. **Signed out** means waiting. Records belong to an account; another account on the device never sees them.
//! 9. **One tab sends.** The tab that holds the lock `lepas-outbox` sends for all; the others show the same messages and
//!    hear of changes over a channel. When the leading tab dies, the browser gives the lock to another, which reads the
//!    device before it sends. Where locks do not exist every tab sends; rule 1 makes that harmless.
//! 10. **Start.** What the device kept is shown and sent when the app opens.
//!
//! [`machine`] holds these rules without any input or output; this file gives it the browser.

pub mod backoff;
pub mod keep;
pub mod machine;
pub mod record;
pub mod verdict;

use std::collections::VecDeque;

use futures::future::{Either, select};
use lepas_api::{ConversationId, MessageId, UserId, chat::Message};
use leptos::prelude::*;

use self::{
    machine::{Effect, Entry, Machine, Stage},
    record::{Note, Record},
};
use crate::{
    api::{ApiError, Client, conversations, read_json},
    platform::{
        channel::Channel,
        clock,
        locks::{self, Guard},
        random, task, timers,
    },
};

/// Name of the lock and of the channel between tabs.
const NAME: &str = "lepas-outbox";
/// Milliseconds after which a database that does not answer is left aside for the small copy.
const PATIENCE: u32 = 4_000;

/// Work on the device, done one piece after the other.
enum Work {
    Save { record: Record, mirrored: bool },
    Forget { owner: UserId, id: MessageId },
    Tell(Note),
}

struct Inner {
    machine: Machine,
    client: Client,
    work: VecDeque<Work>,
    working: bool,
    alarm: Option<timers::Timer>,
    lock: Option<Guard>,
    loaded: bool,
    channel: Option<Channel>,
    on_delivered: Option<Callback<Message>>,
    on_reached: Option<Callback<bool>>,
    on_signed_out: Option<Callback<()>>,
}

/// The outbox service.
#[derive(Clone, Copy)]
pub struct Outbox {
    inner: StoredValue<Inner, LocalStorage>,
    entries: RwSignal<Vec<Entry>>,
}

/// Starts closed; [`Outbox::open`] opens it for an account.
pub fn provide_outbox(client: Client) -> Outbox {
    let service = Outbox {
        inner: StoredValue::new_local(Inner {
            machine: Machine::default(),
            client,
            work: VecDeque::new(),
            working: false,
            alarm: None,
            lock: None,
            loaded: false,
            channel: None,
            on_delivered: None,
            on_reached: None,
            on_signed_out: None,
        }),
        entries: RwSignal::new(Vec::new()),
    };
    provide_context(service);
    service
}

/// The outbox of this app.
#[must_use]
pub fn use_outbox() -> Outbox {
    use_context().unwrap_or_else(|| provide_outbox(super::use_client()))
}

impl Outbox {
    /// Joins the other tabs: shows what they hold, and sends for all once the lock is ours.
    pub fn join_tabs(self) {
        let channel = Channel::open(NAME, move |text| {
            if let Ok(note) = read_json::<Note>(text.as_bytes()) {
                self.step(|machine, now| machine.heard(note, now));
            }
        });
        let _ = self.inner.try_update_value(|inner| inner.channel = channel);
        task::spawn(async move {
            let guard = locks::acquire(NAME).await;
            let _ = self.inner.try_update_value(|inner| inner.lock = Some(guard));
            // The tab that led before may have left records that this one has not seen.
            self.load().await;
        });
    }

    /// Whom to tell of stored messages, of a server that was or was not reached, and of a session that has ended.
    pub fn on_news(self, delivered: Callback<Message>, reached: Callback<bool>, signed_out: Callback<()>) {
        let _ = self.inner.try_update_value(|inner| {
            inner.on_delivered = Some(delivered);
            inner.on_reached = Some(reached);
            inner.on_signed_out = Some(signed_out);
        });
    }

    /// This account is signed in: what the device kept for it comes back.
    pub async fn open(self, owner: UserId) {
        let _ = self.inner.try_update_value(|inner| inner.loaded = false);
        self.step(|machine, now| {
            let mut effects = machine.lead(false, now);
            effects.extend(machine.open(owner, Vec::new(), now));
            effects
        });
        self.load().await;
    }

    /// Nobody is signed in: everything waits and nothing is shown.
    pub fn pause(self) {
        self.step(|machine, _| {
            machine.pause();
            Vec::new()
        });
    }

    /// Reads the device, then sends if this tab leads.
    async fn load(self) {
        let Some(Some(owner)) = self.inner.try_with_value(|inner| inner.machine.owner().cloned()) else { return };
        let records = match select(Box::pin(keep::load(&owner)), timers::sleep(PATIENCE)).await {
            Either::Left((records, _)) => records,
            Either::Right(_) => keep::load_mirror(&owner),
        };
        let leads = self
            .inner
            .try_update_value(|inner| {
                inner.loaded = inner.loaded || inner.machine.owner() == Some(&owner);
                inner.loaded && inner.lock.is_some()
            })
            .unwrap_or(false);
        self.step(|machine, now| {
            let mut effects = machine.merge(records, now);
            effects.extend(machine.lead(leads, now));
            effects
        });
    }

    /// Writes a message into the queue of a conversation. `None` when no account is open: the words stay with the caller.
    pub fn send(self, conversation: &ConversationId, text: String) -> Option<MessageId> {
        let id: MessageId = random::id().parse().ok()?;
        let written_at = clock::now().milliseconds();
        let effects = self
            .inner
            .try_update_value(|inner| inner.machine.enqueue(id.clone(), conversation.clone(), text, written_at))
            .filter(|effects| !effects.is_empty())?;
        self.perform(effects);
        Some(id)
    }

    /// Another try of a refused message.
    pub fn resend(self, id: &MessageId) {
        self.step(|machine, _| machine.resend(id));
    }

    /// Another try of everything that was refused, in order.
    pub fn resend_all(self) {
        let failed: Vec<MessageId> = self.entries.with_untracked(|entries| {
            let failed = entries.iter().filter(|entry| matches!(entry.stage, Stage::Failed(_)));
            failed.map(|entry| entry.record.id.clone()).collect()
        });
        for id in &failed {
            self.resend(id);
        }
    }

    /// Throws a refused message away.
    pub fn discard(self, id: &MessageId) {
        self.step(|machine, now| machine.discard(id, now));
    }

    /// New words for a refused message, in its place. False when it is not refused any more.
    pub fn replace(self, old: &MessageId, text: String) -> bool {
        let Ok(new) = random::id().parse::<MessageId>() else { return false };
        let written_at = clock::now().milliseconds();
        let effects =
            self.inner.try_update_value(|inner| inner.machine.replace(old, new, text, written_at)).unwrap_or_default();
        let replaced = !effects.is_empty();
        self.perform(effects);
        replaced
    }

    /// A message with this id is stored: an event or a page of the thread showed it.
    pub fn confirmed(self, id: &MessageId) {
        self.step(|machine, now| machine.confirmed(id, now));
    }

    /// The network may be back.
    pub fn wake(self) {
        self.step(Machine::wake);
    }

    /// Everything on its way (tracked), in the order of writing.
    pub fn with_entries<T>(self, read: impl FnOnce(&[Entry]) -> T) -> T {
        self.entries.with(|entries| read(entries))
    }

    /// The same without tracking.
    pub fn with_entries_now<T>(self, read: impl FnOnce(&[Entry]) -> T) -> T {
        self.entries.with_untracked(|entries| read(entries))
    }

    /// How many messages were refused and wait for a person (tracked).
    #[must_use]
    pub fn failed(self) -> u32 {
        self.count(|entry| matches!(entry.stage, Stage::Failed(_)))
    }

    /// How many messages wait to be sent (tracked).
    #[must_use]
    pub fn waiting(self) -> u32 {
        self.count(|entry| !matches!(entry.stage, Stage::Failed(_)))
    }

    fn count(self, which: impl Fn(&Entry) -> bool) -> u32 {
        self.entries
            .with(|entries| u32::try_from(entries.iter().filter(|entry| which(entry)).count()).unwrap_or(u32::MAX))
    }

    /// Lets something happen to the machine and does what it asks for.
    fn step(self, happen: impl FnOnce(&mut Machine, u64) -> Vec<Effect>) {
        let now = timers::elapsed();
        // The service is gone only when the app is.
        if let Some(effects) = self.inner.try_update_value(|inner| happen(&mut inner.machine, now)) {
            self.perform(effects);
        }
    }

    fn perform(self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Save(record) => {
                    // The small copy is written before anything else can happen.
                    let mirrored = keep::mirror(&record);
                    self.queue(Work::Save { record, mirrored });
                }
                Effect::Forget(id) => {
                    let owner = self.inner.try_with_value(|inner| inner.machine.owner().cloned()).flatten();
                    if let Some(owner) = owner {
                        self.queue(Work::Forget { owner, id });
                    }
                }
                Effect::Tell(note) => self.queue(Work::Tell(note)),
                Effect::Send(record) => task::spawn(self.try_once(record)),
                Effect::Alarm(at) => {
                    let wait = u32::try_from(at.saturating_sub(timers::elapsed())).unwrap_or(u32::MAX);
                    let timer = timers::after(wait, move || self.step(Machine::tick));
                    let _ = self.inner.try_update_value(|inner| inner.alarm = Some(timer));
                }
            }
        }
        self.publish();
        self.work();
    }

    fn queue(self, work: Work) {
        let _ = self.inner.try_update_value(|inner| inner.work.push_back(work));
    }

    /// Works off the queue of the device, unless that is going on already.
    fn work(self) {
        let begin = self.inner.try_update_value(|inner| !std::mem::replace(&mut inner.working, true)) == Some(true);
        if !begin {
            return;
        }
        task::spawn(async move {
            while let Some(Some(work)) = self.inner.try_update_value(|inner| {
                let next = inner.work.pop_front();
                inner.working = next.is_some();
                next
            }) {
                self.work_on(work).await;
            }
        });
    }

    async fn work_on(self, work: Work) {
        match work {
            Work::Save { record, mirrored } => {
                let stored = match select(Box::pin(keep::save(&record)), timers::sleep(PATIENCE)).await {
                    Either::Left((stored, _)) => stored,
                    Either::Right(_) => false,
                };
                self.step(|machine, now| machine.saved(&record.id, stored || mirrored, now));
            }
            Work::Forget { owner, id } => keep::forget(&owner, &id).await,
            Work::Tell(note) => {
                let Ok(text) = serde_json::to_string(&note) else { return };
                let _ = self.inner.try_with_value(|inner| inner.channel.as_ref().map(|channel| channel.post(&text)));
            }
        }
    }

    /// One try over the network.
    async fn try_once(self, record: Record) {
        let Some(client) = self.inner.try_with_value(|inner| inner.client.clone()) else { return };
        let answer = conversations::send(&client, &record.conversation, &record.id, &record.text).await;
        let verdict = verdict::of(&answer);
        let Some((delivered, reached, signed_out)) =
            self.inner.try_with_value(|inner| (inner.on_delivered, inner.on_reached, inner.on_signed_out))
        else {
            return;
        };
        if let Some(reached) = reached {
            reached.run(!matches!(answer, Err(ApiError::Offline)));
        }
        // First into the thread, then out of the outbox: at no moment is it in neither.
        if let (Ok(message), Some(delivered)) = (answer, delivered) {
            delivered.run(message);
        }
        self.step(|machine, now| machine.answered(&record.id, verdict, now, random::fraction()));
        if let (machine::Verdict::SignedOut, Some(signed_out)) = (verdict, signed_out) {
            signed_out.run(());
        }
    }

    /// Shows the state of the machine.
    fn publish(self) {
        let Some(next) = self.inner.try_with_value(|inner| {
            if inner.machine.is_paused() { Vec::new() } else { inner.machine.entries().to_vec() }
        }) else {
            return;
        };
        if self.entries.try_with_untracked(|entries| *entries != next) == Some(true) {
            self.entries.set(next);
        }
    }
}

#[cfg(test)]
mod tests;
