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

    /// How many are in the set.
    pub(crate) fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The members, rising.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, &word)| {
            let mut rest = word;
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
