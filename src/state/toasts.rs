//! Short notices at the edge of the screen.
//!
//! Owns how long they stay: long enough to read and to undo. Leaves drawing to `ui`.

use leptos::prelude::*;

use crate::platform::timers;

/// Milliseconds a notice stays. Undo needs at least seven seconds.
pub const STAY: u32 = 8_000;

/// What kind of news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToastTone {
    /// Done.
    Success,
    /// Good to know.
    Info,
    /// Failed; stays until it is closed.
    Danger,
}

/// One notice.
#[derive(Debug, Clone)]
pub struct Toast {
    /// Names it.
    pub id: u64,
    /// What kind.
    pub tone: ToastTone,
    /// One sentence.
    pub text: String,
    /// Label of its one action and what it does.
    pub action: Option<(String, Callback<()>)>,
}

/// The notice service.
#[derive(Clone, Copy)]
pub struct Toasts {
    items: RwSignal<Vec<Toast>>,
    next: StoredValue<u64>,
    /// Lives as long as the service.
    owner: StoredValue<Owner>,
}

/// Starts without notices.
pub fn provide_toasts() -> Toasts {
    let owner = StoredValue::new(Owner::current().unwrap_or_default());
    let service = Toasts { items: RwSignal::new(Vec::new()), next: StoredValue::new(1), owner };
    provide_context(service);
    service
}

/// The notice service of this app.
#[must_use]
pub fn use_toasts() -> Toasts {
    use_context().unwrap_or_else(provide_toasts)
}

impl Toasts {
    /// What is on screen (tracked).
    #[must_use]
    pub fn items(self) -> Vec<Toast> {
        self.items.get()
    }

    /// Shows a notice.
    pub fn show(self, tone: ToastTone, text: impl Into<String>) {
        self.push(tone, text.into(), None);
    }

    /// Shows a notice with one action, such as undo, and says its name. The action outlives whoever offers it: what is made while
    /// a button is pressed goes with the button otherwise, and undoing a removal is offered by the row that is removed.
    pub fn offer(
        self,
        tone: ToastTone,
        text: impl Into<String>,
        label: impl Into<String>,
        action: impl Fn() + Send + Sync + 'static,
    ) -> u64 {
        let action: Box<dyn Fn() + Send + Sync> = Box::new(action);
        let action = self.owner.with_value(|owner| owner.with(|| Callback::new(move |()| action())));
        self.push(tone, text.into(), Some((label.into(), action)))
    }

    fn push(self, tone: ToastTone, text: String, action: Option<(String, Callback<()>)>) -> u64 {
        let Some(id) = self.next.try_update_value(|next| {
            *next += 1;
            *next
        }) else {
            return 0;
        };
        // The same sentence twice is one sentence: a failing retry must not pile up.
        let _ = self.items.try_update(|items| {
            items.retain(|held| held.text != text);
            items.push(Toast { id, tone, text, action });
        });
        if tone != ToastTone::Danger {
            timers::after(STAY, move || self.dismiss(id)).detach();
        }
        id
    }

    /// Takes a notice away.
    pub fn dismiss(self, id: u64) {
        let _ = self.items.try_update(|items| items.retain(|toast| toast.id != id));
    }

    /// Runs the action of a notice and takes it away.
    pub fn act(self, id: u64) {
        let action = self
            .items
            .with_untracked(|items| items.iter().find(|toast| toast.id == id)?.action.as_ref().map(|(_, run)| *run));
        self.dismiss(id);
        if let Some(run) = action {
            // Whoever offered it may be gone; then there is nothing to act on.
            let _ = run.try_run(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_news_leaves_by_itself_and_a_failure_stays() {
        let owner = Owner::new();
        owner.set();
        let toasts = provide_toasts();
        toasts.show(ToastTone::Success, "saved");
        toasts.show(ToastTone::Danger, "failed");
        toasts.show(ToastTone::Danger, "failed");
        assert_eq!(toasts.items().len(), 2);
        timers::advance(STAY);
        assert_eq!(toasts.items().iter().map(|toast| toast.text.as_str()).collect::<Vec<_>>(), ["failed"]);
    }

    #[test]
    fn an_action_outlives_the_button_that_offered_it() {
        let root = Owner::new();
        root.set();
        let toasts = provide_toasts();
        let count = RwSignal::new(0);
        let row = root.child();
        row.with(|| {
            toasts.offer(ToastTone::Info, "removed", "undo", move || count.update(|count| *count += 1));
        });
        row.cleanup();
        toasts.act(toasts.items()[0].id);
        assert_eq!(count.get_untracked(), 1);
    }

    #[test]
    fn the_action_of_a_notice_runs_once() {
        let owner = Owner::new();
        owner.set();
        let toasts = provide_toasts();
        let count = RwSignal::new(0);
        toasts.offer(ToastTone::Info, "removed", "undo", move || count.update(|count| *count += 1));
        let id = toasts.items()[0].id;
        toasts.act(id);
        toasts.act(id);
        assert_eq!(count.get_untracked(), 1);
    }
}
