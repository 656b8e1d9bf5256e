//! Open threads: fetching their messages, newest first, history upwards, and whatever is missing in between.

use std::{cell::RefCell, rc::Rc};

use lepas_api::{ConversationId, MessageId, chat::Message};
use leptos::prelude::*;

use super::{Conversations, Load, timeline::Timeline};
use crate::{
    api::conversations::{self as endpoint, Range},
    platform::{
        random, task,
        timers::{self, Timer},
    },
    state::outbox::backoff,
};

/// Messages of one page of history.
const PAGE: usize = 50;
/// Messages of one page when filling a hole.
const HOLE_PAGE: usize = 100;

/// One conversation's messages. Clones share everything.
#[derive(Clone)]
pub struct Thread {
    /// Which conversation.
    pub id: ConversationId,
    timeline: ArcRwSignal<Timeline>,
    load: ArcRwSignal<Load>,
    older: ArcRwSignal<Load>,
    filling: Rc<RefCell<Filling>>,
}

/// Fetching what is missing.
#[derive(Default)]
struct Filling {
    /// A request is on its way.
    asking: bool,
    /// Tries in a row that brought nothing.
    tries: u32,
    /// Until the next try.
    pause: Option<Timer>,
}

impl Thread {
    fn new(id: ConversationId) -> Self {
        Self {
            id,
            timeline: ArcRwSignal::new(Timeline::default()),
            load: ArcRwSignal::new(Load::Idle),
            older: ArcRwSignal::new(Load::Idle),
            filling: Rc::default(),
        }
    }

    /// The messages (tracked).
    pub fn with<T>(&self, read: impl FnOnce(&Timeline) -> T) -> T {
        self.timeline.with(read)
    }

    /// The messages, without tracking.
    pub fn with_now<T>(&self, read: impl FnOnce(&Timeline) -> T) -> T {
        self.timeline.with_untracked(read)
    }

    /// Where loading the newest messages stands (tracked).
    #[must_use]
    pub fn load(&self) -> Load {
        self.load.get()
    }

    /// Where loading older messages stands (tracked).
    #[must_use]
    pub fn older(&self) -> Load {
        self.older.get()
    }

    pub(super) fn place(&self, messages: impl IntoIterator<Item = Message>) {
        self.timeline.maybe_update(|timeline| timeline.place(messages));
    }

    pub(super) fn extends_to(&self, seq: u64) {
        self.timeline.maybe_update(|timeline| timeline.extends_to(seq));
    }
}

impl Conversations {
    /// The thread of a conversation, loading it if it is not here yet.
    pub fn thread(self, id: &ConversationId) -> Thread {
        let thread = self
            .inner
            .try_update_value(|inner| inner.threads.of_or(id.clone(), || Thread::new(id.clone())).clone())
            .unwrap_or_else(|| Thread::new(id.clone()));
        if matches!(thread.load.get_untracked(), Load::Idle | Load::Failed(_)) {
            self.load_latest(&thread);
        }
        thread
    }

    pub(super) fn held_thread(self, id: &ConversationId) -> Option<Thread> {
        self.inner.try_with_value(|inner| inner.threads.get(id).cloned()).flatten()
    }

    fn threads(self) -> Vec<Thread> {
        self.inner.try_with_value(|inner| inner.threads.values().cloned().collect()).unwrap_or_default()
    }

    /// After the list was fetched: every open thread learns how far its conversation goes and fetches what it lacks.
    pub(super) fn catch_up_threads(self) {
        for thread in self.threads() {
            if let Some(last) = self.inbox.with_untracked(|inbox| inbox.get(&thread.id).map(|talk| talk.last_seq)) {
                thread.extends_to(last);
            }
            // The server is there: a pause from when it was not is over.
            let pause = thread.filling.borrow_mut().pause.take();
            drop(pause);
            self.fill_holes(&thread);
        }
        self.retry_threads();
    }

    pub(super) fn retry_threads(self) {
        for thread in self.threads() {
            if matches!(thread.load.get_untracked(), Load::Idle | Load::Failed(_)) {
                self.load_latest(&thread);
            }
        }
    }

    /// Loads the newest messages of a thread.
    pub fn load_latest(self, thread: &Thread) {
        if thread.load.get_untracked() == Load::Loading {
            return;
        }
        thread.load.set(Load::Loading);
        let thread = thread.clone();
        task::spawn(async move {
            let Some((client, epoch, me)) = self.request() else {
                thread.load.set(Load::Idle);
                return;
            };
            let known = self.inbox.with_untracked(|inbox| inbox.get(&thread.id).is_some());
            let talk = if known { Ok(None) } else { endpoint::get(&client, &thread.id).await.map(Some) };
            let answer = match talk {
                Ok(talk) => {
                    endpoint::messages(&client, &thread.id, Range::Latest, PAGE).await.map(|page| (talk, page.items))
                }
                Err(error) => Err(error),
            };
            if !self.is_current(epoch) {
                return;
            }
            match self.checked(answer) {
                Ok((talk, messages)) => {
                    if let Some(talk) = talk {
                        self.inbox.update(|inbox| inbox.put(talk, &me));
                    }
                    self.arrive(&thread, messages);
                    thread.load.set(Load::Ready);
                }
                Err(error) => thread.load.set(Load::Failed(error)),
            }
        });
    }

    /// Loads a page of history above what is here.
    pub fn load_older(self, thread: &Thread) {
        let Some(first) = thread.with_now(|timeline| timeline.has_older().then(|| timeline.first_held()).flatten())
        else {
            return;
        };
        if thread.older.get_untracked() == Load::Loading {
            return;
        }
        thread.older.set(Load::Loading);
        let thread = thread.clone();
        task::spawn(async move {
            let Some((client, epoch, _)) = self.request() else { return };
            let answer = endpoint::messages(&client, &thread.id, Range::Before(first), PAGE).await;
            if !self.is_current(epoch) {
                return;
            }
            match self.checked(answer) {
                Ok(page) => {
                    self.arrive(&thread, page.items);
                    thread.older.set(Load::Ready);
                }
                Err(error) => thread.older.set(Load::Failed(error)),
            }
        });
    }

    /// Fetches what is missing between messages that are here, until nothing is. Waits longer after each try that
    /// brought nothing; catching up ends the wait.
    pub(super) fn fill_holes(self, thread: &Thread) {
        {
            let mut filling = thread.filling.borrow_mut();
            if filling.asking || filling.pause.is_some() || thread.with_now(|timeline| timeline.holes().is_empty()) {
                return;
            }
            filling.asking = true;
        }
        let thread = thread.clone();
        task::spawn(async move {
            let mut progress = true;
            while let Some(hole) = thread.with_now(|timeline| timeline.holes().last().copied()).filter(|_| progress) {
                let Some((client, epoch, _)) = self.request() else { break };
                let answer = endpoint::messages(&client, &thread.id, Range::After(hole.after), HOLE_PAGE).await;
                if !self.is_current(epoch) {
                    break;
                }
                let before = thread.with_now(Timeline::held);
                if let Ok(page) = self.checked(answer) {
                    self.arrive(&thread, page.items);
                }
                progress = thread.with_now(Timeline::held) > before;
            }
            let mut filling = thread.filling.borrow_mut();
            filling.asking = false;
            filling.tries = if progress { 0 } else { filling.tries.saturating_add(1) };
            if !progress {
                let wait = backoff::wait_ms(filling.tries - 1, random::fraction());
                let waiting = thread.clone();
                filling.pause = Some(timers::after(u32::try_from(wait).unwrap_or(u32::MAX), move || {
                    let pause = waiting.filling.borrow_mut().pause.take();
                    drop(pause);
                    self.fill_holes(&waiting);
                }));
            }
        });
    }

    /// Messages that were fetched: into the thread, then out of the outbox if they were there.
    fn arrive(self, thread: &Thread, messages: Vec<Message>) {
        let ids: Vec<MessageId> = messages.iter().map(|message| message.id.clone()).collect();
        thread.place(messages);
        let pending = self.outbox.with_entries_now(|entries| {
            ids.into_iter().filter(|id| entries.iter().any(|entry| &entry.record.id == id)).collect::<Vec<_>>()
        });
        for id in &pending {
            self.outbox.confirmed(id);
        }
        self.fill_holes(thread);
    }
}
