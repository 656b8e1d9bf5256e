//! A list whose rows keep their elements, focus and all, while their key stays.
//!
//! Leptos' `For` is compiled anew, comparing and moving included, for every kind of row and key; two dozen lists of this app
//! would bring two dozen of it. Here rows are closures and keys are numbers, so that there is one.

use std::hash::{DefaultHasher, Hash, Hasher};

use leptos::prelude::*;

/// A row that was not drawn yet.
struct Row {
    /// Hash of its key. Of 64 bits, two of a list are never met.
    key: u64,
    draw: Box<dyn FnOnce() -> AnyView + Send>,
}

/// Draws a row for every item, and only for keys that were not there before.
#[component]
pub fn Each<I, T, K, V>(
    /// The items, tracked.
    each: impl Fn() -> I + Send + 'static,
    /// What an item is known by.
    key: impl Fn(&T) -> K + Send + 'static,
    /// Draws one.
    children: impl Fn(T) -> V + Clone + Send + 'static,
) -> impl IntoView
where
    I: IntoIterator<Item = T>,
    T: Send + 'static,
    K: Hash,
    V: IntoView + 'static,
{
    rows(Box::new(move || {
        let row = |item| {
            let mut hasher = DefaultHasher::new();
            key(&item).hash(&mut hasher);
            let children = children.clone();
            Row { key: hasher.finish(), draw: Box::new(move || children(item).into_any()) }
        };
        each().into_iter().map(row).collect()
    }))
}

fn rows(each: Box<dyn Fn() -> Vec<Row> + Send>) -> AnyView {
    view! { <For each=each key=|row: &Row| row.key children=|row: Row| (row.draw)() /> }.into_any()
}
