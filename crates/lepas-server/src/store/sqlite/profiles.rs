//! Profiles in SQLite.

use async_trait::async_trait;
use lepas_api::{Handle, Locale, Timestamp, UserId, profile::ProfileDocument};
use sqlx::{Sqlite, Transaction};

use super::{SqliteStore, count_up, parse, signed, unsigned};
use crate::store::{ProfileRecord, ProfileStore, Result, SaveOutcome, StoreError};

#[derive(sqlx::FromRow)]
pub(super) struct ProfileRow {
    pub(super) position: i64,
    handle: String,
    owner: String,
    draft: String,
    version: i64,
    updated_at: i64,
    published: Option<String>,
    published_version: Option<i64>,
    published_at: Option<i64>,
}

/// Columns of [`ProfileRow`].
pub(super) const PROFILE_COLUMNS: &str =
    "position, handle, owner, draft, version, updated_at, published, published_version, published_at";

impl ProfileRow {
    pub(super) fn into_record(self) -> Result<ProfileRecord> {
        let published = match self.published {
            Some(text) => Some((
                unsigned(self.published_version.unwrap_or(0)),
                Timestamp::from_milliseconds(self.published_at.unwrap_or(0)),
                serde_json::from_str(&text)?,
            )),
            None => None,
        };
        Ok(ProfileRecord {
            handle: parse(&self.handle)?,
            owner: parse(&self.owner)?,
            draft: serde_json::from_str(&self.draft)?,
            version: unsigned(self.version),
            updated_at: Timestamp::from_milliseconds(self.updated_at),
            published,
            testimonials: Vec::new(),
        })
    }
}

const BY_HANDLE: &str = "SELECT position, handle, owner, draft, version, updated_at, published, published_version,
    published_at FROM profiles WHERE handle = ?";

async fn read(transaction: &mut Transaction<'_, Sqlite>, handle: &Handle) -> Result<Option<ProfileRow>> {
    Ok(sqlx::query_as(BY_HANDLE).bind(handle.as_str()).fetch_optional(&mut **transaction).await?)
}

#[async_trait]
impl ProfileStore for SqliteStore {
    async fn profile(&self, handle: &Handle) -> Result<Option<ProfileRecord>> {
        let row: Option<ProfileRow> =
            sqlx::query_as(BY_HANDLE).bind(handle.as_str()).fetch_optional(&self.read).await?;
        let Some(row) = row else { return Ok(None) };
        let position = row.position;
        let mut record = row.into_record()?;
        if record.published.is_some() {
            record.testimonials = super::testimonials::shown(&self.read, position).await?;
        }
        Ok(Some(record))
    }

    async fn moved_to(&self, old: &Handle) -> Result<Option<Handle>> {
        let handle: Option<String> = sqlx::query_scalar(
            "SELECT profiles.handle FROM old_handles JOIN profiles ON profiles.position = old_handles.profile
             WHERE old_handles.handle = ?",
        )
        .bind(old.as_str())
        .fetch_optional(&self.read)
        .await?;
        handle.as_deref().map(parse).transpose()
    }

    async fn save_draft(
        &self,
        handle: &Handle,
        document: &ProfileDocument,
        expected: Option<u64>,
        now: Timestamp,
    ) -> Result<SaveOutcome> {
        let mut transaction = self.begin().await?;
        let Some(row) = read(&mut transaction, handle).await? else { return Ok(SaveOutcome::Missing) };
        if expected.is_some_and(|version| version != unsigned(row.version)) {
            return Ok(SaveOutcome::Stale(unsigned(row.version)));
        }
        let mut record = row.into_record()?;
        record.version += 1;
        record.updated_at = now;
        record.draft = document.clone();
        sqlx::query("UPDATE profiles SET draft = ?, version = ?, updated_at = ? WHERE handle = ?")
            .bind(serde_json::to_string(document)?)
            .bind(signed(record.version))
            .bind(now.milliseconds())
            .bind(handle.as_str())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(SaveOutcome::Saved(Box::new(record)))
    }

    async fn publish(&self, handle: &Handle, version: u64, now: Timestamp) -> Result<SaveOutcome> {
        let mut transaction = self.begin().await?;
        let Some(row) = read(&mut transaction, handle).await? else { return Ok(SaveOutcome::Missing) };
        if unsigned(row.version) != version {
            return Ok(SaveOutcome::Stale(unsigned(row.version)));
        }
        let change = count_up(&mut transaction, "talent").await?;
        sqlx::query(
            "UPDATE profiles SET published = draft, published_version = version, published_at = ?, change = ? WHERE handle = ?",
        )
        .bind(now.milliseconds())
        .bind(change)
        .bind(handle.as_str())
        .execute(&mut *transaction)
        .await?;
        let Some(row) = read(&mut transaction, handle).await? else { return Ok(SaveOutcome::Missing) };
        let record = row.into_record()?;
        transaction.commit().await?;
        Ok(SaveOutcome::Saved(Box::new(record)))
    }

    async fn unpublish(&self, handle: &Handle) -> Result<Option<ProfileRecord>> {
        let mut transaction = self.begin().await?;
        let change = count_up(&mut transaction, "talent").await?;
        sqlx::query(
            "UPDATE profiles SET published = NULL, published_version = NULL, published_at = NULL, change = ? WHERE handle = ?",
        )
        .bind(change)
        .bind(handle.as_str())
        .execute(&mut *transaction)
        .await?;
        let Some(row) = read(&mut transaction, handle).await? else { return Ok(None) };
        let record = row.into_record()?;
        transaction.commit().await?;
        Ok(Some(record))
    }

    async fn change_handle(&self, from: &Handle, to: &Handle) -> Result<Option<ProfileRecord>> {
        let mut transaction = self.begin().await?;
        let Some(row) = read(&mut transaction, from).await? else { return Ok(None) };
        if from != to {
            if read(&mut transaction, to).await?.is_some() {
                return Err(StoreError::HandleTaken);
            }
            let change = count_up(&mut transaction, "talent").await?;
            sqlx::query("UPDATE profiles SET handle = ?, change = ? WHERE position = ?")
                .bind(to.as_str())
                .bind(change)
                .bind(row.position)
                .execute(&mut *transaction)
                .await?;
            sqlx::query("DELETE FROM old_handles WHERE handle = ?")
                .bind(to.as_str())
                .execute(&mut *transaction)
                .await?;
            sqlx::query("INSERT OR REPLACE INTO old_handles (handle, profile, change) VALUES (?, ?, ?)")
                .bind(from.as_str())
                .bind(row.position)
                .bind(change)
                .execute(&mut *transaction)
                .await?;
        }
        let Some(row) = read(&mut transaction, to).await? else { return Ok(None) };
        let record = row.into_record()?;
        transaction.commit().await?;
        Ok(Some(record))
    }

    async fn published_handles(&self, after: &str, limit: u32) -> Result<Vec<(Handle, Timestamp, Locale)>> {
        let rows: Vec<(String, i64, Option<String>)> = sqlx::query_as(
            "SELECT handle, published_at, json_extract(published, '$.meta.lepas.locale') FROM profiles
             WHERE published IS NOT NULL AND handle > ?
                 AND coalesce(json_extract(published, '$.meta.lepas.page.hide_from_engines'), 0) = 0
             ORDER BY handle LIMIT ?",
        )
        .bind(after)
        .bind(i64::from(limit))
        .fetch_all(&self.read)
        .await?;
        let locale = |tag: Option<String>| tag.and_then(|tag| Locale::from_tag(&tag)).unwrap_or_default();
        rows.into_iter()
            .map(|(handle, at, tag)| Ok((parse(&handle)?, Timestamp::from_milliseconds(at), locale(tag))))
            .collect()
    }

    async fn import_profiles(
        &self,
        owner: &UserId,
        profiles: &[(Handle, ProfileDocument)],
        now: Timestamp,
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        for (handle, document) in profiles {
            let text = serde_json::to_string(document)?;
            let change = count_up(&mut transaction, "talent").await?;
            sqlx::query(
                "INSERT INTO profiles (handle, owner, draft, version, updated_at, published, published_version, published_at, change)
                 VALUES (?1, ?2, ?3, 1, ?4, ?3, 1, ?4, ?5)
                 ON CONFLICT (handle) DO UPDATE SET draft = excluded.draft, published = excluded.published,
                     version = version + 1, published_version = version + 1, updated_at = excluded.updated_at,
                     published_at = excluded.published_at, change = excluded.change
                 WHERE owner = excluded.owner AND draft <> excluded.draft",
            )
            .bind(handle.as_str())
            .bind(owner.as_str())
            .bind(&text)
            .bind(now.milliseconds())
            .bind(change)
            .execute(&mut *transaction)
            .await?;
        }
        Ok(transaction.commit().await?)
    }
}
