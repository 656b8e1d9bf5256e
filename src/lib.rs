//! The Lepas single-page app: portfolio builder, job and talent search, client chat.
//!
//! | room | owns |
//! | --- | --- |
//! | [`app`], [`routes`] | wiring: services, frame, which address shows which page |
//! | [`features`] | pages; a feature never imports another |
//! | [`state`] | services that outlive a page |
//! | [`api`] | the typed client of the backend |
//! | [`ui`] | look and behaviour of controls, without words or services |
//! | [`platform`] | every raw browser call, each with a native stand-in |
//! | [`i18n`], [`config`] | words; settings of the page |
//!
//! Which room may import which is checked by `cargo xtask tidy`.

#![expect(unreachable_pub, reason = "the component macro makes the props of private components public")]

pub mod api;
pub mod app;
pub mod config;
pub mod features;
pub mod i18n;
pub mod platform;
pub mod routes;
pub mod state;
pub mod ui;
