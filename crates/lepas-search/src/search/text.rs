//! The text of a query becomes words, phrases and exclusions.
//!
//! Owns the little syntax: `"these words together"`, `-without`, and the unfinished last word. A sign that makes no sense is
//! read as text, so that there is no wrong query.

use crate::analysis::{Analyzer, Kind, Tokenizer, is_stop_word};
use crate::query::QueryError;

/// Longest text in characters.
const LONGEST: usize = 200;
/// Most words.
const MOST_WORDS: usize = 32;

/// Words between two pieces, so that they are no neighbours.
const PIECE_GAP: u32 = 16;

/// A word to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// As written, folded.
    pub(super) surface: String,
    /// What is looked up.
    pub(super) term: String,
    /// Place among all words of the text, stop words included; pieces are far from each other.
    pub(super) position: u32,
    /// Terms of names of several words that this word is part of: a document with one of them has this word, too.
    pub(super) names: Vec<String>,
    /// What a compound falls back to where no document has it whole.
    pub(super) parts: Vec<(String, String)>,
    /// Whether more letters may follow.
    pub(super) unfinished: bool,
    /// Whether it may be corrected; quoted words may not.
    pub(super) correctable: bool,
    is_stop: bool,
}

/// Terms and their places relative to the first.
pub(super) type Phrase = Vec<(String, u32)>;

/// What the text asks for.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// Words that score.
    pub(super) words: Vec<Word>,
    /// Sequences that must occur.
    pub(super) phrases: Vec<Phrase>,
    /// Words and sequences that must not occur.
    pub(super) excluded: Vec<Phrase>,
}

impl Parsed {
    /// Whether there is a sequence of several words, for which it must be known where words stand.
    pub(super) fn has_phrase(&self) -> bool {
        self.phrases.iter().chain(&self.excluded).any(|phrase| phrase.len() > 1)
    }
}

/// Reads a text.
pub(super) fn parse(analyzer: &Analyzer, text: &str) -> Result<Parsed, QueryError> {
    let length = text.chars().count();
    if length > LONGEST {
        return Err(QueryError::TooLong { length, maximum: LONGEST });
    }
    let mut reader =
        Reader { analyzer, tokenizer: Tokenizer::default(), parsed: Parsed::default(), count: 0, position: 0 };
    let mut rest = text;
    while let Some(at) = rest.find(|character: char| !character.is_whitespace()) {
        rest = rest.get(at..).unwrap_or_default();
        let excluded = rest.starts_with('-')
            && rest.chars().nth(1).is_some_and(|next| next == '"' || next.is_alphanumeric() || next == '.');
        let start = usize::from(excluded);
        let body = rest.get(start..).unwrap_or_default();
        let quoted = body.strip_prefix('"').and_then(|inner| inner.find('"').and_then(|end| inner.get(..end)));
        let (piece, end) = match quoted {
            Some(inner) => (inner, start + inner.len() + 2),
            None => {
                // Words up to the next quotation mark or exclusion are read together, so that names of several words are seen.
                let end = if excluded { end_of_word(body) } else { end_of_words(body) };
                (body.get(..end).unwrap_or_default(), start + end)
            }
        };
        let is_last = end == rest.len();
        reader.read(piece, excluded, quoted.is_some(), is_last)?;
        rest = rest.get(end.max(1)..).unwrap_or_default();
    }
    Ok(reader.finish())
}

fn end_of_word(text: &str) -> usize {
    text.find(char::is_whitespace).unwrap_or(text.len())
}

fn end_of_words(text: &str) -> usize {
    let mut before = 'x';
    for (at, character) in text.char_indices() {
        let opens = before.is_whitespace() && matches!(character, '-' | '"') || character == '"' && at > 0;
        if opens {
            return at;
        }
        before = character;
    }
    text.len()
}

struct Reader<'a> {
    analyzer: &'a Analyzer,
    tokenizer: Tokenizer,
    parsed: Parsed,
    count: usize,
    position: u32,
}

impl Reader<'_> {
    fn read(&mut self, piece: &str, excluded: bool, quoted: bool, is_last: bool) -> Result<(), QueryError> {
        let mut words: Vec<Word> = Vec::new();
        let mut phrase: Phrase = Vec::new();
        let analyzer = self.analyzer;
        let (mut compound_end, mut slash) = (0, None);
        let base = self.position;
        let used = self.tokenizer.run(piece, |token| {
            let term = analyzer.term(token.text);
            if token.kind != Kind::Whole {
                phrase.push((term.clone(), token.position));
            }
            let mut word = Word {
                surface: token.text.to_owned(),
                term,
                position: base + token.position,
                names: Vec::new(),
                parts: Vec::new(),
                unfinished: !quoted && !excluded && is_last && token.end == piece.len(),
                correctable: !quoted && !excluded,
                is_stop: is_stop_word(token.text),
            };
            match token.kind {
                // `ui/ux` asks for both words, in any place; a document with the compound has both.
                Kind::Whole if token.text.contains('/') => slash = Some((word.term, token.end)),
                Kind::Whole => {
                    compound_end = token.end;
                    words.push(word);
                }
                Kind::Part if token.end <= compound_end => {
                    if let Some(whole) = words.last_mut() {
                        whole.parts.push((word.surface, word.term));
                    }
                }
                Kind::Part | Kind::Word => {
                    if let Some((whole, end)) = &slash
                        && token.end <= *end
                    {
                        word.names.push(whole.clone());
                    }
                    words.push(word);
                }
            }
        });
        self.position += used + PIECE_GAP;
        self.count += words.len();
        if self.count > MOST_WORDS {
            return Err(QueryError::TooManyTerms { count: self.count, maximum: MOST_WORDS });
        }
        let phrase = without_stop_words(phrase, &words);
        if excluded {
            if !phrase.is_empty() {
                self.parsed.excluded.push(phrase);
            }
            return Ok(());
        }
        self.add_names(&mut words);
        if quoted && !phrase.is_empty() {
            self.parsed.phrases.push(phrase);
        }
        self.parsed.words.append(&mut words);
        Ok(())
    }

    /// Gives each word the names of several words that it is part of here.
    fn add_names(&self, words: &mut [Word]) {
        let terms: Vec<String> = words.iter().map(|word| word.term.clone()).collect();
        for at in 0..terms.len() {
            for name in self.analyzer.names_at(terms.get(at..).unwrap_or_default()) {
                for word in words.iter_mut().skip(at).take(name.parts.len()) {
                    if !word.names.contains(&name.term) {
                        word.names.push(name.term.clone());
                    }
                }
            }
        }
    }

    fn finish(mut self) -> Parsed {
        let words = &mut self.parsed.words;
        // A word of a name (`ruby on rails`) keeps its meaning; other stop words go, unless nothing would be left.
        if words.iter().any(|word| !word.is_stop) {
            words.retain(|word| !word.is_stop);
        }
        let mut seen: Vec<(String, bool)> = Vec::new();
        words.retain(|word| {
            let known = seen.iter().any(|(term, _)| *term == word.term);
            seen.push((word.term.clone(), word.unfinished));
            !known || word.unfinished
        });
        self.parsed
    }
}

/// Stop words are not indexed in bodies, so a phrase leaves a gap for them; a phrase of nothing else keeps them.
fn without_stop_words(phrase: Phrase, words: &[Word]) -> Phrase {
    let is_stop = |term: &str| words.iter().any(|word| word.is_stop && word.term == term);
    let kept: Phrase = phrase.iter().filter(|(term, _)| !is_stop(term)).cloned().collect();
    if kept.is_empty() { phrase } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Parsed {
        parse(&Analyzer::new(), text).unwrap()
    }

    fn surfaces(text: &str) -> Vec<String> {
        parsed(text).words.into_iter().map(|word| word.surface).collect()
    }

    #[test]
    fn phrases_and_exclusions_are_told_from_words() {
        let found = parsed("senior \"data science\" -php -\"no code\" remo");
        assert_eq!(found.phrases.len(), 1);
        assert_eq!(found.excluded.len(), 2);
        assert_eq!(surfaces("senior \"data science\" -php remo"), ["senior", "data", "science", "remo"]);
        assert!(found.words.last().is_some_and(|word| word.unfinished));
        assert!(parsed("rust ").words.iter().all(|word| !word.unfinished));
    }

    #[test]
    fn stray_signs_are_text() {
        assert_eq!(surfaces("full-time \"open"), ["full", "time", "open"]);
        assert_eq!(surfaces("- -- \" -"), Vec::<String>::new());
        assert_eq!(surfaces("c++ -"), ["c++"]);
    }

    #[test]
    fn stop_words_go_unless_nothing_is_left() {
        assert_eq!(surfaces("the rust for you"), ["rust"]);
        assert_eq!(surfaces("the who"), ["the", "who"]);
    }
}
