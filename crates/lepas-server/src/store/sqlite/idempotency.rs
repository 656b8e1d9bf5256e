//! Keys that make a creating request safe to repeat. They live in the same transaction as what was created.

use sqlx::{Sqlite, Transaction};

use crate::store::{Idempotency, Result, StoreError};

/// The id that a key made before, if any.
///
/// # Errors
/// [`StoreError::KeyReused`] when the body was another one.
pub(super) async fn earlier(
    transaction: &mut Transaction<'_, Sqlite>,
    key: Option<&Idempotency>,
) -> Result<Option<String>> {
    let Some(key) = key else { return Ok(None) };
    let row: Option<(Vec<u8>, String)> =
        sqlx::query_as("SELECT body_hash, result FROM idempotency WHERE user_id = ? AND operation = ? AND key = ?")
            .bind(key.user.as_str())
            .bind(key.operation)
            .bind(&key.key)
            .fetch_optional(&mut **transaction)
            .await?;
    match row {
        Some((hash, _)) if hash != key.body_hash => Err(StoreError::KeyReused),
        Some((_, result)) => Ok(Some(result)),
        None => Ok(None),
    }
}

/// Remembers what a key made.
pub(super) async fn remember(
    transaction: &mut Transaction<'_, Sqlite>,
    key: Option<&Idempotency>,
    result: &str,
) -> Result<()> {
    let Some(key) = key else { return Ok(()) };
    sqlx::query(
        "INSERT INTO idempotency (user_id, operation, key, body_hash, result, created_at) VALUES (?, ?, ?, ?, ?, ?)",
    )
    .bind(key.user.as_str())
    .bind(key.operation)
    .bind(&key.key)
    .bind(&key.body_hash)
    .bind(result)
    .bind(key.now.milliseconds())
    .execute(&mut **transaction)
    .await?;
    Ok(())
}
