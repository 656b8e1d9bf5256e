//! The words of page contents and character maps: numbers, names, strings, operators.

/// A word.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Name(String),
    Text(Vec<u8>),
    /// `[`, `]`, or an operator.
    Word(String),
}

/// Takes the words one by one; what is no word is skipped.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn while_is(&mut self, is: impl Fn(u8) -> bool) -> &'a [u8] {
        let start = self.at;
        while self.peek().is_some_and(&is) {
            self.at += 1;
        }
        &self.bytes[start..self.at]
    }

    /// A string in brackets, with its escapes and inner brackets.
    fn literal(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut depth = 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => {
                    let Some(escaped) = self.peek() else { break };
                    self.at += 1;
                    match escaped {
                        b'n' => out.push(b'\n'),
                        b'r' => out.push(b'\r'),
                        b't' => out.push(b'\t'),
                        b'\n' | b'\r' => {}
                        b'0'..=b'7' => {
                            let mut value = u32::from(escaped - b'0');
                            for _ in 0..2 {
                                let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                                value = value * 8 + u32::from(digit - b'0');
                                self.at += 1;
                            }
                            out.push((value & 255) as u8);
                        }
                        other => out.push(other),
                    }
                    continue;
                }
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
            out.push(byte);
        }
        out
    }
}

/// The bytes of hexadecimal digits; a missing last digit is 0.
fn hex(digits: &[u8]) -> Vec<u8> {
    let values: Vec<u8> = digits
        .iter()
        .filter_map(|digit| char::from(*digit).to_digit(16))
        .filter_map(|value| u8::try_from(value).ok())
        .collect();
    values.chunks(2).map(|pair| (pair[0] << 4) | pair.get(1).copied().unwrap_or(0)).collect()
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            return Some(match byte {
                b'%' => {
                    self.while_is(|byte| byte != b'\n' && byte != b'\r');
                    continue;
                }
                b'(' => Token::Text(self.literal()),
                b'<' if self.peek() != Some(b'<') => {
                    let digits = self.while_is(|byte| byte != b'>');
                    self.at += 1;
                    Token::Text(hex(digits))
                }
                // A dictionary opens; its words are taken as they come.
                b'<' => {
                    self.at += 1;
                    continue;
                }
                b'/' => Token::Name(String::from_utf8_lossy(self.while_is(is_regular)).into_owned()),
                b'[' | b']' => Token::Word(char::from(byte).to_string()),
                byte if is_regular(byte) => {
                    self.at -= 1;
                    let word = String::from_utf8_lossy(self.while_is(is_regular)).into_owned();
                    match word.parse::<f64>() {
                        Ok(number) if word.bytes().all(|byte| !byte.is_ascii_alphabetic()) => Token::Number(number),
                        _ => Token::Word(word),
                    }
                }
                _ => continue,
            });
        }
    }
}

fn is_regular(byte: u8) -> bool {
    !byte.is_ascii_whitespace()
        && byte != 0
        && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// The whole number behind a name of a dictionary.
pub(super) fn number_after(text: &str, name: &str) -> Option<usize> {
    let rest = text.split_once(name)?.1.trim_start();
    let digits = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
    rest[..digits].parse().ok()
}
