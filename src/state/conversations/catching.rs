//! Catching up: the list, and through it what every open thread is missing.
//!
//! Owns when the list is asked for and asked for again. Nothing on screen disappears meanwhile. Also the look at the
//! server that does not rely on the event stream: while a thread is on screen and the stream says nothing for long,
//! [`Conversations::check`] asks whether that silence is true.

use std::collections::BTreeSet;

use lepas_api::{UserId, chat::Conversation};
use leptos::prelude::*;

use super::{Conversations, Load, inbox::Inbox};
use crate::{
    api::{ApiError, Client, conversations as endpoint},
    platform::{random, task, timers},
    state::outbox::backoff,
};

/// Most pages of the list that are fetched at once; the rest is beyond what anybody scrolls to.
const LIST_PAGES: usize = 20;
/// Repeats after an answer that did not come; after these the next sign of life tries again.
pub(super) const TRIES: u32 = 3;
/// A request that takes longer than this, in milliseconds, is not waited for by one with a new reason: it may hang in a
/// connection that no longer exists.
const SLOW: u64 = 1_500;
/// Reasons that come together, in milliseconds, are one: the stream opens, and asks for a fresh look.
const TOGETHER: u64 = 50;

/// The request for the list that is on its way.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Number of the last one that was begun.
    number: u32,
    /// When it was begun; `None` when none is on its way.
    since: Option<u64>,
    /// Something happened since: ask again.
    again: bool,
    /// It was asked to find out whether the stream keeps something back.
    check: bool,
}

/// Waits before another try.
pub(super) async fn pause(tries: u32) {
    timers::sleep(u32::try_from(backoff::wait_ms(tries, random::fraction())).unwrap_or(u32::MAX)).await;
}

/// Whether a list knows of messages that the inbox does not.
fn brings_news(list: &[Conversation], inbox: &Inbox) -> bool {
    list.iter().any(|fresh| inbox.get(&fresh.id).is_none_or(|known| known.last_seq < fresh.last_seq))
}

impl Conversations {
    /// Asks for the list, and through it what every open thread is missing. Nothing disappears meanwhile.
    pub fn catch_up(self) {
        self.ask_for_list(false);
    }

    /// The same to find out whether the event stream keeps something back.
    pub fn check(self) {
        self.ask_for_list(true);
    }

    /// Who is told that the server answered, and whether a [`check`](Self::check) found what the stream had not told.
    pub fn on_answer(self, answered: Callback<bool>) {
        let _ = self.inner.try_update_value(|inner| inner.answered = Some(answered));
    }

    /// A thread is on screen until the present component goes away.
    pub fn show(self) {
        let _ = self.inner.try_update_value(|inner| inner.shown = inner.shown.saturating_add(1));
        on_cleanup(move || {
            let _ = self.inner.try_update_value(|inner| inner.shown = inner.shown.saturating_sub(1));
        });
    }

    /// Whether a thread is on screen.
    #[must_use]
    pub fn is_shown(self) -> bool {
        self.inner.try_with_value(|inner| inner.shown > 0) == Some(true)
    }

    fn ask_for_list(self, check: bool) {
        let now = timers::elapsed();
        let number = self.inner.try_update_value(|inner| {
            inner.me.as_ref()?;
            let listing = &mut inner.listing;
            if let Some(since) = listing.since.filter(|since| now < since + SLOW) {
                listing.again |= now >= since + TOGETHER;
                return None;
            }
            listing.number += 1;
            listing.since = Some(now);
            listing.again = false;
            listing.check = check;
            Some(listing.number)
        });
        let Some(number) = number.flatten() else { return };
        if self.list.get_untracked() != Load::Ready {
            self.list.set(Load::Loading);
        }
        task::spawn(async move {
            let mut tries = 0;
            loop {
                let Some((client, epoch, me)) = self.request() else { return };
                let answer = fetch_list(&client).await;
                if !self.is_current(epoch) {
                    return;
                }
                match self.checked(answer) {
                    // A late answer is no worse than none: what is known already stays.
                    Ok(list) => self.take_list(list, &me),
                    Err(error) => {
                        let last = self.is_last_listing(number);
                        let again = last && error.is_temporary() && tries < TRIES;
                        // What is on screen stays.
                        if last && self.list.get_untracked() != Load::Ready {
                            self.list.set(Load::Failed(error));
                        }
                        if again {
                            pause(tries).await;
                            tries += 1;
                            continue;
                        }
                    }
                }
                if !self.listed(number) {
                    return;
                }
            }
        });
    }

    fn take_list(self, list: Vec<Conversation>, me: &UserId) {
        let missed =
            self.list.get_untracked() == Load::Ready && self.inbox.with_untracked(|inbox| brings_news(&list, inbox));
        self.inbox.update(|inbox| list.into_iter().for_each(|conversation| inbox.put(conversation, me)));
        self.list.set(Load::Ready);
        self.catch_up_threads();
        self.flush_marks();
        let told =
            self.inner.try_with_value(|inner| inner.answered.map(|answered| (answered, inner.listing.check))).flatten();
        if let Some((answered, check)) = told {
            answered.run(check && missed);
        }
    }

    fn is_last_listing(self, number: u32) -> bool {
        self.inner.try_with_value(|inner| inner.listing.number == number) == Some(true)
    }

    /// Ends a request for the list; true when it is to be asked for again at once.
    fn listed(self, number: u32) -> bool {
        let now = timers::elapsed();
        let again = self.inner.try_update_value(|inner| {
            let listing = &mut inner.listing;
            if listing.number != number {
                return false;
            }
            let again = std::mem::take(&mut listing.again);
            listing.since = again.then_some(now);
            listing.check = false;
            again
        });
        again == Some(true)
    }
}

/// All pages of the list.
async fn fetch_list(client: &Client) -> Result<Vec<Conversation>, ApiError> {
    let (mut all, mut cursor, mut seen) = (Vec::new(), None::<String>, BTreeSet::new());
    for _ in 0..LIST_PAGES {
        let page = endpoint::list(client, cursor.as_deref()).await?;
        all.extend(page.items);
        match page.next_cursor {
            Some(next) if seen.insert(next.clone()) => cursor = Some(next),
            _ => break,
        }
    }
    Ok(all)
}
