//! Units that need a real browser: what the device keeps, time, keys, focus, long lists.
//!
//! Run by `cargo xtask test`. Natively this binary is empty.

#![cfg_attr(
    target_arch = "wasm32",
    expect(clippy::unwrap_used, reason = "a test may stop at the first surprise, in its helpers too")
)]

#[cfg(target_arch = "wasm32")]
mod platform;
#[cfg(target_arch = "wasm32")]
mod support;
#[cfg(target_arch = "wasm32")]
mod ui;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
