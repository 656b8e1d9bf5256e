//! Bringing a profile in and taking it away: LinkedIn export, JSON Resume, Markdown, CSV, and the whole site as one ZIP.
//!
//! Pure: bytes and documents in, proposals and files out. Nothing here reads a file, unpacks a stream or asks a network, so
//! the browser does all of it on the person's own device, and the tests do it natively.
//!
//! An import never changes a document by itself. It gives [`Proposal`]s, which a person looks at and chooses from, and
//! [`Note`]s that name file and row of everything that could not be read. Nothing is filled in that the file does not say.

pub mod archive;
pub mod dates;
pub mod json_resume;
pub mod linkedin;
pub mod markdown;
pub mod pdf;
mod propose;
pub mod site;
pub mod spreadsheet;
pub mod table;
mod words;

pub use propose::{Found, Note, Problem, Proposal, State, apply};
