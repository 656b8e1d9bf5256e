//! What the command line can do.

pub mod serve;
