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
    /// Matched words.
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

    #[inline]
    pub(super) fn push(&mut self, document: u32, score: f32, matched: u8) {
        self.documents.push(document);
        self.scores.push(score);
        self.matched.push(matched);
    }

    /// The segment is complete; what is pushed next belongs to the next one.
    pub(super) fn end_segment(&mut self) {
        self.ends.push(self.documents.len());
    }

    pub(super) fn len(&self) -> usize {
        self.documents.len()
    }

    /// The candidates of a segment.
    pub(super) fn of(&self, segment: usize) -> Range<usize> {
        range(&self.ends, segment)
    }

    /// Keeps those that pass, in their order.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(u8) -> bool) {
        let mut kept = 0;
        let mut at = 0;
        for end in &mut self.ends {
            while at < *end {
                if let (Some(&document), Some(&score), Some(&matched)) =
                    (self.documents.get(at), self.scores.get(at), self.matched.get(at))
                    && keep(matched)
                {
                    if let (Some(to_document), Some(to_score), Some(to_matched)) =
                        (self.documents.get_mut(kept), self.scores.get_mut(kept), self.matched.get_mut(kept))
                    {
                        (*to_document, *to_score, *to_matched) = (document, score, matched);
                    }
                    kept += 1;
                }
                at += 1;
            }
            *end = kept;
        }
        self.documents.truncate(kept);
        self.scores.truncate(kept);
        self.matched.truncate(kept);
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
    pub(super) fn of(&self, segment: usize) -> &[u32] {
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
