//! `import`: postings and profiles from newline-delimited JSON.
//!
//! Streams the file, stores in batches, skips broken lines and lists them at the end. Importing the same file again
//! changes nothing.

use std::{
    fs::File,
    io::{BufRead as _, BufReader, Read},
    path::Path,
    sync::Arc,
};

use anyhow::Context as _;
use flate2::read::MultiGzDecoder;
use lepas_api::{Locale, UserId, account::Role, profile::ProfileDocument};
use serde::de::DeserializeOwned;

use super::{
    import_rows::{JobRow, ProfileRow},
    progress::Progress,
    say,
};
use crate::{
    Config,
    app::open_store,
    clock,
    store::{NewAccount, Store},
};

/// Rows in one transaction.
const BATCH: usize = 1_000;
/// Broken lines that are listed one by one.
const LISTED: usize = 100;
/// Account that imported profiles belong to. It has no password and no profile of its own.
const OWNER: &str = "imported-profiles";

/// What became of a file.
#[derive(Debug, Default)]
struct Summary {
    imported: usize,
    broken: Vec<(usize, String)>,
}

/// Imports postings.
///
/// # Errors
/// When the file cannot be read or the store fails.
pub(super) async fn jobs(file: &Path, config: &Config) -> anyhow::Result<()> {
    let store = open_store(config).await?;
    let mut lines = Lines::open(file, "postings")?;
    let mut summary = Summary::default();
    let now = clock::now();
    loop {
        let batch = lines.batch(&mut summary, |row: JobRow| row.into_job(now))?;
        if batch.is_empty() {
            break;
        }
        store.import_jobs(&batch).await.context("storing failed; what was stored before is kept, so start again")?;
        summary.imported += batch.len();
    }
    finish(&store, &lines, &summary).await
}

/// Imports profiles and publishes them.
///
/// # Errors
/// When the file cannot be read or the store fails.
pub(super) async fn profiles(file: &Path, config: &Config) -> anyhow::Result<()> {
    let store = open_store(config).await?;
    let mut lines = Lines::open(file, "profiles")?;
    let owner = owner(store.as_ref()).await?;
    let mut summary = Summary::default();
    loop {
        let batch = lines.batch(&mut summary, ProfileRow::into_profile)?;
        if batch.is_empty() {
            break;
        }
        store
            .import_profiles(&owner, &batch, clock::now())
            .await
            .context("storing failed; what was stored before is kept, so start again")?;
        summary.imported += batch.len();
    }
    finish(&store, &lines, &summary).await
}

/// The account of imported profiles, made when it is not there.
async fn owner(store: &dyn Store) -> anyhow::Result<UserId> {
    let id: UserId = OWNER.parse().context("the id of the import account")?;
    if store.account(&id).await?.is_none() {
        let email =
            "imported@lepas.invalid".parse().map_err(|_| anyhow::anyhow!("the address of the import account"))?;
        let account = NewAccount {
            id: id.clone(),
            email,
            name: "Imported".to_owned(),
            password_hash: String::new(),
            role: Role::Freelancer,
            locale: Locale::En,
            handle: None,
            created_at: clock::now(),
        };
        store.create_account(account, &ProfileDocument::default()).await?;
    }
    Ok(id)
}

async fn finish(store: &Arc<dyn Store>, lines: &Lines, summary: &Summary) -> anyhow::Result<()> {
    lines.progress.finish();
    store.close().await;
    for (line, reason) in summary.broken.iter().take(LISTED) {
        lines.progress.line(&format!("line {line}: {reason}"));
    }
    if summary.broken.len() > LISTED {
        lines.progress.line(&format!("and {} more broken lines", summary.broken.len() - LISTED));
    }
    say(&format!("imported {}, broken {}", summary.imported, summary.broken.len()))
}

/// The lines of a file, unpacked where needed.
struct Lines {
    reader: BufReader<Box<dyn Read + Send>>,
    progress: Progress,
    number: usize,
}

impl Lines {
    fn open(path: &Path, what: &'static str) -> anyhow::Result<Self> {
        let say = || format!("{} cannot be read", path.display());
        let mut file = BufReader::new(File::open(path).with_context(say)?);
        let bytes = path.metadata().with_context(say)?.len();
        // By the first bytes and not by the name, which may be anything.
        let packed = file.fill_buf().with_context(say)?.starts_with(&[0x1f, 0x8b]);
        let progress = Progress::new(what, bytes);
        let counted = progress.count(file);
        let reader: Box<dyn Read + Send> =
            if packed { Box::new(MultiGzDecoder::new(counted)) } else { Box::new(counted) };
        Ok(Self { reader: BufReader::new(reader), progress, number: 0 })
    }

    /// The next good rows; empty at the end of the file.
    fn batch<R: DeserializeOwned, T>(
        &mut self,
        summary: &mut Summary,
        convert: impl Fn(R) -> Result<T, String>,
    ) -> anyhow::Result<Vec<T>> {
        let mut batch = Vec::with_capacity(BATCH);
        let mut line = Vec::new();
        while batch.len() < BATCH {
            line.clear();
            if self.reader.read_until(b'\n', &mut line).context("the file ends in the middle or is damaged")? == 0 {
                break;
            }
            self.number += 1;
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            self.progress.row();
            let row = serde_json::from_slice(&line).map_err(|error| error.to_string()).and_then(&convert);
            match row {
                Ok(row) => batch.push(row),
                Err(reason) => summary.broken.push((self.number, reason)),
            }
        }
        Ok(batch)
    }
}
