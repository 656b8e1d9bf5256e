//! Counting views of cards, presses of their button and visits of pages, for owners who switched it on.
//!
//! Owns the sums until they are written. A sum has a handle, a day and three numbers: nothing about who it was, so there is
//! nothing to give away. What was counted in the last seconds before a crash is lost, which these numbers can bear.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use lepas_api::Handle;

use crate::{clock, store::Store};

/// How often sums are written.
pub(crate) const WRITTEN_EVERY: Duration = Duration::from_secs(10);
/// Sums held at most; beyond that nothing new is counted until they are written.
const MOST: usize = 10_000;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// A card was shown.
    View,
    /// Its button was pressed.
    Contact,
    /// The page was opened.
    Visit,
}

/// Sums of one profile on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Whose.
    pub handle: Handle,
    /// The day in UTC, `YYYY-MM-DD`.
    pub day: String,
    /// Cards shown.
    pub views: u32,
    /// Buttons pressed.
    pub contacts: u32,
    /// Pages opened.
    pub visits: u32,
}

/// Sums that are not written yet.
#[derive(Debug, Default)]
pub struct Tally {
    sums: Mutex<HashMap<(Handle, String), [u32; 3]>>,
}

impl Tally {
    /// Counts one.
    pub fn count(&self, handle: &Handle, what: Counted) {
        let mut sums = self.sums.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (handle.clone(), clock::now().date().to_string());
        if sums.len() >= MOST && !sums.contains_key(&key) {
            return;
        }
        let sum = sums.entry(key).or_default();
        let [views, contacts, visits] = sum;
        let number = match what {
            Counted::View => views,
            Counted::Contact => contacts,
            Counted::Visit => visits,
        };
        *number = number.saturating_add(1);
    }

    /// Writes what has gathered. What cannot be written now is kept for the next time.
    pub async fn write(&self, store: &dyn Store) {
        let taken = std::mem::take(&mut *self.sums.lock().unwrap_or_else(PoisonError::into_inner));
        if taken.is_empty() {
            return;
        }
        let sums: Vec<Sum> = taken
            .iter()
            .map(|((handle, day), [views, contacts, visits])| Sum {
                handle: handle.clone(),
                day: day.clone(),
                views: *views,
                contacts: *contacts,
                visits: *visits,
            })
            .collect();
        if let Err(error) = store.add_widget_counts(&sums).await {
            tracing::warn!(%error, "counts of widgets could not be written");
            let mut held = self.sums.lock().unwrap_or_else(PoisonError::into_inner);
            for (key, counted) in taken {
                let sum = held.entry(key).or_default();
                for (number, more) in sum.iter_mut().zip(counted) {
                    *number = number.saturating_add(more);
                }
            }
        }
    }
}
