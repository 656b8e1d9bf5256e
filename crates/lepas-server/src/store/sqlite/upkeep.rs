//! Care of the SQLite file.

use std::path::Path;

use async_trait::async_trait;
use lepas_api::Timestamp;

use super::SqliteStore;
use crate::store::{Result, StoreError, Upkeep};

#[async_trait]
impl Upkeep for SqliteStore {
    async fn ready(&self) -> bool {
        sqlx::query_scalar::<_, i64>("SELECT 1").fetch_one(&self.read).await.is_ok()
    }

    async fn sweep(&self, sessions_before: Timestamp, keys_before: Timestamp) -> Result<()> {
        sqlx::query("DELETE FROM sessions WHERE used_at < ?")
            .bind(sessions_before.milliseconds())
            .execute(&self.write)
            .await?;
        sqlx::query("DELETE FROM idempotency WHERE created_at < ?")
            .bind(keys_before.milliseconds())
            .execute(&self.write)
            .await?;
        Ok(())
    }

    async fn is_empty(&self) -> Result<bool> {
        let things: i64 = sqlx::query_scalar("SELECT (SELECT count(*) FROM users) + (SELECT count(*) FROM jobs)")
            .fetch_one(&self.read)
            .await?;
        Ok(things == 0)
    }

    async fn backup(&self, file: &Path) -> Result<()> {
        let name = file.to_str().ok_or_else(|| StoreError::Corrupt("the file name is not valid UTF-8".to_owned()))?;
        sqlx::query("VACUUM INTO ?").bind(name).execute(&self.read).await?;
        Ok(())
    }

    async fn close(&self) {
        self.messages.stop().await;
        self.read.close().await;
        self.write.close().await;
    }
}
