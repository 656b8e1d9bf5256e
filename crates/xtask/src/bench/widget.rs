//! Owns `cargo xtask bench widget`: what a widget costs the page around it and the server behind it.
//!
//! The measurement is a test of the journeys, because it needs their browser and server; this starts it and reads its
//! numbers.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::files;
use crate::process::{Steps, run_open};
use crate::server::{self, Profile};
use crate::setup::{self, Need};
use crate::testing::{Driver, environment};
use crate::web::Flavour;
use crate::workspace::Workspace;

/// A figure of the measurement, its gate and its goal. A figure must not be larger, but for the one that must not be
/// smaller.
struct Limit {
    figure: &'static str,
    gate: f64,
    goal: f64,
    at_least: bool,
}

const fn most(figure: &'static str, gate: f64, goal: f64) -> Limit {
    Limit { figure, gate, goal, at_least: false }
}

const LIMITS: [Limit; 17] = [
    most("bytes.card column, brotli", 8_192.0, 6_144.0),
    most("bytes.card row, brotli", 8_192.0, 6_144.0),
    most("bytes.card works, brotli", 8_192.0, 6_144.0),
    most("bytes.card services, brotli", 8_192.0, 6_144.0),
    most("bytes.card testimonials, brotli", 8_192.0, 6_144.0),
    most("bytes.card availability, brotli", 8_192.0, 6_144.0),
    most("bytes.portrait", 8_192.0, 8_192.0),
    most("bytes.embed.js, brotli", 4_096.0, 2_560.0),
    Limit { figure: "load.cards a second", gate: 8_000.0, goal: 8_000.0, at_least: true },
    most("load.slowest of a hundred ms", 10.0, 10.0),
    most("page.ten frames.layout shift", 0.0, 0.0),
    most("page.ten frames.total blocking ms", 0.0, 0.0),
    most("page.ten elements.layout shift", 0.0, 0.0),
    most("page.ten elements.total blocking ms", 10.0, 10.0),
    most("slow-4g.card document painted ms", 600.0, 600.0),
    most("slow-4g.element ready on a page ms", 600.0, 600.0),
    most("slow-4g.card in a frame painted ms", 600.0, 600.0),
];

/// What a figure means beside its limits.
fn verdict(limit: &Limit, value: f64) -> &'static str {
    let within = |line: f64| if limit.at_least { value >= line } else { value <= line };
    match (within(limit.goal), within(limit.gate)) {
        (true, _) => "goal met",
        (false, true) => "gate met",
        (false, false) => "MISSED",
    }
}

fn print(numbers: &Value) {
    println!("\n{:<36} {:>12} {:>10} {:>10}", "figure", "measured", "gate", "goal");
    for limit in &LIMITS {
        match numbers[limit.figure].as_f64() {
            Some(value) => println!(
                "{:<36} {value:>12.1} {:>10} {:>10}  {}",
                limit.figure,
                limit.gate,
                limit.goal,
                verdict(limit, value)
            ),
            None => println!("{:<36} {:>12}", limit.figure, "not measured"),
        }
    }
    println!("\n{:<28} {:>14} {:>16} {:>18}", "ten on a page", "bytes, brotli", "main thread ms", "total blocking ms");
    for (name, bytes) in [
        ("ten elements", "bytes.embed.js, brotli"),
        ("giscus", "bytes.giscus, brotli"),
        ("calcom", "bytes.calcom, brotli"),
        ("lite-youtube", "bytes.lite-youtube, brotli"),
    ] {
        let figure = |name: &str| numbers[name].as_f64().map_or_else(|| "–".to_owned(), |value| format!("{value:.1}"));
        let (work, blocked) = (format!("page.{name}.main thread ms"), format!("page.{name}.total blocking ms"));
        println!("{name:<28} {:>14} {:>16} {:>18}", figure(bytes), figure(&work), figure(&blocked));
    }
}

pub(super) fn run(ws: &Workspace) -> Result<Value> {
    setup::ensure(ws, &[Need::Browser, Need::WidgetTools])?;
    let mut steps = Steps::new(1);
    server::build(ws, Profile::Server, &mut steps)?;
    let driver = Driver::start(ws)?;
    // The test writes into a folder that is there.
    let figures = ws.state().join("widget-figures.json");
    files::write(&figures, "{}")?;
    let mut command = ws.command("cargo");
    command.args(["test", "--quiet", "--workspace", "--test", "e2e", "--", "measures_widgets", "--nocapture"]);
    environment(ws, &mut command, &driver, Flavour::Release);
    command.env("LEPAS_BENCH_WIDGET", &figures);
    if !run_open(ws, "bench-widget", &mut command, |_| {})?.success() {
        bail!("The measurement failed; see {}.", ws.log("bench-widget").display());
    }
    let numbers =
        serde_json::from_str(&files::read(&figures)?).context("the measurement wrote something else than numbers")?;
    print(&numbers);
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_held_against_its_own_direction() {
        let bytes = most("x", 8.0, 6.0);
        assert_eq!([6.0, 7.0, 9.0].map(|value| verdict(&bytes, value)), ["goal met", "gate met", "MISSED"]);
        let load = Limit { figure: "x", gate: 8.0, goal: 8.0, at_least: true };
        assert_eq!([9.0, 7.0].map(|value| verdict(&load, value)), ["goal met", "MISSED"]);
    }
}
