//! `cargo xtask`: the one command that installs tools, builds, runs, tests and measures Lepas.
//!
//! Each command has a module; `workspace`, `process`, `files` and `http` serve them all. Nothing here is part of the
//! product, and no product crate is linked: the product is built and started as anybody would do it.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line program speaks to the terminal")]

mod bench;
mod counts;
mod dist;
mod files;
mod http;
mod process;
mod run;
mod server;
mod setup;
mod size;
mod testing;
mod tidy;
mod web;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::setup::Need;
use crate::workspace::Workspace;

/// Builds, runs, tests and measures Lepas. Tools that are missing are installed by the command that needs them.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_flag = false)]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Start Lepas from a fresh clone: install what is missing, build, fill with demo data, print address and sign-ins.
    Run {
        /// The port on this machine.
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Import jobs.ndjson.gz and profiles.ndjson.gz of this folder, once, into a database of their own.
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
        /// Build what visitors get, instead of what compiles quickly.
        #[arg(long)]
        release: bool,
    },
    /// Run every test: tidy, Clippy, native, in the browser, journeys, size budgets. Ends with one line of numbers.
    Test {
        /// Only one part.
        #[arg(long, value_enum)]
        only: Option<testing::Part>,
    },
    /// Run the quick checks for while one works: format, tidy, Clippy, tests of the crates without I/O.
    Check,
    /// Build the release: dist/ (SPA, precompressed) and target/dist/lepas-server. Prints their sizes.
    Dist,
    /// Measure something and keep the numbers in target/bench/NAME.json; without a name, list what can be measured.
    Bench { name: Option<String> },
    /// Count the instructions of ten fixed queries and hold them against the table. Fails when one costs 5 % more.
    Counts {
        /// Write what is counted into the table: the new counts are wanted.
        #[arg(long)]
        accept: bool,
    },
    /// Fuzz the engine's reader of segments and its queries, both at once.
    Fuzz {
        /// How long.
        #[arg(long, default_value_t = testing::FUZZ_SECONDS)]
        seconds: u32,
    },
    /// Print the bytes of dist/ against the budgets and what each crate costs. Fails over a gate.
    Size,
    /// Check the house rules: rooms, file sizes, texts in both languages, links and more.
    Tidy,
    /// Take pictures of every page, narrow and wide, light and dark, into target/shots.
    Shots,
    /// Install the tools that the web build needs; other commands do this by themselves.
    Setup {
        /// Also those for tests: nextest, Chromium with its driver, Clippy, axe-core.
        #[arg(long)]
        all: bool,
    },
}

fn main() -> ExitCode {
    if let Some(code) = web::stand_in() {
        return code;
    }
    let arguments = Arguments::parse();
    match perform(arguments.command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Result<ExitCode> {
    let ws = Workspace::find()?;
    match task {
        Task::Run { port, data, release } => run::run(&ws, &run::Options { port, data, release })?,
        Task::Test { only } => return Ok(code(testing::test(&ws, only)?)),
        Task::Check => return Ok(code(testing::check(&ws)?)),
        Task::Bench { name } => bench::run(&ws, name.as_deref())?,
        Task::Counts { accept } => {
            setup::ensure(&ws, &[Need::Valgrind])?;
            return Ok(code(counts::run(&ws, accept)?));
        }
        Task::Fuzz { seconds } => return Ok(code(testing::fuzz_for(&ws, seconds)?)),
        Task::Size => return Ok(code(size::run(&ws)?)),
        Task::Tidy => return Ok(code(tidy::run(&ws)?)),
        Task::Shots => return Ok(code(testing::shots(&ws)?)),
        Task::Dist => dist::dist(&ws)?,
        Task::Setup { all } => {
            setup::ensure(&ws, if all { &setup::ALL } else { &setup::WEB_BUILD })?;
            println!("Every tool is there.");
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn code(success: bool) -> ExitCode {
    if success { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
