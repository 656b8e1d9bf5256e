//! Text as outlines of our own font, measured exactly, so that a line never runs into the portrait.
//!
//! The font holds the letters of Western Europe and Indonesia. What it lacks is not written here at all.

use std::fmt::Write as _;

use ttf_parser::{Face, GlyphId, OutlineBuilder};

use crate::http::Fault;

/// A weight of the font.
#[derive(Debug, Clone, Copy)]
pub(super) enum Weight {
    /// 400.
    Plain,
    /// 600.
    Strong,
    /// 800.
    Bold,
}

/// The font in one weight.
pub(super) struct Letters(Face<'static>);

impl Letters {
    pub(super) fn of(weight: Weight) -> Result<Self, Fault> {
        let bytes: &'static [u8] = match weight {
            Weight::Plain => include_bytes!("../../fonts/plus-jakarta-sans-400.ttf"),
            Weight::Strong => include_bytes!("../../fonts/plus-jakarta-sans-600.ttf"),
            Weight::Bold => include_bytes!("../../fonts/plus-jakarta-sans-800.ttf"),
        };
        Face::parse(bytes, 0).map(Self).map_err(Fault::internal)
    }

    /// True when every character can be written.
    pub(super) fn has_all(&self, text: &str) -> bool {
        text.chars().all(|character| character.is_whitespace() || self.0.glyph_index(character).is_some())
    }

    fn advance(&self, character: char, size: f32, tracking: f32) -> f32 {
        let units = self.glyph(character).and_then(|glyph| self.0.glyph_hor_advance(glyph)).unwrap_or(0);
        f32::from(units) * self.scale(size) + tracking * size
    }

    /// A glyph; every kind of space is the space.
    fn glyph(&self, character: char) -> Option<GlyphId> {
        self.0.glyph_index(if character.is_whitespace() { ' ' } else { character })
    }

    fn scale(&self, size: f32) -> f32 {
        size / f32::from(self.0.units_per_em().max(1))
    }

    fn width(&self, text: &str, size: f32, tracking: f32) -> f32 {
        text.chars().map(|character| self.advance(character, size, tracking)).sum()
    }

    /// Breaks a text into at most so many lines at the first size at which it fits; at the last size it is cut.
    pub(super) fn fitted(
        &self,
        text: &str,
        tracking: f32,
        sizes: &[f32],
        room: f32,
        most: usize,
    ) -> (Vec<String>, f32) {
        let last = sizes.last().copied().unwrap_or(20.0);
        for size in sizes {
            let lines = self.broken(text, *size, tracking, room);
            if lines.len() <= most && lines.iter().all(|line| self.width(line, *size, tracking) <= room) {
                return (lines, *size);
            }
        }
        let mut lines = self.broken(text, last, tracking, room);
        let cut = lines.len() > most;
        lines.truncate(most);
        let end = lines.len().saturating_sub(1);
        for (index, line) in lines.iter_mut().enumerate() {
            if (cut && index == end) || self.width(line, last, tracking) > room {
                while self.width(line, last, tracking) + self.advance('…', last, tracking) > room
                    && line.pop().is_some()
                {}
                line.truncate(line.trim_end().len());
                line.push('…');
            }
        }
        (lines, last)
    }

    fn broken(&self, text: &str, size: f32, tracking: f32, room: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_ascii_whitespace() {
            let longer = lines.last().map(|line| [line.as_str(), word].join(" "));
            match longer.filter(|longer| self.width(longer, size, tracking) <= room).zip(lines.last_mut()) {
                Some((longer, line)) => *line = longer,
                None => lines.push(word.to_owned()),
            }
        }
        lines
    }

    /// Writes a line as one path, its baseline at `y`.
    #[expect(clippy::too_many_arguments, reason = "a place, a size and a colour are what a line of text has")]
    pub(super) fn write(&self, svg: &mut String, text: &str, x: f32, y: f32, size: f32, tracking: f32, color: &str) {
        let scale = self.scale(size);
        let mut pen = Pen { path: String::new(), x, y, scale };
        for character in text.chars() {
            if let Some(glyph) = self.glyph(character) {
                self.0.outline_glyph(glyph, &mut pen);
            }
            pen.x += self.advance(character, size, tracking);
        }
        // Writing to a String cannot fail.
        let _ = write!(svg, "<path fill=\"{color}\" d=\"{}\"/>", pen.path);
    }
}

/// Turns outlines in units of the font, y upwards, into a path in pixels.
struct Pen {
    path: String,
    x: f32,
    y: f32,
    scale: f32,
}

impl Pen {
    fn point(&mut self, command: &str, points: &[(f32, f32)]) {
        self.path.push_str(command);
        for (x, y) in points {
            let _ = write!(self.path, "{:.2} {:.2} ", self.x + x * self.scale, self.y - y * self.scale);
        }
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.point("M", &[(x, y)]);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.point("L", &[(x, y)]);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.point("Q", &[(x1, y1), (x, y)]);
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.point("C", &[(x1, y1), (x2, y2), (x, y)]);
    }
    fn close(&mut self) {
        self.path.push('Z');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_never_leaves_its_room() {
        let letters = Letters::of(Weight::Bold).unwrap();
        for text in ["Sari Kemasan", &"w".repeat(200), &"kata panjang ".repeat(40), ""] {
            let (lines, size) = letters.fitted(text, -0.04, &[84.0, 54.0], 640.0, 2);
            assert!(lines.len() <= 2);
            assert!(lines.iter().all(|line| letters.width(line, size, -0.04) <= 640.0), "{lines:?}");
        }
    }

    #[test]
    fn what_the_font_lacks_is_known() {
        let letters = Letters::of(Weight::Plain).unwrap();
        assert!(letters.has_all("Désainer “kemasan” · 9 €") && !letters.has_all("مريم") && !letters.has_all("山田"));
    }
}
