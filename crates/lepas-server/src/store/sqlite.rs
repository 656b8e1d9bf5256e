//! The store inside one SQLite file: the default, enough for one machine.
//!
//! Owns the connections. All writes go over one connection, so that they queue instead of failing as busy; reads have
//! connections of their own and see what is committed. `synchronous=FULL` in WAL mode syncs every commit, which is what
//! the promise of `send` rests on.

mod accounts;
mod case_links;
mod chat;
mod idempotency;
mod index;
mod jobs;
mod messages;
mod profiles;
mod testimonials;
mod upkeep;
mod uploads;
mod widgets;
mod writer;

use std::{path::Path, str::FromStr, time::Duration};

use sqlx::{
    Sqlite, SqlitePool, Transaction,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{Result, StoreError};

/// Connections that only read.
const READERS: u32 = 4;

/// The store inside one SQLite file.
#[derive(Debug)]
pub struct SqliteStore {
    read: SqlitePool,
    write: SqlitePool,
    messages: writer::MessageWriter,
}

impl SqliteStore {
    /// Opens the file, makes it when it is absent, and brings its schema up to date.
    ///
    /// # Errors
    /// What SQLite says about the file, or a failed migration. Migrations run in transactions: it is the old schema or
    /// the new one, never something between.
    pub async fn open(file: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10));
        let write = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        sqlx::migrate!("migrations/sqlite").run(&write).await?;
        let read = SqlitePoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(Duration::from_secs(5))
            .connect_with(options)
            .await?;
        let messages = writer::MessageWriter::start(write.clone());
        Ok(Self { read, write, messages })
    }

    /// A transaction that holds the write lock from its start.
    async fn begin(&self) -> Result<Transaction<'static, Sqlite>> {
        Ok(self.write.begin_with("BEGIN IMMEDIATE").await?)
    }
}

/// Looks whether a file is a whole database of Lepas, without changing it.
///
/// # Errors
/// [`StoreError::Corrupt`] with what SQLite found, or why the file cannot be opened.
pub async fn check(file: &Path) -> Result<()> {
    let options = SqliteConnectOptions::new().filename(file).read_only(true).immutable(true);
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
    let found: String = sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&pool).await?;
    if found != "ok" {
        return Err(StoreError::Corrupt(found));
    }
    let ours: i64 =
        sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE name IN ('users', 'messages', 'counters')")
            .fetch_one(&pool)
            .await?;
    pool.close().await;
    if ours == 3 { Ok(()) } else { Err(StoreError::Corrupt("it is a database, but not one of Lepas".to_owned())) }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if matches!(error, sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed) {
            return Self::Busy;
        }
        let Some(database) = error.as_database_error() else { return Self::Database(error) };
        // Extended result codes carry the primary code in their low byte.
        let primary = database.code().and_then(|code| code.parse::<u32>().ok()).map(|code| code & 0xff);
        match primary {
            Some(13) => Self::Full,
            Some(5 | 6) => Self::Busy,
            _ if database.is_unique_violation() && database.message().contains("users.email") => Self::EmailTaken,
            _ if database.is_unique_violation() && database.message().contains("profiles.handle") => Self::HandleTaken,
            _ => Self::Database(error),
        }
    }
}

/// Reads an id or another typed text that this store wrote itself.
fn parse<T: FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| StoreError::Corrupt(format!("{text:?} is no {}", std::any::type_name::<T>())))
}

/// A number for the database, whose integers are signed.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A number from the database that cannot be negative.
fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// Raises a counter inside a transaction and answers its new value.
async fn count_up(transaction: &mut Transaction<'_, Sqlite>, counter: &str) -> Result<i64> {
    Ok(sqlx::query_scalar("UPDATE counters SET value = value + 1 WHERE name = ? RETURNING value")
        .bind(counter)
        .fetch_one(&mut **transaction)
        .await?)
}
