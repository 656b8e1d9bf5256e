//! Imports and exports as their users meet them: whole files in, documents out, judged by readers of other makers.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise, and so may what helps it")]

mod archives;
mod documents;
mod linkedin;
mod markers;
mod pdfs;
mod sites;
mod support;
mod visibility;
