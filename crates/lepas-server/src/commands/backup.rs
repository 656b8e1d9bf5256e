//! `backup` and `restore` of the database file.
//!
//! Pictures are files of their own that are never changed: any tool that copies folders keeps them.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::say;
use crate::{
    Config,
    app::{database_file, make_folder, open_store},
    store::sqlite,
};

/// Writes a consistent copy of the database.
///
/// # Errors
/// When the file exists or cannot be written.
pub(super) async fn backup(file: &Path, config: &Config) -> anyhow::Result<()> {
    if !database_file(config)?.exists() {
        bail!("there is no database in {}; name its folder with --data-dir", config.data_dir.display());
    }
    if file.exists() {
        bail!("{} exists already; name a new file", file.display());
    }
    let store = open_store(config).await?;
    let written = store.backup(file).await;
    store.close().await;
    written.with_context(|| format!("{} could not be written", file.display()))?;
    let uploads = config.data_dir.join("uploads");
    say(&format!("wrote {}; the pictures are files in {}, copy that folder too", file.display(), uploads.display()))
}

/// Puts a backup in the place of the database.
///
/// # Errors
/// When the backup is damaged, or a database is there and `force` was not given.
pub(super) async fn restore(file: &Path, config: &Config, force: bool) -> anyhow::Result<()> {
    sqlite::check(file).await.with_context(|| format!("{} is no usable backup", file.display()))?;
    let target = database_file(config)?;
    if target.exists() && !force {
        bail!("{} exists already; --force replaces it", target.display());
    }
    make_folder(&config.data_dir)?;
    let copy = target.with_extension("restoring");
    std::fs::copy(file, &copy).with_context(|| format!("{} could not be written", copy.display()))?;
    std::fs::File::open(&copy).and_then(|file| file.sync_all()).context("the copy could not be synced")?;
    // What the old database had not merged yet belongs to nothing any more.
    for ending in ["-wal", "-shm"] {
        remove(&PathBuf::from(format!("{}{ending}", target.display())))?;
    }
    std::fs::rename(&copy, &target).with_context(|| format!("{} could not be replaced", target.display()))?;
    // The indexes were built from the other database.
    for kind in lepas_api::index::IndexKind::ALL {
        remove(&config.data_dir.join("index").join(format!("{}.json", kind.slug())))?;
    }
    say(&format!("restored {} from {}", target.display(), file.display()))
}

fn remove(file: &Path) -> anyhow::Result<()> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} could not be removed", file.display()))
        }
        _ => Ok(()),
    }
}
