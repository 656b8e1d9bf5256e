//! Errors in words for a reader.

use lepas_api::{Locale, ProblemCode};

use crate::{
    api::ApiError,
    i18n::{Key, fill, text},
};

/// What happened and what to do, in one or two sentences.
#[must_use]
pub fn describe(locale: Locale, error: &ApiError) -> String {
    let problem = match error {
        ApiError::Offline => return text(locale, Key::ErrorOffline).to_owned(),
        ApiError::Timeout => return text(locale, Key::ErrorTimeout).to_owned(),
        ApiError::Cancelled => return text(locale, Key::ErrorCancelled).to_owned(),
        ApiError::Unauthorized => return text(locale, Key::ErrorUnauthorized).to_owned(),
        ApiError::Decode { .. } => return text(locale, Key::ErrorDecode).to_owned(),
        ApiError::Problem(problem) => problem,
    };
    // The server words unknown codes itself, in the language of the request.
    let title = match problem.code {
        ProblemCode::Unknown => problem.title.as_str(),
        code => code.title(locale),
    };
    match problem.retry_after {
        Some(seconds) => {
            format!("{title} {}", fill(text(locale, Key::ErrorWait), &[("seconds", &seconds.to_string())]))
        }
        None => title.to_owned(),
    }
}

/// The sentence for a field of a form, by its JSON pointer, such as `/email`.
#[must_use]
pub fn field_error(locale: Locale, error: &ApiError, pointer: &str) -> Option<String> {
    let found = error.field_errors().iter().find(|found| found.pointer == pointer)?;
    Some(match &found.rule {
        lepas_api::Rule::Other if !found.detail.is_empty() => found.detail.clone(),
        rule => rule.message(locale),
    })
}

#[cfg(test)]
mod tests {
    use lepas_api::{FieldError, Problem, Rule};

    use super::*;

    #[test]
    fn a_reader_hears_how_long_to_wait() {
        let problem = Problem { retry_after: Some(40), ..Problem::new(ProblemCode::TooManyRequests, Locale::Id) };
        let words = describe(Locale::En, &ApiError::Problem(Box::new(problem)));
        assert_eq!(words, "Too often. Wait a moment. Try again in 40 seconds.");
    }

    #[test]
    fn a_broken_rule_is_found_by_its_field_and_a_new_rule_keeps_the_servers_words() {
        let errors = vec![
            FieldError { pointer: "/email".into(), rule: Rule::Email, detail: String::new() },
            FieldError { pointer: "/name".into(), rule: Rule::Other, detail: "Baru.".into() },
        ];
        let error = ApiError::Problem(Box::new(Problem::new(ProblemCode::Invalid, Locale::Id).with_errors(errors)));
        assert_eq!(field_error(Locale::En, &error, "/email"), Some(Rule::Email.message(Locale::En)));
        assert_eq!(field_error(Locale::En, &error, "/name").as_deref(), Some("Baru."));
        assert_eq!(field_error(Locale::En, &error, "/password"), None);
    }
}
