//! The pages as a reader meets them, described once.

pub(crate) mod search;
pub(crate) mod thread;
