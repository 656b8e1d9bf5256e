//! Parts of the program that may not be here yet.
//!
//! Owns the types only. Where the program is cut is said in `src/main.rs`, cutting is done by `cargo xtask`, and what
//! stands on screen meanwhile belongs to `ui::later`.

use std::{future::Future, pin::Pin};

/// A part did not arrive; the browser's console has the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing;

/// Lets the fetching of a part end in a question mark.
#[cfg(lepas_split)]
impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// The arrival of a part. Once a part is here, every later question is answered at once.
pub type Arrival = Pin<Box<dyn Future<Output = Result<(), Missing>>>>;

/// Something that takes an `A` and gives a `T`, and how to get its code.
pub struct Part<A, T> {
    /// Fetches the code when it is not here yet.
    pub arrive: fn() -> Arrival,
    /// Does it; an error as long as the code is not here.
    pub open: fn(A) -> Result<T, Missing>,
}

impl<A, T> Clone for Part<A, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A, T> Copy for Part<A, T> {}

impl<A, T> Part<A, T> {
    /// A part that is here from the start.
    #[must_use]
    pub const fn here(open: fn(A) -> Result<T, Missing>) -> Self {
        Self { arrive: || Box::pin(std::future::ready(Ok(()))), open }
    }
}
