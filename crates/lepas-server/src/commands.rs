//! What the command line can do.
//!
//! Owns the arguments and their wording. Each command has a module.

mod backup;
mod demo;
mod generate;
mod import;
mod import_rows;
mod progress;
mod serve;

use std::{io::Write as _, net::SocketAddr, path::PathBuf, time::Duration};

use anyhow::Context as _;
use clap::{Parser, Subcommand, ValueEnum};

use crate::{
    Config,
    auth::limits::{Rate, RateLimits},
    routes,
};

/// The reference backend of Lepas.
#[derive(Debug, Parser)]
#[command(version, name = "lepas-server")]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// Where the data is.
#[derive(Debug, Clone, clap::Args)]
struct Place {
    /// Folder of database, pictures and indexes; made when it is absent.
    #[arg(long, env = "LEPAS_DATA_DIR", default_value = "data/lepas", value_name = "DIR")]
    data_dir: PathBuf,
    /// Database other than the file in the data folder: sqlite:FILE.
    #[arg(long, env = "LEPAS_DATABASE_URL", value_name = "URL")]
    database_url: Option<String>,
}

impl Place {
    fn config(self) -> Config {
        Config { data_dir: self.data_dir, database_url: self.database_url, ..Config::default() }
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer requests until SIGINT or SIGTERM.
    Serve {
        #[command(flatten)]
        place: Place,
        /// Address to listen on.
        #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
        listen: SocketAddr,
        /// Folder of the built app.
        #[arg(long, env = "LEPAS_DIST", value_name = "DIR")]
        dist: Option<PathBuf>,
        /// Address of the site as people type it, such as https://lepas.example.
        #[arg(long, env = "LEPAS_PUBLIC_URL", value_name = "URL")]
        public_url: Option<String>,
        /// Attempts to sign in or up per minute from one address; raise it behind a proxy.
        #[arg(long, default_value_t = 20, value_name = "N")]
        sign_ins_per_minute: usize,
    },
    /// Read postings or profiles from newline-delimited JSON, plain or gzip.
    Import {
        /// What the file holds.
        kind: ImportKind,
        /// The file.
        file: PathBuf,
        #[command(flatten)]
        place: Place,
    },
    /// Fill an empty database with the demo set.
    Demo {
        #[command(flatten)]
        place: Place,
        /// Only print who can sign in, one JSON object on each line.
        #[arg(long)]
        print_sign_ins: bool,
    },
    /// Print invented postings for `import`, one JSON object on each line.
    Generate {
        /// How many.
        #[arg(long, default_value_t = 100_000, value_name = "N")]
        count: usize,
        /// The same seed gives the same postings.
        #[arg(long, default_value_t = 1, value_name = "S")]
        seed: u64,
    },
    /// Print the OpenAPI document.
    Openapi,
    /// Write a consistent copy of the database into a new file; the server may run meanwhile.
    Backup {
        /// The file to write.
        file: PathBuf,
        #[command(flatten)]
        place: Place,
    },
    /// Put a backup in the place of the database; the server must not run.
    Restore {
        /// The backup.
        file: PathBuf,
        #[command(flatten)]
        place: Place,
        /// Replace the database that is there.
        #[arg(long)]
        force: bool,
    },
}

/// What an import file holds.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum ImportKind {
    /// Postings.
    Jobs,
    /// Profiles.
    Profiles,
}

/// Runs a command.
///
/// # Errors
/// What went wrong, in words for whoever typed it.
pub async fn run(arguments: Arguments) -> anyhow::Result<()> {
    match arguments.command {
        Command::Serve { place, listen, dist, public_url, sign_ins_per_minute } => {
            let attempts = Rate { times: sign_ins_per_minute.max(1), window: Duration::from_secs(60) };
            let limits = RateLimits { attempts, ..RateLimits::default() };
            serve::run(Config { dist, public_url, limits, ..place.config() }, listen).await
        }
        Command::Import { kind: ImportKind::Jobs, file, place } => import::jobs(&file, &place.config()).await,
        Command::Import { kind: ImportKind::Profiles, file, place } => import::profiles(&file, &place.config()).await,
        Command::Demo { print_sign_ins: true, .. } => demo::print_sign_ins(),
        Command::Demo { place, .. } => demo::fill(&place.config()).await,
        Command::Generate { count, seed } => generate::jobs(count, seed),
        Command::Openapi => print_openapi(),
        Command::Backup { file, place } => backup::backup(&file, &place.config()).await,
        Command::Restore { file, place, force } => backup::restore(&file, &place.config(), force).await,
    }
}

fn print_openapi() -> anyhow::Result<()> {
    let text = serde_json::to_string_pretty(&routes::openapi()).context("the document cannot be written as JSON")?;
    say(&text)
}

/// Writes a line to standard output; a closed pipe is no failure worth a panic.
fn say(line: &str) -> anyhow::Result<()> {
    writeln!(std::io::stdout(), "{line}").context("standard output is closed")
}
