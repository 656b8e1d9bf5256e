//! The typed client of the REST backend.
//!
//! Owns requests, answers, errors and the event stream. Endpoint modules are thin: a contract type in, a contract type
//! out, the path from `lepas_api::path`. Leaves state and views to others.

pub mod case_links;
pub mod client;
pub mod conversations;
pub mod error;
pub mod index;
pub mod jobs;
pub mod profiles;
pub mod realtime;
pub mod search;
pub mod session;
#[cfg(not(target_arch = "wasm32"))]
pub mod stub;
pub mod testimonials;
pub mod transport;
pub mod uploads;

pub use client::{Client, Versioned, read_json, write_json};
pub use error::ApiError;
