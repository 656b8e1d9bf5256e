//! A question to the server whose answer a view waits for.
//!
//! Owns asking again when what the question depends on changes, and that the answer to an older question never takes the
//! place of a newer one. In place of Leptos' resources, whose machinery for servers and suspended views every kind of answer
//! would bring once more.

use std::future::Future;

use leptos::prelude::*;

use crate::platform::task;

/// The answer to what `ask` asks, which is asked anew whenever a signal that it reads changes; nothing until the first came.
/// The last answer stays while a newer one is on its way.
pub fn asked<T, F>(ask: impl Fn() -> F + 'static) -> ReadSignal<Option<T>>
where
    T: Send + Sync + 'static,
    F: Future<Output = T> + 'static,
{
    let (answer, set_answer) = signal(None);
    let latest = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let question = ask();
        let number = latest.get_value().wrapping_add(1);
        latest.set_value(number);
        task::spawn(async move {
            let found = question.await;
            // Where nobody asks any more, the view is gone.
            if latest.try_get_value() == Some(number) {
                let _ = set_answer.try_set(Some(found));
            }
        });
    });
    answer
}
