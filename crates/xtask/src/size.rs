//! Owns `cargo xtask size`: bytes of the release against the budgets, and what each crate costs.
//!
//! The budgets are for what goes over the wire (brotli). A gate that is passed over fails the command.

mod crates;
mod page;
mod wasm;

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail};

use crate::files;
use crate::http;
use crate::process::Steps;
use crate::server::{self, Profile, Server};
use crate::web::{self, Flavour};
use crate::workspace::Workspace;

const KILOBYTE: u64 = 1024;

/// One line of the table. Lines without a gate inform only.
#[derive(Debug, PartialEq, Eq)]
struct Line {
    what: &'static str,
    bytes: u64,
    gate: Option<u64>,
}

impl Line {
    fn new(what: &'static str, bytes: u64, gate_kilobytes: Option<u64>) -> Self {
        Self { what, bytes, gate: gate_kilobytes.map(|kilobytes| kilobytes * KILOBYTE) }
    }

    fn over(&self) -> bool {
        self.gate.is_some_and(|gate| self.bytes > gate)
    }
}

/// Measures `dist/` as it is. True when every gate holds.
pub(crate) fn run(ws: &Workspace) -> Result<bool> {
    let dist = Flavour::Release.dist(ws);
    if !dist.join("index.html").exists() {
        bail!("There is no release build; `cargo xtask dist` makes one.");
    }
    let transfer = page::Transfer::measure(&dist)?;
    let mut lines = vec![
        Line::new("first load of /jobs on a phone", transfer.total(), Some(350)),
        Line::new("  page with shell and icons", transfer.of("html"), Some(14)),
        Line::new("  style sheet", transfer.of("css"), Some(16)),
        Line::new("  JavaScript", transfer.of("js"), Some(15)),
        Line::new("  main WASM", transfer.of("wasm"), Some(300)),
        Line::new("  part for the page", transfer.of("pack"), None),
        Line::new("  fonts", transfer.of("woff2"), None),
        Line::new("  pictures", transfer.of("svg") + transfer.of("png") + transfer.of("webp"), None),
        Line::new("search worker, on first search", page::worker(&dist)?, None),
        Line::new("whole program with every part", page::program(&dist)?, Some(900)),
    ];
    let widgets = widgets(ws)?;
    lines.push(Line::new("card document", widgets.card, Some(8)));
    lines.push(Line::new("embed.js, the element", widgets.element, Some(4)));
    lines.push(Line::new("embed/card.js, in frames", widgets.frame, Some(1)));
    lines.push(Line::new("portrait on a card, as it is", widgets.portrait, Some(8)));
    lines.push(Line::new("public page, as a file", widgets.page, Some(20)));
    lines.push(Line::new("picture of link previews", widgets.preview, Some(292)));
    print_table(&lines);
    let cost = crate_costs(ws)?;
    write_report(ws, &lines, &cost)?;
    let over: Vec<&str> = lines.iter().filter(|line| line.over()).map(|line| line.what.trim()).collect();
    if !over.is_empty() {
        println!("\nOver the gate: {}", over.join(", "));
    }
    Ok(over.is_empty())
}

fn print_table(lines: &[Line]) {
    println!("{:<34} {:>9} {:>9} {:>6}", "brotli", "bytes", "gate", "share");
    for line in lines {
        match line.gate {
            Some(gate) => {
                let share = line.bytes * 100 / gate;
                let mark = if line.over() { "  OVER" } else { "" };
                println!("{:<34} {:>9} {:>9} {:>5}%{mark}", line.what, line.bytes, gate, share);
            }
            None => println!("{:<34} {:>9}", line.what, line.bytes),
        }
    }
}

/// What other sites and readers of a page load, in bytes.
struct Widgets {
    card: u64,
    element: u64,
    frame: u64,
    portrait: u64,
    page: u64,
    preview: u64,
}

/// The card and the page of a demo profile and the scripts, fetched from a server with a database of its own.
fn widgets(ws: &Workspace) -> Result<Widgets> {
    let mut steps = Steps::new(1);
    let binary = server::build(ws, Profile::Server, &mut steps)?;
    let data = ws.state().join("size-data");
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    server::demo(ws, &binary, &data)?;
    let server = Server::start(ws, &binary, &data, &Flavour::Release.dist(ws), http::free_port()?, "size-server")?;
    let handle = match server::sign_ins(&binary)?.into_iter().find_map(|account| account.handle) {
        Some(handle) => handle,
        None => handle_from_sitemap(&http::get(server.port, "/sitemap.xml")?.body)
            .context("neither the sign-ins nor /sitemap.xml name a demo profile")?,
    };
    let fetch = |path: &str| {
        let answer = http::get(server.port, path)?;
        if answer.status != 200 {
            bail!("{path} answered {}", answer.status);
        }
        Ok(answer.body)
    };
    // The longest layout of a profile with everything in it.
    let card = fetch(&format!("/u/{handle}/card?layout=testimonials"))?;
    let portrait = portrait_of(&card).context("the card of the demo profile shows no portrait")?;
    let widgets = Widgets {
        portrait: fetch(&portrait)?.len() as u64,
        card: web::brotli_size(&card)?,
        element: web::brotli_size(&fetch("/embed.js")?)?,
        frame: web::brotli_size(&fetch("/embed/card.js")?)?,
        page: web::brotli_size(&fetch(&format!("/u/{handle}"))?)?,
        // A picture is packed already. The gate is 300 kB of a thousand bytes each.
        preview: fetch(&format!("/u/{handle}/preview.png"))?.len() as u64,
    };
    server.stop()?;
    fs::remove_dir_all(&data)?;
    Ok(widgets)
}

/// The path of the picture in a card.
fn portrait_of(card: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(card).ok()?;
    let (_, rest) = text.split_once("/uploads/")?;
    let name = rest.split('"').next()?;
    Some(format!("/uploads/{name}"))
}

pub(crate) fn handle_from_sitemap(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?;
    let (_, rest) = text.split_once("/u/")?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')?;
    Some(rest[..end].to_owned())
}

/// Bytes of code by crate, before wasm-opt: its output has no names any more, but the shares stay about the same.
fn crate_costs(ws: &Workspace) -> Result<BTreeMap<String, u64>> {
    let module = ws.wasm_target().join("wasm-bindgen/release/lepas_bg.wasm");
    let Ok(bytes) = fs::read(&module) else {
        println!("\nWhat each crate costs: {} is not there, so it cannot be told.", module.display());
        return Ok(BTreeMap::new());
    };
    let Some(sizes) = wasm::function_sizes(&bytes) else {
        println!("\nWhat each crate costs: {} has no names of functions.", module.display());
        return Ok(BTreeMap::new());
    };
    let cost = crates::by_crate(&sizes);
    let total: u64 = cost.values().sum();
    let mut sorted: Vec<(&String, &u64)> = cost.iter().collect();
    sorted.sort_by_key(|(_, bytes)| std::cmp::Reverse(**bytes));
    println!("\n{:<34} {:>9} {:>6}", "code by crate, before wasm-opt", "bytes", "share");
    for (name, bytes) in sorted.iter().take(25) {
        println!("{name:<34} {bytes:>9} {:>5}%", **bytes * 100 / total.max(1));
    }
    Ok(cost)
}

fn write_report(ws: &Workspace, lines: &[Line], cost: &BTreeMap<String, u64>) -> Result<()> {
    let mut report = BTreeMap::new();
    for line in lines {
        report.insert(line.what.trim().to_owned(), line.bytes);
    }
    for (name, bytes) in cost {
        report.insert(format!("code of {name}"), *bytes);
    }
    files::write(&ws.target().join("bench/size.json"), serde_json::to_vec_pretty(&report)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gate_itself_is_allowed_and_one_byte_more_is_not() {
        assert!(!Line::new("x", 10 * KILOBYTE, Some(10)).over());
        assert!(Line::new("x", 10 * KILOBYTE + 1, Some(10)).over());
        assert!(!Line::new("x", u64::MAX, None).over());
    }

    #[test]
    fn the_portrait_of_a_card_is_found_at_its_own_size() {
        let card = b"<img src=\"http://localhost:1/uploads/demo-p?w=192\" alt>";
        assert_eq!(portrait_of(card).unwrap(), "/uploads/demo-p?w=192");
        assert_eq!(portrait_of(b"<main>"), None);
    }

    #[test]
    fn a_handle_is_found_in_the_sitemap() {
        let sitemap = b"<urlset><url><loc>http://localhost/u/sari-dewi</loc></url></urlset>";
        assert_eq!(handle_from_sitemap(sitemap).unwrap(), "sari-dewi");
        assert_eq!(handle_from_sitemap(b"<urlset/>"), None);
    }
}
