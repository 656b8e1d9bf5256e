//! What the codes of a font mean: its map to Unicode where it has one, else the code page that PDF viewers take (Windows-1252).

use std::collections::BTreeMap;

use super::tokens::{Token, Tokens};

/// Most codes of one range of a map; a larger one is a mistake or an attack.
const RANGE_MAX: u32 = 65_536;

/// A font, as far as reading needs it.
#[derive(Debug, Clone, Default)]
pub(super) struct Font {
    map: BTreeMap<u32, String>,
    wide: bool,
}

impl Font {
    /// The text of codes.
    pub(super) fn text(&self, codes: &[u8]) -> String {
        let mut out = String::new();
        let width = if self.wide { 2 } else { 1 };
        for code in codes.chunks(width) {
            let number = code.iter().fold(0, |number: u32, byte| (number << 8) | u32::from(*byte));
            match self.map.get(&number) {
                Some(text) => out.push_str(text),
                None if self.map.is_empty() && !self.wide => out.extend(windows_1252(number)),
                None => {}
            }
        }
        out
    }
}

/// Letters of the code page where it differs from Latin 1.
fn windows_1252(code: u32) -> Option<char> {
    match code {
        0x85 => Some('…'),
        0x91 => Some('‘'),
        0x92 => Some('’'),
        0x93 => Some('“'),
        0x94 => Some('”'),
        0x95 => Some('•'),
        0x96 => Some('–'),
        0x97 => Some('—'),
        0x80..=0x9F => None,
        code => char::from_u32(code).filter(|character| !character.is_control()),
    }
}

/// The fonts of a file by the names that pages give them. `contents` are the streams by the numbers of their objects.
pub(super) fn read(objects: &BTreeMap<u32, String>, contents: &[(u32, &[u8])]) -> Vec<(String, Font)> {
    // A résumé has a handful; another kind of map would be more code than all of them are worth.
    let mut fonts: Vec<(String, Font)> = Vec::new();
    for object in objects.values() {
        for (at, _) in object.match_indices("/Font") {
            let rest = object[at + 5..].trim_start();
            let list = match rest.strip_prefix("<<") {
                Some(inline) => inline.split(">>").next().unwrap_or_default(),
                None => match reference(rest).and_then(|number| objects.get(&number)) {
                    Some(other) => other.as_str(),
                    None => continue,
                },
            };
            for entry in list.split('/').skip(1) {
                let Some((name, target)) = entry.split_once(char::is_whitespace) else { continue };
                let Some(font) = reference(target).and_then(|number| objects.get(&number)) else { continue };
                let mut held =
                    Font { wide: font.contains("/Type0") || font.contains("/Identity-H"), ..Font::default() };
                let map = font
                    .split_once("/ToUnicode")
                    .and_then(|(_, rest)| reference(rest))
                    .and_then(|at| contents.iter().rfind(|(number, _)| *number == at));
                if let Some((_, map)) = map {
                    read_map(map, &mut held);
                }
                // One name may mean different fonts on different pages; the one that can be read counts.
                match fonts.iter_mut().find(|(known, _)| known == name) {
                    Some((_, known)) if known.map.is_empty() => *known = held,
                    Some(_) => {}
                    None => fonts.push((name.to_owned(), held)),
                }
            }
        }
    }
    fonts
}

/// The object of `12 0 R`.
fn reference(text: &str) -> Option<u32> {
    let mut words = text.split_whitespace();
    let number = words.next()?.parse().ok()?;
    words.next()?.parse::<u32>().ok()?;
    words.next()?.starts_with('R').then_some(number)
}

/// Reads `bfchar` and `bfrange` of a character map.
fn read_map(bytes: &[u8], font: &mut Font) {
    let mut held: Vec<Vec<u8>> = Vec::new();
    let mut inside = "";
    for token in Tokens::new(bytes) {
        match token {
            Token::Word(word) => {
                inside = match word.as_str() {
                    "begincodespacerange" => "space",
                    "beginbfchar" => "char",
                    "beginbfrange" => "range",
                    "[" if inside == "range" => "list",
                    "]" if inside == "list" => "range",
                    "endcodespacerange" | "endbfchar" | "endbfrange" => "",
                    _ => inside,
                };
                if word != "[" {
                    held.clear();
                }
            }
            Token::Text(text) => {
                held.push(text);
                match (inside, held.as_slice()) {
                    ("space", [start, _]) => font.wide = start.len() > 1,
                    ("char", [code, text]) => {
                        font.map.insert(number(code), utf16(text));
                    }
                    ("range", [from, to, text]) => {
                        let (from, to) = (number(from), number(to));
                        let first = utf16(text).chars().next().map(u32::from);
                        for code in (from..=to).take(RANGE_MAX as usize) {
                            let character = first.and_then(|first| char::from_u32(first + (code - from)));
                            font.map.extend(character.map(|character| (code, character.to_string())));
                        }
                    }
                    ("list", [from, _, texts @ ..]) if !texts.is_empty() => {
                        let at = number(from).saturating_add(u32::try_from(texts.len()).unwrap_or(0)) - 1;
                        font.map.insert(at, texts.last().map(|text| utf16(text)).unwrap_or_default());
                        continue;
                    }
                    _ => continue,
                }
                held.clear();
            }
            _ => {}
        }
    }
}

fn number(code: &[u8]) -> u32 {
    code.iter().take(4).fold(0, |number, byte| (number << 8) | u32::from(*byte))
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    // Ligatures stand for the letters they are made of, or no search finds the word.
    String::from_utf16_lossy(&units).replace('\u{FB00}', "ff").replace('\u{FB01}', "fi").replace('\u{FB02}', "fl")
}
