//! The documents that a query is about, as lists instead of one entry for every document there is.
//!
//! Owns the lists: per segment the numbers of the documents, their text scores and matched words, and later which gates they
//! fail. A median query matches a fourteenth of a collection, so everything after scoring walks these lists only.

use std::ops::Range;

/// Candidates of all segments, one segment after the other.
#[derive(Debug, Default)]
pub(crate) struct Candidates {
    /// Numbers in their segment; rising unless the query is one word of several lists.
    pub(super) documents: Vec<u32>,
    /// Text scores; 0 where there is no text.
    pub(super) scores: Vec<f32>,
    /// Matched words; empty unless the query has several.
    pub(super) matched: Vec<u8>,
    /// Where the candidates of each segment end.
    ends: Vec<usize>,
}

impl Candidates {
    pub(super) fn clear(&mut self) {
        self.documents.clear();
        self.scores.clear();
        self.matched.clear();
        self.ends.clear();
    }

    /// The segment is complete; what is pushed next belongs to the next one.
    pub(super) fn end_segment(&mut self) {
        self.ends.push(self.documents.len());
    }

    pub(super) fn len(&self) -> usize {
        self.documents.len()
    }

    /// The documents of a segment.
    pub(super) fn documents_of(&self, segment: usize) -> &[u32] {
        self.documents.get(self.of(segment)).unwrap_or_default()
    }

    /// The candidates of a segment.
    pub(super) fn of(&self, segment: usize) -> Range<usize> {
        range(&self.ends, segment)
    }

    /// Keeps those whose number of matched words passes, in their order.
    pub(super) fn retain(&mut self, keep: impl Fn(u8) -> bool) {
        let kept = std::mem::take(self);
        for segment in 0..kept.ends.len() {
            for at in kept.of(segment) {
                if let (Some(&document), Some(&score), Some(&matched)) =
                    (kept.documents.get(at), kept.scores.get(at), kept.matched.get(at))
                    && keep(matched)
                {
                    self.documents.push(document);
                    self.scores.push(score);
                    self.matched.push(matched);
                }
            }
            self.end_segment();
        }
    }

    pub(super) fn memory(&self) -> usize {
        self.documents.capacity() * 4 + self.scores.capacity() * 4 + self.matched.capacity() + self.ends.capacity() * 8
    }
}

/// Documents of all segments, one segment after the other: what is left of the candidates behind some gates.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    pub(super) documents: Vec<u32>,
    ends: Vec<usize>,
}

impl Selection {
    pub(super) fn clear(&mut self) {
        self.documents.clear();
        self.ends.clear();
    }

    pub(super) fn end_segment(&mut self) {
        self.ends.push(self.documents.len());
    }

    /// The documents of a segment.
    pub(super) fn documents_of(&self, segment: usize) -> &[u32] {
        self.documents.get(range(&self.ends, segment)).unwrap_or_default()
    }

    pub(super) fn memory(&self) -> usize {
        self.documents.capacity() * 4 + self.ends.capacity() * 8
    }
}

fn range(ends: &[usize], segment: usize) -> Range<usize> {
    let start = segment.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    start..ends.get(segment).copied().unwrap_or(start)
}
