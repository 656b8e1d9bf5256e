//! Tests of the server through its router, and of the binary where only a process will do.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise, and so may what helps it")]

mod accounts;
mod authorisation;
mod chat;
mod commands;
mod contract;
mod durability;
mod events;
mod exports;
mod headers;
mod index;
// One list of what can be hidden, for both.
#[path = "../../../lepas-exchange/tests/it/markers.rs"]
mod markers;
mod photographs;
mod private_cases;
mod profiles;
mod public_pages;
mod publishing;
mod store;
mod support;
mod testimonials;
mod uploads;
mod widgets;
