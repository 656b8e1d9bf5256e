//! Journeys through the built app, in Chromium, against the real server.
//!
//! Each journey starts its own server on its own folder of demo data, so that journeys do not meet. When one fails, the
//! screenshot, the page source and the console are kept under `target/e2e/`. After each one the console and the
//! policy reports must be empty.
//!
//! `cargo xtask test --only e2e` sets the environment: `LEPAS_CHROMEDRIVER_URL`, `LEPAS_DIST`, `LEPAS_SERVER_BIN`,
//! `LEPAS_AXE`. Without it a journey fails with a line that says so.

#![cfg(not(target_arch = "wasm32"))]

mod accessibility;
mod flows;
mod machines;
mod pages;
mod search_bench;
mod shots;
mod studio_bench;
mod support;
mod themes;
mod widgets;
