//! Counts of widgets in SQLite.

use async_trait::async_trait;
use lepas_api::Handle;

use super::{SqliteStore, parse};
use crate::{
    store::{Result, WidgetStore},
    widgets::Sum,
};

#[async_trait]
impl WidgetStore for SqliteStore {
    async fn add_widget_counts(&self, sums: &[Sum]) -> Result<()> {
        let mut transaction = self.begin().await?;
        for sum in sums {
            // A handle that is gone by now counts for nobody.
            sqlx::query(
                "INSERT INTO widget_counts (profile, day, views, contacts, visits)
                 SELECT position, ?2, ?3, ?4, ?5 FROM profiles WHERE handle = ?1
                 ON CONFLICT (profile, day) DO UPDATE SET views = views + excluded.views, contacts = contacts + excluded.contacts,
                     visits = visits + excluded.visits",
            )
            .bind(sum.handle.as_str())
            .bind(&sum.day)
            .bind(i64::from(sum.views))
            .bind(i64::from(sum.contacts))
            .bind(i64::from(sum.visits))
            .execute(&mut *transaction)
            .await?;
        }
        Ok(transaction.commit().await?)
    }

    async fn widget_counts(&self, handle: &Handle, limit: u32) -> Result<Vec<Sum>> {
        let rows: Vec<(String, String, i64, i64, i64)> = sqlx::query_as(
            "SELECT profiles.handle, day, views, contacts, visits FROM widget_counts JOIN profiles ON profiles.position = widget_counts.profile
             WHERE profiles.handle = ? ORDER BY day DESC LIMIT ?",
        )
        .bind(handle.as_str())
        .bind(i64::from(limit))
        .fetch_all(&self.read)
        .await?;
        let number = |value: i64| u32::try_from(value).unwrap_or(u32::MAX);
        rows.into_iter()
            .map(|(handle, day, views, contacts, visits)| {
                let (views, contacts, visits) = (number(views), number(contacts), number(visits));
                Ok(Sum { handle: parse(&handle)?, day, views, contacts, visits })
            })
            .collect()
    }
}
