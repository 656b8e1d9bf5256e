//! Links to works that are not public, in SQLite.

use async_trait::async_trait;
use lepas_api::{CaseId, Handle, Timestamp, limits::SECTION_MAX, profile::CaseLink};
use sqlx::AssertSqlSafe;

use super::{
    SqliteStore, parse,
    profiles::{PROFILE_COLUMNS, ProfileRow},
};
use crate::store::{CaseLinkStore, ProfileRecord, Result};

#[async_trait]
impl CaseLinkStore for SqliteStore {
    async fn make_case_link(&self, handle: &Handle, case: &CaseId, token_hash: &[u8], now: Timestamp) -> Result<bool> {
        let mut transaction = self.begin().await?;
        let others: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM case_links JOIN profiles ON position = profile WHERE handle = ? AND case_id <> ?",
        )
        .bind(handle.as_str())
        .bind(case.as_str())
        .fetch_one(&mut *transaction)
        .await?;
        if usize::try_from(others).is_ok_and(|count| count >= SECTION_MAX) {
            return Ok(false);
        }
        sqlx::query(
            "INSERT INTO case_links (profile, case_id, token_hash, made_at)
             SELECT position, ?2, ?3, ?4 FROM profiles WHERE handle = ?1
             ON CONFLICT (profile, case_id) DO UPDATE SET token_hash = excluded.token_hash, made_at = excluded.made_at",
        )
        .bind(handle.as_str())
        .bind(case.as_str())
        .bind(token_hash)
        .bind(now.milliseconds())
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn case_links(&self, handle: &Handle) -> Result<Vec<CaseLink>> {
        let rows: Vec<(String, i64)> = sqlx::query_as(
            "SELECT case_id, made_at FROM case_links JOIN profiles ON position = profile WHERE handle = ?
             ORDER BY made_at DESC, case_id",
        )
        .bind(handle.as_str())
        .fetch_all(&self.read)
        .await?;
        let link = |(case, made_at): (String, i64)| {
            Ok(CaseLink { case: parse(&case)?, made_at: Timestamp::from_milliseconds(made_at) })
        };
        rows.into_iter().map(link).collect()
    }

    async fn end_case_link(&self, handle: &Handle, case: &CaseId) -> Result<()> {
        sqlx::query(
            "DELETE FROM case_links WHERE profile = (SELECT position FROM profiles WHERE handle = ?) AND case_id = ?",
        )
        .bind(handle.as_str())
        .bind(case.as_str())
        .execute(&self.write)
        .await?;
        Ok(())
    }

    async fn open_case_link(&self, token_hash: &[u8]) -> Result<Option<(ProfileRecord, CaseId)>> {
        #[derive(sqlx::FromRow)]
        struct Open {
            case_id: String,
            #[sqlx(flatten)]
            row: ProfileRow,
        }
        let open: Option<Open> = sqlx::query_as(AssertSqlSafe(format!(
            "SELECT case_id, {PROFILE_COLUMNS} FROM case_links JOIN profiles ON position = profile WHERE token_hash = ?"
        )))
        .bind(token_hash)
        .fetch_optional(&self.read)
        .await?;
        open.map(|open| Ok((open.row.into_record()?, parse(&open.case_id)?))).transpose()
    }
}
