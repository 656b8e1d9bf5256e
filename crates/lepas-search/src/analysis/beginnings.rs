//! Which words may have one of some terms, told by their first two letters.
//!
//! Owns the table and the quick walk over a text. A word that the table refuses never has one of the terms; one that it lets
//! pass may. Stemming and folding keep the first two letters of an English word; Indonesian prefixes, other spellings and letters
//! beyond ASCII are let pass.

/// Beginnings behind which an Indonesian root may hide.
const PREFIXES: [&str; 6] = ["be", "di", "ke", "me", "pe", "te"];
/// Code of what is no letter and no digit.
const OTHER: usize = 36;

/// Pairs of letters and digits; a word of one letter is a pair with [`OTHER`].
#[derive(Debug, Clone)]
pub(crate) struct Beginnings {
    seconds: [u64; OTHER + 1],
}

/// Code of an ASCII space.
const SPACE: usize = 37;
/// Code of bytes of letters beyond ASCII.
const BEYOND: usize = 38;

/// Codes of all bytes: 0 to 35 for letters of either case and digits.
const CODES: [u8; 256] = {
    let mut codes = [OTHER as u8; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        codes[at] = match byte {
            b'a'..=b'z' => byte - b'a',
            b'A'..=b'Z' => byte - b'A',
            b'0'..=b'9' => byte - b'0' + 26,
            128.. => BEYOND as u8,
            _ if byte.is_ascii_whitespace() => SPACE as u8,
            _ => OTHER as u8,
        };
        at += 1;
    }
    codes
};

#[inline]
fn kind(byte: u8) -> usize {
    CODES.get(usize::from(byte)).map_or(OTHER, |&code| usize::from(code))
}

/// The code of a letter or digit, and [`OTHER`] for all else.
#[inline]
fn code(byte: u8) -> usize {
    kind(byte).min(OTHER)
}

impl Default for Beginnings {
    fn default() -> Self {
        let mut beginnings = Self { seconds: [0; OTHER + 1] };
        PREFIXES.iter().for_each(|prefix| beginnings.add(prefix));
        beginnings
    }
}

impl Beginnings {
    /// Lets pass what begins like `word`.
    pub(crate) fn add(&mut self, word: &str) {
        // The dot of `.net` is no beginning that the walk would see.
        let mut bytes = word.bytes().skip_while(|byte| code(*byte) == OTHER);
        let (first, second) = (bytes.next().map_or(OTHER, code), bytes.next().map_or(OTHER, code));
        if let Some(seconds) = self.seconds.get_mut(first) {
            *seconds |= 1 << second;
            // `dying` has the stem `die`.
            if second == code(b'i') {
                *seconds |= 1 << code(b'y');
            }
        }
    }

    /// Lets pass every continuation of `word`.
    pub(crate) fn add_open(&mut self, word: &str) {
        if word.len() == 1 {
            if let Some(seconds) = word.bytes().next().and_then(|first| self.seconds.get_mut(code(first))) {
                *seconds = u64::MAX;
            }
        } else {
            self.add(word);
        }
    }

    /// The next piece without ASCII spaces, from `from` on, that has a word which may pass.
    pub(crate) fn next_piece(&self, text: &str, from: usize) -> Option<(usize, usize)> {
        let bytes = text.as_bytes();
        let (mut start, mut at) = (from, from);
        loop {
            let first = kind(*bytes.get(at)?);
            if first < OTHER {
                // A word begins.
                let second = bytes.get(at + 1).map_or(OTHER, |&byte| kind(byte));
                if second == BEYOND || self.may_pass(first, second.min(OTHER)) {
                    return Some((start, end_of_piece(bytes, at)));
                }
                let rest = bytes.get(at..).unwrap_or_default();
                at += rest.iter().position(|&byte| kind(byte) >= OTHER).unwrap_or(rest.len());
                continue;
            }
            if first == BEYOND {
                return Some((start, end_of_piece(bytes, at)));
            }
            at += 1;
            if first == SPACE {
                start = at;
            }
        }
    }

    #[inline]
    fn may_pass(&self, first: usize, second: usize) -> bool {
        self.seconds.get(first).is_some_and(|seconds| seconds >> second & 1 == 1)
    }
}

fn end_of_piece(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::Beginnings;

    #[test]
    fn only_pieces_that_may_match_are_seen() {
        let mut beginnings = Beginnings::default();
        beginnings.add("rust");
        beginnings.add("c++");
        beginnings.add(".net");
        let pieces = |text: &str| {
            let (mut from, mut found) = (0, Vec::new());
            while let Some((start, end)) = beginnings.next_piece(text, from) {
                found.push(text[start..end].to_owned());
                from = end;
            }
            found
        };
        assert_eq!(pieces("We love (Rust), not C or Go"), ["(Rust),", "C"]);
        assert_eq!(pieces("ASP.NET/C++ and café"), ["ASP.NET/C++", "café"]);
        assert_eq!(pieces("menulis and writing"), ["menulis"]);
    }
}
