//! Owns `cargo xtask bench page`: how fast the server answers `/u/{handle}` from memory, beside nginx with the same bytes.
//!
//! Both serve the same brotli file of a freelancer of the demo set, one after the other, to the same load generator on the same
//! two cores. nginx reads it with `sendfile` and a cache of open files, which is what it is good at.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::http;
use crate::process::{Steps, capture};
use crate::server::{self, Profile, Server};
use crate::setup::{self, Need};
use crate::workspace::Workspace;

/// Goals of issue 4: answers a second, and milliseconds that 99 of 100 answers stay below.
const RATE: f64 = 5_000.0;
const P99: f64 = 10.0;
/// Connections that the load generator keeps open, and seconds of one round.
const CONNECTIONS: u32 = 32;
const SECONDS: u32 = 8;
const ROUNDS: usize = 3;

pub(super) fn run(ws: &Workspace) -> Result<Value> {
    setup::ensure(ws, &[Need::Load])?;
    let mut steps = Steps::new(1);
    let binary = server::build(ws, Profile::Server, &mut steps)?;
    let folder = ws.state().join("bench-page");
    // What an earlier run left is in the way.
    let _ = fs::remove_dir_all(&folder);
    let (data, dist, site) = (folder.join("data"), folder.join("dist"), folder.join("site"));
    for made in [&data, &dist, &site] {
        fs::create_dir_all(made)?;
    }
    fs::write(dist.join("index.html"), "<!doctype html><title>x</title>")?;
    server::demo(ws, &binary, &data)?;
    let ours = Server::start(ws, &binary, &data, &dist, http::free_port()?, "bench-page")?;
    let handle = crate::size::handle_from_sitemap(&http::get(ours.port, "/sitemap.xml")?.body)
        .context("the demo set has nobody with a page")?;
    let path = format!("/u/{handle}");
    let address = format!("http://127.0.0.1:{}{path}", ours.port);
    let page = fetch(&address)?;
    ensure!(!page.is_empty(), "{address} answered with nothing");
    fs::write(site.join("page"), &page)?;
    let nginx = Nginx::start(&folder, &site)?;
    let beside = format!("http://127.0.0.1:{}/page", nginx.port);
    ensure!(fetch(&beside)? == page, "nginx serves other bytes");
    let (mut lepas, mut other) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        lepas.push(load(&address)?);
        other.push(load(&beside)?);
    }
    ours.stop()?;
    drop(nginx);
    let (lepas, other) = (median(lepas), median(other));
    println!("{:<8} {:>12} {:>10} {:>10}", "", "answers/s", "p50 ms", "p99 ms");
    for (name, load) in [("Lepas", &lepas), ("nginx", &other)] {
        println!("{name:<8} {:>12.0} {:>10.2} {:>10.2}", load.rate, load.p50, load.p99);
    }
    println!("{} bytes of brotli; goal {RATE:.0} answers a second, p99 {P99:.0} ms", page.len());
    if lepas.rate < RATE || lepas.p99 > P99 {
        bail!("The goal is missed.");
    }
    Ok(json!({
        "bytes": page.len(),
        "lepas": { "answers_per_second": lepas.rate, "p50_ms": lepas.p50, "p99_ms": lepas.p99 },
        "nginx": { "answers_per_second": other.rate, "p50_ms": other.p50, "p99_ms": other.p99 },
    }))
}

/// The brotli bytes at an address.
fn fetch(address: &str) -> Result<Vec<u8>> {
    let output =
        Command::new("curl").args(["--silent", "--fail", "--header", "Accept-Encoding: br", address]).output()?;
    ensure!(output.status.success(), "{address} did not answer ({})", output.status);
    Ok(output.stdout)
}

/// What one round measured.
#[derive(Debug, Clone, PartialEq)]
struct Load {
    rate: f64,
    p50: f64,
    p99: f64,
}

fn load(address: &str) -> Result<Load> {
    let printed = capture(Command::new("wrk").args([
        "--threads=1",
        &format!("--connections={CONNECTIONS}"),
        &format!("--duration={SECONDS}s"),
        "--latency",
        "--header=Accept-Encoding: br",
        address,
    ]))
    .context("wrk did not run")?;
    parse(&printed).with_context(|| format!("wrk printed something else:\n{printed}"))
}

fn parse(printed: &str) -> Option<Load> {
    if printed.contains("Non-2xx") || printed.contains("Socket errors") {
        return None;
    }
    let after = |label: &str| {
        printed.lines().find_map(|line| line.trim().strip_prefix(label)).and_then(|rest| rest.split_whitespace().next())
    };
    let milliseconds = |text: &str| {
        let (number, factor) = match text {
            text if text.ends_with("us") => (text.trim_end_matches("us"), 0.001),
            text if text.ends_with("ms") => (text.trim_end_matches("ms"), 1.0),
            text => (text.trim_end_matches('s'), 1_000.0),
        };
        number.parse::<f64>().ok().map(|number| number * factor)
    };
    Some(Load {
        rate: after("Requests/sec:")?.parse().ok()?,
        p50: milliseconds(after("50%")?)?,
        p99: milliseconds(after("99%")?)?,
    })
}

/// The round in the middle by its rate.
fn median(mut rounds: Vec<Load>) -> Load {
    rounds.sort_by(|one, other| one.rate.total_cmp(&other.rate));
    rounds.swap_remove(rounds.len() / 2)
}

/// A running nginx; dropping it ends the process.
struct Nginx {
    child: Child,
    port: u16,
}

impl Nginx {
    fn start(folder: &Path, site: &Path) -> Result<Self> {
        let port = http::free_port()?;
        let (folder, site) = (folder.display(), site.display());
        let configuration = format!(
            "daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/nginx.log;\n\
             events {{ worker_connections 256; }}\n\
             http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=16; \
             client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c; \
             uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;\n\
             server {{ listen 127.0.0.1:{port}; root {site}; default_type \"text/html; charset=utf-8\"; \
             add_header Content-Encoding br; }} }}\n"
        );
        let file = format!("{folder}/nginx.conf");
        fs::write(&file, configuration)?;
        let child = Command::new("nginx")
            .args(["-c", &file])
            .env("PATH", format!("{}:/usr/sbin", std::env::var("PATH").unwrap_or_default()))
            .stdin(Stdio::null())
            .spawn()
            .context("cannot start nginx")?;
        let nginx = Self { child, port };
        for _ in 0..100 {
            if http::get(port, "/page").is_ok() {
                return Ok(nginx);
            }
            thread::sleep(Duration::from_millis(50));
        }
        bail!("nginx does not answer; see {folder}/nginx.log.");
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // A failure leaves a process behind that the next start finds on another port.
        let _ = server::terminate(&mut self.child);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_wrk_prints_is_read_and_errors_are_no_figures() {
        let printed = "  Latency Distribution\n     50%  512.00us\n     75%    1.02ms\n     99%    3.50ms\nRequests/sec:  41234.56\n";
        assert_eq!(parse(printed), Some(Load { rate: 41_234.56, p50: 0.512, p99: 3.5 }));
        assert_eq!(parse(&[printed, "Non-2xx or 3xx responses: 3"].concat()), None);
    }

    #[test]
    fn the_median_is_the_round_in_the_middle() {
        let of = |rate| Load { rate, p50: 1.0, p99: 1.0 };
        assert!((median(vec![of(3.0), of(1.0), of(2.0)]).rate - 2.0).abs() < f64::EPSILON);
    }
}
