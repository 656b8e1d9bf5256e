//! Waiting: one-shot and repeating timers and animation frames.
//!
//! Owns handles that cancel when dropped, so that nothing runs after the view that asked for it is gone. Works in the
//! page and in a worker. Natively time stands still until a test calls `advance`.

use std::{
    cell::RefCell,
    future::Future,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

/// A running timer. Dropping it cancels; [`Timer::detach`] lets it run.
#[must_use = "a timer that is dropped at once never runs"]
pub struct Timer(Option<imp::Handle>);

impl Timer {
    /// Lets the timer run whatever happens to its owner.
    pub fn detach(mut self) {
        if let Some(handle) = self.0.take() {
            imp::detach(handle);
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(handle) = self.0.take() {
            imp::cancel(handle);
        }
    }
}

/// Runs something once after so many milliseconds.
pub fn after(milliseconds: u32, run: impl FnOnce() + 'static) -> Timer {
    Timer(Some(imp::after(milliseconds, Box::new(run))))
}

/// Runs something again and again, first after so many milliseconds.
pub fn every(milliseconds: u32, run: impl FnMut() + 'static) -> Timer {
    Timer(Some(imp::every(milliseconds, Box::new(run))))
}

/// Runs something before the next frame is painted.
pub fn next_frame(run: impl FnOnce() + 'static) -> Timer {
    Timer(Some(imp::frame(Box::new(run))))
}

#[derive(Default)]
struct SleepState {
    done: bool,
    waker: Option<Waker>,
}

/// The future of [`sleep`].
pub struct Sleep {
    state: Rc<RefCell<SleepState>>,
    _timer: Timer,
}

impl Future for Sleep {
    type Output = ();
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.state.borrow_mut();
        if state.done {
            return Poll::Ready(());
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

/// Waits so many milliseconds.
pub fn sleep(milliseconds: u32) -> Sleep {
    let state = Rc::new(RefCell::new(SleepState::default()));
    let shared = Rc::clone(&state);
    let timer = after(milliseconds, move || {
        let waker = {
            let mut state = shared.borrow_mut();
            state.done = true;
            state.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    });
    Sleep { state, _timer: timer }
}

/// Milliseconds on a clock that only moves forward, for measuring waits: setting the device's clock does not touch it.
#[must_use]
pub fn elapsed() -> u64 {
    imp::elapsed()
}

#[cfg(not(target_arch = "wasm32"))]
pub use imp::advance;

#[cfg(target_arch = "wasm32")]
mod imp {
    use wasm_bindgen::{closure::Closure, prelude::wasm_bindgen};

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_name = setTimeout)]
        fn set_timeout(run: &js_sys::Function, milliseconds: i32) -> i32;
        #[wasm_bindgen(js_name = clearTimeout)]
        fn clear_timeout(id: i32);
        #[wasm_bindgen(js_name = setInterval)]
        fn set_interval(run: &js_sys::Function, milliseconds: i32) -> i32;
        #[wasm_bindgen(js_name = clearInterval)]
        fn clear_interval(id: i32);
        #[wasm_bindgen(js_name = requestAnimationFrame)]
        fn request_animation_frame(run: &js_sys::Function) -> i32;
        #[wasm_bindgen(js_name = cancelAnimationFrame)]
        fn cancel_animation_frame(id: i32);
        #[wasm_bindgen(js_namespace = performance, js_name = now)]
        fn performance_now() -> f64;
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole milliseconds since the page opened"
    )]
    pub(super) fn elapsed() -> u64 {
        performance_now() as u64
    }

    pub(super) enum Handle {
        Once(i32, Closure<dyn FnMut()>),
        Repeating(i32, Closure<dyn FnMut()>),
        Frame(i32, Closure<dyn FnMut()>),
    }

    fn bounded(milliseconds: u32) -> i32 {
        i32::try_from(milliseconds).unwrap_or(i32::MAX)
    }

    fn function(closure: &Closure<dyn FnMut()>) -> &js_sys::Function {
        wasm_bindgen::JsCast::unchecked_ref(closure.as_ref())
    }

    pub(super) fn after(milliseconds: u32, run: Box<dyn FnOnce()>) -> Handle {
        let closure = Closure::once(run);
        Handle::Once(set_timeout(function(&closure), bounded(milliseconds)), closure)
    }

    pub(super) fn every(milliseconds: u32, run: Box<dyn FnMut()>) -> Handle {
        let closure = Closure::wrap(run);
        Handle::Repeating(set_interval(function(&closure), bounded(milliseconds)), closure)
    }

    pub(super) fn frame(run: Box<dyn FnOnce()>) -> Handle {
        let closure = Closure::once(run);
        Handle::Frame(request_animation_frame(function(&closure)), closure)
    }

    pub(super) fn cancel(handle: Handle) {
        match handle {
            Handle::Once(id, _) => clear_timeout(id),
            Handle::Repeating(id, _) => clear_interval(id),
            Handle::Frame(id, _) => cancel_animation_frame(id),
        }
    }

    pub(super) fn detach(handle: Handle) {
        let (Handle::Once(_, closure) | Handle::Repeating(_, closure) | Handle::Frame(_, closure)) = handle;
        closure.forget();
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    use std::cell::RefCell;

    enum Job {
        Once(Box<dyn FnOnce()>),
        Repeating(u32, Box<dyn FnMut()>),
    }

    #[derive(Default)]
    struct Clock {
        now: u64,
        next_id: u64,
        jobs: Vec<(u64, u64, Job)>,
    }

    thread_local! {
        static CLOCK: RefCell<Clock> = RefCell::new(Clock::default());
    }

    pub(super) struct Handle(u64);

    pub(super) fn elapsed() -> u64 {
        CLOCK.with_borrow(|clock| clock.now)
    }

    fn add(milliseconds: u32, job: Job) -> Handle {
        CLOCK.with_borrow_mut(|clock| {
            clock.next_id += 1;
            let (due, id) = (clock.now + u64::from(milliseconds), clock.next_id);
            clock.jobs.push((due, id, job));
            Handle(id)
        })
    }

    pub(super) fn after(milliseconds: u32, run: Box<dyn FnOnce()>) -> Handle {
        add(milliseconds, Job::Once(run))
    }

    pub(super) fn every(milliseconds: u32, run: Box<dyn FnMut()>) -> Handle {
        add(milliseconds, Job::Repeating(milliseconds.max(1), run))
    }

    pub(super) fn frame(run: Box<dyn FnOnce()>) -> Handle {
        add(16, Job::Once(run))
    }

    pub(super) fn cancel(Handle(wanted): Handle) {
        // Taken out first: what the job owns may itself hold a timer, whose drop comes back here.
        let removed: Vec<_> =
            CLOCK.with_borrow_mut(|clock| clock.jobs.extract_if(.., |(_, id, _)| *id == wanted).collect());
        drop(removed);
    }

    pub(super) fn detach(_: Handle) {}

    /// Moves the clock of this thread on and runs what becomes due, in order.
    pub fn advance(milliseconds: u32) {
        let end = CLOCK.with_borrow(|clock| clock.now) + u64::from(milliseconds);
        loop {
            let due = CLOCK.with_borrow_mut(|clock| {
                let at = (0..clock.jobs.len())
                    .filter(|at| clock.jobs[*at].0 <= end)
                    .min_by_key(|at| (clock.jobs[*at].0, clock.jobs[*at].1));
                let job = at.map(|at| clock.jobs.remove(at));
                clock.now = job.as_ref().map_or(end, |(due, ..)| *due);
                job
            });
            match due {
                None => return,
                Some((_, _, Job::Once(run))) => run(),
                Some((at, id, Job::Repeating(period, mut run))) => {
                    run();
                    CLOCK.with_borrow_mut(|clock| {
                        clock.jobs.push((at + u64::from(period), id, Job::Repeating(period, run)))
                    });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_dropped_timer_never_runs_and_a_kept_one_runs_once() {
        let ran = Rc::new(Cell::new(0));
        let (first, second) = (Rc::clone(&ran), Rc::clone(&ran));
        drop(after(10, move || first.set(first.get() + 100)));
        let kept = after(10, move || second.set(second.get() + 1));
        advance(9);
        assert_eq!(ran.get(), 0);
        advance(100);
        assert_eq!(ran.get(), 1);
        drop(kept);
    }

    #[test]
    fn a_repeating_timer_runs_until_it_is_dropped() {
        let ran = Rc::new(Cell::new(0));
        let count = Rc::clone(&ran);
        let timer = every(10, move || count.set(count.get() + 1));
        advance(35);
        drop(timer);
        advance(100);
        assert_eq!(ran.get(), 3);
    }

    #[test]
    fn sleep_ends_when_its_time_has_come() {
        let mut sleep = Box::pin(sleep(50));
        let mut context = Context::from_waker(Waker::noop());
        assert!(sleep.as_mut().poll(&mut context).is_pending());
        advance(50);
        assert!(sleep.as_mut().poll(&mut context).is_ready());
    }
}
