//! What the index builder reads: everything in order, and what changed since.

use async_trait::async_trait;
use lepas_api::index::IndexKind;

use super::{
    SqliteStore,
    profiles::{PROFILE_COLUMNS, ProfileRow},
    signed, unsigned,
};
use crate::store::{ChangedJob, ChangedProfile, Changes, IndexStore, Position, ProfileRecord, Result};

fn counter(kind: IndexKind) -> &'static str {
    kind.slug()
}

fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[async_trait]
impl IndexStore for SqliteStore {
    async fn change(&self, kind: IndexKind) -> Result<u64> {
        let value: i64 = sqlx::query_scalar("SELECT value FROM counters WHERE name = ?")
            .bind(counter(kind))
            .fetch_one(&self.read)
            .await?;
        Ok(unsigned(value))
    }

    async fn counts(&self, kind: IndexKind, above: u64) -> Result<(u32, u32)> {
        let sql = match kind {
            IndexKind::Jobs => {
                "SELECT (SELECT count(*) FROM jobs WHERE closed = 0), (SELECT count(*) FROM jobs WHERE change > ?)"
            }
            IndexKind::Talent => {
                // Inside a text the quotes would be escaped, so this is the member and nothing else.
                "SELECT (SELECT count(*) FROM profiles
                         WHERE published IS NOT NULL AND instr(published, '\"hide_from_talent\":true') = 0),
                        (SELECT count(*) FROM profiles WHERE change > ?)"
            }
        };
        let (live, changed): (i64, i64) = sqlx::query_as(sql).bind(signed(above)).fetch_one(&self.read).await?;
        Ok((count(live), count(changed)))
    }

    async fn jobs_for_index(&self, after: Position, up_to: u64, limit: u32) -> Result<Vec<(Position, ChangedJob)>> {
        let rows: Vec<(i64, String)> = sqlx::query_as(
            "SELECT position, document FROM jobs WHERE position > ? AND change <= ? AND closed = 0 ORDER BY position LIMIT ?",
        )
        .bind(signed(after.0))
        .bind(signed(up_to))
        .bind(i64::from(limit))
        .fetch_all(&self.read)
        .await?;
        rows.into_iter()
            .map(|(position, text)| Ok((Position(unsigned(position)), serde_json::from_str(&text)?)))
            .collect()
    }

    async fn profiles_for_index(
        &self,
        after: Position,
        up_to: u64,
        limit: u32,
    ) -> Result<Vec<(Position, ProfileRecord)>> {
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT {PROFILE_COLUMNS} FROM profiles
             WHERE position > ? AND change <= ? AND published IS NOT NULL ORDER BY position LIMIT ?"
        ));
        let rows: Vec<ProfileRow> = sqlx::query_as(sql)
            .bind(signed(after.0))
            .bind(signed(up_to))
            .bind(i64::from(limit))
            .fetch_all(&self.read)
            .await?;
        rows.into_iter().map(|row| Ok((Position(unsigned(row.position)), row.into_record()?))).collect()
    }

    async fn changed_jobs(&self, above: u64) -> Result<Changes<ChangedJob>> {
        // One transaction, so that the counter and the rows are of the same moment.
        let mut transaction = self.read.begin().await?;
        let up_to: i64 =
            sqlx::query_scalar("SELECT value FROM counters WHERE name = 'jobs'").fetch_one(&mut *transaction).await?;
        let rows: Vec<(String, String, bool)> =
            sqlx::query_as("SELECT id, document, closed <> 0 FROM jobs WHERE change > ? ORDER BY position")
                .bind(signed(above))
                .fetch_all(&mut *transaction)
                .await?;
        let mut changes = Changes { up_to: unsigned(up_to), live: Vec::new(), gone: Vec::new() };
        for (id, document, closed) in rows {
            if closed {
                changes.gone.push(id);
            } else {
                changes.live.push(serde_json::from_str(&document)?);
            }
        }
        Ok(changes)
    }

    async fn changed_profiles(&self, above: u64) -> Result<Changes<ChangedProfile>> {
        let mut transaction = self.read.begin().await?;
        let up_to: i64 =
            sqlx::query_scalar("SELECT value FROM counters WHERE name = 'talent'").fetch_one(&mut *transaction).await?;
        let sql =
            sqlx::AssertSqlSafe(format!("SELECT {PROFILE_COLUMNS} FROM profiles WHERE change > ? ORDER BY position"));
        let rows: Vec<ProfileRow> = sqlx::query_as(sql).bind(signed(above)).fetch_all(&mut *transaction).await?;
        let mut gone: Vec<String> = sqlx::query_scalar("SELECT handle FROM old_handles WHERE change > ?")
            .bind(signed(above))
            .fetch_all(&mut *transaction)
            .await?;
        let mut live = Vec::new();
        for row in rows {
            let record = row.into_record()?;
            if record.published.is_some() {
                live.push(record);
            } else {
                gone.push(record.handle.into());
            }
        }
        // A name that was left and taken again by somebody public is not gone.
        gone.retain(|handle| !live.iter().any(|record| record.handle.as_str() == handle));
        Ok(Changes { up_to: unsigned(up_to), live, gone })
    }
}
