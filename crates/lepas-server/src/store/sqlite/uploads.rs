//! Facts about pictures in SQLite.

use async_trait::async_trait;
use lepas_api::{UploadId, UserId, upload::Upload};

use super::{SqliteStore, idempotency, parse, signed, unsigned};
use crate::store::{Idempotency, NewUpload, Outcome, Result, StoredUpload, UploadStore};

#[derive(sqlx::FromRow)]
struct UploadRow {
    id: String,
    owner: String,
    width: i64,
    height: i64,
    bytes: i64,
    media_type: String,
}

impl UploadRow {
    fn into_record(self) -> Result<StoredUpload> {
        Ok(StoredUpload {
            owner: parse(&self.owner)?,
            upload: Upload {
                id: parse(&self.id)?,
                width: u32::try_from(self.width).unwrap_or(0),
                height: u32::try_from(self.height).unwrap_or(0),
                bytes: unsigned(self.bytes),
                media_type: self.media_type,
            },
        })
    }
}

const SELECT: &str = "SELECT id, owner, width, height, bytes, media_type FROM uploads WHERE id = ?";

#[async_trait]
impl UploadStore for SqliteStore {
    async fn create_upload(&self, new: NewUpload, key: Option<Idempotency>) -> Result<Outcome<StoredUpload>> {
        let mut transaction = self.begin().await?;
        if let Some(id) = idempotency::earlier(&mut transaction, key.as_ref()).await? {
            let row: UploadRow = sqlx::query_as(SELECT).bind(&id).fetch_one(&mut *transaction).await?;
            return Ok(Outcome::Existing(row.into_record()?));
        }
        sqlx::query("INSERT INTO uploads (id, owner, width, height, bytes, media_type, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)")
            .bind(new.upload.id.as_str())
            .bind(new.owner.as_str())
            .bind(i64::from(new.upload.width))
            .bind(i64::from(new.upload.height))
            .bind(signed(new.upload.bytes))
            .bind(&new.upload.media_type)
            .bind(new.created_at.milliseconds())
            .execute(&mut *transaction)
            .await?;
        idempotency::remember(&mut transaction, key.as_ref(), new.upload.id.as_str()).await?;
        transaction.commit().await?;
        Ok(Outcome::Created(StoredUpload { owner: new.owner, upload: new.upload }))
    }

    async fn upload(&self, id: &UploadId) -> Result<Option<StoredUpload>> {
        let row: Option<UploadRow> = sqlx::query_as(SELECT).bind(id.as_str()).fetch_optional(&self.read).await?;
        row.map(UploadRow::into_record).transpose()
    }

    async fn uploaded_bytes(&self, owner: &UserId) -> Result<u64> {
        let sum: i64 = sqlx::query_scalar("SELECT coalesce(sum(bytes), 0) FROM uploads WHERE owner = ?")
            .bind(owner.as_str())
            .fetch_one(&self.read)
            .await?;
        Ok(unsigned(sum))
    }
}
