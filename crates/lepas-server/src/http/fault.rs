//! What goes wrong, and how it is told.
//!
//! Owns the one error type of all routes. A fault travels as a response extension and becomes a problem document in the
//! frame, where the language and the request id are known. Internal detail is logged there and never sent.

use std::borrow::Cow;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use lepas_api::{FieldError, Locale, Problem, ProblemCode, Report, Rule};

use crate::store::StoreError;

/// Result of a route.
pub type Answer<T = Response> = Result<T, Fault>;

/// Something that went wrong, in the words of the contract. Boxed, because every route carries it in its result.
#[derive(Debug, Clone)]
pub struct Fault(Box<Parts>);

#[derive(Debug, Clone)]
struct Parts {
    code: ProblemCode,
    detail: Option<Words>,
    errors: Vec<(String, Rule)>,
    retry_after: Option<u32>,
    current_etag: Option<String>,
    /// For the log only.
    cause: Option<String>,
}

#[derive(Debug, Clone)]
enum Words {
    Both { indonesian: Cow<'static, str>, english: Cow<'static, str> },
    Text(String),
}

impl Fault {
    /// A fault with nothing but its code.
    #[must_use]
    pub fn new(code: ProblemCode) -> Self {
        Self(Box::new(Parts {
            code,
            detail: None,
            errors: Vec::new(),
            retry_after: None,
            current_etag: None,
            cause: None,
        }))
    }

    /// Nothing is there, or it is not for the reader to know.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(ProblemCode::NotFound)
    }

    /// A fault of the server; the cause goes to the log.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        let mut fault = Self::new(ProblemCode::Internal);
        fault.0.cause = Some(cause.to_string());
        fault
    }

    /// One broken rule.
    pub fn field(pointer: impl Into<String>, rule: Rule) -> Self {
        Self::broken(ProblemCode::Invalid, vec![(pointer.into(), rule)])
    }

    /// A parameter of the address or a header that cannot be read.
    pub fn parameter(pointer: impl Into<String>, rule: Rule) -> Self {
        Self::broken(ProblemCode::BadRequest, vec![(pointer.into(), rule)])
    }

    fn broken(code: ProblemCode, errors: Vec<(String, Rule)>) -> Self {
        let mut fault = Self::new(code);
        fault.0.errors = errors;
        fault
    }

    fn waiting(code: ProblemCode, retry_after: u32) -> Self {
        let mut fault = Self::new(code);
        fault.0.retry_after = Some(retry_after);
        fault
    }

    /// Too often; try again after so many seconds.
    #[must_use]
    pub fn too_many(retry_after: u32) -> Self {
        Self::waiting(ProblemCode::TooManyRequests, retry_after)
    }

    /// Not ready; try again after so many seconds.
    #[must_use]
    pub fn unavailable(retry_after: u32) -> Self {
        Self::waiting(ProblemCode::Unavailable, retry_after)
    }

    /// The document moved on; names its present version.
    #[must_use]
    pub fn stale(current_etag: String) -> Self {
        let mut fault = Self::new(ProblemCode::VersionMismatch);
        fault.0.current_etag = Some(current_etag);
        fault
    }

    /// The same with words of our own in both languages.
    #[must_use]
    pub fn saying(mut self, indonesian: impl Into<Cow<'static, str>>, english: impl Into<Cow<'static, str>>) -> Self {
        self.0.detail = Some(Words::Both { indonesian: indonesian.into(), english: english.into() });
        self
    }

    /// The same with words that exist in one language only, such as where JSON breaks off.
    #[must_use]
    pub fn with_text(mut self, text: String) -> Self {
        self.0.detail = Some(Words::Text(text));
        self
    }

    /// Fails when a report found something.
    ///
    /// # Errors
    /// [`ProblemCode::Invalid`] with what was found.
    pub fn check(report: Report) -> Answer<()> {
        if report.is_empty() {
            return Ok(());
        }
        // The wording happens in the frame; here only places and rules count.
        let errors = report.into_errors(Locale::En).into_iter().map(|error| (error.pointer, error.rule)).collect();
        Err(Self::broken(ProblemCode::Invalid, errors))
    }

    /// The word that clients switch on.
    #[must_use]
    pub fn code(&self) -> ProblemCode {
        self.0.code
    }

    /// What the log should say of it, if anything.
    #[must_use]
    pub fn cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }

    /// Seconds to wait, for the header.
    #[must_use]
    pub fn retry_after(&self) -> Option<u32> {
        self.0.retry_after
    }

    /// The problem document in a language.
    #[must_use]
    pub fn problem(&self, locale: Locale, instance: &str) -> Problem {
        let mut problem = Problem::new(self.0.code, locale);
        problem.detail = self.0.detail.as_ref().map(|words| match words {
            Words::Both { indonesian, english } => match locale {
                Locale::Id => indonesian.clone().into_owned(),
                Locale::En => english.clone().into_owned(),
            },
            Words::Text(text) => text.clone(),
        });
        problem.errors = self
            .0
            .errors
            .iter()
            .map(|(pointer, rule)| FieldError {
                pointer: pointer.clone(),
                detail: rule.message(locale),
                rule: rule.clone(),
            })
            .collect();
        problem.instance = Some(instance.to_owned());
        problem.retry_after = self.0.retry_after;
        problem.current_etag = self.0.current_etag.clone();
        problem
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::EmailTaken => Self::field("/email", Rule::Taken),
            StoreError::HandleTaken => Self::field("/handle", Rule::Taken),
            StoreError::KeyReused => Self::field("Idempotency-Key", Rule::Other)
                .saying("Kunci ini sudah dipakai untuk isi lain.", "This key was used with another body."),
            StoreError::Full => Self::new(ProblemCode::StorageFull),
            StoreError::Busy => Self::unavailable(1),
            StoreError::Corrupt(_) | StoreError::Database(_) | StoreError::Migration(_) => Self::internal(error),
        }
    }
}
