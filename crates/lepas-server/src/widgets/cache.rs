//! Rendered documents in memory, so that a busy host page costs neither the database nor the renderer anything.
//!
//! Owns how long they are right: the routes that publish say so at once through [`Cache::forget`], and whatever another
//! process changes in the same database shows within a second, because the change counter of the profiles is read then.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use axum::http::{HeaderValue, StatusCode};
use lepas_api::{Handle, Locale, index::IndexKind, profile::WidgetSettings};

use super::Packed;
use crate::{
    routes::choices::{BadgeChoices, CardChoices},
    store::{self, Store},
};

/// How often the change counter is read at most.
const CHECKED_EVERY: Duration = Duration::from_secs(1);
/// Documents held at most, about 20 KB each; when they are more, all are let go.
const MOST: usize = 1_024;

/// Which document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A card.
    Card(CardChoices),
    /// A badge.
    Badge(BadgeChoices),
    /// A public page.
    Page(PageChoice),
}

/// A public page as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageChoice {
    /// Which page.
    pub shape: Shape,
    /// In which language, when the address says so.
    pub locale: Option<Locale>,
}

/// The pages of a profile.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Shape {
    /// What stands at its address: the whole page or the links, as the owner chose.
    Front,
    /// Everything.
    Whole,
    /// One column of links.
    Links,
    /// Services and prices for paper.
    Rates,
    /// Everything under the role of this id.
    Role(String),
}

/// A document as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// Whose.
    pub handle: String,
    /// Scheme and host that its addresses begin with.
    pub origin: String,
    /// Which.
    pub kind: Kind,
}

/// A document with everything that its answer needs.
#[derive(Debug)]
pub struct Rendered {
    /// Its status.
    pub status: StatusCode,
    /// Its text.
    pub body: Packed,
    /// Its policies; a browser keeps all of them.
    pub policies: Vec<HeaderValue>,
    /// Its language.
    pub locale: Locale,
    /// Who may show it: every one of these must agree.
    pub sites: Vec<WidgetSettings>,
    /// Whose views are counted, because the owner asked for it.
    pub counted: Option<Handle>,
}

/// The documents.
#[derive(Debug, Default)]
pub struct Cache {
    held: RwLock<Held>,
}

#[derive(Debug, Default)]
struct Held {
    /// Rises whenever everything is let go, so that what was rendered before is not put in afterwards.
    epoch: u64,
    /// The change counter when it was last read.
    change: u64,
    checked: Option<Instant>,
    documents: HashMap<Key, Arc<Rendered>>,
}

/// What was found: the document, or the epoch to hand to [`Cache::put`].
#[derive(Debug)]
pub enum Lookup {
    /// It is there.
    Found(Arc<Rendered>),
    /// It has to be rendered.
    Absent(u64),
}

impl Cache {
    /// Lets everything go: a profile changed.
    pub fn forget(&self) {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        held.epoch += 1;
        held.documents.clear();
    }

    /// Looks for a document.
    ///
    /// # Errors
    /// When the change counter cannot be read.
    pub async fn find(&self, store: &dyn Store, key: &Key) -> store::Result<Lookup> {
        let now = Instant::now();
        {
            let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
            if held.checked.is_some_and(|checked| now.duration_since(checked) < CHECKED_EVERY) {
                return Ok(held.find(key));
            }
        }
        let change = store.change(IndexKind::Talent).await?;
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        held.checked = Some(now);
        if held.change != change {
            held.change = change;
            held.epoch += 1;
            held.documents.clear();
        }
        Ok(held.find(key))
    }

    /// Keeps a document, unless something changed since its epoch.
    pub fn put(&self, epoch: u64, key: Key, document: Arc<Rendered>) {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        if held.epoch != epoch {
            return;
        }
        if held.documents.len() >= MOST {
            held.documents.clear();
        }
        held.documents.insert(key, document);
    }
}

impl Held {
    fn find(&self, key: &Key) -> Lookup {
        self.documents.get(key).map_or(Lookup::Absent(self.epoch), |document| Lookup::Found(document.clone()))
    }
}
