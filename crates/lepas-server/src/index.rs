//! The search indexes: postings and published profiles as immutable segments that browsers load.
//!
//! Owns when they are built and what a manifest says. A base of large segments lies in files; what changed since lies in
//! memory, in layers that are full and one small delta above them, rebuilt within a fraction of a second, so that a reader
//! fetches little for one change. When there is too much of it a new base is built. Leaves the bytes of a segment to
//! `lepas-search` and the meaning of a document to [`documents`].

mod base;
pub mod documents;
mod segment;

use std::{
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use axum::body::Bytes;
use lepas_api::{
    event::Event,
    index::{IndexKind, IndexManifest, SegmentReference},
};
use lepas_search::Document;
use tokio::sync::{Notify, watch};

use crate::{
    auth::{hexadecimal, sha256},
    clock,
    live::Hub,
    stop::stopped,
    store::{Store, StoreError},
};
use base::Base;
use segment::Built;

/// Changes are collected this long before a delta is built.
const DEBOUNCE: Duration = Duration::from_millis(100);
/// When more changed, a new base is built.
const CHANGES: u32 = 2_000;
/// A delta with more documents becomes a layer.
const LAYER: usize = 128;
/// Deltas of earlier manifests that are still given out.
const DELTAS_KEPT: usize = 16;
/// Pause after a failure.
const RETRY: Duration = Duration::from_secs(2);

/// Why an index could not be built.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The documents could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A segment could not be written or read.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The engine refused what it was given.
    #[error("engine: {0}")]
    Engine(String),
    /// The building task was ended.
    #[error("the building task ended")]
    Ended,
}

/// An index as it is given out.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// What it says.
    pub manifest: IndexManifest,
    /// The same as JSON.
    pub json: Bytes,
    /// Strong entity tag of the JSON.
    pub etag: String,
}

/// The bytes of a segment or of its positions.
#[derive(Debug, Clone)]
pub struct SegmentBytes {
    /// Plain, or brotli where asked for and there.
    pub bytes: Bytes,
    /// True when they are brotli.
    pub is_brotli: bool,
}

/// Both indexes.
pub struct Indexes {
    jobs: Index,
    talent: Index,
}

struct Index {
    kind: IndexKind,
    store: Arc<dyn Store>,
    folder: PathBuf,
    changed: Notify,
    snapshot: RwLock<Option<Arc<Snapshot>>>,
    deltas: RwLock<Vec<Arc<Built>>>,
}

impl Indexes {
    /// Loads or builds both indexes in the background and keeps them fresh until `stop` turns true.
    pub fn start(store: Arc<dyn Store>, hub: Arc<Hub>, folder: PathBuf, stop: watch::Receiver<bool>) -> Arc<Self> {
        let index = |kind| Index {
            kind,
            store: store.clone(),
            folder: folder.clone(),
            changed: Notify::new(),
            snapshot: RwLock::default(),
            deltas: RwLock::default(),
        };
        let indexes = Arc::new(Self { jobs: index(IndexKind::Jobs), talent: index(IndexKind::Talent) });
        for kind in IndexKind::ALL {
            let (indexes, hub, mut stop) = (indexes.clone(), hub.clone(), stop.clone());
            tokio::spawn(async move {
                tokio::select! {
                    () = indexes.of(kind).keep_fresh(&hub) => {}
                    () = stopped(&mut stop) => {}
                }
            });
        }
        indexes
    }

    /// Says that documents changed; the index follows within a second.
    pub fn changed(&self, kind: IndexKind) {
        self.of(kind).changed.notify_one();
    }

    /// The present index; `None` while the first one is being built.
    #[must_use]
    pub fn snapshot(&self, kind: IndexKind) -> Option<Arc<Snapshot>> {
        self.of(kind).snapshot.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A segment, or the positions of one, by its hash; `None` when there is none.
    ///
    /// # Errors
    /// [`IndexError::File`].
    pub async fn segment(&self, kind: IndexKind, hash: &str, brotli: bool) -> Result<Option<SegmentBytes>, IndexError> {
        let is_hash =
            hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        if !is_hash {
            return Ok(None);
        }
        let index = self.of(kind);
        let deltas = index.deltas.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(file) = deltas.iter().find_map(|delta| delta.file(hash)) {
            let bytes = if brotli { &file.brotli } else { &file.plain };
            return Ok(Some(SegmentBytes { bytes: bytes.clone(), is_brotli: brotli }));
        }
        base::read(&index.folder, kind, hash, brotli).await
    }

    fn of(&self, kind: IndexKind) -> &Index {
        match kind {
            IndexKind::Jobs => &self.jobs,
            IndexKind::Talent => &self.talent,
        }
    }
}

/// What does not change with every posting: the base and the full layers above it.
struct Ground {
    base: Base,
    /// Oldest first.
    layers: Vec<Arc<Built>>,
    /// Documents that changed later are in the delta.
    change: u64,
    /// Ids that went before that.
    gone: Vec<String>,
}

impl Ground {
    fn of(base: Base) -> Self {
        Self { change: base.change, base, layers: Vec::new(), gone: Vec::new() }
    }
}

impl Index {
    async fn keep_fresh(&self, hub: &Hub) {
        let mut ground = base::load(&self.folder, self.kind).await.map(Ground::of);
        loop {
            match self.refresh(&mut ground).await {
                Ok(Some(version)) => hub.tell_all(Event::Index { kind: self.kind, version }),
                Ok(None) => {}
                Err(error) => {
                    tracing::error!(%error, index = self.kind.slug(), "the index could not be built");
                    tokio::time::sleep(RETRY).await;
                    continue;
                }
            }
            self.changed.notified().await;
            tokio::time::sleep(DEBOUNCE).await;
        }
    }

    /// Brings the index up to date and answers its version when it changed.
    async fn refresh(&self, ground: &mut Option<Ground>) -> Result<Option<u64>, IndexError> {
        let above = ground.as_ref().map_or(0, |ground| ground.base.change);
        let (documents, changed) = self.store.counts(self.kind, above).await?;
        if ground.is_none() || changed > CHANGES {
            *ground = Some(Ground::of(base::build(self.store.as_ref(), self.kind, &self.folder).await?));
        }
        let Some(ground) = ground else { return Ok(None) };
        let (version, live, now_gone) = self.changes(ground.change).await?;
        if self
            .snapshot
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .as_ref()
            .is_some_and(|held| held.manifest.version == version)
        {
            return Ok(None);
        }
        // What came back is not gone any more.
        let mut gone = ground.gone.clone();
        gone.retain(|id| !live.iter().any(|document| document.id == *id));
        gone.extend(now_gone);
        let mut segments: Vec<SegmentReference> = ground.base.segments.clone();
        segments.extend(ground.layers.iter().map(|layer| layer.reference.clone()));
        if !live.is_empty() {
            let is_full = live.len() > LAYER;
            let delta = Arc::new(segment::build(self.kind, live).await?);
            segments.push(delta.reference.clone());
            if is_full {
                ground.layers.push(delta.clone());
                ground.change = version;
                ground.gone.clone_from(&gone);
            }
            self.give_out(delta, &ground.layers);
        }
        let manifest = IndexManifest {
            kind: self.kind,
            version,
            generated_at: clock::now(),
            documents,
            segments,
            tombstones: gone,
        };
        let json = serde_json::to_vec(&manifest).map_err(|error| IndexError::Engine(error.to_string()))?;
        let etag = format!("\"{}\"", hexadecimal(&sha256(&json)[..12]));
        let snapshot = Snapshot { manifest, json: json.into(), etag };
        *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(snapshot));
        Ok(Some(version))
    }

    /// Gives out a delta, the layers, and the deltas of a few earlier manifests.
    fn give_out(&self, delta: Arc<Built>, layers: &[Arc<Built>]) {
        let mut deltas = self.deltas.write().unwrap_or_else(PoisonError::into_inner);
        deltas.push(delta);
        let mut surplus = deltas.len().saturating_sub(DELTAS_KEPT);
        deltas.retain(|held| {
            let goes = surplus > 0 && !layers.iter().any(|layer| layer.reference.hash == held.reference.hash);
            surplus -= usize::from(goes);
            !goes
        });
    }

    /// What changed above a mark: the version it leads to, documents, ids that are gone.
    async fn changes(&self, above: u64) -> Result<(u64, Vec<Document>, Vec<String>), IndexError> {
        match self.kind {
            IndexKind::Jobs => {
                let changes = self.store.changed_jobs(above).await?;
                Ok((changes.up_to, changes.live.iter().map(documents::of_job).collect(), changes.gone))
            }
            IndexKind::Talent => {
                let changes = self.store.changed_profiles(above).await?;
                let (mut live, mut gone) = (Vec::new(), changes.gone);
                for record in &changes.live {
                    // Somebody who no longer wants to be found leaves the segments that still hold them.
                    match documents::of_profile(record) {
                        Some(document) => live.push(document),
                        None => gone.push(record.handle.to_string()),
                    }
                }
                Ok((changes.up_to, live, gone))
            }
        }
    }
}
