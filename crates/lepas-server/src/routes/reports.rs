//! Where browsers report violations of the policy.

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::StatusCode,
    routing::post,
};

use super::{CSP_REPORTS, people::Peer};
use crate::{
    app::AppState,
    http::{Answer, Fault},
};

/// Largest report in bytes.
const REPORT_BYTES: usize = 16 * 1024;

pub(super) fn router() -> Router<AppState> {
    Router::new().route(CSP_REPORTS, post(report)).layer(DefaultBodyLimit::max(REPORT_BYTES))
}

/// Counts a report and logs which directive it names; addresses in it may be private and stay out of the log.
async fn report(State(state): State<AppState>, Peer(peer): Peer, body: Bytes) -> Answer<StatusCode> {
    if let Some(seconds) = state.limiter.count(("report", peer), state.limits.reports) {
        return Err(Fault::too_many(seconds));
    }
    state.metrics.csp_report();
    let report: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
    let directive =
        report.pointer("/csp-report/effective-directive").and_then(|value| value.as_str()).unwrap_or("unknown");
    let directive: String = directive.chars().filter(|character| character.is_ascii_graphic()).take(64).collect();
    tracing::warn!(directive, "a browser reports a violation of the policy");
    Ok(StatusCode::NO_CONTENT)
}
