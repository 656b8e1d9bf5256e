//! Progress on the standard error stream: a bar on a terminal, now and then a line elsewhere.

use std::{
    io::{IsTerminal as _, Read, Write as _},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use indicatif::{ProgressBar, ProgressStyle};

/// Rows between two lines where there is no terminal.
const LINE_EVERY: u64 = 10_000;

/// How far a long reading is.
#[derive(Debug)]
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    what: &'static str,
    read: Arc<AtomicU64>,
    rows: u64,
    /// The bar follows the rows instead of the bytes.
    counts_rows: bool,
}

impl Progress {
    /// Of a file with so many bytes.
    pub(super) fn new(what: &'static str, bytes: u64) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(bytes);
            let template = "{msg} {bar:30} {percent:>3} %  {elapsed} / {duration}";
            // The template is ours; if it were wrong the plain bar would do.
            bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar
        });
        Self { bar, what, read: Arc::default(), rows: 0, counts_rows: false }
    }

    /// Of so many rows.
    pub(super) fn of(what: &'static str, rows: u64) -> Self {
        Self { counts_rows: true, ..Self::new(what, rows) }
    }

    /// Counts the bytes that go through a reader.
    pub(super) fn count<R: Read>(&self, inner: R) -> Counted<R> {
        Counted { inner, read: self.read.clone() }
    }

    /// Notes a row.
    pub(super) fn row(&mut self) {
        self.rows += 1;
        match &self.bar {
            Some(bar) if self.counts_rows || self.rows.is_multiple_of(200) => {
                bar.set_position(if self.counts_rows { self.rows } else { self.read.load(Relaxed) });
                bar.set_message(format!("{} {}", self.rows, self.what));
            }
            None if self.rows.is_multiple_of(if self.counts_rows { LINE_EVERY / 100 } else { LINE_EVERY }) => {
                self.line(&format!("{} {} so far", self.rows, self.what))
            }
            _ => {}
        }
    }

    /// Ends the bar.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// Writes a line beside the bar.
    pub(super) fn line(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.println(text),
            None => {
                let _ = writeln!(std::io::stderr(), "{text}");
            }
        }
    }
}

/// A reader that counts.
#[derive(Debug)]
pub(super) struct Counted<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.read.fetch_add(count as u64, Relaxed);
        Ok(count)
    }
}
