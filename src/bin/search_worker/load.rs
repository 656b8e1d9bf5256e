//! Making an index ready: what the device keeps first, then what the server has.
//!
//! Owns the order of things. Newest segments come first, so that the newest documents can be searched while the rest is on
//! its way. Whatever fails, what is in memory stays searchable.

use std::{cell::RefCell, rc::Rc};

use lepas::api::{
    index::{Missing, segment},
    search::{News, Response},
    transport::Fetch,
};
use lepas_api::index::{IndexKind, IndexManifest};

use super::{index::Index, keep::Device, scope::post};

/// An index that is shared between loading and searching; never borrowed across an await.
pub(crate) type Shared = Rc<RefCell<Index>>;

/// Why loading stopped.
struct Stopped {
    offline: bool,
    reason: String,
}

impl From<Missing> for Stopped {
    fn from(missing: Missing) -> Self {
        match missing {
            Missing::Offline => Self { offline: true, reason: "offline".to_owned() },
            Missing::Refused(status) => Self { offline: false, reason: status.to_string() },
        }
    }
}

/// Loads what the device keeps, unless something is in memory already.
pub(crate) async fn open(kind: IndexKind, index: &Shared) {
    if index.borrow().manifest.is_some() {
        return;
    }
    let device = Device::open().await;
    // A copy of which a part is missing or damaged is not used: half an index would look like a whole one.
    if let Some(manifest) = device.manifest(kind).await
        && read_all(&device, &manifest, index).await.is_some()
    {
        index.borrow_mut().complete(manifest);
        tell_loaded(kind, index, true);
    }
}

/// Brings the index to what the server has.
pub(crate) async fn bring(news: News, kind: IndexKind, index: &Shared) {
    let stopped = match news {
        News::Manifest(manifest) => match fetch(*manifest, index).await {
            Ok(()) => return,
            Err(stopped) => stopped,
        },
        News::None { offline, reason } => Stopped { offline, reason },
    };
    let (documents, complete) = {
        let mut index = index.borrow_mut();
        index.ready = true;
        (index.documents(), index.manifest.is_some())
    };
    if complete {
        tell_loaded(kind, index, true);
    } else {
        post(&Response::LoadFailed { kind, offline: stopped.offline, reason: stopped.reason, documents });
    }
}

/// Reads every segment from the device; `None` when one is not there or damaged.
async fn read_all(device: &Device, manifest: &IndexManifest, index: &Shared) -> Option<()> {
    let mut files = device.segments(manifest).await?.into_iter();
    // The oldest first: each then has its place at once, and nothing that is open already is looked at again.
    for segment in &manifest.segments {
        let bytes = files.next()?.read()?;
        index.borrow_mut().add(manifest, &segment.hash, bytes).ok()?;
        tell_progress(manifest, index);
    }
    Some(())
}

/// Brings the index to the server's version, says so, and keeps what came.
async fn fetch(manifest: IndexManifest, index: &Shared) -> Result<(), Stopped> {
    let kind = manifest.kind;
    let is_same = index
        .borrow()
        .manifest
        .as_ref()
        .is_some_and(|held| held.version == manifest.version && held.segments == manifest.segments);
    if is_same {
        index.borrow_mut().complete(manifest);
        tell_loaded(kind, index, false);
        return Ok(());
    }
    let device = Device::open().await;
    for segment in manifest.segments.iter().rev() {
        if !index.borrow().has(&segment.hash) {
            fetch_one(&device, &manifest, &segment.hash, index).await?;
            index.borrow_mut().ready = true;
            tell_progress(&manifest, index);
        }
    }
    index.borrow_mut().complete(manifest.clone());
    tell_loaded(kind, index, false);
    device.keep_manifest(&manifest).await;
    Ok(())
}

/// Gets a segment into memory, and what came from the server onto the device as well.
async fn fetch_one(device: &Device, manifest: &IndexManifest, hash: &str, index: &Shared) -> Result<(), Stopped> {
    if let Some(bytes) = device.segment(manifest.kind, hash).await {
        // Damaged on the device: the server has it whole.
        if index.borrow_mut().add(manifest, hash, bytes).is_ok() {
            return Ok(());
        }
    }
    let bytes = segment(&Fetch, manifest.kind, hash).await?;
    // Written before it is searched, because the index takes the bytes and memory has no room for a second copy.
    device.keep_segment(manifest.kind, hash, &bytes).await;
    index.borrow_mut().add(manifest, hash, bytes).map_err(|error| Stopped { offline: false, reason: error.to_string() })
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
pub(crate) async fn positions(kind: IndexKind, index: &Shared) {
    let missing = index.borrow().missing_positions();
    if missing.is_empty() {
        return;
    }
    let device = Device::open().await;
    let mut changed = false;
    for (name, hash) in missing {
        let take_in = |bytes| index.borrow_mut().collection.add_positions(&name, bytes).is_ok();
        if let Some(bytes) = device.segment(kind, &hash).await
            && take_in(bytes)
        {
            changed = true;
            continue;
        }
        // Without one of them phrases wait in vain, so that the rest is of no use.
        let Ok(bytes) = segment(&Fetch, kind, &hash).await else { break };
        device.keep_segment(kind, &hash, &bytes).await;
        changed |= take_in(bytes);
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
