//! Identifiers as newtypes, so that a job id can never be passed where a conversation id is meant.
//!
//! Owns their shape (1 to 64 of `A-Z a-z 0-9 _ -`). Leaves making new ones to whoever has randomness.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Why a string is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an id is 1 to 64 characters of A-Z, a-z, 0-9, _ and -")]
pub struct InvalidId;

fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, pattern = "^[A-Za-z0-9_-]{1,64}$"))]
        pub struct $name(String);

        impl $name {
            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                if is_id(text) { Ok(Self(text.to_owned())) } else { Err(InvalidId) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;
            fn try_from(text: String) -> Result<Self, InvalidId> {
                if is_id(&text) { Ok(Self(text)) } else { Err(InvalidId) }
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    };
}

id!(
    /// A person with an account.
    UserId
);
id!(
    /// A posting.
    JobId
);
id!(
    /// A conversation between people.
    ConversationId
);
id!(
    /// A message, named by the client that wrote it (128 random bits) and kept across retries.
    MessageId
);
id!(
    /// A testimonial, named by the client that asks for it.
    TestimonialId
);
id!(
    /// A piece of work in a portfolio, named by the client that adds it.
    CaseId
);
id!(
    /// An uploaded picture.
    UploadId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_safe_characters_make_an_id() {
        assert!("hn-36965954".parse::<JobId>().is_ok());
        for wrong in ["", "a b", "../x", "é", &"a".repeat(65)] {
            assert!(wrong.parse::<JobId>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_wrong_id_in_json_is_refused() {
        assert!(serde_json::from_str::<UserId>("\"a/b\"").is_err());
    }
}
