//! Web addresses that people type, and which of them may become a link.
//!
//! Owns the scheme rule (`https`, `http`, `mailto`). Does not resolve, fetch or normalise anything.

use crate::{limits::LINK_MAX, validation::Rule};

/// Checks an address that will become a link.
///
/// # Errors
/// [`Rule::TooLong`] or [`Rule::Link`]: other schemes such as `javascript:` and `data:`, spaces and control
/// characters, a missing host, user names in the address (`https://bank.id@evil.id` fools readers).
pub fn check(text: &str) -> Result<(), Rule> {
    if text.chars().count() > LINK_MAX {
        return Err(Rule::TooLong { maximum: LINK_MAX });
    }
    if text.chars().any(|c| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\\' | '`')) {
        return Err(Rule::Link);
    }
    if let Some(address) = strip_scheme(text, "mailto:") {
        return address.parse::<crate::email::Email>().map(|_| ()).map_err(|_| Rule::Link);
    }
    let rest = strip_scheme(text, "https://").or_else(|| strip_scheme(text, "http://")).ok_or(Rule::Link)?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    if name.is_empty() || host.contains('@') || name.starts_with('.') { Err(Rule::Link) } else { Ok(()) }
}

/// Strips a scheme in any letter case.
fn strip_scheme<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let head = text.get(..scheme.len())?;
    head.eq_ignore_ascii_case(scheme).then(|| &text[scheme.len()..])
}

/// True for an address that [`check`] accepts; what renderers ask before they write an `href`.
#[must_use]
pub fn is_safe(text: &str) -> bool {
    check(text).is_ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_web_and_mail_addresses_become_links() {
        for good in ["https://contoh.id", "HTTP://contoh.id/a?b#c", "https://contoh.id:8080/x", "mailto:sari@contoh.id"]
        {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            " https://a.id",
            "data:text/html,x",
            "//contoh.id",
            "contoh.id",
            "https://",
            "https:///x",
            "https://bank.id@evil.id",
            "mailto:",
            "vbscript:x",
            "https://a.id/\"onx",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_begins_with_a_known_scheme(text in "[ -~]{0,30}") {
            if is_safe(&text) {
                let lower = text.to_lowercase();
                prop_assert!(["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme)));
            }
        }
    }
}
