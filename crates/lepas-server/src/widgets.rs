//! What other sites show of a profile: rendered cards and badges in memory, the scripts, and counting.
//!
//! Owns keeping and packing rendered documents. Leaves drawing them to `lepas-page` and the addresses to the routes.

mod cache;
mod packed;
mod scripts;
mod tally;

pub use cache::{Cache, Key, Kind, Lookup, PageChoice, Rendered, Shape};
pub use packed::Packed;
pub use scripts::{CARD, EMBED, Script, UNLOCK};
pub(crate) use tally::WRITTEN_EVERY;
pub use tally::{Counted, Sum, Tally};
