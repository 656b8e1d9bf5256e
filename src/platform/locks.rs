//! One tab at a time (Web Locks).
//!
//! Owns waiting for a lock and giving it back. The browser gives it to the next tab when this one is closed or dies. Where
//! locks do not exist (an insecure origin, an old browser) everybody gets one at once, so whatever they guard must be
//! harmless when done twice.

/// Held until it is dropped.
#[must_use = "the lock is given back when the guard is dropped"]
pub struct Guard(#[expect(dead_code, reason = "held for its drop")] imp::Handle);

/// Waits until no other tab holds this lock.
pub async fn acquire(name: &'static str) -> Guard {
    Guard(imp::acquire(name).await)
}

#[cfg(target_arch = "wasm32")]
mod imp {
    use futures::channel::oneshot;
    use js_sys::{Function, Promise, Reflect};
    use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};

    #[wasm_bindgen]
    extern "C" {
        type Manager;
        #[wasm_bindgen(method)]
        fn request(this: &Manager, name: &str, run: &Function) -> Promise;
    }

    /// Resolves the promise for which the browser holds the lock.
    #[derive(Default)]
    pub(super) struct Handle(Option<Function>);

    impl Drop for Handle {
        fn drop(&mut self) {
            if let Some(release) = self.0.take() {
                let _ = release.call0(&JsValue::UNDEFINED);
            }
        }
    }

    fn manager() -> Option<Manager> {
        let navigator = web_sys::window()?.navigator();
        let manager = Reflect::get(&navigator, &"locks".into()).ok().filter(|manager| manager.is_object())?;
        Some(manager.unchecked_into())
    }

    pub(super) async fn acquire(name: &str) -> Handle {
        let Some(manager) = manager() else { return Handle::default() };
        let (sender, receiver) = oneshot::channel();
        let granted = Closure::once(move |_lock: JsValue| -> Promise {
            let mut release = None;
            let held = Promise::new(&mut |resolve, _| release = Some(resolve));
            // If nobody waits any more the handle is dropped here, which gives the lock back.
            drop(sender.send(Handle(release)));
            held
        });
        let _request = manager.request(name, granted.as_ref().unchecked_ref());
        receiver.await.unwrap_or_default()
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    use std::{cell::RefCell, collections::BTreeSet, future::poll_fn, task::Poll};

    thread_local! {
        static HELD: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
    }

    pub(super) struct Handle(&'static str);

    impl Drop for Handle {
        fn drop(&mut self) {
            HELD.with_borrow_mut(|held| held.remove(self.0));
        }
    }

    /// Whoever is polled first after the lock is free gets it; `task::run_until_stalled` polls the waiting.
    pub(super) async fn acquire(name: &'static str) -> Handle {
        poll_fn(|_| if HELD.with_borrow_mut(|held| held.insert(name)) { Poll::Ready(()) } else { Poll::Pending }).await;
        Handle(name)
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    #[test]
    fn the_second_waits_until_the_first_lets_go() {
        let first = acquire("test-lock").now_or_never();
        assert!(first.is_some());
        assert!(acquire("test-lock").now_or_never().is_none());
        drop(first);
        assert!(acquire("test-lock").now_or_never().is_some());
    }
}
