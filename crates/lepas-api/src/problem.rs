//! Problem details (RFC 9457) as this API gives them.
//!
//! Owns the closed list of codes, their HTTP status and their titles in both languages. Clients switch on `code`,
//! never on text.

use serde::{Deserialize, Serialize};

use crate::{Locale, validation::FieldError};

/// Media type of a problem document.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// What went wrong, as a word that never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", from = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ProblemCode {
    /// The request is not readable: broken JSON, wrong content type, wrong parameter.
    BadRequest,
    /// Fields break rules; see `errors`.
    Invalid,
    /// Nobody is signed in, or the session ended.
    Unauthorized,
    /// E-mail and password do not belong together.
    WrongCredentials,
    /// Signed in, but not allowed to do this.
    Forbidden,
    /// A state-changing request from another site.
    CrossSite,
    /// There is no such thing, or it is not for you to know.
    NotFound,
    /// The path exists but not with this method.
    MethodNotAllowed,
    /// The same id or key was used with another body.
    Conflict,
    /// The document changed since you read it; the present version stands in `current_etag`.
    VersionMismatch,
    /// A write to a document needs `If-Match`.
    VersionRequired,
    /// The body is larger than allowed.
    TooLarge,
    /// The body is not of a kind this endpoint takes.
    UnsupportedMedia,
    /// The cursor is too old: start over.
    CursorExpired,
    /// Too many requests; wait `retry_after` seconds.
    TooManyRequests,
    /// The server is stopping or overloaded; wait `retry_after` seconds.
    Unavailable,
    /// There is no room left to store this; reading still works.
    StorageFull,
    /// A fault of the server; `instance` names it in the log.
    Internal,
    /// A code of a newer server.
    Unknown,
}

impl From<String> for ProblemCode {
    fn from(slug: String) -> Self {
        Self::ALL.into_iter().find(|code| code.slug() == slug).unwrap_or(Self::Unknown)
    }
}

impl ProblemCode {
    /// Every code that a server of this version sends.
    pub const ALL: [Self; 18] = [
        Self::BadRequest,
        Self::Invalid,
        Self::Unauthorized,
        Self::WrongCredentials,
        Self::Forbidden,
        Self::CrossSite,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::Conflict,
        Self::VersionMismatch,
        Self::VersionRequired,
        Self::TooLarge,
        Self::UnsupportedMedia,
        Self::CursorExpired,
        Self::TooManyRequests,
        Self::Unavailable,
        Self::StorageFull,
        Self::Internal,
    ];

    /// The HTTP status that goes with the code.
    #[must_use]
    pub fn status(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::Unauthorized | Self::WrongCredentials => 401,
            Self::Forbidden | Self::CrossSite => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::Conflict => 409,
            Self::CursorExpired => 410,
            Self::VersionMismatch => 412,
            Self::TooLarge => 413,
            Self::UnsupportedMedia => 415,
            Self::Invalid => 422,
            Self::VersionRequired => 428,
            Self::TooManyRequests => 429,
            Self::Internal | Self::Unknown => 500,
            Self::Unavailable => 503,
            Self::StorageFull => 507,
        }
    }

    /// The code as it stands on the wire.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::BadRequest => "bad-request",
            Self::Invalid => "invalid",
            Self::Unauthorized => "unauthorized",
            Self::WrongCredentials => "wrong-credentials",
            Self::Forbidden => "forbidden",
            Self::CrossSite => "cross-site",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::Conflict => "conflict",
            Self::VersionMismatch => "version-mismatch",
            Self::VersionRequired => "version-required",
            Self::TooLarge => "too-large",
            Self::UnsupportedMedia => "unsupported-media",
            Self::CursorExpired => "cursor-expired",
            Self::TooManyRequests => "too-many-requests",
            Self::Unavailable => "unavailable",
            Self::StorageFull => "storage-full",
            Self::Internal => "internal",
            Self::Unknown => "unknown",
        }
    }

    /// A short title in the reader's language.
    #[must_use]
    pub fn title(self, locale: Locale) -> &'static str {
        let (indonesian, english) = match self {
            Self::BadRequest => ("Permintaan tidak terbaca.", "The request could not be read."),
            Self::Invalid => ("Ada isian yang perlu dibetulkan.", "Some fields need correcting."),
            Self::Unauthorized => ("Masuk dulu untuk melanjutkan.", "Sign in to continue."),
            Self::WrongCredentials => ("Surel atau kata sandi tidak cocok.", "E-mail or password do not match."),
            Self::Forbidden => ("Akun ini tidak boleh melakukannya.", "This account may not do that."),
            Self::CrossSite => ("Permintaan dari situs lain ditolak.", "A request from another site was refused."),
            Self::NotFound => ("Tidak ditemukan.", "Not found."),
            Self::MethodNotAllowed => {
                ("Cara ini tidak didukung di alamat ini.", "This address does not support that method.")
            }
            Self::Conflict => ("Sudah ada dengan isi lain.", "It exists already with other content."),
            Self::VersionMismatch => ("Berubah di perangkat lain.", "It changed on another device."),
            Self::VersionRequired => ("Versi yang diubah harus disebut.", "Say which version you are changing."),
            Self::TooLarge => ("Terlalu besar.", "Too large."),
            Self::UnsupportedMedia => ("Jenis berkas ini tidak diterima.", "This kind of file is not accepted."),
            Self::CursorExpired => ("Penanda terlalu lama. Mulai dari awal.", "The page mark is too old. Start over."),
            Self::TooManyRequests => ("Terlalu sering. Tunggu sebentar.", "Too often. Wait a moment."),
            Self::Unavailable => ("Peladen sedang tidak siap.", "The server is not ready."),
            Self::StorageFull => ("Penyimpanan peladen penuh.", "The server has no storage left."),
            Self::Internal | Self::Unknown => ("Peladen mengalami gangguan.", "The server had a fault."),
        };
        match locale {
            Locale::Id => indonesian,
            Locale::En => english,
        }
    }
}

/// A problem document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `/problems/{code}`: a relative reference that names the kind.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short title in the language of the request.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened here, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The request id; the log of the server has the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// The word to switch on.
    pub code: ProblemCode,
    /// Broken rules, field by field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Seconds to wait before trying again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// The present version of the document, with `version-mismatch`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_etag: Option<String>,
}

impl Problem {
    /// A problem with the standard title of its code.
    #[must_use]
    pub fn new(code: ProblemCode, locale: Locale) -> Self {
        Self {
            kind: format!("/problems/{}", code.slug()),
            title: code.title(locale).to_owned(),
            status: code.status(),
            detail: None,
            instance: None,
            code,
            errors: Vec::new(),
            retry_after: None,
            current_etag: None,
        }
    }

    /// The same with words about this case.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The same with broken rules.
    #[must_use]
    pub fn with_errors(mut self, errors: Vec<FieldError>) -> Self {
        self.errors = errors;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_and_wire_names_agree() {
        for code in ProblemCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.slug());
        }
    }

    #[test]
    fn a_problem_of_a_newer_server_is_still_readable() {
        let text = r#"{"type":"/problems/quota","title":"Quota","status":402,"code":"quota","extra":1}"#;
        let problem: Problem = serde_json::from_str(text).unwrap();
        assert_eq!((problem.code, problem.status), (ProblemCode::Unknown, 402));
    }
}
