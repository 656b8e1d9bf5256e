//! The engine through its public face. One binary; each module opens with the numbered properties that it holds the engine to.

#![expect(clippy::unwrap_used, reason = "a test and its helpers stop at the first surprise")]

mod advice;
mod facets;
mod format;
#[cfg(feature = "eval")]
mod gold;
#[cfg(feature = "eval")]
mod json;
mod language;
mod marks;
mod parts;
mod passed;
mod ranking;
mod seeds;
mod segments;
mod support;
mod syntax;
#[cfg(feature = "eval")]
mod tools;
mod zones;
