//! Content-Security-Policies of the documents, with the hashes of their CSS.
//!
//! Owns the policies. Native only (feature `csp`), so that the app's WASM carries no hash function.

use std::{fmt::Write, sync::OnceLock};

use lepas_api::{
    path,
    profile::{Extras, Theme},
};
use sha2::{Digest, Sha256};

use crate::{
    options::{CardOptions, absolute},
    style,
};

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64 with padding (RFC 4648 §4).
fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for position in 0..4 {
            let letter = BASE64[(group >> (18 - 6 * position) & 63) as usize];
            text.push(if position > chunk.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

/// A CSP source for an inline text: `'sha256-…'`.
#[must_use]
pub fn source(text: &str) -> String {
    let mut source = String::from("'sha256-");
    source.push_str(&base64(&Sha256::digest(text.as_bytes())));
    source.push('\'');
    source
}

fn sources(texts: &[&str]) -> String {
    texts.iter().map(|text| source(text)).collect::<Vec<_>>().join(" ")
}

/// The `style-src` sources of a public page in any theme. The app needs them too: a preview in a `blob:` frame inherits
/// the policy of the page around it.
#[must_use]
pub fn page_style_sources() -> &'static str {
    static SOURCES: OnceLock<String> = OnceLock::new();
    SOURCES.get_or_init(|| {
        let themes = Theme::ALL.map(style::theme);
        sources(&[&[style::PAGE, style::LINKS, style::RATE_CARD], themes.as_slice()].concat())
    })
}

/// The `style-src` source of a card; also for the app, which previews cards.
#[must_use]
pub fn card_style_sources() -> &'static str {
    static SOURCES: OnceLock<String> = OnceLock::new();
    SOURCES.get_or_init(|| sources(&[style::CARD]))
}

fn policy(style_sources: &str, frame_ancestors: &str) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        "default-src 'none'; style-src {style_sources}; img-src 'self' https:; font-src 'self'; base-uri 'none'; \
         form-action 'none'; frame-ancestors {frame_ancestors}"
    );
    text
}

/// The policy of a public page. Pictures may come from any `https` host because imported documents name such. Only the CSS of
/// this page is named in it: that of its theme, and the owner's colour.
#[must_use]
pub fn page_csp(extras: &Extras) -> String {
    let accent = style::accent(extras);
    let mut styles = vec![style::PAGE, style::theme(extras.theme), style::LINKS, style::RATE_CARD];
    styles.extend((!accent.is_empty()).then_some(accent.as_str()));
    let mut text = policy(&sources(&styles), "'none'");
    // Nothing on the page can run, so that this gives nobody anything: tools that judge a page read `robots.txt` from within it.
    text.push_str("; connect-src 'self'");
    text
}

/// The policy of a card. `frame_ancestors` is the list of hosts that may show it, or `*`; anything that could end the
/// directive is dropped from it.
///
/// Addresses are named with their host beside `'self'`, because a host may sandbox the frame, which takes its origin
/// away. A script is allowed only to a card that was asked for one, and only the one of ours.
#[must_use]
pub fn card_csp(options: &CardOptions, frame_ancestors: &str) -> String {
    let kept: String = frame_ancestors
        .chars()
        .filter(|character| character.is_ascii_graphic() && !matches!(character, ';' | ',') || *character == ' ')
        .collect();
    let ancestors = if kept.trim().is_empty() { "'none'" } else { kept.trim() };
    let chosen = crate::card::chosen_style(options.tint, options.radius);
    let mut text = String::from("default-src 'none'; style-src ");
    text.push_str(card_style_sources());
    if !chosen.is_empty() {
        text.push(' ');
        text.push_str(&source(&chosen));
    }
    if options.script {
        text.push_str("; script-src ");
        text.push_str(&absolute(&options.origin, path::CARD_SCRIPT));
    }
    for part in [
        "; img-src 'self' ",
        &absolute(&options.origin, ""),
        " https:; base-uri 'none'; form-action 'none'; frame-ancestors ",
        ancestors,
    ] {
        text.push_str(part);
    }
    text
}

/// The policy of the page on which a testimonial is written: it may send its form to its own address and nothing else.
#[must_use]
pub fn testimonial_csp() -> String {
    let mut text = String::from("default-src 'none'; style-src ");
    text.push_str(&sources(&[style::PAGE, style::theme(Theme::Surat), style::TESTIMONIAL]));
    text.push_str("; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
    text
}

/// The policy of the page of a work that is not public. One that a passphrase opens may run the script that opens it, from
/// `origin`, and nothing that makes markup of text.
#[must_use]
pub fn private_case_csp(extras: &Extras, locked_at: Option<&str>) -> String {
    let accent = style::accent(extras);
    let mut styles = vec![style::PAGE, style::theme(extras.theme), style::TESTIMONIAL];
    styles.extend((!accent.is_empty()).then_some(accent.as_str()));
    let mut text = policy(&sources(&styles), "'none'");
    if let Some(origin) = locked_at {
        for part in ["; script-src ", &absolute(origin, path::UNLOCK_SCRIPT), "; require-trusted-types-for 'script'"] {
            text.push_str(part);
        }
    }
    text
}

/// The policy of a badge, which is a picture with colours for two schemes and nothing else.
#[must_use]
pub fn badge_csp() -> String {
    let mut text = String::from("default-src 'none'; style-src ");
    text.push_str(&source(style::BADGE));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_a_known_text_is_right() {
        // From the empty string's SHA-256, a published test vector.
        assert_eq!(source(""), "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
        assert_eq!(base64(b"ab"), "YWI=");
        assert_eq!(base64(b"a"), "YQ==");
        assert_eq!(base64(b"abc"), "YWJj");
    }

    #[test]
    fn a_host_list_cannot_add_a_directive() {
        assert!(
            card_csp(&CardOptions::default(), "https://a.id; script-src *")
                .ends_with("frame-ancestors https://a.id script-src *")
        );
        assert!(!card_csp(&CardOptions::default(), "x\r\nset-cookie: a").contains('\n'));
        assert!(card_csp(&CardOptions::default(), " ").ends_with("frame-ancestors 'none'"));
    }
}
