//! What a profile is to machines: feeds of new work, a contact, a calendar.
//!
//! Owns their text. Each says only what the page says; the caller gives a public view.

mod calendar;
mod contact;
mod feeds;

pub use calendar::render_calendar;
pub use contact::render_vcard;
pub use feeds::{render_atom, render_json_feed};

/// Lines of vCard (RFC 6350 §3.2) and iCalendar (RFC 5545 §3.1): folded at 75 bytes, never inside a character.
struct Lines(String);

impl Lines {
    /// A line of a name with parameters and a value that is written already.
    fn raw(&mut self, name: &str, value: &str) {
        let line = [name, ":", value].concat();
        let mut room = 75;
        for character in line.chars().filter(|character| !character.is_control()) {
            if character.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = 74;
            }
            room -= character.len_utf8();
            self.0.push(character);
        }
        self.0.push_str("\r\n");
    }

    /// A line whose value is text; nothing when it is blank.
    fn text(&mut self, name: &str, value: &str) {
        if !value.trim().is_empty() {
            self.raw(name, &escape(value.trim()));
        }
    }
}

/// Text as a value: backslash, comma, semicolon and line breaks written as the formats want them.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\\' | ',' | ';' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A calendar day without signs between, `20261121`.
fn day(days: i64) -> String {
    let (year, month, day) = lepas_api::time::civil_from_days(days);
    let two = |number: u32| [if number < 10 { "0" } else { "" }, &number.to_string()].concat();
    [["000", "00", "0", ""][digits(year)], &year.max(0).to_string(), &two(month), &two(day)].concat()
}

fn digits(year: i32) -> usize {
    match year {
        1000.. => 3,
        100.. => 2,
        10.. => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_folded_between_characters_and_reads_the_same_afterwards() {
        let mut lines = Lines(String::new());
        let text = "ä,b;c\\d\n".repeat(40);
        lines.text("NOTE", &text);
        assert!(lines.0.split("\r\n").all(|line| line.len() <= 75));
        let unfolded = lines.0.replace("\r\n ", "");
        assert!(unfolded.starts_with("NOTE:ä\\,b\\;c\\\\d\\nä") && unfolded.ends_with("d\r\n"), "{unfolded}");
    }

    #[test]
    fn a_day_has_eight_digits() {
        assert_eq!((day(0).as_str(), day(20_778).as_str()), ("19700101", "20261121"));
    }
}
