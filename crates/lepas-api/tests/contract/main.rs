//! The contract as others see it.
//!
//! 1. Every type's JSON is a snapshot: renaming a member turns a test red before it breaks a client.
//! 2. Whatever a type writes, it reads back to an equal value.
//! 3. Request bodies refuse members they do not know; answers accept them.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise, in its helpers too")]

mod examples;
mod round_trips;
mod snapshots;
mod strictness;
