//! The draft on this device: two copies, and what other tabs write.
//!
//! Owns both copies and which of them is right. When they are written is `autosave`'s, what is in them `ledger`'s.

use leptos::prelude::*;

use super::{super::ledger::Ledger, Inner, Load, Studio};
use crate::{
    api::read_json,
    platform::{
        database::{self, Store},
        storage, task,
    },
};

/// Copies of its own that a tab remembers, for those who have not seen the last ones.
const COPIES: usize = 6;

impl Studio {
    /// Opens what the device holds, if it holds anything.
    pub(super) async fn open_device_copy(self) {
        let Some(key) = self.key.try_get_value() else { return };
        let stored = storage::read(&key);
        let kept = database::read(Store::Documents, &key).await.ok().flatten();
        let readable =
            |text: &String| read_json::<Ledger>(text.as_bytes()).ok().filter(|ledger| ledger.document().is_some());
        // Browsers write the quick store to the disk seconds later; after a crash the database has the newer text.
        let newest = [&stored, &kept].into_iter().flatten().filter_map(readable);
        let Some(ledger) = newest.max_by(|one, other| one.kept_at.total_cmp(&other.kept_at)) else { return };
        self.with(|inner| {
            inner.ledger = Some(ledger);
            inner.written = stored;
        });
        self.show_ledger();
        let _ = self.load.try_set(Load::Ready);
    }

    /// Where something beside the draft is kept on this device.
    pub(in super::super) fn device_key(self, name: &str) -> Option<String> {
        Some([&self.key.try_get_value()?, ".", name].concat())
    }

    /// Another tab may have written: takes over what it did. Writes nothing, so that two tabs never answer each other.
    pub fn look_around(self) {
        let stored = self.key.try_get_value().and_then(|key| storage::read(&key));
        if self.join(stored.as_deref()) {
            self.with(|inner| inner.written = stored);
            self.run();
        }
    }

    /// What this tab and the writer of a copy both knew. That is the copy before, unless the writer had not seen what this tab
    /// wrote last: then it is the one of this tab's that they had seen.
    fn known_to_both(inner: &Inner, ledger: &Ledger, other: &Ledger) -> Ledger {
        let seen = other.seen(&inner.tab);
        let held = if seen >= inner.count {
            inner.written.as_ref()
        } else {
            inner.copies.iter().find(|(count, _)| *count == seen).map(|(_, text)| text)
        };
        held.and_then(|held| read_json(held.as_bytes()).ok()).unwrap_or_else(|| ledger.common_start(other))
    }

    fn join(self, stored: Option<&str>) -> bool {
        let joined = self.with(|inner| {
            let held = inner.written.as_deref();
            let other: Ledger = read_json(stored.filter(|text| held != Some(*text))?.as_bytes()).ok()?;
            let before = Self::known_to_both(inner, inner.ledger.as_ref()?, &other);
            let overwritten = other.seen(&inner.tab) < inner.count;
            let ledger = inner.ledger.as_mut()?;
            let held = ledger.clone();
            ledger.join(&before, &other);
            let changed = *ledger != held;
            for tab in other.marks.keys() {
                ledger.see(tab, other.seen(tab));
            }
            if overwritten {
                // What this tab wrote is no longer on the device.
                inner.autosave.edited((self.now)());
            }
            Some(changed || overwritten)
        });
        let changed = joined.flatten() == Some(true);
        if changed {
            self.show_ledger();
        }
        changed
    }

    /// Writes the ledger to the device. What another tab wrote meanwhile is merged in first.
    pub(in super::super) fn write_device(self) {
        let Some(key) = self.key.try_get_value() else { return };
        let stored = storage::read(&key);
        self.join(stored.as_deref());
        self.with(|inner| {
            let Some(ledger) = &mut inner.ledger else { return };
            ledger.kept_at = (self.now)();
            inner.count += 1;
            ledger.see(&inner.tab, inner.count);
            let Ok(text) = serde_json::to_string(ledger) else { return };
            let kept = storage::write(&key, &text).is_ok();
            inner.autosave.device_answered(kept);
            if kept {
                inner.copies.truncate(COPIES - 1);
                inner.copies.insert(0, (inner.count, text.clone()));
                inner.written = Some(text);
            }
        });
        self.keep();
    }

    /// Writes the ledger to the database, which is slower and is on the disk when it answers. One write at a time: what
    /// was typed meanwhile is in the next one.
    fn keep(self) {
        let busy = self.with(|inner| {
            let busy = inner.keeping.0;
            inner.keeping = (true, busy);
            busy
        });
        if busy != Some(false) {
            return;
        }
        task::spawn(async move {
            loop {
                let text = self.with(|inner| {
                    inner.keeping.1 = false;
                    serde_json::to_string(inner.ledger.as_ref()?).ok()
                });
                let (Some(key), Some(Some(text))) = (self.key.try_get_value(), text) else { return };
                let kept = database::write(Store::Documents, &key, &text).await.is_ok();
                let again = self.with(|inner| {
                    if kept {
                        // Where the quick store is full or shut, this one is enough.
                        inner.autosave.device_answered(true);
                    }
                    inner.keeping.0 = inner.keeping.1;
                    inner.keeping.1
                });
                self.arm();
                if again != Some(true) {
                    return;
                }
            }
        });
    }
}
