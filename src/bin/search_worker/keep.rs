//! The device's copy of the indexes (Cache Storage), so that a second visit needs no network.
//!
//! Owns one cache, keyed by the addresses of the API. Everything here may fail for want of room or permission; then the
//! worker simply fetches again next time.

use futures::channel::oneshot;
use lepas::{api::read_json, platform::task};
use lepas_api::{
    index::{IndexKind, IndexManifest},
    path,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, CacheStorage, Response};

/// Name of the cache. Its number rises when older copies must not be read any more.
const NAME: &str = "lepas-search-2";

/// The device's copy; empty and deaf where the browser has none to give.
#[derive(Clone)]
pub(crate) struct Device(Option<Cache>);

impl Device {
    /// Opens it.
    pub(crate) async fn open() -> Self {
        Self(cache().await)
    }

    async fn read(&self, address: &str) -> Option<js_sys::Uint8Array> {
        let found = JsFuture::from(self.0.as_ref()?.match_with_str(address)).await.ok()?;
        let response: Response = found.dyn_into().ok()?;
        Some(js_sys::Uint8Array::new(&JsFuture::from(response.array_buffer().ok()?).await.ok()?))
    }

    async fn write(&self, address: &str, bytes: &js_sys::Uint8Array) -> Result<(), JsValue> {
        let Some(cache) = &self.0 else { return Ok(()) };
        let response = Response::new_with_opt_js_u8_array(Some(bytes))?;
        JsFuture::from(cache.put_with_str(address, &response)).await.map(|_| ())
    }

    /// The manifest of the last complete load.
    pub(crate) async fn manifest(&self, kind: IndexKind) -> Option<IndexManifest> {
        read_json(&self.read(&path::index(kind)).await?.to_vec()).ok()
    }

    /// Begins to read a segment at once, whether or not somebody waits for it already.
    pub(crate) fn segment(&self, kind: IndexKind, hash: &str) -> oneshot::Receiver<js_sys::Uint8Array> {
        let (sender, receiver) = oneshot::channel();
        let (device, address) = (self.clone(), path::segment(kind, hash));
        task::spawn(async move {
            if let Some(bytes) = device.read(&address).await {
                // Where nobody waits any more loading has stopped.
                let _ = sender.send(bytes);
            }
        });
        receiver
    }

    /// Begins to keep the bytes of a segment; the answer comes when that is over, well or not.
    pub(crate) fn keep_segment(&self, kind: IndexKind, hash: &str, bytes: js_sys::Uint8Array) -> oneshot::Receiver<()> {
        let (sender, receiver) = oneshot::channel();
        let (device, address) = (self.clone(), path::segment(kind, hash));
        task::spawn(async move {
            let _ = device.write(&address, &bytes).await;
            let _ = sender.send(());
        });
        receiver
    }

    /// Keeps a manifest whose segments are all kept, and forgets the segments that it does not name.
    pub(crate) async fn keep_manifest(&self, manifest: &IndexManifest) {
        let Ok(text) = serde_json::to_vec(manifest) else { return };
        let text = js_sys::Uint8Array::from(text.as_slice());
        if self.write(&path::index(manifest.kind), &text).await.is_ok()
            && let Some(cache) = &self.0
        {
            forget_others(cache, manifest).await;
        }
    }
}

async fn cache() -> Option<Cache> {
    // Absent outside of secure contexts, where the binding would throw.
    let storage = js_sys::Reflect::get(&js_sys::global(), &"caches".into()).ok()?.dyn_into::<CacheStorage>().ok()?;
    JsFuture::from(storage.open(NAME)).await.ok()?.dyn_into().ok()
}

async fn forget_others(cache: &Cache, manifest: &IndexManifest) -> Option<()> {
    let prefix = path::segment(manifest.kind, "");
    let keys: js_sys::Array = JsFuture::from(cache.keys()).await.ok()?.dyn_into().ok()?;
    for key in keys.iter() {
        let request: web_sys::Request = key.dyn_into().ok()?;
        let address = request.url();
        let Some((_, hash)) = address.split_once(&prefix) else { continue };
        if !manifest.segments.iter().any(|segment| segment.hash == hash || segment.positions.hash == hash) {
            let _ = JsFuture::from(cache.delete_with_request(&request)).await;
        }
    }
    Some(())
}
