//! Views, attributes, values and actions that follow signals, compiled once for a kind of value and not once for every
//! closure.
//!
//! Leptos compiles its machinery of effects anew for each closure it is given. This app has hundreds of them, and that was
//! a tenth of its bytes. Here a closure is boxed first, so that there is one machinery for all views, one for all actions
//! and one for each type of value.

use std::sync::{Arc, Mutex};

use leptos::{prelude::*, tachys::reactive_graph::SharedReactiveFunction};

use crate::platform::{
    timers,
    turns::{self, Turn},
};

/// A part of a view that is drawn anew when a signal that it reads changes.
pub fn live<V: IntoView + 'static>(mut draw: impl FnMut() -> V + Send + 'static) -> AnyView {
    drawn(Box::new(move || draw().into_any()))
}

#[inline(never)]
fn drawn(mut draw: Box<dyn FnMut() -> AnyView + Send>) -> AnyView {
    (move || draw()).into_any()
}

/// What an attribute or a property of an element is, as long as the element stands.
pub fn attr<T: 'static>(value: impl FnMut() -> T + Send + 'static) -> SharedReactiveFunction<T> {
    Arc::new(Mutex::new(value))
}

/// What an element does when it hears of an event.
pub fn heard<E: 'static>(act: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(act)
}

/// A value that is made of signals, and tells others only when it became another one.
pub fn memo<T: PartialEq + Send + Sync + 'static>(compute: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    kept(Box::new(compute))
}

#[inline(never)]
fn kept<T: PartialEq + Send + Sync + 'static>(compute: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
    Memo::new(move |_| compute())
}

/// Something to do now and whenever a signal that it reads changes.
pub fn effect(act: impl FnMut() + 'static) {
    acting(Box::new(act));
}

#[inline(never)]
fn acting(mut act: Box<dyn FnMut()>) {
    Effect::new(move |_| act());
}

/// Rises when what `follow` reads has not changed for so many milliseconds: for what may lag behind somebody who types. As with
/// [`in_turn`], `follow` reads and not only tracks.
pub fn rested(pause: u32, follow: impl Fn() + 'static) -> ReadSignal<u32> {
    let (times, rest) = signal(0_u32);
    let waits = StoredValue::new_local(None::<timers::Timer>);
    effect(move || {
        follow();
        // The one that was waiting is dropped, which stops it.
        waits.set_value(Some(timers::after(pause, move || {
            // Who asked may be gone by now.
            rest.try_update(|times| *times = times.wrapping_add(1));
        })));
    });
    times
}

/// Rises when it is a view's turn to follow a change of what `follow` reads, and not in the moment of the change; until the
/// first turn a view shows what it began with. Of several changes in between only the last is seen. `follow` reads and not
/// only tracks: a memo that nobody has read follows nothing.
pub fn in_turn(follow: impl Fn() + 'static, turn: impl Fn() -> Turn + 'static) -> ReadSignal<u32> {
    turned(Box::new(follow), Box::new(turn))
}

fn turned(follow: Box<dyn Fn()>, turn: Box<dyn Fn() -> Turn>) -> ReadSignal<u32> {
    let (times, come) = signal(0_u32);
    let waits = StoredValue::new(false);
    // The first look comes a moment behind the first drawing, so it takes a turn too: something may have changed in between.
    effect(move || {
        follow();
        if waits.get_value() {
            return;
        }
        waits.set_value(true);
        turns::take(turn(), move || {
            // Who asked may be gone by now.
            waits.try_set_value(false);
            come.try_update(|times| *times = times.wrapping_add(1));
        });
    });
    times
}
