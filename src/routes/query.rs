//! Names and values in the part of an address after `?`.
//!
//! Owns `application/x-www-form-urlencoded` as browsers write it (WHATWG URL §5.1 and §5.2): a space is `+`, bytes are
//! UTF-8, broken escapes are kept as text. `/` stays, as the standard allows, so that a path in a query stays readable.

/// Writes pairs with `?` in front, or nothing when there are none.
#[must_use]
pub fn encode(pairs: &[(&str, String)]) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        out.push(if out.is_empty() { '?' } else { '&' });
        escape(name, &mut out);
        out.push('=');
        escape(value, &mut out);
    }
    out
}

/// Writes one name or value.
pub fn escape(text: &str, out: &mut String) {
    const HEXADECIMAL: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' | b'/' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => {
                out.push('%');
                out.push(HEXADECIMAL[usize::from(byte >> 4)]);
                out.push(HEXADECIMAL[usize::from(byte & 15)]);
            }
        }
    }
}

/// Reads pairs; a leading `?` is skipped, empty pieces too.
#[must_use]
pub fn decode(search: &str) -> Vec<(String, String)> {
    search
        .trim_start_matches('?')
        .split('&')
        .filter(|piece| !piece.is_empty())
        .map(|piece| {
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            (unescape(name), unescape(value))
        })
        .collect()
}

fn unescape(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair =
            (bytes[at] == b'%').then(|| Some((digit(bytes.get(at + 1)?)?, digit(bytes.get(at + 2)?)?))).flatten();
        match (bytes[at], pair) {
            (_, Some((high, low))) => {
                out.push(high << 4 | low);
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn digit(byte: &u8) -> Option<u8> {
    char::from(*byte).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_spelling() {
        assert_eq!(encode(&[("q", "c++ & c#".into()), ("é", "1".into())]), "?q=c%2B%2B+%26+c%23&%C3%A9=1");
        assert_eq!(decode("?q=a+b%20c&x"), vec![("q".into(), "a b c".into()), ("x".into(), String::new())]);
        assert_eq!(decode("q=%zz%4"), vec![("q".into(), "%zz%4".into())]);
    }
}
