//! Hearing that a WebAssembly program of this page or worker has stopped. Browser only.
//!
//! A panic ends the program by a trap. Release builds carry no code that could say anything before that, for it would be
//! a fifteenth of what everybody downloads, so the trap itself is listened for: the browser reports it as an error that
//! nobody caught, or as a promise that nobody handled.

use wasm_bindgen::{JsCast, JsValue};

use super::listen::on;

/// Calls `stopped` with the browser's words for each trap, for as long as the page or worker lives.
pub fn on_stop(stopped: impl Fn(String) + Clone + 'static) {
    let Ok(scope) = js_sys::global().dyn_into::<web_sys::EventTarget>() else { return };
    for (event, member) in [("error", "error"), ("unhandledrejection", "reason")] {
        let stopped = stopped.clone();
        let listener = on(&scope, event, move |event| {
            let cause = js_sys::Reflect::get(&event, &JsValue::from_str(member)).unwrap_or_default();
            if let Some(trap) = cause.dyn_ref::<js_sys::WebAssembly::RuntimeError>() {
                stopped(String::from(trap.message()));
            }
        });
        // A stopped program cannot take its listeners away, and a running one needs them to the end.
        std::mem::forget(listener);
    }
}
