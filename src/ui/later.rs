//! A view that belongs to a part of the program which may not be here yet.

use futures::FutureExt;
use leptos::prelude::*;

use super::{ErrorPanel, SkeletonRows};
use crate::platform::{
    part::{Arrival, Missing, Part},
    task,
};

/// What is said while a part is on its way, and when it does not come.
#[derive(Clone, Copy)]
pub struct LaterWords {
    /// Read out while it is on its way.
    pub waiting: Signal<String>,
    /// Title of the failure.
    pub title: Signal<String>,
    /// What is safe, and what to do.
    pub text: Signal<String>,
    /// The one button.
    pub retry: Signal<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Here,
    Absent,
}

/// Shows a part's view, `rows` of grey until it is here, and a way to try again when it does not come.
pub fn later<A: Clone + Send + Sync + 'static>(
    part: Part<A, AnyView>,
    argument: A,
    rows: usize,
    words: LaterWords,
) -> AnyView {
    show(part.arrive, Box::new(move || (part.open)(argument.clone())), rows, words)
}

/// Apart from the argument, so that there is one of this for all parts.
fn show(
    arrive: fn() -> Arrival,
    open: Box<dyn Fn() -> Result<AnyView, Missing> + Send>,
    rows: usize,
    words: LaterWords,
) -> AnyView {
    // What is here already is shown at once: nothing flickers between two pages of one part.
    let first = match arrive().now_or_never() {
        Some(Ok(())) => State::Here,
        _ => State::Waiting,
    };
    let state = RwSignal::new(first);
    let fetch = move || {
        state.set(State::Waiting);
        task::spawn(async move {
            let arrived = arrive().await;
            // The reader may have gone elsewhere meanwhile.
            let _ = state.try_set(if arrived.is_ok() { State::Here } else { State::Absent });
        });
    };
    if first == State::Waiting {
        fetch();
    }
    let absent = move || {
        let retry = Callback::new(move |()| fetch());
        view! { <ErrorPanel title=words.title text=words.text retry_label=words.retry on_retry=retry /> }.into_any()
    };
    let content = move || match state.get() {
        State::Waiting => view! { <SkeletonRows rows=rows label=words.waiting /> }.into_any(),
        State::Here => untrack(&open).unwrap_or_else(|Missing| absent()),
        State::Absent => absent(),
    };
    content.into_any()
}
