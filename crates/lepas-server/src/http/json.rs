//! JSON request bodies, refused with the place and the rule.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
};
use lepas_api::{ProblemCode, Rule};
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::Fault;

/// A JSON body of a type of the contract.
#[derive(Debug)]
pub struct JsonOf<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonOf<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        read_with_bytes(request, state).await.map(|(value, _)| Self(value))
    }
}

/// A JSON body together with its bytes, for routes that must recognise a repeated request.
///
/// # Errors
/// 415 for another content type, 413, 400 and 422 as [`parse`] says.
pub async fn read_with_bytes<S: Send + Sync, T: DeserializeOwned>(
    request: Request,
    state: &S,
) -> Result<(T, Bytes), Fault> {
    require_json(request.headers())?;
    let bytes = read_body(request, state).await?;
    Ok((parse(&bytes)?, bytes))
}

/// Reads a body inside the limit of its route.
pub async fn read_body<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Fault> {
    Bytes::from_request(request, state).await.map_err(|rejection| {
        let too_large =
            axum::response::IntoResponse::into_response(rejection).status() == StatusCode::PAYLOAD_TOO_LARGE;
        Fault::new(if too_large { ProblemCode::TooLarge } else { ProblemCode::BadRequest })
    })
}

/// Refuses everything but JSON, which is also what keeps forms of other sites out.
fn require_json(headers: &HeaderMap) -> Result<(), Fault> {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(Fault::new(ProblemCode::UnsupportedMedia)
        .saying("Kirim isi sebagai application/json.", "Send the body as application/json."))
}

/// Reads JSON into a type.
///
/// # Errors
/// 400 when it is no JSON, 422 with pointer and rule when it is JSON of another shape.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Fault> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let pointer = pointer(error.path());
        explain(pointer, &error.into_inner())
    })?;
    deserializer.end().map_err(|error| Fault::new(ProblemCode::BadRequest).with_text(error.to_string()))?;
    Ok(value)
}

fn explain(pointer: String, error: &serde_json::Error) -> Fault {
    match error.classify() {
        Category::Data => {
            let text = error.to_string();
            let (pointer, rule) = rule_of(pointer, &text);
            Fault::field(pointer, rule)
        }
        Category::Io | Category::Syntax | Category::Eof => {
            Fault::new(ProblemCode::BadRequest).with_text(format!("JSON: {error}"))
        }
    }
}

/// The JSON pointer (RFC 6901) of a path.
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut text = String::new();
    for segment in path.iter() {
        match segment {
            Segment::Seq { index } => text.push_str(&format!("/{index}")),
            Segment::Map { key } => {
                text.push('/');
                text.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    text
}

/// The rule behind a message of serde, and the pointer down to the member that it names.
///
/// Types of the contract refuse text with the English sentence of their rule, which is how it is known again here.
fn rule_of(pointer: String, text: &str) -> (String, Rule) {
    let named = text.split('`').nth(1).unwrap_or_default();
    if text.starts_with("missing field") {
        return (format!("{pointer}/{named}"), Rule::Required);
    }
    if text.starts_with("unknown field") {
        let ends_with_it = pointer.rsplit('/').next() == Some(named);
        return (if ends_with_it { pointer } else { format!("{pointer}/{named}") }, Rule::Shape);
    }
    if text.starts_with("unknown variant") {
        return (pointer, Rule::Choice);
    }
    if text.starts_with("a date is written") || text.starts_with("a time is written") {
        return (pointer, Rule::Date);
    }
    let known = [
        Rule::Required,
        Rule::Email,
        Rule::Handle,
        Rule::Reserved,
        Rule::Currency,
        Rule::TooShort { minimum: lepas_api::handle::MIN },
        Rule::TooLong { maximum: lepas_api::handle::MAX },
        Rule::TooLong { maximum: 254 },
    ];
    let rule = known.into_iter().find(|rule| text.starts_with(&rule.message(lepas_api::Locale::En)));
    (pointer, rule.unwrap_or(Rule::Shape))
}

#[cfg(test)]
mod tests {
    use lepas_api::{Locale, account::SignUp, profile::ProfileDocument};

    use super::*;

    fn found<T: DeserializeOwned + std::fmt::Debug>(text: &str) -> (u16, String) {
        let problem = parse::<T>(text.as_bytes()).unwrap_err().problem(Locale::En, "x");
        let first =
            problem.errors.first().map(|error| format!("{} {:?}", error.pointer, error.rule)).unwrap_or_default();
        (problem.status, first)
    }

    #[test]
    fn every_refusal_names_place_and_rule() {
        let of = |text| found::<SignUp>(text);
        assert_eq!(of(r#"{"name":"#).0, 400);
        assert_eq!(of(r#"{"name":"S","password":"x"}"#), (422, "/email Required".into()));
        assert_eq!(of(r#"{"name":"S","email":"x","password":"x"}"#), (422, "/email Email".into()));
        assert_eq!(of(r#"{"name":"S","email":"a@b.id","password":"x","admin":1}"#), (422, "/admin Shape".into()));
        assert_eq!(of(r#"{"name":1}"#), (422, "/name Shape".into()));
        assert_eq!(
            of(r#"{"name":"S","email":"a@b.id","password":"x","handle":"ab"}"#),
            (422, "/handle TooShort { minimum: 3 }".into())
        );
        let document = r#"{"work":[{"startDate":"2026-13"}]}"#;
        assert_eq!(found::<ProfileDocument>(document), (422, "/work/0/startDate Date".into()));
        let currency = r#"{"meta":{"lepas":{"rate":{"amount":{"amount_minor":1,"currency":"XXX"},"unit":"hour"}}}}"#;
        assert_eq!(found::<ProfileDocument>(currency), (422, "/meta/lepas/rate/amount/currency Currency".into()));
    }

    #[test]
    fn text_after_the_value_is_refused() {
        assert!(parse::<serde_json::Value>(b"{} {}").is_err());
    }

    #[test]
    fn deep_nesting_is_refused_instead_of_overflowing_the_stack() {
        assert!(parse::<serde_json::Value>("[".repeat(100_000).as_bytes()).is_err());
    }
}
