//! Making an index ready: what the device keeps first, then what the server has.
//!
//! Owns the order of things. Newest segments come first, so that the newest documents can be searched while the rest is on
//! its way. Whatever fails, what is in memory stays searchable.

use std::{cell::RefCell, rc::Rc};

use lepas::api::{self, ApiError, Client, search::Response};
use lepas_api::index::{IndexKind, IndexManifest};

use super::{index::Index, keep, scope::post};

/// An index that is shared between loading and searching; never borrowed across an await.
pub(crate) type Shared = Rc<RefCell<Index>>;

/// Why loading stopped.
struct Stopped {
    offline: bool,
    reason: String,
}

impl From<ApiError> for Stopped {
    fn from(error: ApiError) -> Self {
        Self { offline: matches!(error, ApiError::Offline | ApiError::Timeout), reason: error.to_string() }
    }
}

/// Loads from the device, unless something is in memory already, then from the server.
pub(crate) async fn load(client: &Client, kind: IndexKind, index: &Shared) {
    let is_empty = index.borrow().manifest.is_none();
    if is_empty && let Some(manifest) = keep::manifest(kind).await {
        // A copy of which a part is missing or damaged is not used: half an index would look like a whole one.
        if fetch_all(client, &manifest, index, true).await.is_ok() {
            index.borrow_mut().complete(manifest);
            tell_loaded(kind, index, true);
        }
    }
    match fetch(client, kind, index).await {
        Ok(()) => tell_loaded(kind, index, false),
        Err(stopped) => {
            let (documents, complete) = {
                let index = index.borrow();
                (index.documents(), index.manifest.is_some())
            };
            if complete {
                tell_loaded(kind, index, true);
            } else {
                post(&Response::LoadFailed { kind, offline: stopped.offline, reason: stopped.reason, documents });
            }
        }
    }
}

/// Brings the index to the server's version.
async fn fetch(client: &Client, kind: IndexKind, index: &Shared) -> Result<(), Stopped> {
    let manifest = api::index::manifest(client, kind).await?;
    if index
        .borrow()
        .manifest
        .as_ref()
        .is_some_and(|held| held.version == manifest.version && held.segments == manifest.segments)
    {
        index.borrow_mut().complete(manifest);
        return Ok(());
    }
    fetch_all(client, &manifest, index, false).await?;
    index.borrow_mut().complete(manifest.clone());
    keep::keep_manifest(&manifest).await;
    Ok(())
}

/// Gets every segment of a manifest that is not in memory.
async fn fetch_all(
    client: &Client,
    manifest: &IndexManifest,
    index: &Shared,
    device_only: bool,
) -> Result<(), Stopped> {
    let total_bytes = manifest.segments.iter().map(|segment| segment.bytes).sum();
    let mut loaded_bytes = 0;
    for segment in manifest.segments.iter().rev() {
        if !index.borrow().has(&segment.hash) {
            fetch_one(client, manifest, &segment.hash, index, device_only).await?;
        }
        loaded_bytes += segment.bytes;
        let documents = index.borrow().documents();
        post(&Response::Progress { kind: manifest.kind, loaded_bytes, total_bytes, documents, of: manifest.documents });
    }
    Ok(())
}

async fn fetch_one(
    client: &Client,
    manifest: &IndexManifest,
    hash: &str,
    index: &Shared,
    device_only: bool,
) -> Result<(), Stopped> {
    if let Some(bytes) = keep::segment(manifest.kind, hash).await {
        // Damaged on the device: the server has it whole.
        if index.borrow_mut().add(manifest, hash, bytes).is_ok() {
            return Ok(());
        }
    }
    if device_only {
        return Err(Stopped { offline: false, reason: "not kept".to_owned() });
    }
    let bytes = api::index::segment(client, manifest.kind, hash).await?;
    keep::keep_segment(manifest.kind, hash, &bytes).await;
    index.borrow_mut().add(manifest, hash, bytes).map_err(|error| Stopped { offline: false, reason: error.to_string() })
}

fn tell_loaded(kind: IndexKind, index: &Shared, from_device: bool) {
    let response = {
        let index = index.borrow();
        let Some(manifest) = &index.manifest else { return };
        Response::Loaded {
            kind,
            documents: index.documents(),
            of: manifest.documents,
            generated_at: manifest.generated_at,
            from_device,
        }
    };
    post(&response);
}
