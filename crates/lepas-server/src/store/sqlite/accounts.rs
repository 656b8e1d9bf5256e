//! Accounts and sessions in SQLite.

use async_trait::async_trait;
use lepas_api::{
    Timestamp, UserId,
    account::{Role, Settings, SettingsPatch},
    email::Email,
    profile::ProfileDocument,
};

use super::{SqliteStore, parse};
use crate::store::{Account, AccountStore, Credentials, NewAccount, Result, SessionRecord};

fn role_word(role: Role) -> &'static str {
    match role {
        Role::Freelancer => "freelancer",
        Role::Client => "client",
    }
}

/// The words that enum values are stored as; the same as on the wire.
fn color_scheme_word(scheme: lepas_api::ColorScheme) -> &'static str {
    match scheme {
        lepas_api::ColorScheme::System => "system",
        lepas_api::ColorScheme::Light => "light",
        lepas_api::ColorScheme::Dark => "dark",
    }
}

#[derive(sqlx::FromRow)]
struct AccountRow {
    id: String,
    email: String,
    name: String,
    role: String,
    locale: String,
    color_scheme: String,
    is_person: bool,
    handle: Option<String>,
    avatar: Option<String>,
    published: bool,
}

#[async_trait]
impl AccountStore for SqliteStore {
    async fn create_account(&self, account: NewAccount, document: &ProfileDocument) -> Result<()> {
        let mut transaction = self.begin().await?;
        let created_at = account.created_at.milliseconds();
        sqlx::query(
            "INSERT INTO users (id, email, name, password_hash, role, locale, color_scheme, created_at)
             VALUES (?, ?, ?, ?, ?, ?, 'system', ?)",
        )
        .bind(account.id.as_str())
        .bind(account.email.as_str())
        .bind(&account.name)
        .bind(&account.password_hash)
        .bind(role_word(account.role))
        .bind(account.locale.tag())
        .bind(created_at)
        .execute(&mut *transaction)
        .await?;
        if let Some(handle) = &account.handle {
            sqlx::query("INSERT INTO profiles (handle, owner, draft, version, updated_at) VALUES (?, ?, ?, 1, ?)")
                .bind(handle.as_str())
                .bind(account.id.as_str())
                .bind(serde_json::to_string(document)?)
                .bind(created_at)
                .execute(&mut *transaction)
                .await?;
            // Whoever takes a name that only redirects ends the redirect.
            sqlx::query("DELETE FROM old_handles WHERE handle = ?")
                .bind(handle.as_str())
                .execute(&mut *transaction)
                .await?;
        }
        Ok(transaction.commit().await?)
    }

    async fn credentials(&self, email: &Email) -> Result<Option<Credentials>> {
        let row: Option<(String, String)> = sqlx::query_as("SELECT id, password_hash FROM users WHERE email = ?")
            .bind(email.as_str())
            .fetch_optional(&self.read)
            .await?;
        row.map(|(id, password_hash)| Ok(Credentials { id: parse(&id)?, password_hash })).transpose()
    }

    async fn account(&self, id: &UserId) -> Result<Option<Account>> {
        let row: Option<AccountRow> = sqlx::query_as(
            "SELECT users.id, email, name, role, locale, color_scheme, password_hash <> '' AS is_person,
                    CASE WHEN password_hash <> '' THEN profiles.handle END AS handle,
                    json_extract(profiles.draft, '$.basics.image') AS avatar,
                    profiles.published IS NOT NULL AS published
             FROM users LEFT JOIN profiles ON profiles.position =
                 (SELECT min(position) FROM profiles WHERE owner = users.id)
             WHERE users.id = ?",
        )
        .bind(id.as_str())
        .fetch_optional(&self.read)
        .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Account {
            id: parse(&row.id)?,
            email: parse(&row.email)?,
            name: row.name,
            role: if row.role == "client" { Role::Client } else { Role::Freelancer },
            settings: Account::settings_from(&row.locale, &row.color_scheme),
            handle: row.handle.as_deref().map(parse).transpose()?,
            avatar: row.avatar,
            published: row.published,
            is_person: row.is_person,
        }))
    }

    async fn update_settings(&self, id: &UserId, patch: SettingsPatch) -> Result<Option<Settings>> {
        let row: Option<(String, String)> = sqlx::query_as(
            "UPDATE users SET locale = coalesce(?, locale), color_scheme = coalesce(?, color_scheme)
             WHERE id = ? RETURNING locale, color_scheme",
        )
        .bind(patch.locale.map(lepas_api::Locale::tag))
        .bind(patch.color_scheme.map(color_scheme_word))
        .bind(id.as_str())
        .fetch_optional(&self.write)
        .await?;
        Ok(row.map(|(locale, scheme)| Account::settings_from(&locale, &scheme)))
    }

    async fn set_password_hash(&self, id: &UserId, hash: &str) -> Result<()> {
        sqlx::query("UPDATE users SET password_hash = ? WHERE id = ?")
            .bind(hash)
            .bind(id.as_str())
            .execute(&self.write)
            .await?;
        Ok(())
    }

    async fn create_session(&self, token_hash: &[u8], session: &SessionRecord, replaces: Option<&[u8]>) -> Result<()> {
        let mut transaction = self.begin().await?;
        if let Some(old) = replaces {
            sqlx::query("DELETE FROM sessions WHERE token_hash = ?").bind(old).execute(&mut *transaction).await?;
        }
        sqlx::query("INSERT INTO sessions (token_hash, user_id, created_at, used_at) VALUES (?, ?, ?, ?)")
            .bind(token_hash)
            .bind(session.user.as_str())
            .bind(session.created_at.milliseconds())
            .bind(session.used_at.milliseconds())
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    async fn session(&self, token_hash: &[u8]) -> Result<Option<SessionRecord>> {
        let row: Option<(String, i64, i64)> =
            sqlx::query_as("SELECT user_id, created_at, used_at FROM sessions WHERE token_hash = ?")
                .bind(token_hash)
                .fetch_optional(&self.read)
                .await?;
        row.map(|(user, created_at, used_at)| {
            Ok(SessionRecord {
                user: parse(&user)?,
                created_at: Timestamp::from_milliseconds(created_at),
                used_at: Timestamp::from_milliseconds(used_at),
            })
        })
        .transpose()
    }

    async fn touch_session(&self, token_hash: &[u8], used_at: Timestamp) -> Result<()> {
        sqlx::query("UPDATE sessions SET used_at = ? WHERE token_hash = ?")
            .bind(used_at.milliseconds())
            .bind(token_hash)
            .execute(&self.write)
            .await?;
        Ok(())
    }

    async fn delete_session(&self, token_hash: &[u8]) -> Result<()> {
        sqlx::query("DELETE FROM sessions WHERE token_hash = ?").bind(token_hash).execute(&self.write).await?;
        Ok(())
    }
}
