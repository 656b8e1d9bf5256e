//! The contract between the Lepas app, the reference server and anybody else's client or backend.
//!
//! Owns request and response types, their validation, ids, problem codes, event shapes and path builders.
//! Leaves to others: all input and output, clocks, storage, and every decision about who may do what.
//!
//! Wire rules that hold everywhere: JSON, UTF-8, RFC 3339 UTC times, money in integer minor units with an
//! ISO 4217 code, ids as opaque strings, additive change only.

pub mod account;
pub mod chat;
pub mod email;
pub mod event;
pub mod handle;
pub mod id;
pub mod index;
pub mod job;
pub mod limits;
pub mod link;
pub mod locale;
pub mod money;
pub mod paging;
pub mod path;
pub mod problem;
pub mod profile;
pub mod rates;
pub mod skills;
pub mod talent;
pub mod time;
mod tree;
pub mod upload;
pub mod validation;

pub use handle::Handle;
pub use id::{CaseId, ConversationId, JobId, MessageId, TestimonialId, UploadId, UserId};
pub use locale::{ColorScheme, Locale};
pub use money::{Currency, Money};
pub use problem::{Problem, ProblemCode};
pub use time::{PartialDate, Timestamp};
pub use tree::{from_tree, tree};
pub use validation::{FieldError, Report, Rule, Validate};
