//! Owns the list of gates that are not reached yet: how far over each may be until it is.
//!
//! `cargo xtask size` fails over a gate, listed or not. `cargo xtask test` counts a listed one as skipped, and fails when
//! it grows beyond what the list allows or stands there without need, so that the distance can only shrink.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

/// How the measures stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Every gate holds.
    Holds,
    /// Only listed gates are passed over, and none by more than the list allows.
    Open,
    /// A gate is passed over that is not listed, or by more than the list allows, or a listed one holds by now.
    Over,
}

/// Most bytes of each listed measure, by name.
pub(super) type Open = BTreeMap<String, u64>;

/// Reads lines of `name | bytes | reason`; `#` begins a remark.
pub(super) fn parse(text: &str) -> Result<Open> {
    let mut open = Open::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [name, bytes, reason] = parts.as_slice() else { bail!("not `name | bytes | reason`: {line}") };
        if reason.is_empty() {
            bail!("no reason: {line}");
        }
        open.insert((*name).to_owned(), bytes.parse().with_context(|| format!("no number of bytes: {line}"))?);
    }
    Ok(open)
}

/// Judges measures: name, bytes, and whether the gate is passed over.
pub(super) fn judge<'a>(measures: impl Iterator<Item = (&'a str, u64, bool)>, open: &Open) -> Verdict {
    let mut verdict = Verdict::Holds;
    for (name, bytes, over) in measures {
        verdict = match (over, open.get(name)) {
            (false, None) => continue,
            (true, Some(most)) if bytes <= *most && verdict != Verdict::Over => Verdict::Open,
            _ => Verdict::Over,
        };
        if verdict == Verdict::Over {
            return verdict;
        }
    }
    verdict
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open() -> Open {
        parse("# remark\n WASM | 500 | too much in one file\n").unwrap()
    }

    #[test]
    fn a_listed_gate_may_stay_open_but_not_grow() {
        assert_eq!(judge([("WASM", 500, true), ("fonts", 9, false)].into_iter(), &open()), Verdict::Open);
        assert_eq!(judge([("WASM", 501, true)].into_iter(), &open()), Verdict::Over);
        assert_eq!(judge([("fonts", 9, true), ("WASM", 400, true)].into_iter(), &open()), Verdict::Over);
    }

    #[test]
    fn a_gate_that_holds_must_leave_the_list() {
        assert_eq!(judge([("WASM", 100, false)].into_iter(), &open()), Verdict::Over);
        assert_eq!(judge([("WASM", 100, false)].into_iter(), &Open::new()), Verdict::Holds);
    }

    #[test]
    fn a_line_without_a_reason_is_refused() {
        assert!(parse("WASM | 500 |").is_err());
        assert!(parse("WASM | many | x").is_err());
    }
}
