//! The public name of a profile, the last part of `/u/{handle}`.
//!
//! Owns its shape and the reserved words. Leaves uniqueness to the server.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::validation::Rule;

/// Fewest characters of a handle.
pub const MIN: usize = 3;
/// Most characters of a handle.
pub const MAX: usize = 30;

/// Words that would collide with routes or be taken for the operator.
const RESERVED: &[&str] = &[
    "about", "account", "admin", "api", "assets", "card", "embed", "feed", "help", "jobs", "lepas", "login", "logout",
    "me", "messages", "new", "oembed", "official", "root", "saved", "security", "settings", "sign-in", "sign-up",
    "sitemap", "static", "studio", "support", "system", "talent", "widget", "work", "www",
];

/// A public profile name: 3 to 30 of `a-z 0-9 -`, starting and ending with a letter or digit, no double hyphen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", min_length = 3, max_length = 30))]
pub struct Handle(String);

impl Handle {
    /// The handle as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest handle to a name that a person typed, or `None` when nothing usable is left.
    ///
    /// Lower-cases, turns anything else into single hyphens, cuts at 30. Not checked for being free.
    #[must_use]
    pub fn suggest(name: &str) -> Option<Self> {
        let mut text = String::new();
        for character in name.chars().flat_map(char::to_lowercase) {
            if character.is_ascii_alphanumeric() {
                text.push(character);
            } else if !text.is_empty() && !text.ends_with('-') {
                text.push('-');
            }
            if text.len() == MAX {
                break;
            }
        }
        text.trim_end_matches('-').parse().ok()
    }
}

/// The rule that a text breaks as a handle, if any.
fn broken_rule(text: &str) -> Option<Rule> {
    let length = text.chars().count();
    if length == 0 {
        return Some(Rule::Required);
    }
    if length < MIN {
        return Some(Rule::TooShort { minimum: MIN });
    }
    if length > MAX {
        return Some(Rule::TooLong { maximum: MAX });
    }
    let allowed = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !allowed || text.starts_with('-') || text.ends_with('-') || text.contains("--") {
        return Some(Rule::Handle);
    }
    RESERVED.contains(&text).then_some(Rule::Reserved)
}

impl FromStr for Handle {
    type Err = Rule;
    fn from_str(text: &str) -> Result<Self, Rule> {
        match broken_rule(text) {
            Some(rule) => Err(rule),
            None => Ok(Self(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Handle {
    type Error = Rule;
    fn try_from(text: String) -> Result<Self, Rule> {
        text.parse()
    }
}

impl From<Handle> for String {
    fn from(handle: Handle) -> Self {
        handle.0
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wrong_handle_names_its_rule() {
        for (text, rule) in [
            ("", Rule::Required),
            ("ab", Rule::TooShort { minimum: 3 }),
            ("Sari", Rule::Handle),
            ("-sari", Rule::Handle),
            ("sari--k", Rule::Handle),
            ("sári", Rule::Handle),
            ("admin", Rule::Reserved),
        ] {
            assert_eq!(text.parse::<Handle>(), Err(rule), "{text}");
        }
        assert_eq!("a".repeat(31).parse::<Handle>(), Err(Rule::TooLong { maximum: 30 }));
    }

    #[test]
    fn a_suggestion_is_always_a_valid_handle() {
        assert_eq!(Handle::suggest("Sari  Kemasan!").map(String::from), Some("sari-kemasan".into()));
        assert_eq!(Handle::suggest("李"), None);
        assert_eq!(Handle::suggest(&"na ".repeat(40)).map(|handle| handle.as_str().len() <= MAX), Some(true));
    }
}
