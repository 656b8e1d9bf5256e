//! Every raw browser call, each with a native stand-in so that what is built on it can be tested without a browser.
//!
//! Owns talking to the browser. Knows nothing of Lepas but the plain types of the contract.

pub mod calendar;
pub mod channel;
pub mod clipboard;
pub mod clock;
pub mod database;
pub mod device;
pub mod dom;
pub mod event_source;
#[cfg(target_arch = "wasm32")]
pub mod failure;
pub mod files;
pub mod history;
pub mod intl;
#[cfg(target_arch = "wasm32")]
pub mod listen;
pub mod locks;
pub mod media;
pub mod network;
pub mod part;
pub mod pointer;
pub mod preview;
pub mod random;
pub mod scroll;
#[cfg(target_arch = "wasm32")]
pub mod shell;
pub mod storage;
pub mod task;
pub mod timers;
pub mod turns;
pub mod ui_dom;
pub mod ui_observe;
pub mod unpack;
pub mod visibility;
pub mod worker;
pub mod zone;
