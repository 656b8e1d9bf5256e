//! Sets of document numbers as bits. Owns the words and their arithmetic; knows nothing of documents.

/// A fixed-size set of small integers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bitset {
    words: Vec<u64>,
    length: usize,
}

impl Bitset {
    /// The empty set below `length`.
    pub(crate) fn empty(length: usize) -> Self {
        Self { words: vec![0; length.div_ceil(64)], length }
    }

    /// Every integer below `length`.
    pub(crate) fn full(length: usize) -> Self {
        let mut words = vec![u64::MAX; length.div_ceil(64)];
        let rest = length % 64;
        if let (Some(last), true) = (words.last_mut(), rest > 0) {
            *last = (1 << rest) - 1;
        }
        Self { words, length }
    }

    /// Adds `index`; an index outside is left out, since it may come from hostile bytes.
    #[inline]
    pub(crate) fn insert(&mut self, index: usize) {
        if index < self.length
            && let Some(word) = self.words.get_mut(index / 64)
        {
            *word |= 1 << (index % 64);
        }
    }

    /// Takes `index` out.
    #[inline]
    pub(crate) fn remove(&mut self, index: usize) {
        if let Some(word) = self.words.get_mut(index / 64) {
            *word &= !(1 << (index % 64));
        }
    }

    /// Whether `index` is in the set.
    #[inline]
    pub(crate) fn contains(&self, index: usize) -> bool {
        self.words.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    /// Keeps what is also in `other`.
    pub(crate) fn intersect(&mut self, other: &Self) {
        for (word, with) in self.words.iter_mut().zip(&other.words) {
            *word &= with;
        }
    }

    /// Drops what is in `other`.
    pub(crate) fn subtract(&mut self, other: &Self) {
        for (word, without) in self.words.iter_mut().zip(&other.words) {
            *word &= !without;
        }
    }

    /// The bits of 64 integers each, for work on whole words. Bits beyond the length must stay 0.
    pub(crate) fn words_mut(&mut self) -> impl Iterator<Item = &mut u64> {
        self.words.iter_mut()
    }

    /// How many are in the set.
    pub(crate) fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The members from `start` up to `end`, rising.
    pub(crate) fn range(&self, start: usize, end: usize) -> impl Iterator<Item = usize> + '_ {
        let first = start / 64;
        let last = end.div_ceil(64).min(self.words.len());
        (first..last).flat_map(move |at| {
            let mut rest = self.words.get(at).copied().unwrap_or(0);
            if at == first {
                rest &= u64::MAX << (start % 64);
            }
            if (at + 1) * 64 > end {
                let keep = end - at * 64;
                rest &= if keep >= 64 { u64::MAX } else { (1 << keep) - 1 };
            }
            std::iter::from_fn(move || {
                if rest == 0 {
                    return None;
                }
                let bit = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                Some(at * 64 + bit)
            })
        })
    }

    /// Bytes held.
    pub(crate) fn memory(&self) -> usize {
        self.words.capacity() * 8
    }
}
