//! What is kept in memory of a segment's dictionaries: numbers by which entries are found without unpacking their texts.
//!
//! Owns the table of terms (where their postings lie), and of words their spelling in 32 bits, their term and how frequent it is.
//! All of it is computed, and checked, once when a segment is opened.

use std::ops::{Range, RangeInclusive};

use super::dictionary::Dictionary;
use super::postings::pass_over;
use crate::analysis::stop_words;
use crate::format::Cursor;

/// Where to find a term's postings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) number: usize,
    pub(crate) documents: u32,
    pub(crate) postings: Range<usize>,
    pub(crate) counts: Range<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Start {
    postings: u32,
    /// There is one count for every document, so that this gives the number of documents as well.
    counts: u32,
}

/// Terms by number.
#[derive(Debug, Default)]
pub(crate) struct TermTable {
    /// One more than there are terms: the last says where everything ends.
    starts: Vec<Start>,
}

impl TermTable {
    /// Reads the documents of every term, walks over the postings and checks that both fit what is there.
    pub(super) fn read(numbers: &[u8], terms: usize, documents: usize, postings: &[u8], counts: usize) -> Option<Self> {
        // A byte and more a term, so that a count cannot promise more than is there.
        (terms <= numbers.len()).then_some(())?;
        let mut cursor = Cursor::new(numbers);
        let mut lists = Cursor::new(postings);
        let mut starts = Vec::with_capacity(terms + 1);
        let mut counts_at = 0_u32;
        for _ in 0..terms {
            let count = cursor.varint()?;
            (count >= 1 && count as usize <= documents).then_some(())?;
            starts.push(Start { postings: (postings.len() - lists.rest().len()) as u32, counts: counts_at });
            pass_over(&mut lists, count as usize)?;
            counts_at = counts_at.checked_add(count)?;
        }
        starts.push(Start { postings: postings.len() as u32, counts: counts_at });
        (cursor.is_empty() && lists.is_empty() && counts_at as usize == counts).then_some(Self { starts })
    }

    /// The term with this number.
    pub(crate) fn get(&self, number: usize) -> Option<Term> {
        let (start, end) = (self.starts.get(number)?, self.starts.get(number + 1)?);
        Some(Term {
            number,
            documents: end.counts - start.counts,
            postings: start.postings as usize..end.postings as usize,
            counts: start.counts as usize..end.counts as usize,
        })
    }

    /// Documents of the term with this number.
    pub(crate) fn documents(&self, number: usize) -> u32 {
        match self.starts.get(number..).and_then(<[Start]>::first_chunk::<2>) {
            Some([start, end]) => end.counts - start.counts,
            None => 0,
        }
    }

    /// How many terms there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    pub(super) fn memory(&self) -> usize {
        self.starts.capacity() * size_of::<Start>()
    }
}

/// Length that longer words count with as well.
const LONGEST_LENGTH: usize = 31;

/// What can be said of a word's spelling in 32 bits: which letters it has and how many characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordKey(u32);

impl WordKey {
    /// 26 bits for a to z and one for anything else; above them the length, up to 31.
    const LETTERS: u32 = (1 << 27) - 1;

    pub(crate) fn new(word: &str) -> Self {
        let bit = |byte: u8| if byte.is_ascii_lowercase() { byte - b'a' } else { 26 };
        let letters = word.bytes().fold(0, |letters, byte| letters | 1 << bit(byte));
        // Every character has one byte that continues none.
        let length = word.bytes().filter(|byte| byte & 0xc0 != 0x80).count();
        Self(letters | (length.min(LONGEST_LENGTH) as u32) << 27)
    }

    fn length(self) -> usize {
        (self.0 >> 27) as usize
    }

    /// Whether at most `allowed` (1 or 2) letters of either word are missing in the other and the lengths differ by as much at
    /// most: each missing letter costs a change. Without a branch, so that many words are tested at once.
    #[inline]
    fn is_near(self, other: Self, allowed: u32) -> bool {
        (self.missing_in(other, allowed) & other.missing_in(self, allowed))
            && (self.0 >> 27).abs_diff(other.0 >> 27) <= allowed
    }

    /// Whether this word may stand in a longer one with at most `allowed` (1 or 2) changes.
    #[inline]
    fn may_begin(self, other: Self, allowed: u32) -> bool {
        self.missing_in(other, allowed) & (other.0 >> 27 > self.0 >> 27)
    }

    #[inline]
    fn missing_in(self, other: Self, allowed: u32) -> bool {
        let missing = self.0 & !other.0 & Self::LETTERS;
        let but_one = missing & missing.wrapping_sub(1);
        let but_two = but_one & but_one.wrapping_sub(1);
        (if allowed < 2 { but_one } else { but_two }) == 0
    }
}

/// Which words are looked for by their spelling.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Alike {
    /// Those with at most so many wrong letters (1 or 2).
    Near(WordKey, u32),
    /// Longer ones that may begin with this one, with at most so many wrong letters (1 or 2).
    Begun(WordKey, u32),
}

impl Alike {
    /// The lengths such words can have.
    fn lengths(self) -> RangeInclusive<usize> {
        match self {
            Self::Near(key, allowed) => {
                key.length().saturating_sub(allowed as usize)..=(key.length() + allowed as usize).min(LONGEST_LENGTH)
            }
            Self::Begun(key, _) => key.length() + 1..=LONGEST_LENGTH,
        }
    }
}

/// Words by number.
#[derive(Debug, Default)]
pub(crate) struct WordTable {
    /// In the order of their lengths, so that a look for words like another one reads a few lengths and not all.
    keys: Vec<WordKey>,
    /// The word of each key. Those of one length rise.
    words: Vec<u32>,
    /// Where the keys of each length begin, and where the last ones end.
    lengths: Vec<usize>,
    terms: Vec<u32>,
    /// 1 plus the binary logarithm of the number of documents of the word's term; 0 for stop words, which nobody looks for.
    classes: Vec<u8>,
}

impl WordTable {
    /// Reads the term of every word of `dictionary`.
    pub(super) fn read(dictionary: Dictionary<'_>, numbers: &[u8], terms: &TermTable) -> Option<Self> {
        let mut table = Self::default();
        let mut cursor = Cursor::new(numbers);
        let mut keys: Vec<WordKey> = Vec::new();
        let mut fits = true;
        dictionary.validate(|word| {
            let term = cursor.varint().filter(|&term| (term as usize) < terms.len());
            let Some(term) = term else {
                fits = false;
                return;
            };
            keys.push(WordKey::new(word));
            table.terms.push(term);
            table.classes.push((32 - terms.documents(term as usize).leading_zeros()) as u8);
        })?;
        // Looking up a hundred stop words is cheaper than asking of every word whether it is one.
        for word in stop_words().filter_map(|word| dictionary.find(word)) {
            if let Some(class) = table.classes.get_mut(word) {
                *class = 0;
            }
        }
        table.sort(&keys);
        table.terms.shrink_to_fit();
        table.classes.shrink_to_fit();
        (fits && cursor.is_empty()).then_some(table)
    }

    /// Puts the keys in the order of their lengths.
    fn sort(&mut self, keys: &[WordKey]) {
        let mut places = [0_usize; LONGEST_LENGTH + 2];
        for key in keys {
            if let Some(count) = places.get_mut(key.length() + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for place in &mut places {
            sum += *place;
            *place = sum;
        }
        self.lengths = places.to_vec();
        self.keys = vec![WordKey(0); keys.len()];
        self.words = vec![0; keys.len()];
        for (word, key) in keys.iter().enumerate() {
            let Some(place) = places.get_mut(key.length()) else { continue };
            if let (Some(own), Some(number)) = (self.keys.get_mut(*place), self.words.get_mut(*place)) {
                (*own, *number) = (*key, word as u32);
            }
            *place += 1;
        }
    }

    /// The term of a word.
    pub(crate) fn term(&self, word: usize) -> Option<usize> {
        self.terms.get(word).map(|&term| term as usize)
    }

    /// Terms of the words from `start` up to `end`, at most those of the `most` most frequent words (to a power of two; of
    /// equals the first). Sorted, no term twice, no stop word.
    pub(crate) fn terms_of(&self, start: usize, end: usize, most: usize) -> Vec<usize> {
        let classes = self.classes.get(start..end).unwrap_or_default();
        let terms = self.terms.get(start..end).unwrap_or_default();
        let mut sizes = [0_usize; 33];
        for &class in classes {
            if let Some(size) = sizes.get_mut(usize::from(class)) {
                *size += 1;
            }
        }
        let (mut least, mut above) = (sizes.len(), 0);
        let mut size = 0;
        while least > 1 && above + size < most {
            above += size;
            least -= 1;
            size = sizes.get(least).copied().unwrap_or(0);
        }
        let mut room = most.saturating_sub(above);
        let mut found: Vec<usize> = Vec::with_capacity(most);
        for (&class, &term) in classes.iter().zip(terms) {
            let class = usize::from(class);
            if class > least || class == least && room > 0 {
                room -= usize::from(class == least);
                found.push(term as usize);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Numbers of the words that may be alike and are no stop words, rising.
    pub(crate) fn like(&self, alike: Alike) -> Vec<usize> {
        match alike {
            Alike::Near(key, allowed) => self.with_key(alike.lengths(), |other| key.is_near(other, allowed)),
            Alike::Begun(key, allowed) => self.with_key(alike.lengths(), |other| key.may_begin(other, allowed)),
        }
    }

    fn with_key(&self, lengths: RangeInclusive<usize>, passes: impl Fn(WordKey) -> bool) -> Vec<usize> {
        let start = self.lengths.get(*lengths.start()).copied().unwrap_or(self.keys.len());
        let end = self.lengths.get(lengths.end() + 1).copied().unwrap_or(self.keys.len());
        let keys = self.keys.get(start..end).unwrap_or_default().chunks(64);
        let words = self.words.get(start..end).unwrap_or_default().chunks(64);
        let mut found = Vec::new();
        for (keys, words) in keys.zip(words) {
            // Nearly every block has no such word, and this needs no branch to know.
            if !keys.iter().fold(false, |any, &key| any | passes(key)) {
                continue;
            }
            let near = keys.iter().zip(words).filter(|(key, _)| passes(**key)).map(|(_, &word)| word as usize);
            found.extend(near.filter(|&word| self.classes.get(word).is_some_and(|&class| class > 0)));
        }
        found.sort_unstable();
        found
    }

    pub(super) fn memory(&self) -> usize {
        self.keys.capacity() * 4
            + self.words.capacity() * 4
            + self.lengths.capacity() * size_of::<usize>()
            + self.terms.capacity() * 4
            + self.classes.capacity()
    }
}

#[cfg(test)]
mod tests {
    use super::WordKey;

    #[test]
    fn keys_let_every_near_word_pass() {
        let near = |one: &str, other: &str, allowed| WordKey::new(one).is_near(WordKey::new(other), allowed);
        assert!(near("react", "reakt", 1) && near("react", "raect", 1) && near("reat", "react", 1));
        assert!(!near("react", "vue", 1) && !near("python", "pxxhon", 1));
        assert!(near("kubernetxs", "kubernetes", 1) && near("pyhtno", "python", 2));
        assert!(WordKey::new("javasrc").may_begin(WordKey::new("javascript"), 1));
        assert!(!WordKey::new("javascript").may_begin(WordKey::new("java"), 1));
    }
}
