//! Starting work that waits for something without blocking the page.

use std::future::Future;

/// Runs a future beside everything else. Natively it is polled once, which is enough for anything that does not wait;
/// tests of what waits drive their futures themselves.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    #[cfg(target_arch = "wasm32")]
    wasm_bindgen_futures::spawn_local(future);
    #[cfg(not(target_arch = "wasm32"))]
    imp::spawn(Box::pin(future));
}

#[cfg(not(target_arch = "wasm32"))]
pub use imp::run_until_stalled;

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    use std::{
        cell::RefCell,
        future::Future,
        pin::Pin,
        task::{Context, Waker},
    };

    type Task = Pin<Box<dyn Future<Output = ()>>>;

    thread_local! {
        static TASKS: RefCell<Vec<Task>> = const { RefCell::new(Vec::new()) };
    }

    pub(super) fn spawn(mut task: Task) {
        if task.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
            TASKS.with_borrow_mut(|tasks| tasks.push(task));
        }
    }

    /// Polls every waiting task of this thread a few times: after time was advanced or an answer was put in place.
    pub fn run_until_stalled() {
        for _ in 0..8 {
            let tasks = TASKS.take();
            for task in tasks {
                spawn(task);
            }
        }
    }
}
