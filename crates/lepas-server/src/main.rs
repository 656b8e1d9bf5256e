//! The command line of the server.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Parser, Subcommand};
use lepas_server::{Config, commands};

#[derive(Parser)]
#[command(version, about = "The reference backend of Lepas")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answer requests.
    Serve {
        /// Folder of database, pictures and indexes.
        #[arg(long)]
        data_dir: PathBuf,
        /// Address to listen on.
        #[arg(long, default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
        #[arg(long, env = "LEPAS_DATABASE_URL")]
        database_url: Option<String>,
        #[arg(long, env = "LEPAS_DIST")]
        dist: Option<PathBuf>,
        #[arg(long, env = "LEPAS_PUBLIC_URL")]
        public_url: Option<String>,
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Command::Serve { data_dir, listen, database_url, dist, public_url } = Arguments::parse().command;
    let config = Config { data_dir, database_url, dist, public_url, ..Config::default() };
    commands::serve::run(config, listen).await
}
