//! Postings in SQLite: one JSON document each, beside the columns that are searched.

use async_trait::async_trait;
use lepas_api::{JobId, UserId, job::Job};
use sqlx::{Sqlite, Transaction};

use super::{SqliteStore, count_up, idempotency, signed, unsigned};
use crate::store::{Idempotency, JobStore, Outcome, Position, Result};

async fn put(transaction: &mut Transaction<'_, Sqlite>, job: &Job) -> Result<()> {
    let change = count_up(transaction, "jobs").await?;
    sqlx::query(
        "INSERT INTO jobs (id, owner, document, change) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE SET document = excluded.document, owner = excluded.owner, change = excluded.change, closed = 0
         WHERE closed <> 0
             OR json_remove(document, '$.updated_at') <> json_remove(excluded.document, '$.updated_at')",
    )
    .bind(job.id.as_str())
    .bind(job.owner.as_ref().map(UserId::as_str))
    .bind(serde_json::to_string(job)?)
    .bind(change)
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

#[async_trait]
impl JobStore for SqliteStore {
    async fn create_job(&self, job: &Job, key: Option<Idempotency>) -> Result<Outcome<Job>> {
        let mut transaction = self.begin().await?;
        if let Some(id) = idempotency::earlier(&mut transaction, key.as_ref()).await? {
            let document: String = sqlx::query_scalar("SELECT document FROM jobs WHERE id = ?")
                .bind(&id)
                .fetch_one(&mut *transaction)
                .await?;
            return Ok(Outcome::Existing(serde_json::from_str(&document)?));
        }
        put(&mut transaction, job).await?;
        idempotency::remember(&mut transaction, key.as_ref(), job.id.as_str()).await?;
        transaction.commit().await?;
        Ok(Outcome::Created(job.clone()))
    }

    async fn import_jobs(&self, jobs: &[Job]) -> Result<()> {
        let mut transaction = self.begin().await?;
        for job in jobs {
            put(&mut transaction, job).await?;
        }
        Ok(transaction.commit().await?)
    }

    async fn job(&self, id: &JobId) -> Result<Option<Job>> {
        let document: Option<String> = sqlx::query_scalar("SELECT document FROM jobs WHERE id = ? AND closed = 0")
            .bind(id.as_str())
            .fetch_optional(&self.read)
            .await?;
        Ok(document.map(|text| serde_json::from_str(&text)).transpose()?)
    }

    async fn close_job(&self, id: &JobId, owner: &UserId) -> Result<bool> {
        let mut transaction = self.begin().await?;
        let closed: Option<bool> = sqlx::query_scalar("SELECT closed <> 0 FROM jobs WHERE id = ? AND owner = ?")
            .bind(id.as_str())
            .bind(owner.as_str())
            .fetch_optional(&mut *transaction)
            .await?;
        if closed == Some(false) {
            let change = count_up(&mut transaction, "jobs").await?;
            sqlx::query("UPDATE jobs SET closed = 1, change = ? WHERE id = ?")
                .bind(change)
                .bind(id.as_str())
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(closed.is_some())
    }

    async fn jobs(&self, before: Option<Position>, limit: u32) -> Result<Vec<(Position, Job)>> {
        let rows: Vec<(i64, String)> = sqlx::query_as(
            "SELECT position, document FROM jobs WHERE position < ? AND closed = 0 ORDER BY position DESC LIMIT ?",
        )
        .bind(before.map_or(i64::MAX, |position| signed(position.0)))
        .bind(i64::from(limit))
        .fetch_all(&self.read)
        .await?;
        rows.into_iter()
            .map(|(position, text)| Ok((Position(unsigned(position)), serde_json::from_str(&text)?)))
            .collect()
    }
}
