//! Owns the table of what searching may cost at most and should cost, and printing figures beside it.

use serde_json::{Map, Value};

/// A line of the table: what it says, whose figure, which, how it is shown, gate, goal.
type Line = (&'static str, &'static str, &'static str, f64, f64, f64);

const MEGABYTE: f64 = 1e-6;
const KILOBYTE: f64 = 1e-3;

/// In the shipped worker in Chromium; a figure is multiplied before it is compared and shown. Rows that are shown count apart,
/// as they do for the libraries beside it, which return ids; what everything weighs together stands below.
const CHROMIUM: [Line; 18] = [
    ("top 50, p50 ms", "chromium_100000", "top50_p50_ms", 1.0, 0.6, 0.30),
    ("top 50, p95 ms", "chromium_100000", "top50_p95_ms", 1.0, 1.5, 0.80),
    ("with 3 counts and a range, p50 ms", "chromium_100000", "facets_p50_ms", 1.0, 1.0, 0.45),
    ("with 3 counts and a range, p95 ms", "chromium_100000", "facets_p95_ms", 1.0, 2.5, 1.2),
    ("10,000 postings: top 50, p95 ms", "chromium_10000", "top50_p95_ms", 1.0, 0.3, 0.15),
    ("10,000 postings: with counts, p95 ms", "chromium_10000", "facets_p95_ms", 1.0, 0.4, 0.25),
    ("key press to painted list, p98 ms", "chromium_100000", "key_p98_ms", 1.0, 50.0, 16.0),
    ("the same at 4x slowdown, p98 ms", "chromium_100000", "key_slow_p98_ms", 1.0, 200.0, 100.0),
    ("longest block of a key press, p98 ms", "chromium_100000", "block_p98_ms", 1.0, 8.0, 4.0),
    ("stored index to first answer, ms", "chromium_100000", "open_ms", 1.0, 100.0, 60.0),
    ("index in memory without rows, MB", "chromium_100000", "searched_memory_bytes", MEGABYTE, 40.0, 32.0),
    ("worker's whole linear memory, MB", "chromium_100000", "linear_memory_bytes", MEGABYTE, 120.0, 80.0),
    ("wire without rows, % of the text", "chromium_100000", "wire_index_share_of_text", 100.0, 20.0, 15.0),
    ("worker WASM, brotli, KB", "chromium_100000", "worker_wasm_brotli_bytes", KILOBYTE, 100.0, 60.0),
    ("one posting more, seen by the next query, ms", "chromium_100000", "add_one_ms", 1.0, 10.0, 2.0),
    ("one posting less, ms", "chromium_100000", "remove_one_ms", 1.0, 10.0, 2.0),
    ("10,000 postings: one more, ms", "chromium_10000", "add_one_ms", 1.0, 10.0, 2.0),
    ("10,000 postings: one less, ms", "chromium_10000", "remove_one_ms", 1.0, 10.0, 2.0),
];

/// The engine natively, without the worker around it; rows that are shown count apart.
const NATIVE: [Line; 11] = [
    ("top 50, p50 ms", "native_100000", "top50_p50_ms", 1.0, 0.6, 0.30),
    ("top 50, p95 ms", "native_100000", "top50_p95_ms", 1.0, 1.5, 0.80),
    ("with 3 counts and a range, p50 ms", "native_100000", "facets_p50_ms", 1.0, 1.0, 0.45),
    ("with 3 counts and a range, p95 ms", "native_100000", "facets_p95_ms", 1.0, 2.5, 1.2),
    ("10,000 postings: top 50, p95 ms", "native_10000", "top50_p95_ms", 1.0, 0.3, 0.15),
    ("10,000 postings: with counts, p95 ms", "native_10000", "facets_p95_ms", 1.0, 0.4, 0.25),
    ("stored index to first answer, ms", "native_100000", "open_ms", 1.0, 100.0, 60.0),
    ("index in memory without rows, MB", "native_100000", "index_memory_bytes", MEGABYTE, 40.0, 32.0),
    ("wire without rows, % of the text", "native_100000", "brotli_index_share_of_text", 100.0, 20.0, 15.0),
    ("one posting more, ms", "native_100000", "add_one_ms", 1.0, 10.0, 2.0),
    ("one posting less, ms", "native_100000", "remove_one_ms", 1.0, 10.0, 2.0),
];

/// What is worth knowing beside the gates, in Chromium at 100,000.
const BESIDE: [&str; 19] = [
    "index_memory_bytes",
    "wire_bytes",
    "wire_share_of_text",
    "top50_trip_p50_ms",
    "top50_trip_p95_ms",
    "facets_trip_p50_ms",
    "facets_trip_p95_ms",
    "key_p50_ms",
    "key_slow_p50_ms",
    "block_p50_ms",
    "block_processor_p50_ms",
    "block_processor_p98_ms",
    "block_max_ms",
    "worker_ready_ms",
    "first_part_ms",
    "first_visit_ms",
    "open_index_ms",
    "add_one_with_network_ms",
    "remove_one_with_network_ms",
];

/// Figures that other libraries have as well.
const SHARED: [&str; 4] = ["top50_p50_ms", "top50_p95_ms", "facets_p50_ms", "facets_p95_ms"];
/// How many times faster than MiniSearch the first fifty have to be at p50.
const AHEAD: f64 = 100.0;

fn figure(figures: &Map<String, Value>, whose: &str, name: &str) -> Option<f64> {
    figures.get(whose)?.get(name)?.as_f64()
}

/// What a figure is worth; a figure that is missing has not met its gate.
fn verdict(value: Option<f64>, gate: f64, goal: f64) -> &'static str {
    match value {
        None => "NOT MEASURED",
        Some(value) if value <= goal => "met, and the goal",
        Some(value) if value <= gate => "met",
        Some(_) => "NOT MET",
    }
}

/// Prints everything; the answer is how many gates in Chromium are not met.
pub(super) fn print(figures: &Map<String, Value>, peers: &[(&str, &str)]) -> usize {
    let mut missed = 0;
    for (title, lines) in [("in Chromium, 100,000 postings", &CHROMIUM[..]), ("natively, 100,000 postings", &NATIVE)] {
        println!("\n{title:<46} {:>10} {:>8} {:>8}", "measured", "gate", "goal");
        for (label, whose, name, scale, gate, goal) in lines {
            let value = figure(figures, whose, name).map(|value| value * scale);
            let verdict = verdict(value, *gate, *goal);
            missed += usize::from(verdict.starts_with("NOT") && whose.starts_with("chromium"));
            let shown = value.map_or_else(|| "-".to_owned(), |value| format!("{value:.2}"));
            println!("{label:<46} {shown:>10} {gate:>8} {goal:>8}  {verdict}");
        }
    }
    println!("\nbeside the gates, in Chromium");
    for name in BESIDE {
        if let Some(value) = figure(figures, "chromium_100000", name) {
            println!("{name:<46} {value:>10.2}");
        }
    }
    print_peers(figures, peers);
    let ahead = figure(figures, "minisearch", SHARED[0])
        .zip(figure(figures, "chromium_100000", SHARED[0]))
        .map(|(theirs, ours)| theirs / ours);
    let is_ahead = ahead.is_some_and(|ahead| ahead >= AHEAD);
    println!(
        "\ntop 50 at p50: {:.0} times faster than MiniSearch, at least {AHEAD} wanted: {}",
        ahead.unwrap_or(0.0),
        if is_ahead { "met" } else { "NOT MET" }
    );
    missed += usize::from(!is_ahead);
    println!("{missed} gates are not met.");
    missed
}

fn print_peers(figures: &Map<String, Value>, peers: &[(&str, &str)]) {
    println!("\nother libraries in Node (the same V8): ms, and times Lepas' worker in Chromium");
    println!("{:<14} {:>18} {:>18} {:>18} {:>18}", "", SHARED[0], SHARED[1], SHARED[2], SHARED[3]);
    for (label, name) in peers {
        let cells =
            SHARED.map(|shared| match figure(figures, name, shared).zip(figure(figures, "chromium_100000", shared)) {
                Some((theirs, ours)) if ours > 0.0 => format!("{theirs:.2} ({:.0}x)", theirs / ours),
                _ => "-".to_owned(),
            });
        println!("{label:<14} {:>18} {:>18} {:>18} {:>18}", cells[0], cells[1], cells[2], cells[3]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_over_its_gate_or_missing_is_not_met() {
        assert_eq!(verdict(Some(0.2), 0.6, 0.3), "met, and the goal");
        assert_eq!(verdict(Some(0.5), 0.6, 0.3), "met");
        assert_eq!(verdict(Some(0.7), 0.6, 0.3), "NOT MET");
        assert_eq!(verdict(Some(f64::NAN), 0.6, 0.3), "NOT MET");
        assert_eq!(verdict(None, 0.6, 0.3), "NOT MEASURED");
    }

    #[test]
    fn without_figures_every_gate_is_missed() {
        assert_eq!(print(&Map::new(), &[("MiniSearch", "minisearch")]), CHROMIUM.len() + 1);
    }
}
