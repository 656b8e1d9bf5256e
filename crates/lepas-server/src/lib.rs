//! The reference backend of Lepas: the REST API, the public pages, the search indexes and the app's files, in one binary.
//!
//! Owns HTTP, sessions, storage, live events and index building. Leaves the contract to `lepas-api`, rendering to
//! `lepas-page` and searching to `lepas-search`.
//!
//! | module | question it answers |
//! | --- | --- |
//! | [`app`] | what is a running server made of, and how does it start and stop? |
//! | [`routes`] | which address does what? |
//! | [`http`] | what do all routes share: frame, extractors, faults, headers? |
//! | [`auth`] | who is asking? |
//! | [`store`] | what is kept, and how surely? |
//! | [`live`] | how does one person's change reach another's screen? |
//! | [`index`] | how do postings and profiles become search segments? |
//! | [`images`] | what happens to an uploaded picture? |
//! | [`assets`] | how are the app's files served? |
//! | [`previews`] | which picture do link previews show? |
//! | [`widgets`] | what do other sites show of a profile? |
//! | [`commands`] | what can the command line do? |
//! | [`demo`] | who and what fills an empty server, and how does it scale for tests? |

pub mod app;
pub mod assets;
pub mod auth;
pub mod clock;
pub mod commands;
pub mod demo;
pub mod http;
pub mod images;
pub mod index;
pub mod live;
pub mod metrics;
pub mod previews;
pub mod routes;
pub mod stop;
pub mod store;
pub mod widgets;

pub use app::{App, Config, StartError, build, serve};
