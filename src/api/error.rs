//! What can go wrong with a request, as few kinds as a caller can treat differently.

use lepas_api::{FieldError, Problem, ProblemCode};

/// Why there is no answer, or which answer it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// The server was not reached.
    #[error("the server was not reached")]
    Offline,
    /// No answer in time. Whether the server acted is not known.
    #[error("no answer in time")]
    Timeout,
    /// Whoever asked went away.
    #[error("cancelled")]
    Cancelled,
    /// Nobody is signed in, or the session ended.
    #[error("not signed in")]
    Unauthorized,
    /// The server refused and said why.
    #[error("{}", .0.title)]
    Problem(Box<Problem>),
    /// The answer was not what the contract says.
    #[error("unreadable answer: {context}")]
    Decode {
        /// What was being read, for the console.
        context: String,
    },
}

impl ApiError {
    /// The code of a problem, if it is one.
    #[must_use]
    pub fn code(&self) -> Option<ProblemCode> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            Self::Unauthorized => Some(ProblemCode::Unauthorized),
            _ => None,
        }
    }

    /// Broken rules, field by field.
    #[must_use]
    pub fn field_errors(&self) -> &[FieldError] {
        match self {
            Self::Problem(problem) => &problem.errors,
            _ => &[],
        }
    }

    /// True when sending the same again later may help.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Offline | Self::Timeout => true,
            Self::Problem(problem) => matches!(problem.status, 429 | 500..),
            _ => false,
        }
    }
}
