//! One posting on its own page, and the form that posts one.
//!
//! Finding postings is the search feature's business; this one knows only a single job.

mod close;
mod detail;
mod facts;
mod form;
mod invite;
mod keep;
mod new_page;

pub use self::{detail::JobPage, new_page::NewJobPage};
