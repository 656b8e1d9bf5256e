//! Conversations: the list, the open threads, what is read, and keeping all of it equal to the server.
//!
//! Owns the reader's copy. Three things move it: answers to requests, events of the stream, and the outbox when a message
//! of one's own is stored. Each may come late, twice or not at all, so nothing depends on their order: messages have
//! their `seq` ([`timeline`]), counts are either certain or asked for ([`inbox`]), and every (re)opened stream is followed
//! by a catch-up. What is on screen is never emptied to be filled again.
//!
//! Leaves sending to the outbox and drawing to `features::messages`.

mod catching;
pub mod inbox;
pub mod live;
pub mod marks;
pub mod threads;
pub mod timeline;

use lepas_api::{
    ConversationId, Handle, UserId,
    chat::{Conversation, Message},
    event::Event,
};
use leptos::prelude::*;

use self::{
    inbox::{Inbox, Need},
    threads::Thread,
};
use super::{outbox::Outbox, pairs::Pairs, session::Session};
use crate::{
    api::{ApiError, Client, client::new_key, conversations as endpoint},
    platform::task,
};

/// Where a request for something on screen stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Load {
    /// Not asked for.
    #[default]
    Idle,
    /// Asked for, and nothing to show yet.
    Loading,
    /// Here.
    Ready,
    /// Not here, and why.
    Failed(ApiError),
}

struct Inner {
    client: Client,
    me: Option<UserId>,
    /// Rises with every change of account: answers of an earlier one are dropped.
    epoch: u32,
    threads: Pairs<ConversationId, Thread>,
    /// Conversations being fetched, and whether they changed again meanwhile.
    fetching: Pairs<ConversationId, bool>,
    marks: marks::Marks,
    start_keys: Pairs<Handle, String>,
    listing: catching::Listing,
    /// Threads on screen.
    shown: u32,
    answered: Option<Callback<bool>>,
}

/// The conversations service.
#[derive(Clone, Copy)]
pub struct Conversations {
    inbox: RwSignal<Inbox>,
    list: RwSignal<Load>,
    inner: StoredValue<Inner, LocalStorage>,
    outbox: Outbox,
    session: Session,
}

/// Starts closed; [`Conversations::open`] opens it for an account.
pub fn provide_conversations(client: Client, session: Session, outbox: Outbox) -> Conversations {
    let service = Conversations {
        inbox: RwSignal::new(Inbox::default()),
        list: RwSignal::new(Load::Idle),
        inner: StoredValue::new_local(Inner {
            client,
            me: None,
            epoch: 0,
            threads: Pairs::new(),
            fetching: Pairs::new(),
            marks: marks::Marks::default(),
            start_keys: Pairs::new(),
            listing: catching::Listing::default(),
            shown: 0,
            answered: None,
        }),
        outbox,
        session,
    };
    provide_context(service);
    service
}

/// The conversations service of this app.
///
/// Made on the spot where nobody provided it, as in the gallery.
#[must_use]
pub fn use_conversations() -> Conversations {
    use_context().unwrap_or_else(|| {
        provide_conversations(super::use_client(), super::session::use_session(), super::outbox::use_outbox())
    })
}

impl Conversations {
    /// This account is signed in.
    pub fn open(self, me: UserId) {
        let other =
            self.inner.try_with_value(|inner| inner.me.as_ref().is_some_and(|known| *known != me)).unwrap_or(false);
        if other {
            self.close();
        }
        // Threads that a page opened a moment before this stay: they begin to load now.
        let _ = self.inner.try_update_value(|inner| inner.me = Some(me));
        self.catch_up();
        self.retry_threads();
    }

    /// Nobody is signed in: nothing of the last person stays on screen.
    pub fn close(self) {
        let _ = self.inner.try_update_value(|inner| {
            inner.epoch += 1;
            inner.me = None;
            inner.threads.clear();
            inner.fetching.clear();
            inner.marks = marks::Marks::default();
            inner.start_keys.clear();
            inner.listing = catching::Listing::default();
        });
        self.inbox.set(Inbox::default());
        self.list.set(Load::Idle);
    }

    /// The list (tracked).
    pub fn with_inbox<T>(self, read: impl FnOnce(&Inbox) -> T) -> T {
        self.inbox.with(read)
    }

    /// Where loading the list stands (tracked).
    #[must_use]
    pub fn list(self) -> Load {
        self.list.get()
    }

    /// One conversation (tracked).
    #[must_use]
    pub fn get(self, id: &ConversationId) -> Option<Conversation> {
        self.inbox.with(|inbox| inbox.get(id).cloned())
    }

    /// Unread messages over all conversations (tracked).
    #[must_use]
    pub fn unread(self) -> u32 {
        self.inbox.with(Inbox::unread)
    }

    /// Whose conversations these are.
    #[must_use]
    pub fn me(self) -> Option<UserId> {
        self.inner.try_with_value(|inner| inner.me.clone()).flatten()
    }

    /// Opens a conversation with a person, or finds the one that exists.
    ///
    /// # Errors
    /// Any [`ApiError`]; asking again is harmless.
    pub async fn start(self, handle: &Handle) -> Result<ConversationId, ApiError> {
        let (client, epoch, me) = self.request().ok_or(ApiError::Unauthorized)?;
        let key = self
            .inner
            .try_update_value(|inner| inner.start_keys.of_or(handle.clone(), new_key).clone())
            .ok_or(ApiError::Cancelled)?;
        let answer = endpoint::start(&client, handle, &key).await;
        if !self.is_current(epoch) {
            return Err(ApiError::Cancelled);
        }
        let conversation = self.checked(answer)?;
        let id = conversation.id.clone();
        self.inbox.update(|inbox| inbox.put(conversation, &me));
        Ok(id)
    }

    /// An event of the stream.
    pub fn apply(self, event: Event) {
        match event {
            Event::Message { message } => self.take_in(message),
            Event::Read { conversation, user, up_to } => {
                let Some(me) = self.me() else { return };
                let need = self.inbox.try_update(|inbox| inbox.read(&conversation, &user, up_to, &me));
                self.meet(need, &conversation);
            }
            Event::Conversation { conversation } => self.fetch(&conversation),
            Event::Resync => self.catch_up(),
            Event::Index { .. } | Event::Unknown => {}
        }
    }

    /// A message that the server holds: from an event, or the answer to a send.
    pub fn take_in(self, message: Message) {
        let Some(me) = self.me() else { return };
        if let Some(thread) = self.held_thread(&message.conversation) {
            thread.place([message.clone()]);
            self.fill_holes(&thread);
        }
        let need = self.inbox.try_update(|inbox| inbox.message(&message, &me));
        self.meet(need, &message.conversation);
        // Last, so that it is at every moment either in the thread or in the outbox.
        if message.sender == me {
            self.outbox.confirmed(&message.id);
        }
    }

    fn meet(self, need: Option<Need>, id: &ConversationId) {
        if need == Some(Need::Fetch) {
            self.fetch(id);
        }
    }

    /// The network or the tab is back: whatever failed is tried again.
    pub fn wake(self) {
        self.outbox.wake();
        self.flush_marks();
        if self.list.get_untracked() != Load::Ready {
            self.catch_up();
        }
        self.retry_threads();
    }

    /// Fetches one conversation; a request during a request is remembered, not doubled.
    fn fetch(self, id: &ConversationId) {
        let begin = self.inner.try_update_value(|inner| match inner.fetching.get_mut(id) {
            Some(again) => {
                *again = true;
                false
            }
            None => inner.me.is_some() && inner.fetching.insert(id.clone(), false).is_none(),
        });
        if begin != Some(true) {
            return;
        }
        let id = id.clone();
        task::spawn(async move {
            let mut tries = 0;
            loop {
                let Some((client, epoch, me)) = self.request() else { return };
                let answer = endpoint::get(&client, &id).await;
                if !self.is_current(epoch) {
                    return;
                }
                match self.checked(answer) {
                    Ok(conversation) => {
                        let last = conversation.last_seq;
                        self.inbox.update(|inbox| inbox.put(conversation, &me));
                        if let Some(thread) = self.held_thread(&id) {
                            thread.extends_to(last);
                            self.fill_holes(&thread);
                        }
                    }
                    // The list brings it too, once the server is back for longer than this.
                    Err(error) if error.is_temporary() && tries < catching::TRIES => {
                        catching::pause(tries).await;
                        tries += 1;
                        continue;
                    }
                    Err(_) => {}
                }
                let again = self.inner.try_update_value(|inner| {
                    let again = inner.fetching.get(&id) == Some(&true);
                    if again {
                        inner.fetching.insert(id.clone(), false)
                    } else {
                        inner.fetching.remove(&id)
                    };
                    again
                });
                if again != Some(true) {
                    return;
                }
            }
        });
    }

    /// What a request needs: the client, the epoch to compare with afterwards, and who asks.
    fn request(self) -> Option<(Client, u32, UserId)> {
        self.inner.try_with_value(|inner| Some((inner.client.clone(), inner.epoch, inner.me.clone()?))).flatten()
    }

    fn is_current(self, epoch: u32) -> bool {
        self.inner.try_with_value(|inner| inner.epoch) == Some(epoch)
    }

    /// Notes what an answer says about the session.
    fn checked<T>(self, answer: Result<T, ApiError>) -> Result<T, ApiError> {
        if answer.as_ref().err() == Some(&ApiError::Unauthorized) {
            self.session.expire();
        }
        answer
    }
}

#[cfg(test)]
mod tests;
