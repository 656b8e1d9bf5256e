//! Testimonials in SQLite.

use async_trait::async_trait;
use lepas_api::{
    Handle, TestimonialId, Timestamp,
    limits::TESTIMONIALS_MAX,
    profile::{ArrangeTestimonial, ByLink, Reference, Testimonial, Written},
};
use sqlx::{AssertSqlSafe, Sqlite, SqlitePool, Transaction};

use super::{SqliteStore, count_up, parse};
use crate::store::{AskOutcome, NewTestimonial, OpenTestimonial, Result, TestimonialStore};

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    asked: String,
    asked_at: i64,
    expires_at: i64,
    written: Option<String>,
    withdrawn_at: Option<i64>,
    shown: bool,
}

const COLUMNS: &str = "id, asked, asked_at, expires_at, written, withdrawn_at, shown";

impl Row {
    fn into_testimonial(self) -> Result<Testimonial> {
        Ok(Testimonial {
            id: parse(&self.id)?,
            asked: self.asked,
            asked_at: Timestamp::from_milliseconds(self.asked_at),
            expires_at: Timestamp::from_milliseconds(self.expires_at),
            written: self.written.as_deref().map(serde_json::from_str).transpose()?,
            withdrawn_at: self.withdrawn_at.map(Timestamp::from_milliseconds),
            shown: self.shown,
        })
    }
}

/// What is shown of a profile, as references of its public view.
pub(super) async fn shown(pool: &SqlitePool, profile: i64) -> Result<Vec<Reference>> {
    let texts: Vec<String> = sqlx::query_scalar(
        "SELECT written FROM testimonials WHERE profile = ? AND shown AND written IS NOT NULL ORDER BY place",
    )
    .bind(profile)
    .fetch_all(pool)
    .await?;
    texts
        .iter()
        .map(|text| {
            let written: Written = serde_json::from_str(text)?;
            let by_link = ByLink { role: written.role, rating: written.rating, written_at: written.written_at };
            Ok(Reference {
                name: written.name,
                reference: written.text,
                by_link: Some(by_link),
                ..Reference::default()
            })
        })
        .collect()
}

async fn profile_of(transaction: &mut Transaction<'_, Sqlite>, handle: &Handle) -> Result<Option<i64>> {
    Ok(sqlx::query_scalar("SELECT position FROM profiles WHERE handle = ?")
        .bind(handle.as_str())
        .fetch_optional(&mut **transaction)
        .await?)
}

async fn one(
    transaction: &mut Transaction<'_, Sqlite>,
    profile: i64,
    id: &TestimonialId,
) -> Result<Option<Testimonial>> {
    let row: Option<Row> =
        sqlx::query_as(AssertSqlSafe(format!("SELECT {COLUMNS} FROM testimonials WHERE profile = ? AND id = ?")))
            .bind(profile)
            .bind(id.as_str())
            .fetch_optional(&mut **transaction)
            .await?;
    row.map(Row::into_testimonial).transpose()
}

/// Everything that is drawn from the profile is drawn anew.
async fn changed(transaction: &mut Transaction<'_, Sqlite>, profile: i64) -> Result<()> {
    let change = count_up(transaction, "talent").await?;
    sqlx::query("UPDATE profiles SET change = ? WHERE position = ?")
        .bind(change)
        .bind(profile)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

/// Moves one among the others, whose order stays.
async fn reorder(
    transaction: &mut Transaction<'_, Sqlite>,
    profile: i64,
    id: &TestimonialId,
    place: u32,
) -> Result<()> {
    let mut ids: Vec<String> =
        sqlx::query_scalar("SELECT id FROM testimonials WHERE profile = ? AND id <> ? ORDER BY place")
            .bind(profile)
            .bind(id.as_str())
            .fetch_all(&mut **transaction)
            .await?;
    let at = usize::try_from(place).unwrap_or(usize::MAX).min(ids.len());
    ids.insert(at, id.as_str().to_owned());
    for (place, id) in (0_i64..).zip(&ids) {
        sqlx::query("UPDATE testimonials SET place = ? WHERE profile = ? AND id = ?")
            .bind(place)
            .bind(profile)
            .bind(id)
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}

#[async_trait]
impl TestimonialStore for SqliteStore {
    async fn ask_testimonial(&self, handle: &Handle, new: NewTestimonial) -> Result<AskOutcome> {
        let mut transaction = self.begin().await?;
        let Some(profile) = profile_of(&mut transaction, handle).await? else { return Ok(AskOutcome::Missing) };
        let held = one(&mut transaction, profile, &new.id).await?;
        if held.as_ref().is_some_and(|held| held.written.is_some()) {
            return Ok(AskOutcome::Written);
        }
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM testimonials WHERE profile = ?")
            .bind(profile)
            .fetch_one(&mut *transaction)
            .await?;
        if held.is_none() && usize::try_from(count).is_ok_and(|count| count >= TESTIMONIALS_MAX) {
            return Ok(AskOutcome::TooMany);
        }
        sqlx::query(
            "INSERT INTO testimonials (id, profile, token_hash, asked, asked_at, expires_at, place)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT coalesce(max(place) + 1, 0) FROM testimonials WHERE profile = ?2))
             ON CONFLICT (profile, id) DO UPDATE SET token_hash = excluded.token_hash, asked = excluded.asked,
                 asked_at = excluded.asked_at, expires_at = excluded.expires_at, withdrawn_at = NULL",
        )
        .bind(new.id.as_str())
        .bind(profile)
        .bind(&new.token_hash)
        .bind(&new.asked)
        .bind(new.asked_at.milliseconds())
        .bind(new.expires_at.milliseconds())
        .execute(&mut *transaction)
        .await?;
        let Some(asked) = one(&mut transaction, profile, &new.id).await? else { return Ok(AskOutcome::Missing) };
        transaction.commit().await?;
        Ok(if held.is_some() { AskOutcome::Again(asked) } else { AskOutcome::Asked(asked) })
    }

    async fn testimonials(&self, handle: &Handle) -> Result<Vec<Testimonial>> {
        let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM testimonials WHERE profile = (SELECT position FROM profiles WHERE handle = ?) ORDER BY place"
        )))
        .bind(handle.as_str())
        .fetch_all(&self.read)
        .await?;
        rows.into_iter().map(Row::into_testimonial).collect()
    }

    async fn arrange_testimonial(
        &self,
        handle: &Handle,
        id: &TestimonialId,
        wanted: &ArrangeTestimonial,
    ) -> Result<Option<Testimonial>> {
        let mut transaction = self.begin().await?;
        let Some(profile) = profile_of(&mut transaction, handle).await? else { return Ok(None) };
        if let Some(shown) = wanted.shown {
            // What is not written cannot be shown, whatever was wanted.
            sqlx::query("UPDATE testimonials SET shown = ? AND written IS NOT NULL WHERE profile = ? AND id = ?")
                .bind(shown)
                .bind(profile)
                .bind(id.as_str())
                .execute(&mut *transaction)
                .await?;
        }
        let Some(found) = one(&mut transaction, profile, id).await? else { return Ok(None) };
        if let Some(place) = wanted.place {
            reorder(&mut transaction, profile, id, place).await?;
        }
        changed(&mut transaction, profile).await?;
        transaction.commit().await?;
        Ok(Some(found))
    }

    async fn delete_testimonial(&self, handle: &Handle, id: &TestimonialId) -> Result<bool> {
        let mut transaction = self.begin().await?;
        let Some(profile) = profile_of(&mut transaction, handle).await? else { return Ok(false) };
        let gone = sqlx::query("DELETE FROM testimonials WHERE profile = ? AND id = ?")
            .bind(profile)
            .bind(id.as_str())
            .execute(&mut *transaction)
            .await?;
        changed(&mut transaction, profile).await?;
        transaction.commit().await?;
        Ok(gone.rows_affected() > 0)
    }

    async fn open_testimonial(&self, token_hash: &[u8]) -> Result<Option<OpenTestimonial>> {
        #[derive(sqlx::FromRow)]
        struct Open {
            handle: String,
            draft: String,
            #[sqlx(flatten)]
            row: Row,
        }
        let row: Option<Open> = sqlx::query_as(AssertSqlSafe(format!(
            "SELECT handle, draft, {COLUMNS} FROM testimonials JOIN profiles ON profiles.position = testimonials.profile
             WHERE token_hash = ?"
        )))
        .bind(token_hash)
        .fetch_optional(&self.read)
        .await?;
        let Some(open) = row else { return Ok(None) };
        Ok(Some(OpenTestimonial {
            handle: parse(&open.handle)?,
            document: serde_json::from_str(&open.draft)?,
            testimonial: open.row.into_testimonial()?,
        }))
    }

    async fn write_testimonial(&self, token_hash: &[u8], written: Option<&Written>, now: Timestamp) -> Result<bool> {
        let mut transaction = self.begin().await?;
        let text = written.map(serde_json::to_string).transpose()?;
        // Whatever the owner chose to show was another text.
        let profile: Option<i64> = sqlx::query_scalar(
            "UPDATE testimonials SET written = ?1, shown = 0, withdrawn_at = CASE WHEN ?1 IS NULL THEN ?2 END
             WHERE token_hash = ?3 RETURNING profile",
        )
        .bind(text)
        .bind(now.milliseconds())
        .bind(token_hash)
        .fetch_optional(&mut *transaction)
        .await?;
        let Some(profile) = profile else { return Ok(false) };
        changed(&mut transaction, profile).await?;
        transaction.commit().await?;
        Ok(true)
    }
}
