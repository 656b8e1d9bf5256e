//! Questions to the worker and its answers as lists of bytes, which WebDriver carries.
//!
//! Owns which questions are asked: the same as natively (`crates/lepas-search/src/bin/search_bench.rs`).

use std::{path::Path, time::SystemTime};

use anyhow::{Context, Result};
use lepas::api::search::{News, Request, Response, read, write};
use lepas_api::{
    Timestamp,
    index::{IndexKind, field},
};
use lepas_search::{Answer, FacetRequest, Query, RangeFilter};
use serde_json::{Value, json};

/// The texts of a file of queries.
pub(super) fn texts(file: &Path) -> Result<Vec<String>> {
    let lines = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let text = |line: &str| serde_json::from_str::<Value>(line).ok()?.get("text")?.as_str().map(str::to_owned);
    Ok(lines.lines().filter_map(text).collect())
}

/// The first fifty, with correction and the last word as a beginning.
pub(super) fn bare(text: &str) -> Query {
    Query { text: text.to_owned(), limit: 50, ..Query::default() }
}

/// The same with three exact counts and a range that lets unknown dates pass.
pub(super) fn faceted(text: &str) -> Query {
    let number = field::POSTED.to_owned();
    let facets = [field::SKILL, field::CATEGORY, field::MODE];
    Query {
        facets: facets.map(|facet| FacetRequest { facet: facet.to_owned(), limit: 20 }).into(),
        ranges: vec![RangeFilter { number, min: Some(19_000.0), unknown: true, ..RangeFilter::default() }],
        ..bare(text)
    }
}

/// A question as its bytes.
pub(super) fn ask(query: Query) -> Result<Value> {
    bytes(&Request::Search { id: 1, kind: IndexKind::Jobs, query: Box::new(query) })
}

/// What the page tells the worker of a manifest.
pub(super) fn news(manifest: &Value) -> Result<Value> {
    let news = News::Manifest(serde_json::from_value(manifest.clone())?);
    bytes(&Request::News { kind: IndexKind::Jobs, news })
}

/// A word that no account and no posting had yet.
pub(super) fn unique() -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    format!("bench{}", now.as_nanos())
}

/// Some message of a complete index, for its kind.
pub(super) fn loaded() -> Response {
    Response::Loaded {
        kind: IndexKind::Jobs,
        documents: 0,
        of: 0,
        generated_at: Timestamp::from_milliseconds(0),
        from_device: false,
        memory: 0,
    }
}

/// The bytes of a message.
pub(super) fn bytes(message: &impl serde::Serialize) -> Result<Value> {
    Ok(json!(write(message).context("no bytes")?))
}

/// A message of the worker.
pub(super) fn heard(list: &Value) -> Result<Response> {
    let bytes: Vec<u8> = serde_json::from_value(list.clone())?;
    read(&bytes).context("the worker spoke another language")
}

/// What the worker answered.
pub(super) fn answer(list: &Value) -> Result<Answer> {
    match heard(list)? {
        Response::Answer { answer, .. } => Ok(*answer),
        other => anyhow::bail!("no answer but {other:?}"),
    }
}
