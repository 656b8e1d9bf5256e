//! The text of a page in reading order: pieces with their places, put together to lines.

use super::{
    fonts::Font,
    tokens::{Token, Tokens},
};

/// A matrix as PDF writes it: a b c d e f.
type Matrix = [f64; 6];
const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
/// Most pieces of a page.
const PIECES_MAX: usize = 50_000;
/// Most saved states; files nest a dozen.
const STATES_MAX: usize = 256;

fn times(first: Matrix, second: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = first;
    let [g, h, i, j, k, l] = second;
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

struct Piece {
    x: f64,
    y: f64,
    /// Height of letters on the page.
    size: f64,
    text: String,
}

/// Reads the content of a page and adds its lines.
pub(super) fn read(content: &[u8], fonts: &[(String, Font)], lines: &mut Vec<String>) {
    let mut page =
        Page { fonts, pieces: Vec::new(), font: None, size: 1.0, leading: 0.0, whole: UNIT, text: UNIT, line: UNIT };
    let mut states = Vec::new();
    let mut held: Vec<Token> = Vec::new();
    for token in Tokens::new(content) {
        let Token::Word(operator) = token else {
            held.push(token);
            continue;
        };
        if operator == "[" || operator == "]" {
            continue;
        }
        if operator == "q" && states.len() < STATES_MAX {
            states.push(page.whole);
        } else if operator == "Q" {
            page.whole = states.pop().unwrap_or(page.whole);
        } else {
            page.run(&operator, &held);
        }
        held.clear();
        if page.pieces.len() > PIECES_MAX {
            break;
        }
    }
    join(page.pieces, lines);
}

struct Page<'f> {
    fonts: &'f [(String, Font)],
    pieces: Vec<Piece>,
    font: Option<&'f Font>,
    size: f64,
    leading: f64,
    whole: Matrix,
    text: Matrix,
    line: Matrix,
}

impl Page<'_> {
    fn run(&mut self, operator: &str, held: &[Token]) {
        let numbers: Vec<f64> = held
            .iter()
            .filter_map(|token| if let Token::Number(number) = token { Some(*number) } else { None })
            .collect();
        match (operator, numbers.as_slice()) {
            ("cm", [a, b, c, d, e, f]) => self.whole = times([*a, *b, *c, *d, *e, *f], self.whole),
            ("BT", _) => (self.text, self.line) = (UNIT, UNIT),
            ("Tf", [size]) => {
                self.size = *size;
                if let Some(Token::Name(name)) = held.first() {
                    self.font = self.fonts.iter().find(|(known, _)| known == name).map(|(_, font)| font);
                }
            }
            ("TL", [leading]) => self.leading = *leading,
            ("Tm", [a, b, c, d, e, f]) => (self.text, self.line) = ([*a, *b, *c, *d, *e, *f], [*a, *b, *c, *d, *e, *f]),
            ("Td", [x, y]) => self.go(*x, *y),
            ("TD", [x, y]) => {
                self.leading = -*y;
                self.go(*x, *y);
            }
            ("T*", _) => self.go(0.0, -self.leading),
            ("Tj" | "TJ", _) => self.show(held),
            ("'" | "\"", _) => {
                self.go(0.0, -self.leading);
                self.show(held);
            }
            _ => {}
        }
    }

    fn go(&mut self, x: f64, y: f64) {
        self.line = times([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    fn show(&mut self, held: &[Token]) {
        let plain = Font::default();
        let font = self.font.unwrap_or(&plain);
        let mut text = String::new();
        for token in held {
            match token {
                Token::Text(codes) => text.push_str(&font.text(codes)),
                // A quarter of the height of a letter, in thousandths, is where programs mean a space.
                Token::Number(number) if *number < -220.0 && !text.ends_with(' ') => text.push(' '),
                _ => {}
            }
        }
        if !text.is_empty() {
            let place = times(self.text, self.whole);
            let size = self.size.abs() * (place[2].powi(2) + place[3].powi(2)).sqrt();
            self.pieces.push(Piece { x: place[4], y: place[5], size, text });
        }
    }
}

/// Puts pieces of one height together, from the top down and from left to right.
fn join(mut pieces: Vec<Piece>, lines: &mut Vec<String>) {
    pieces.retain(|piece| piece.x.is_finite() && piece.y.is_finite() && piece.size.is_finite());
    pieces.sort_by(|one, other| other.y.total_cmp(&one.y));
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        match rows.last_mut().filter(|row| (row[0].y - piece.y).abs() < piece.size.max(row[0].size) * 0.4) {
            Some(row) => row.push(piece),
            None => rows.push(vec![piece]),
        }
    }
    for mut row in rows {
        row.sort_by(|one, other| one.x.total_cmp(&other.x));
        let mut line = String::new();
        let mut end = f64::NEG_INFINITY;
        for piece in &row {
            // Widths are not read: half a letter's height each is near enough to tell columns from kerning.
            let width = piece.text.chars().count() as f64 * piece.size * 0.5;
            let gap = piece.x - end;
            if !line.is_empty() && gap > (piece.size * 2.0).max(0.0) && !line.ends_with(' ') {
                line.push_str("  ");
            }
            line.push_str(&piece.text);
            end = piece.x + width;
        }
        let line = line.trim();
        if !line.is_empty() {
            lines.push(line.to_owned());
        }
    }
}
