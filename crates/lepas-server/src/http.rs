//! What every route shares of HTTP: the frame around a request, extractors, faults and headers.

pub mod cross_site;
pub mod extract;
pub mod fault;
pub mod frame;
pub mod headers;
pub mod json;

pub use extract::{Language, PathOf, QueryOf};
pub use fault::{Answer, Fault};
pub use json::JsonOf;
