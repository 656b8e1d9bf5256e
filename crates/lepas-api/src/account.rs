//! Accounts, sessions and settings.
//!
//! Owns the forms of signing up and in and what a session tells its owner. Passwords never appear in an answer.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    ColorScheme, Handle, Locale, UserId,
    email::Email,
    limits::{NAME_MAX, PASSWORD_MAX, PASSWORD_MIN},
    validation::{Report, Rule, Validate},
};

/// What a person mostly comes for. Everybody may do both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Role {
    /// Shows work and looks for more.
    #[default]
    Freelancer,
    /// Looks for people.
    Client,
}

/// A password on its way to be hashed. Its debug output is empty so that it cannot reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = Password))]
pub struct Password(pub String);

impl fmt::Debug for Password {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Password(…)")
    }
}

/// Passwords at the head of every list of stolen ones that are long enough to pass the length rule.
const COMMON_PASSWORDS: &[&str] = &[
    "0123456789",
    "1111111111",
    "1234567890",
    "12345678910",
    "123456789a",
    "1q2w3e4r5t",
    "abcdefghij",
    "administrator",
    "bismillah1",
    "bismillah123",
    "iloveyou123",
    "indonesia1",
    "indonesia123",
    "password12",
    "password123",
    "password1234",
    "qwerty1234",
    "qwerty12345",
    "qwertyuiop",
    "rahasia123",
    "sayangku123",
    "welcome123",
];

impl Password {
    /// Checks a new password: length and the head of the common lists, nothing about character kinds.
    pub fn check_new(&self, field: &str, report: &mut Report) {
        let length = self.0.chars().count();
        if length == 0 {
            report.add(field, Rule::Required);
        } else if length < PASSWORD_MIN {
            report.add(field, Rule::TooShort { minimum: PASSWORD_MIN });
        } else if length > PASSWORD_MAX {
            report.add(field, Rule::TooLong { maximum: PASSWORD_MAX });
        } else if COMMON_PASSWORDS.contains(&self.0.to_lowercase().as_str()) {
            report.add(field, Rule::CommonPassword);
        }
    }
}

/// `POST /v1/accounts`: register and be signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignUp {
    /// Name as others see it.
    pub name: String,
    /// Address to sign in with; never shown to others.
    pub email: Email,
    /// At least 10 characters.
    pub password: Password,
    /// What the person mostly comes for.
    #[serde(default)]
    pub role: Role,
    /// Wanted page address; made from the name when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<Handle>,
    /// Language of the account.
    #[serde(default)]
    pub locale: Locale,
}

impl Validate for SignUp {
    fn validate(&self, report: &mut Report) {
        report.text("name", &self.name, 1, NAME_MAX);
        self.password.check_new("password", report);
    }
}

/// `POST /v1/session`: sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// The address of the account.
    pub email: Email,
    /// Its password.
    pub password: Password,
}

impl Validate for SignIn {
    fn validate(&self, report: &mut Report) {
        if self.password.0.is_empty() {
            report.add("password", Rule::Required);
        } else if self.password.0.chars().count() > PASSWORD_MAX {
            report.add("password", Rule::TooLong { maximum: PASSWORD_MAX });
        }
    }
}

/// `GET /v1/me`: the person who is signed in, as told to that person alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// The account.
    pub id: UserId,
    /// Name as others see it.
    pub name: String,
    /// Address to sign in with.
    pub email: Email,
    /// Address of the profile page.
    pub handle: Handle,
    /// What the person mostly comes for.
    pub role: Role,
    /// Small picture, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
    /// True when the profile page can be seen by others.
    pub published: bool,
    /// Unread messages over all conversations.
    pub unread: u32,
    /// Language and look.
    pub settings: Settings,
}

/// Language and look of an account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settings {
    /// Language of the app.
    pub locale: Locale,
    /// Light, dark or as the system says.
    pub color_scheme: ColorScheme,
}

/// `PATCH /v1/me/settings`: only what is given changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SettingsPatch {
    /// New language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    /// New look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color_scheme: Option<ColorScheme>,
}
