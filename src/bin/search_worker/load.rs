//! Making an index ready: what the device keeps first, then what the server has.
//!
//! Owns the order of things. Newest segments come first, so that the newest documents can be searched while the rest is on
//! its way, and what came is searched before it is kept. Whatever fails, what is in memory stays searchable.

use std::{cell::RefCell, rc::Rc};

use futures::channel::oneshot;
use lepas::api::{self, ApiError, Client, search::Response};
use lepas_api::index::{IndexKind, IndexManifest};

use super::{index::Index, keep::Device, scope::post};

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
    let device = Device::open().await;
    let is_empty = index.borrow().manifest.is_none();
    if is_empty && let Some(manifest) = device.manifest(kind).await {
        // A copy of which a part is missing or damaged is not used: half an index would look like a whole one.
        if read_all(&device, &manifest, index).await.is_some() {
            index.borrow_mut().complete(manifest);
            tell_loaded(kind, index, true);
        }
    }
    if let Err(stopped) = fetch(client, &device, kind, index).await {
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

/// Reads every segment from the device; `None` when one is not there or damaged. While one is opened the next is read.
async fn read_all(device: &Device, manifest: &IndexManifest, index: &Shared) -> Option<()> {
    let mut waiting = manifest.segments.iter().rev();
    let begin = |hash: &String| (hash.clone(), device.segment(manifest.kind, hash));
    let mut next = waiting.next().map(|segment| begin(&segment.hash));
    while let Some((hash, reading)) = next {
        let bytes = reading.await.ok()?;
        next = waiting.next().map(|segment| begin(&segment.hash));
        index.borrow_mut().add(manifest, &hash, bytes.to_vec()).ok()?;
        tell_progress(manifest, index);
    }
    Some(())
}

/// Brings the index to the server's version, says so, and keeps what came.
async fn fetch(client: &Client, device: &Device, kind: IndexKind, index: &Shared) -> Result<(), Stopped> {
    let manifest = api::index::manifest(client, kind).await?;
    let is_same = index
        .borrow()
        .manifest
        .as_ref()
        .is_some_and(|held| held.version == manifest.version && held.segments == manifest.segments);
    let mut keeping = Vec::new();
    if !is_same {
        for segment in manifest.segments.iter().rev() {
            if !index.borrow().has(&segment.hash) {
                keeping.extend(fetch_one(client, device, &manifest, &segment.hash, index).await?);
                tell_progress(&manifest, index);
            }
        }
    }
    index.borrow_mut().complete(manifest.clone());
    tell_loaded(kind, index, false);
    if !is_same {
        for kept in keeping {
            // A segment that could not be kept is fetched again next time.
            let _ = kept.await;
        }
        device.keep_manifest(&manifest).await;
    }
    Ok(())
}

/// Gets a segment into memory. What came from the server is being kept when this is over.
async fn fetch_one(
    client: &Client,
    device: &Device,
    manifest: &IndexManifest,
    hash: &str,
    index: &Shared,
) -> Result<Option<oneshot::Receiver<()>>, Stopped> {
    if let Ok(bytes) = device.segment(manifest.kind, hash).await {
        // Damaged on the device: the server has it whole.
        if index.borrow_mut().add(manifest, hash, bytes.to_vec()).is_ok() {
            return Ok(None);
        }
    }
    let bytes = api::index::segment(client, manifest.kind, hash).await?;
    let copy = js_sys::Uint8Array::from(bytes.as_slice());
    index
        .borrow_mut()
        .add(manifest, hash, bytes)
        .map_err(|error| Stopped { offline: false, reason: error.to_string() })?;
    Ok(Some(device.keep_segment(manifest.kind, hash, copy)))
}

/// A part more can be searched.
fn tell_progress(manifest: &IndexManifest, index: &Shared) {
    let index = index.borrow();
    let there = manifest.segments.iter().filter(|segment| index.has(&segment.hash));
    post(&Response::Progress {
        kind: manifest.kind,
        loaded_bytes: there.map(|segment| segment.bytes).sum(),
        total_bytes: manifest.segments.iter().map(|segment| segment.bytes).sum(),
        documents: index.documents(),
        of: manifest.documents,
    });
}

/// Brings the positions of all segments that lack them, from the device or the server. What fails is left out.
///
/// Nobody is told of the bytes: they are a third of an index, come only where a query can use them, and nothing waits for
/// them but phrases.
pub(crate) async fn positions(client: &Client, kind: IndexKind, index: &Shared) {
    let device = Device::open().await;
    let missing = index.borrow().missing_positions();
    let mut changed = false;
    for (segment, hash) in missing {
        let take_in = |bytes| index.borrow_mut().collection.add_positions(&segment, bytes).is_ok();
        if let Ok(bytes) = device.segment(kind, &hash).await
            && take_in(bytes.to_vec())
        {
            changed = true;
            continue;
        }
        // Without one of them phrases wait in vain, so that the rest is of no use.
        let Ok(bytes) = api::index::segment(client, kind, &hash).await else { break };
        let copy = js_sys::Uint8Array::from(bytes.as_slice());
        changed |= take_in(bytes);
        // What could not be kept is fetched again next time.
        drop(device.keep_segment(kind, &hash, copy));
    }
    if changed {
        let from_device = index.borrow().from_device;
        tell_loaded(kind, index, from_device);
    }
}

fn tell_loaded(kind: IndexKind, index: &Shared, from_device: bool) {
    let response = {
        let mut index = index.borrow_mut();
        index.from_device = from_device;
        let Some(manifest) = &index.manifest else { return };
        Response::Loaded {
            kind,
            documents: index.documents(),
            of: manifest.documents,
            generated_at: manifest.generated_at,
            from_device,
            memory: index.collection.memory() as u64,
        }
    };
    post(&response);
}
