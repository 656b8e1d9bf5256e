//! The search engine as a web worker: its own small program, loaded when somebody searches.
//!
//! Owns one collection per index, loading it from the device and the server, and answering the questions of the page.
//! Imports the protocol, the client and the engine, and nothing of Leptos. Module `desk` decides which questions are worth
//! answering, `index` holds a collection, `keep` is the device's copy, `scope` the worker's global object.

#[cfg_attr(all(not(target_arch = "wasm32"), not(test)), expect(dead_code, reason = "natively only the tests use it"))]
#[path = "search_worker/desk.rs"]
mod desk;
#[cfg_attr(all(not(target_arch = "wasm32"), not(test)), expect(dead_code, reason = "natively only the tests use it"))]
#[path = "search_worker/index.rs"]
mod index;
#[cfg(target_arch = "wasm32")]
#[path = "search_worker/keep.rs"]
mod keep;
#[cfg(target_arch = "wasm32")]
#[path = "search_worker/load.rs"]
mod load;
#[cfg(target_arch = "wasm32")]
#[path = "search_worker/scope.rs"]
mod scope;

fn main() {
    #[cfg(target_arch = "wasm32")]
    scope::serve();
}
