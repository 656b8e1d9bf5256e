//! Extractors for paths, queries and the reader's language.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, Path, Query},
    http::{HeaderMap, header, request::Parts},
};
use lepas_api::{Locale, Rule};
use serde::de::DeserializeOwned;

use super::Fault;

/// Ids and handles of the path. What cannot be one names nothing: 404.
#[derive(Debug)]
pub struct PathOf<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for PathOf<T> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        Path::from_request_parts(parts, state).await.map(|Path(value)| Self(value)).map_err(|_| Fault::not_found())
    }
}

/// Parameters after the question mark, read as text; routes check each and name the wrong one.
#[derive(Debug)]
pub struct QueryOf<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for QueryOf<T> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        Query::from_request_parts(parts, state)
            .await
            .map(|Query(value)| Self(value))
            .map_err(|_| Fault::parameter("?", Rule::Shape))
    }
}

/// A whole number of a query parameter.
///
/// # Errors
/// 400 that names the parameter.
pub fn number(name: &str, text: Option<&str>) -> Result<Option<u64>, Fault> {
    text.map(|text| text.parse().map_err(|_| Fault::parameter(format!("?{name}"), Rule::Number))).transpose()
}

/// The `limit` of a list: 1 to 100, 50 when absent.
///
/// # Errors
/// 400 that names the parameter.
pub fn limit(text: Option<&str>) -> Result<u32, Fault> {
    let maximum = lepas_api::limits::PAGE_MAX as u64;
    let limit = number("limit", text)?.unwrap_or(lepas_api::limits::PAGE_DEFAULT as u64);
    if (1..=maximum).contains(&limit) {
        Ok(u32::try_from(limit).unwrap_or(u32::MAX))
    } else {
        let maximum = i64::try_from(maximum).unwrap_or(i64::MAX);
        Err(Fault::parameter("?limit", Rule::OutOfRange { minimum: 1, maximum }))
    }
}

/// A cursor that this server gave out: a position in hexadecimal behind one letter.
///
/// # Errors
/// 400 that names the parameter.
pub fn cursor(text: Option<&str>) -> Result<Option<u64>, Fault> {
    let parse = |text: &str| u64::from_str_radix(text.strip_prefix('p')?, 16).ok();
    text.map(|text| parse(text).ok_or_else(|| Fault::parameter("?cursor", Rule::Cursor))).transpose()
}

/// The cursor of a position.
#[must_use]
pub fn to_cursor(position: u64) -> String {
    format!("p{position:x}")
}

/// The language that the reader asks for.
#[derive(Debug, Clone, Copy)]
pub struct Language(pub Locale);

/// The language of a request by its headers.
#[must_use]
pub fn language_of(headers: &HeaderMap) -> Locale {
    asked_language(headers).unwrap_or_default()
}

/// The same, but `None` when the headers name no language that Lepas speaks.
#[must_use]
pub fn asked_language(headers: &HeaderMap) -> Option<Locale> {
    let header = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let (first, second) = (Locale::negotiate(header, Locale::Id), Locale::negotiate(header, Locale::En));
    // The two differ only where nothing matched and the fallback spoke.
    (first == second).then_some(first)
}

impl<S: Send + Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(language_of(&parts.headers)))
    }
}
