//! The English Snowball stemmer ("Porter2") for words of a to z.
//!
//! Source: Martin Porter, "The English (Porter2) stemming algorithm", <https://snowballstem.org/algorithms/english/stemmer.html>.
//! Written out here, because the crate that has it brings eighteen languages with tables, a third of the worker; a test holds it
//! against that crate word by word. What words without an apostrophe never reach is left out.

/// Words that the rules would treat wrongly, and their stems.
const EXCEPTIONS: [(&str, &str); 18] = [
    ("andes", "andes"),
    ("atlas", "atlas"),
    ("bias", "bias"),
    ("cosmos", "cosmos"),
    ("dying", "die"),
    ("early", "earli"),
    ("gently", "gentl"),
    ("howe", "howe"),
    ("idly", "idl"),
    ("lying", "lie"),
    ("news", "news"),
    ("only", "onli"),
    ("singly", "singl"),
    ("skies", "sky"),
    ("skis", "ski"),
    ("sky", "sky"),
    ("tying", "tie"),
    ("ugly", "ugli"),
];

/// Words that are left alone once their plural is off.
const KEPT: [&str; 8] = ["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"];

/// Second step: longer suffixes before those they end with. `li` and `ogi` have conditions of their own.
const SECOND: [(&str, &str); 24] = [
    ("ational", "ate"),
    ("tional", "tion"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("iveness", "ive"),
    ("biliti", "ble"),
    ("lessli", "less"),
    ("entli", "ent"),
    ("ousli", "ous"),
    ("fulli", "ful"),
    ("aliti", "al"),
    ("alism", "al"),
    ("iviti", "ive"),
    ("abli", "able"),
    ("alli", "al"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("ator", "ate"),
    ("bli", "ble"),
    ("ogi", "og"),
    ("li", ""),
];

/// Third step; `ative` has a condition of its own.
const THIRD: [(&str, &str); 9] = [
    ("ational", "ate"),
    ("tional", "tion"),
    ("alize", "al"),
    ("icate", "ic"),
    ("iciti", "ic"),
    ("ative", ""),
    ("ical", "ic"),
    ("ness", ""),
    ("ful", ""),
];

/// Fourth step: what goes; `ion` has a condition of its own.
const FOURTH: [&str; 18] = [
    "ement", "ment", "ance", "ence", "able", "ible", "ent", "ant", "ism", "ate", "iti", "ous", "ive", "ize", "ion",
    "al", "er", "ic",
];

/// The stem of a word of at least three letters a to z.
pub(super) fn stem(word: &str) -> String {
    if let Some((_, stem)) = EXCEPTIONS.iter().find(|(exception, _)| *exception == word) {
        return (*stem).to_owned();
    }
    let mut word = Word::new(word);
    word.plural();
    if !KEPT.iter().any(|kept| kept.as_bytes() == word.letters) {
        word.past();
        word.final_y();
        word.second();
        word.third();
        word.fourth();
        word.last();
    }
    word.letters.iter().map(|letter| char::from(letter.to_ascii_lowercase())).collect()
}

/// A word on its way. A `Y` is a y that sounds as a consonant.
struct Word {
    letters: Vec<u8>,
    /// Where the first and the second region begin: behind the first consonant that follows a vowel, and again.
    regions: [usize; 2],
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

impl Word {
    fn new(word: &str) -> Self {
        let mut letters: Vec<u8> = word.bytes().collect();
        let mut after_vowel = true;
        for letter in &mut letters {
            if *letter == b'y' && after_vowel {
                *letter = b'Y';
            }
            after_vowel = is_vowel(*letter);
        }
        let region = |from: usize| {
            let rest = letters.get(from..).unwrap_or_default();
            let end = rest.windows(2).position(|two| matches!(two, [one, next] if is_vowel(*one) && !is_vowel(*next)));
            end.map_or(letters.len(), |at| from + at + 2)
        };
        let prefix = ["gener", "commun", "arsen"].into_iter().find(|prefix| word.starts_with(prefix));
        let first = prefix.map_or_else(|| region(0), str::len);
        Self { regions: [first, region(first)], letters }
    }

    fn ends_with(&self, suffix: &str) -> bool {
        self.letters.ends_with(suffix.as_bytes())
    }

    /// The letter `back` places before the end at `end`.
    fn before(&self, end: usize, back: usize) -> Option<u8> {
        end.checked_sub(back).and_then(|at| self.letters.get(at)).copied()
    }

    fn has_vowel_before(&self, end: usize) -> bool {
        self.letters.iter().take(end).any(|&letter| is_vowel(letter))
    }

    /// Whether the letters before `end` close with a short syllable.
    fn is_short(&self, end: usize) -> bool {
        let (Some(last), Some(vowel)) = (self.before(end, 1), self.before(end, 2)) else { return false };
        if is_vowel(last) || !is_vowel(vowel) {
            return false;
        }
        match self.before(end, 3) {
            None => true,
            Some(first) => !is_vowel(first) && !matches!(last, b'w' | b'x' | b'Y'),
        }
    }

    fn replace(&mut self, from: usize, with: &str) {
        self.letters.truncate(from);
        self.letters.extend_from_slice(with.as_bytes());
    }

    /// Where the first of the suffixes that the word has begins, and its number.
    fn suffix<'a>(&self, mut suffixes: impl Iterator<Item = &'a str>) -> Option<(usize, usize)> {
        let mut length = 0;
        let number = suffixes.position(|suffix| {
            length = suffix.len();
            self.ends_with(suffix)
        })?;
        Some((number, self.letters.len() - length))
    }

    fn is_in(&self, region: usize, at: usize) -> bool {
        self.regions.get(region).is_some_and(|&start| start <= at)
    }

    fn plural(&mut self) {
        let length = self.letters.len();
        if self.ends_with("sses") {
            self.letters.truncate(length - 2);
        } else if self.ends_with("ied") || self.ends_with("ies") {
            self.letters.truncate(if length > 4 { length - 2 } else { length - 1 });
        } else if self.ends_with("s")
            && !self.ends_with("us")
            && !self.ends_with("ss")
            && self.has_vowel_before(length.saturating_sub(2))
        {
            self.letters.truncate(length - 1);
        }
    }

    fn past(&mut self) {
        let Some((number, from)) = self.suffix(["eedly", "ingly", "edly", "eed", "ing", "ed"].into_iter()) else {
            return;
        };
        if matches!(number, 0 | 3) {
            if self.is_in(0, from) {
                self.replace(from, "ee");
            }
            return;
        }
        if !self.has_vowel_before(from) {
            return;
        }
        self.letters.truncate(from);
        let last = self.before(from, 1);
        if ["at", "bl", "iz"].into_iter().any(|ending| self.ends_with(ending)) {
            self.letters.push(b'e');
        } else if last == self.before(from, 2) && last.is_some_and(|last| b"bdfgmnprt".contains(&last)) {
            self.letters.truncate(from - 1);
        } else if self.regions.first() == Some(&from) && self.is_short(from) {
            self.letters.push(b'e');
        }
    }

    fn final_y(&mut self) {
        let length = self.letters.len();
        if length > 2
            && matches!(self.before(length, 1), Some(b'y' | b'Y'))
            && self.before(length, 2).is_some_and(|letter| !is_vowel(letter))
        {
            self.replace(length - 1, "i");
        }
    }

    fn second(&mut self) {
        let Some((number, from)) = self.suffix(SECOND.iter().map(|(suffix, _)| *suffix)) else { return };
        let Some(&(suffix, with)) = SECOND.get(number).filter(|_| self.is_in(0, from)) else { return };
        let before = self.before(from, 1);
        let may = match suffix {
            "li" => before.is_some_and(|letter| b"cdeghkmnrt".contains(&letter)),
            "ogi" => before == Some(b'l'),
            _ => true,
        };
        if may {
            self.replace(from, with);
        }
    }

    fn third(&mut self) {
        let Some((number, from)) = self.suffix(THIRD.iter().map(|(suffix, _)| *suffix)) else { return };
        let Some(&(suffix, with)) = THIRD.get(number).filter(|_| self.is_in(0, from)) else { return };
        if suffix != "ative" || self.is_in(1, from) {
            self.replace(from, with);
        }
    }

    fn fourth(&mut self) {
        let Some((number, from)) = self.suffix(FOURTH.into_iter()) else { return };
        let is_ion = FOURTH.get(number) == Some(&"ion");
        if self.is_in(1, from) && (!is_ion || matches!(self.before(from, 1), Some(b's' | b't'))) {
            self.letters.truncate(from);
        }
    }

    fn last(&mut self) {
        let Some(from) = self.letters.len().checked_sub(1) else { return };
        let goes = match self.letters.last() {
            Some(b'e') => self.is_in(1, from) || self.is_in(0, from) && !self.is_short(from),
            Some(b'l') => self.is_in(1, from) && self.before(from, 1) == Some(b'l'),
            _ => false,
        };
        if goes {
            self.letters.truncate(from);
        }
    }
}

#[cfg(test)]
mod tests {
    use rust_stemmers::{Algorithm, Stemmer};

    use super::*;

    /// Beginnings and endings that reach every rule, put together in every way.
    #[test]
    fn stems_are_those_of_the_published_algorithm() {
        let known = Stemmer::create(Algorithm::English);
        let beginnings = [
            "a", "ab", "arsen", "be", "biolog", "ca", "commun", "consol", "depend", "dy", "eat", "fl", "gener", "hop",
            "hopp", "inn", "kn", "ly", "mus", "nat", "oper", "pl", "proc", "rap", "roll", "sky", "sen", "sk", "suc",
            "toy", "trav", "try", "univers", "us", "vibr", "whit", "x", "yell", "yo", "zoo",
        ];
        let mut endings: Vec<&str> = vec![
            "", "s", "es", "ies", "ied", "sses", "us", "ss", "eed", "eedly", "ed", "edly", "ing", "ingly", "y", "ly",
            "e", "l", "ll", "ogi", "logy", "at", "bl", "iz", "tt", "er", "ers", "able", "ness", "less", "lessly",
            "sion", "tion", "w", "x", "ey", "ays",
        ];
        endings.extend(SECOND.iter().chain(&THIRD).map(|(suffix, _)| *suffix).chain(FOURTH));
        let mut words: Vec<String> = EXCEPTIONS.iter().map(|(word, _)| *word).chain(KEPT).map(str::to_owned).collect();
        for beginning in beginnings {
            for middle in &endings {
                for end in &endings {
                    words.push(format!("{beginning}{middle}{end}"));
                }
            }
        }
        let told = words.iter().filter(|word| word.len() > 2).map(|word| (word, stem(word), known.stem(word)));
        let wrong: Vec<_> = told.filter(|(_, own, theirs)| own != theirs).take(20).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
