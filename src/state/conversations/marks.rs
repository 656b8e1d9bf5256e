//! Telling the server up to where a conversation was displayed.
//!
//! Owns the marks that the server does not have yet: the highest per conversation, one request at a time, again after a
//! failure. Whether something was displayed is the view's knowledge.

use lepas_api::ConversationId;
use leptos::prelude::*;

use super::{Conversations, inbox};
use crate::{api::conversations as endpoint, platform::task, state::pairs::Pairs};

/// Marks on their way.
#[derive(Debug, Default)]
pub(super) struct Marks {
    waiting: Pairs<ConversationId, u64>,
    sending: bool,
}

impl Conversations {
    /// The reader has had everything up to here before their eyes.
    pub fn displayed(self, id: &ConversationId, up_to: u64) {
        let Some(me) = self.me() else { return };
        let news =
            self.inbox.with_untracked(|inbox| inbox.get(id).is_some_and(|talk| inbox::mark_of(talk, &me) < up_to));
        if !news {
            return;
        }
        self.inbox.update(|inbox| {
            // What remains unread above the mark is asked for once the server knows the mark.
            inbox.read(id, &me, up_to, &me);
        });
        let _ = self.inner.try_update_value(|inner| inner.marks.waiting.insert(id.clone(), up_to));
        self.flush_marks();
    }

    /// Sends the marks that the server does not have yet.
    pub(super) fn flush_marks(self) {
        let begin = self.inner.try_update_value(|inner| {
            !inner.marks.waiting.is_empty() && !std::mem::replace(&mut inner.marks.sending, true)
        });
        if begin != Some(true) {
            return;
        }
        task::spawn(async move {
            while let Some((id, up_to)) = self.next_mark() {
                let Some((client, epoch, _)) = self.request() else { return };
                let answer = endpoint::mark_read(&client, &id, up_to).await;
                if !self.is_current(epoch) {
                    return;
                }
                let temporary = matches!(self.checked(answer), Err(error) if error.is_temporary());
                if temporary {
                    let _ = self.inner.try_update_value(|inner| {
                        let waiting = inner.marks.waiting.of(id);
                        *waiting = up_to.max(*waiting);
                        inner.marks.sending = false;
                    });
                    return;
                }
                let behind =
                    self.inbox.with_untracked(|inbox| inbox.get(&id).is_some_and(|talk| talk.last_seq > up_to));
                if behind {
                    self.fetch(&id);
                }
            }
        });
    }

    fn next_mark(self) -> Option<(ConversationId, u64)> {
        let next = self.inner.try_update_value(|inner| {
            let next = inner.marks.waiting.pop_first();
            inner.marks.sending = next.is_some();
            next
        });
        next.flatten()
    }
}
