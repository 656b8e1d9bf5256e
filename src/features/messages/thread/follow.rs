//! Where the reader is in a thread: at the end, which follows what comes, or above it, which stays where it is.
//!
//! Owns the window, the scroll position, the line "new messages" and the mark of what was displayed.

use lepas_api::{ConversationId, UserId};
use leptos::{html, prelude::*};

use crate::{
    features::messages::rows::{Divider, Row, STEP, WINDOW},
    platform::{pointer, scroll, timers, visibility},
    state::conversations::{
        Conversations, Load, inbox::mark_of, threads::Thread, timeline::Timeline, use_conversations,
    },
    ui::effect,
};

/// How near to an edge of the window more is put there, in CSS pixels.
const NEAR: i32 = 400;

/// See the module documentation.
#[derive(Clone, Copy)]
pub(super) struct Follow {
    conversations: Conversations,
    thread: StoredValue<Thread, LocalStorage>,
    id: StoredValue<ConversationId>,
    me: StoredValue<UserId>,
    /// Last `seq` of the window; `None` follows the end.
    end: RwSignal<Option<u64>>,
    divider: RwSignal<Option<Divider>>,
    at_end: RwSignal<bool>,
    attended: RwSignal<bool>,
    /// Highest `seq` that was before the reader's eyes.
    seen: RwSignal<u64>,
    anchor: StoredValue<Option<scroll::Anchor>>,
    /// Where the scroller stood last: the window moves only the way the reader goes, so that it never swings.
    position: StoredValue<i32>,
    nodes: StoredValue<Option<(NodeRef<html::Div>, NodeRef<html::Ol>)>>,
    opened: StoredValue<bool>,
    /// The first position was found: from now on what is in sight counts as displayed.
    placed: StoredValue<bool>,
    /// The lines changed and the position was not put right yet: what the scroller says meanwhile is not the reader's doing.
    unsettled: StoredValue<bool>,
}

impl Follow {
    pub(super) fn new(
        thread: StoredValue<Thread, LocalStorage>,
        id: StoredValue<ConversationId>,
        me: StoredValue<UserId>,
    ) -> Self {
        let attended = RwSignal::new(pointer::has_focus() && visibility::is_visible());
        let attend = move || {
            let now = pointer::has_focus() && visibility::is_visible();
            if attended.try_get_untracked().is_some_and(|before| before != now) {
                attended.set(now);
            }
        };
        // Held until the thread leaves the screen.
        StoredValue::new_local((pointer::on_focus_change(attend), visibility::on_change(move |_| attend())));
        Self {
            conversations: use_conversations(),
            thread,
            id,
            me,
            end: RwSignal::new(None),
            divider: RwSignal::new(None),
            at_end: RwSignal::new(true),
            attended,
            seen: RwSignal::new(0),
            anchor: StoredValue::new(None),
            position: StoredValue::new(0),
            nodes: StoredValue::new(None),
            opened: StoredValue::new(false),
            placed: StoredValue::new(false),
            unsettled: StoredValue::new(false),
        }
    }

    pub(super) fn divider(self) -> Option<Divider> {
        self.divider.get()
    }

    pub(super) fn window_end(self) -> Option<u64> {
        self.end.get()
    }

    pub(super) fn is_at_end(self) -> bool {
        self.at_end.get()
    }

    /// How many messages of others came below what was seen (tracked).
    pub(super) fn below(self) -> u64 {
        let seen = self.seen.get();
        self.others_above(seen, true)
    }

    fn others_above(self, mark: u64, tracked: bool) -> u64 {
        let count = |timeline: &Timeline| self.me.with_value(|me| timeline.from_others_above(mark, me));
        let count = self.thread.with_value(|thread| if tracked { thread.with(count) } else { thread.with_now(count) });
        count as u64
    }

    pub(super) fn attach(self, log: NodeRef<html::Div>, list: NodeRef<html::Ol>) {
        self.nodes.set_value(Some((log, list)));
    }

    fn elements(self) -> Option<(web_sys::HtmlDivElement, web_sys::HtmlOListElement)> {
        let (log, list) = self.nodes.try_get_value().flatten()?;
        Some((log.try_get_untracked().flatten()?, list.try_get_untracked().flatten()?))
    }

    /// Keeps the scroll position and the marks right whenever the lines change.
    pub(super) fn watch(self, rows: Memo<Vec<Row>>) {
        effect(move || {
            rows.track();
            self.open_once();
            // Once per frame, however many lines came. A hidden tab has no frames: it settles when it is shown.
            if !self.unsettled.get_value() {
                self.unsettled.set_value(true);
                timers::next_frame(move || self.settle()).detach();
            }
        });
        // A reader who waits at the top for older messages gets them without scrolling again.
        effect(move || {
            if self.thread.with_value(Thread::older) == Load::Ready {
                timers::next_frame(move || self.settle_at_top()).detach();
            }
        });
        Effect::new(move |before: Option<bool>| {
            let attended = self.attended.get();
            let last =
                self.thread.with_value(|thread| thread.with(|timeline| (timeline.last(), timeline.holes().is_empty())));
            let at_end = self.at_end.get() && self.end.get().is_none();
            if self.placed.get_value() {
                self.note(last.0, last.1, attended, before == Some(false), at_end);
            }
            attended
        });
    }

    /// When the newest messages are here for the first time: where does the new begin?
    fn open_once(self) {
        let ready = self.thread.with_value(Thread::load) == Load::Ready;
        if !ready || self.opened.get_value() {
            return;
        }
        self.opened.set_value(true);
        self.divide();
        self.seen.set(self.mark());
        let divided = self.divider.get_untracked().is_some();
        timers::next_frame(move || {
            if let Some((log, _)) = self.elements() {
                if !(divided && scroll::show(&log, "new-messages", 64)) {
                    scroll::to_end(&log);
                }
                self.moved();
                self.placed.set_value(true);
                // What is in sight without scrolling was displayed.
                self.end.notify();
            }
        })
        .detach();
    }

    fn mark(self) -> u64 {
        let talk = self.id.with_value(|id| untrack(|| self.conversations.get(id)));
        talk.map_or(0, |talk| self.me.with_value(|me| mark_of(&talk, me)))
    }

    /// Puts the line above what the reader has not seen; leaves it where it is when there is nothing new.
    fn divide(self) {
        let after = self.mark();
        let count = self.others_above(after, false);
        if count > 0 {
            self.divider.set(Some(Divider { after, count }));
        }
    }

    /// Says what was displayed, once nothing is missing.
    fn note(self, last: u64, whole: bool, attended: bool, returned: bool, at_end: bool) {
        if !(attended && at_end && whole && last > 0) {
            return;
        }
        if returned {
            self.divide();
        }
        if self.seen.get_untracked() < last {
            self.seen.set(last);
        }
        self.id.with_value(|id| self.conversations.displayed(id, last));
    }

    /// After the lines changed: the end stays the end, anything else stays where it is.
    fn settle(self) {
        let _ = self.unsettled.try_set_value(false);
        let Some((log, list)) = self.elements() else { return };
        if self.at_end.get_untracked() && self.end.get_untracked().is_none() {
            scroll::to_end(&log);
        } else if let Some(anchor) = self.anchor.try_get_value().flatten() {
            scroll::hold(&log, &anchor);
        }
        self.look(&log, &list);
        // Whoever is at the end of a full window stays there: moving it up would hide what comes next.
        let full =
            self.at_end.get_untracked() && self.thread.with_value(|thread| thread.with_now(Timeline::held)) >= WINDOW;
        if self.end.get_untracked().is_none() && !full && scroll::from_start(&log) < NEAR {
            self.upwards();
        }
    }

    fn settle_at_top(self) {
        self.settle();
        if self.elements().is_some_and(|(log, _)| scroll::from_start(&log) < NEAR) {
            self.upwards();
        }
    }

    /// The reader scrolled, or something moved.
    pub(super) fn scrolled(self) {
        // Lines came since the reader stood here: taken for the reader's will, this would lose the end for ever.
        if !self.unsettled.get_value() {
            self.moved();
        }
    }

    fn moved(self) {
        let Some((log, list)) = self.elements() else { return };
        let before = self.position.get_value();
        self.look(&log, &list);
        let now = scroll::from_start(&log);
        if now <= before && now < NEAR {
            self.upwards();
        }
        if now > before && self.end.get_untracked().is_some() && scroll::from_end(&log) < NEAR {
            self.downwards();
        }
    }

    /// Notes what is in sight.
    fn look(self, log: &web_sys::Element, list: &web_sys::Element) {
        let at_end = self.end.get_untracked().is_none() && scroll::is_at_end(log);
        if self.at_end.get_untracked() != at_end {
            self.at_end.set(at_end);
        }
        let anchor = scroll::anchor(log, list);
        let _ = self.anchor.try_update_value(|held| *held = anchor);
        self.position.set_value(scroll::from_start(log));
    }

    /// Moves the window up, or asks for older messages when it stands at the first that is here.
    fn upwards(self) {
        let thread = self.thread.get_value();
        let end = self.end.get_untracked().unwrap_or(u64::MAX);
        let (above, fetch) = thread.with_now(|timeline| {
            let shown = timeline.before(end, WINDOW);
            let first = shown.first().map_or(0, |message| message.seq);
            let above = timeline.before(first.saturating_sub(1), STEP).len();
            // The window moves by as much as there is above it.
            let next = (above > 0 && shown.len() == WINDOW).then(|| shown[WINDOW - above - 1].seq);
            (next, above == 0 && timeline.has_older())
        });
        if let Some(next) = above {
            self.end.set(Some(next));
        } else if fetch && !matches!(untrack(|| thread.older()), Load::Loading | Load::Failed(_)) {
            self.conversations.load_older(&thread);
        }
    }

    /// Moves the window down, up to the end.
    fn downwards(self) {
        let Some(end) = self.end.get_untracked() else { return };
        let next = self.thread.with_value(|thread| {
            thread.with_now(|timeline| {
                let below = timeline.after(end, STEP);
                let reached = below.len() < STEP || below.last().is_some_and(|message| message.seq == timeline.last());
                if reached { None } else { below.last().map(|message| message.seq) }
            })
        });
        self.end.set(next);
    }

    /// To the newest message, and on with it.
    pub(super) fn to_end(self) {
        if self.end.get_untracked().is_some() {
            self.end.set(None);
        }
        self.at_end.set(true);
        timers::next_frame(move || self.settle()).detach();
    }
}
