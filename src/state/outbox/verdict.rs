//! What an answer of the server means for a message: delivered, later, or never.

use lepas_api::{ProblemCode, chat::Message};

use super::machine::Verdict;
use crate::api::ApiError;

/// Reads an answer. Whatever leaves it open whether the server acted is "later": the same id makes that harmless.
#[must_use]
pub fn of(answer: &Result<Message, ApiError>) -> Verdict {
    match answer {
        Ok(_) => Verdict::Delivered,
        Err(ApiError::Offline | ApiError::Timeout | ApiError::Cancelled | ApiError::Decode { .. }) => {
            Verdict::Later(None)
        }
        Err(ApiError::Unauthorized) => Verdict::SignedOut,
        Err(ApiError::Problem(problem)) => match (problem.code, problem.status) {
            (ProblemCode::Unauthorized | ProblemCode::WrongCredentials, _) | (_, 401) => Verdict::SignedOut,
            (_, 408 | 425 | 429 | 500..) => {
                Verdict::Later(problem.retry_after.map(|seconds| u64::from(seconds) * 1_000))
            }
            (code, _) => Verdict::Refused(code),
        },
    }
}

#[cfg(test)]
mod tests {
    use lepas_api::{Locale, Problem};

    use super::*;

    fn problem(code: ProblemCode, retry_after: Option<u32>) -> Result<Message, ApiError> {
        Err(ApiError::Problem(Box::new(Problem { retry_after, ..Problem::new(code, Locale::Id) })))
    }

    #[test]
    fn only_what_will_never_pass_needs_a_person() {
        for code in ProblemCode::ALL {
            let expected = match code {
                ProblemCode::Unauthorized | ProblemCode::WrongCredentials => Verdict::SignedOut,
                ProblemCode::TooManyRequests
                | ProblemCode::Unavailable
                | ProblemCode::StorageFull
                | ProblemCode::Internal => Verdict::Later(None),
                _ => Verdict::Refused(code),
            };
            assert_eq!(of(&problem(code, None)), expected, "{code:?}");
        }
        assert_eq!(of(&Err(ApiError::Timeout)), Verdict::Later(None));
    }

    #[test]
    fn the_servers_own_wait_is_obeyed() {
        assert_eq!(of(&problem(ProblemCode::TooManyRequests, Some(7))), Verdict::Later(Some(7_000)));
    }
}
