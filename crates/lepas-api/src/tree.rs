//! Going between a type of the contract and its JSON tree.
//!
//! Owns one way for all: over text. `serde_json::to_value` and `from_value` would put a second writer and a second reader
//! of every type into the program that people download, 20 KB on the wire for the profile alone; the text of the largest
//! profile takes a millisecond.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Result, Value};

/// The tree of a value; null for what JSON cannot hold, which no type of the contract is.
#[must_use]
pub fn tree<T: Serialize + ?Sized>(value: &T) -> Value {
    serde_json::to_vec(value).and_then(|text| serde_json::from_slice(&text)).unwrap_or_default()
}

/// Reads a value from its tree.
///
/// # Errors
///
/// When the tree is not that of a `T`.
pub fn from_tree<T: DeserializeOwned>(tree: &Value) -> Result<T> {
    serde_json::from_slice(&serde_json::to_vec(tree)?)
}
