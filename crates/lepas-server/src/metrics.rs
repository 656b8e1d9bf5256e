//! Counters of the running server, told in the Prometheus text format.
//!
//! Owns the numbers. Labels are route patterns and status codes only, so the memory is bounded and nothing personal shows.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicI64, AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use axum::http::Method;

/// Method, route and status.
type Label = (String, String, u16);

/// Counters of the running server.
#[derive(Debug, Default)]
pub struct Metrics {
    /// How many and how long together.
    requests: Mutex<BTreeMap<Label, (u64, Duration)>>,
    messages: AtomicU64,
    connections: AtomicI64,
    reports: AtomicU64,
    cut_off: AtomicU64,
}

impl Metrics {
    /// Counts an answered request.
    pub fn request(&self, method: &Method, route: &str, status: u16, elapsed: Duration) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = requests.entry((method.to_string(), route.to_owned(), status)).or_default();
        entry.0 += 1;
        entry.1 += elapsed;
    }

    /// Counts a stored message.
    pub fn message(&self) {
        self.messages.fetch_add(1, Relaxed);
    }

    /// Counts an event stream for as long as the guard lives.
    pub fn connection(self: &std::sync::Arc<Self>) -> ConnectionGuard {
        self.connections.fetch_add(1, Relaxed);
        ConnectionGuard(self.clone())
    }

    /// Counts a reader that was too slow and was cut off.
    pub fn slow_reader(&self) {
        self.cut_off.fetch_add(1, Relaxed);
    }

    /// Counts a report of a policy violation.
    pub fn csp_report(&self) {
        self.reports.fetch_add(1, Relaxed);
    }

    /// All counters as text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::from("# TYPE lepas_requests_total counter\n");
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        // Writing to a String cannot fail.
        for ((method, route, status), (count, _)) in requests.iter() {
            let _ = writeln!(
                text,
                "lepas_requests_total{{method=\"{method}\",route=\"{route}\",status=\"{status}\"}} {count}"
            );
        }
        text.push_str("# TYPE lepas_request_seconds_sum counter\n");
        for ((method, route, status), (_, sum)) in requests.iter() {
            let seconds = sum.as_secs_f64();
            let _ = writeln!(
                text,
                "lepas_request_seconds_sum{{method=\"{method}\",route=\"{route}\",status=\"{status}\"}} {seconds:.6}"
            );
        }
        for (name, kind, value) in [
            ("lepas_messages_stored_total", "counter", self.messages.load(Relaxed).to_string()),
            ("lepas_event_connections", "gauge", self.connections.load(Relaxed).to_string()),
            ("lepas_event_slow_readers_total", "counter", self.cut_off.load(Relaxed).to_string()),
            ("lepas_csp_reports_total", "counter", self.reports.load(Relaxed).to_string()),
            ("process_resident_memory_bytes", "gauge", resident_bytes().unwrap_or(0).to_string()),
        ] {
            let _ = writeln!(text, "# TYPE {name} {kind}\n{name} {value}");
        }
        text
    }
}

/// Uncounts an event stream when it ends, however it ends.
#[derive(Debug)]
pub struct ConnectionGuard(std::sync::Arc<Metrics>);

impl Drop for ConnectionGuard {
    fn drop(&mut self) {
        self.0.connections.fetch_sub(1, Relaxed);
    }
}

/// Memory of this process, where the system tells it.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kibibytes| kibibytes * 1_024)
}
