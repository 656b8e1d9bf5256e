//! E-mail addresses, checked for shape only.
//!
//! Owns a deliberately small rule: something before one `@`, a host with a dot, no spaces, at most 254 characters.
//! Whether anybody reads it can only be learned by writing to it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::validation::Rule;

/// An address in lower case, so that one mailbox makes one account.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = Email))]
pub struct Email(String);

impl Email {
    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Email {
    /// Hides the address, because debug output ends in logs.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Email(…)")
    }
}

fn is_host(host: &str) -> bool {
    host.contains('.')
        && host.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
}

impl FromStr for Email {
    type Err = Rule;
    fn from_str(text: &str) -> Result<Self, Rule> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Rule::Required);
        }
        if text.len() > 254 {
            return Err(Rule::TooLong { maximum: 254 });
        }
        let (local, host) = text.rsplit_once('@').ok_or(Rule::Email)?;
        let local_ok = (1..=64).contains(&local.len())
            && local.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"@<>()[],;:\\\"".contains(c));
        if local_ok && is_host(host) { Ok(Self(text.to_lowercase())) } else { Err(Rule::Email) }
    }
}

impl TryFrom<String> for Email {
    type Error = Rule;
    fn try_from(text: String) -> Result<Self, Rule> {
        text.parse()
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shape_is_checked_and_case_is_folded() {
        assert_eq!(" Sari@Contoh.ID ".parse::<Email>().map(String::from), Ok("sari@contoh.id".into()));
        for wrong in ["sari", "sari@", "@contoh.id", "sa ri@contoh.id", "sari@contoh", "a@b@c.id", "a@-b.id", "a@b..id"]
        {
            assert!(wrong.parse::<Email>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn debug_output_hides_the_address() {
        assert!(!format!("{:?}", "sari@contoh.id".parse::<Email>()).contains("sari"));
    }
}
