//! Text becomes tokens with their places.
//!
//! Owns word boundaries and the names that ordinary boundaries would break: `c++`, `c#`, `.net`, `node.js`, `ui/ux`.
//! A compound is given whole and in parts. Leaves meaning (stems, aliases, stop words) to the others.

use super::fold::{fold_into, is_mark};

/// Longest token in characters; the rest of a longer one is cut off, in documents and queries alike.
const LONGEST: usize = 40;
/// What may stand after the dot of a compound such as `node.js`. A closed list, or each missing space after a full stop
/// would make a new word.
const AFTER_DOT: [&str; 6] = ["ai", "io", "js", "net", "py", "ts"];

/// What a token is to its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Stands alone.
    Word,
    /// A compound; its parts follow as tokens of their own.
    Whole,
    /// A part of the compound before it.
    Part,
}

/// One token. `start` and `end` are byte offsets in the text; `position` counts words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub(crate) text: &'a str,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) position: u32,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone, Copy)]
struct Raw {
    start: usize,
    end: usize,
    from: usize,
    to: usize,
    after_dot: bool,
}

/// Cuts texts, reusing its memory from one to the next.
#[derive(Debug, Default)]
pub(crate) struct Tokenizer {
    folded: String,
    raws: Vec<Raw>,
    compound: String,
}

impl Tokenizer {
    /// Calls `visit` for every token in order and returns the number of positions used.
    pub(crate) fn run(&mut self, text: &str, mut visit: impl FnMut(Token<'_>)) -> u32 {
        self.cut(text);
        let mut position = 0;
        let mut at = 0;
        while let Some(&raw) = self.raws.get(at) {
            if let Some(&next) = self.raws.get(at + 1)
                && let Some(joint) = joint(text, &self.folded, raw, next)
            {
                self.compound.clear();
                self.compound.push_str(&self.folded[raw.from..raw.to]);
                self.compound.push(joint);
                self.compound.push_str(&self.folded[next.from..next.to]);
                visit(Token { text: &self.compound, start: raw.start, end: next.end, position, kind: Kind::Whole });
                for (step, part) in [raw, next].into_iter().enumerate() {
                    visit(Token {
                        text: &self.folded[part.from..part.to],
                        start: part.start,
                        end: part.end,
                        position: position + step as u32,
                        kind: Kind::Part,
                    });
                }
                position += 2;
                at += 2;
                continue;
            }
            let mut token = Token {
                text: &self.folded[raw.from..raw.to],
                start: raw.start,
                end: raw.end,
                position,
                kind: Kind::Word,
            };
            if raw.after_dot {
                visit(Token { text: ".net", start: raw.start - 1, kind: Kind::Whole, ..token });
                token.kind = Kind::Part;
            }
            visit(token);
            position += 1;
            at += 1;
        }
        position
    }

    /// Finds the words, folded, with the `++` and `#` that belong to them. Runs of ASCII, nearly all there is, are taken whole.
    fn cut(&mut self, text: &str) {
        self.folded.clear();
        self.raws.clear();
        let mut previous: Option<char> = None;
        let mut before_previous: Option<char> = None;
        let mut at = 0;
        while let Some(first) = character_at(text, at) {
            let start = at;
            at += first.len_utf8();
            if !first.is_alphanumeric() {
                before_previous = previous;
                previous = Some(first);
                continue;
            }
            let from = self.folded.len();
            fold_into(first, &mut self.folded);
            let mut last = first;
            if !stands_alone(first) {
                (at, last) = self.word(text, at, first);
            }
            self.trim_apostrophes(from);
            let suffix = suffix(&self.folded[from..], &text[at..]);
            at += suffix.len();
            self.folded.push_str(suffix);
            let to = self.folded.len();
            if to > from {
                let opens = before_previous.is_none_or(|character| !character.is_alphanumeric());
                let after_dot = previous == Some('.') && opens && &self.folded[from..to] == "net";
                self.raws.push(Raw { start, end: at, from, to, after_dot });
            }
            before_previous = previous;
            previous = Some(last);
        }
    }

    /// Takes in the rest of a word whose first character is known. Returns where it ends and its last character.
    fn word(&mut self, text: &str, mut at: usize, first: char) -> (usize, char) {
        let mut last = first;
        let mut length = 1;
        loop {
            let run = text.as_bytes().iter().skip(at).take_while(|byte| byte.is_ascii_alphanumeric()).count();
            if let Some(piece) = text.get(at..at + run).filter(|_| run > 0) {
                let before = self.folded.len();
                self.folded.push_str(&piece[..run.min(LONGEST.saturating_sub(length))]);
                if let Some(piece) = self.folded.get_mut(before..) {
                    piece.make_ascii_lowercase();
                }
                last = piece.as_bytes().last().map_or(last, |&byte| char::from(byte));
                length += run;
                at += run;
            }
            let Some(character) = character_at(text, at) else { break };
            let following = character_at(text, at + character.len_utf8());
            if character.is_alphanumeric() && !stands_alone(character) || is_mark(character) {
                if length < LONGEST {
                    fold_into(character, &mut self.folded);
                }
                length += 1;
                last = character;
            } else if matches!(character, '\'' | '’') && following.is_some_and(char::is_alphabetic) {
                // Joined and not split: `don't` is one word. A possessive `s` is cut off below.
                if length < LONGEST {
                    self.folded.push('\'');
                }
            } else if character == '.' && last.is_ascii_digit() && following.is_some_and(|next| next.is_ascii_digit()) {
                self.folded.push('.');
            } else {
                break;
            }
            at += character.len_utf8();
        }
        (at, last)
    }

    fn trim_apostrophes(&mut self, from: usize) {
        let Some(word) = self.folded.get(from..) else { return };
        if !word.contains('\'') {
            return;
        }
        let word = word.strip_suffix("'s").unwrap_or(word);
        let joined: String = word.chars().filter(|&character| character != '\'').collect();
        self.folded.truncate(from);
        self.folded.push_str(&joined);
    }
}

fn character_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at)? {
        byte if byte.is_ascii() => Some(char::from(*byte)),
        _ => text.get(at..)?.chars().next(),
    }
}

/// Scripts written without spaces: each character is a word, so that a search can find any part.
fn stands_alone(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

/// The signs after a word that belong to it.
fn suffix(word: &str, rest: &str) -> &'static str {
    if word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return "";
    }
    for (sign, longest) in [("++", LONGEST), ("#", 2)] {
        if let Some(after) = rest.strip_prefix(sign)
            && word.len() <= longest
            && !after.starts_with(|character: char| character.is_alphanumeric() || character == '+' || character == '#')
        {
            return sign;
        }
    }
    ""
}

/// The sign that joins two words into a compound, if one does.
fn joint(text: &str, folded: &str, left: Raw, right: Raw) -> Option<char> {
    if right.start != left.end + 1 {
        return None;
    }
    let (before, after) = (folded.get(left.from..left.to)?, folded.get(right.from..right.to)?);
    match text.get(left.end..right.start)? {
        "." if before.len() > 1
            && before.bytes().all(|byte| byte.is_ascii_alphabetic())
            && AFTER_DOT.contains(&after) =>
        {
            Some('.')
        }
        "/" if before.len() <= 3 && after.len() <= 3 && before.is_ascii() && after.is_ascii() => Some('/'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        Tokenizer::default().run(text, |token| out.push(token.text.to_owned()));
        out
    }

    #[test]
    fn names_with_signs_are_kept_whole_and_in_parts() {
        assert_eq!(tokens("C++, C# and F#."), ["c++", "c#", "and", "f#"]);
        assert_eq!(tokens("Node.js"), ["node.js", "node", "js"]);
        assert_eq!(tokens("UI/UX"), ["ui/ux", "ui", "ux"]);
        assert_eq!(tokens("a .NET job"), ["a", ".net", "net", "job"]);
        assert_eq!(tokens("ASP.NET"), ["asp.net", "asp", "net"]);
        assert_eq!(tokens("experience.The"), ["experience", "the"]);
        assert_eq!(tokens("React+Node 5+ years v3.5"), ["react", "node", "5", "years", "v3.5"]);
        assert_eq!(tokens("don't the client's"), ["dont", "the", "client"]);
    }

    #[test]
    fn spans_are_character_boundaries_of_the_original() {
        let text = "👩‍💻 Re\u{301}sume\u{301} 日本 C#/.NET ’’ x";
        Tokenizer::default().run(text, |token| {
            assert!(text.is_char_boundary(token.start) && text.is_char_boundary(token.end), "{token:?}");
            assert!(token.start < token.end);
        });
        assert!(tokens(text).contains(&"resume".to_owned()));
        assert!(tokens(text).contains(&"日".to_owned()));
    }

    #[test]
    fn an_endless_word_is_cut() {
        assert_eq!(tokens(&"a".repeat(500))[0].len(), LONGEST);
    }
}
