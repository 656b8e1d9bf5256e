//! Work that takes turns with the browser, so that no piece of it keeps a key press or a frame waiting for long.
//!
//! Owns two lines: what is in view, and everything else, which begins only behind the frame that shows what is in view. A line
//! is worked off a few pieces at a time, and in between the browser may do what it has to. Leaves to its callers what a piece
//! of work is; it should take a millisecond or two.
//!
//! Natively a piece is done at once.

/// When a piece of work is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Somebody looks at it.
    Seen,
    /// Behind the frame that shows what is seen.
    Later,
}

/// Does something when its turn comes.
pub fn take(turn: Turn, job: impl FnOnce() + 'static) {
    imp::take(turn, Box::new(job));
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    use super::Turn;

    pub(super) fn take(_: Turn, job: Box<dyn FnOnce()>) {
        job();
    }
}

#[cfg(target_arch = "wasm32")]
mod imp {
    use std::cell::{Cell, RefCell};

    use wasm_bindgen::{closure::Closure, prelude::wasm_bindgen};

    use super::Turn;
    use crate::platform::visibility;

    /// Pieces done at a time, of what is in view and of the rest.
    const AT_ONCE: [usize; 2] = [2, 3];

    type Job = Box<dyn FnOnce()>;
    type Step = Closure<dyn FnMut()>;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_name = setTimeout)]
        fn set_timeout(run: &Step, milliseconds: i32) -> i32;
        #[wasm_bindgen(js_name = requestAnimationFrame)]
        fn request_animation_frame(run: &Step) -> i32;
    }

    #[derive(Clone, Copy, PartialEq, Eq)]
    enum State {
        /// Nothing waits.
        Idle,
        /// What is in view is being worked off.
        Seen,
        /// A frame is waited for.
        Frame,
        /// The rest is being worked off.
        Later,
    }

    thread_local! {
        static LINES: RefCell<[Vec<Job>; 2]> = RefCell::default();
        static STATE: Cell<State> = const { Cell::new(State::Idle) };
        /// Kept for good, because a function that is made for each step would never be freed.
        static STEP: Step = Closure::new(step);
        static PAINTED: Step = Closure::new(soon);
    }

    pub(super) fn take(turn: Turn, job: Job) {
        LINES.with_borrow_mut(|lines| lines[turn as usize].push(job));
        // What is in view does not wait for the frame that the rest waits for.
        if STATE.get() == State::Idle || STATE.get() == State::Frame && turn == Turn::Seen {
            STATE.set(State::Seen);
            soon();
        }
    }

    fn soon() {
        STEP.with(|step| set_timeout(step, 0));
    }

    fn jobs(turn: Turn) -> Vec<Job> {
        LINES.with_borrow_mut(|lines| {
            let line = &mut lines[turn as usize];
            line.drain(..AT_ONCE[turn as usize].min(line.len())).collect()
        })
    }

    fn step() {
        let mut due = jobs(Turn::Seen);
        if due.is_empty() {
            if STATE.get() == State::Seen && visibility::is_visible() {
                STATE.set(State::Frame);
                PAINTED.with(request_animation_frame);
                return;
            }
            due = jobs(Turn::Later);
            STATE.set(if due.is_empty() { State::Idle } else { State::Later });
        } else {
            STATE.set(State::Seen);
        }
        if !due.is_empty() {
            soon();
            due.into_iter().for_each(|job| job());
        }
    }
}
