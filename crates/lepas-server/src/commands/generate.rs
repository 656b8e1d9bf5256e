//! `generate`: invented postings in the import format.

use std::io::{BufWriter, Write as _};

use anyhow::Context as _;

use super::import_rows::JobRow;
use crate::{clock, demo};

/// Prints postings.
///
/// # Errors
/// When standard output is closed or the material is broken.
pub(super) fn jobs(count: usize, seed: u64) -> anyhow::Result<()> {
    let mut output = BufWriter::new(std::io::stdout().lock());
    for job in demo::scale(count, seed, clock::now().date())? {
        serde_json::to_writer(&mut output, &JobRow::from_job(job)).context("standard output is closed")?;
        output.write_all(b"\n").context("standard output is closed")?;
    }
    output.flush().context("standard output is closed")
}
