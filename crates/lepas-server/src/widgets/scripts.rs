//! The scripts of ours outside of the app, ready to be sent: two that other sites may ask for, and one of public pages.
//!
//! Owns packing them: comments on lines of their own and indentation are for those who read the source.

use std::sync::LazyLock;

use super::Packed;

/// A script with its compressed copies.
pub type Script = LazyLock<Packed>;

/// The custom element.
pub static EMBED: Script = LazyLock::new(|| Packed::new(stripped(include_str!("../../assets/embed.js")), 11));
/// What a card in a frame tells the page around it.
pub static CARD: Script = LazyLock::new(|| Packed::new(stripped(include_str!("../../assets/card.js")), 11));

/// Opens a work with its passphrase.
pub static UNLOCK: Script = LazyLock::new(|| Packed::new(stripped(include_str!("../../assets/unlock.js")), 11));

/// The source without its comment lines, blank lines and indentation. The sources hold no text over several lines, in
/// which this could be wrong; a test watches over that.
fn stripped(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    for line in source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")) {
        text.push_str(line);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes of a script on the wire, brotli.
    fn wire(script: &Packed) -> usize {
        let asking = axum::http::HeaderMap::from_iter([(
            axum::http::header::ACCEPT_ENCODING,
            axum::http::HeaderValue::from_static("br"),
        )]);
        let response = script.answer(axum::http::StatusCode::OK, &asking);
        assert_eq!(response.headers()["content-encoding"], "br");
        let length = axum::body::HttpBody::size_hint(response.body()).exact();
        usize::try_from(length.unwrap()).unwrap()
    }

    #[test]
    fn the_element_fits_into_four_kilobytes_the_lock_into_two_and_the_frame_script_into_one() {
        assert!(wire(&EMBED) <= 4_096, "{}", wire(&EMBED));
        assert!(wire(&UNLOCK) <= 2_048, "{}", wire(&UNLOCK));
        assert!(wire(&CARD) <= 1_024, "{}", wire(&CARD));
    }

    #[test]
    fn packing_cannot_change_the_meaning_of_the_sources() {
        for source in [
            include_str!("../../assets/embed.js"),
            include_str!("../../assets/card.js"),
            include_str!("../../assets/unlock.js"),
        ] {
            assert!(!source.contains('`') && !source.contains("/*"), "a text over several lines or a block comment");
            for forbidden in [
                "eval(",
                "new Function",
                "innerHTML",
                "document.cookie",
                "localStorage",
                ".style=",
                "setAttribute('style'",
            ] {
                assert!(!source.contains(forbidden), "{forbidden}");
            }
        }
        assert!(stripped("  a\n// b\n\n  c // d\n") == "a\nc // d\n");
    }
}
