//! Tests of the server through its router, and of the binary where only a process will do.

mod accounts;
mod authorisation;
mod chat;
mod commands;
mod contract;
mod durability;
mod events;
mod headers;
mod index;
mod profiles;
mod public_pages;
mod store;
mod support;
mod uploads;
